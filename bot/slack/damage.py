"""Takes what is there out of a payload, whatever it is: keys may be missing, null or of another type than Slack says."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.slack.markup import whole

Payload = Mapping[str, Any]

_TS = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,6}))?")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_SLACK_BEGAN = 1_300_000_000
"""Seconds of the epoch before which no message of Slack can have been written."""


class DamagedPayload(ValueError):
    """A payload lacks what it cannot be answered without. The message names the key."""


def needed_url(payload: object, name: str) -> str:
    """Return the URL under a name. Raises DamagedPayload where there is none."""
    if not (found := text(payload, name)).startswith(("https://", "http://")):
        raise DamagedPayload(name)
    return found


def needed_id(payload: object, name: str) -> str:
    """Return the id under a name. Raises DamagedPayload where there is none."""
    if not (found := identifier(payload, name)):
        raise DamagedPayload(name)
    return found


def text(payload: object, name: str) -> str:
    """Return the text under a name, without lone surrogates; empty where there is none."""
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return whole(found) if isinstance(found, str) else ""


def entry(payload: object, name: str) -> Payload:
    """Return the object under a name; empty where there is none."""
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def entries(payload: object, name: str) -> list[Payload]:
    """Return the objects of the list under a name, without what is no object."""
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, (list, tuple)) else []


def identifier(payload: object, name: str) -> str | None:
    """Return the id, or other short name, under a name; None where it is not one."""
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return found if isinstance(found, str) and _ID.fullmatch(found) else None


def time_in(payload: object, name: str) -> datetime | None:
    """Return the time of the ts under a name; None where it is none, or earlier than Slack itself."""
    found = _TS.fullmatch(text(payload, name))
    if not found or int(found[1]) < _SLACK_BEGAN:
        return None
    return datetime.fromtimestamp(int(found[1]), UTC).replace(microsecond=int((found[2] or "0").ljust(6, "0")))
