"""Rules of the desk as they were when 0002 was written. They stay so, whatever becomes of those that the desk lives by."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

START = ""
"""What the first row of a log has in place of the hash of the one before it."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a migration cannot know by itself: the keys stay in the vault, and the law's date is that of the day it runs."""

    new_key: Callable[[], str]
    """A new ticket's key, wrapped."""
    seal: Callable[[str, str], str]
    """A text, sealed with a ticket's wrapped key."""
    blind: Callable[[str], str]
    """The keyed hash of a text."""
    legal_date: Callable[[date], date]
    """By when the law wants the answer to a request that was received on this day in Sweden."""
    clock: Callable[[], datetime]
    zone: ZoneInfo


def reference(year: int, number: int) -> str:
    """What people call a request by."""
    return f"DSR-{year}-{number:04d}"


def subject_key(user: str | None, email: str | None, name: str | None, asker: str, source: str) -> str:
    """What two requests of one person have in common."""
    if user:
        return f"user:{user}"
    if email:
        return f"email:{email.strip().casefold()}"
    if name:
        return f"name:{asker}:{' '.join(name.split()).casefold()}"
    return f"source:{asker}:{source}"


def log_row(facts: Mapping[str, Any], seq: int, previous: str, zone: ZoneInfo) -> dict[str, Any]:
    """A row of a ticket's log, of the facts ``ticket``, ``at``, ``actor``, ``role`` and ``what``."""
    day = facts["at"].astimezone(zone).date()
    none = dict.fromkeys(("before", "after", "code"))
    row = {**facts, **none, "seq": seq, "local_day": day, "previous": previous}
    return row | {"hash": _hash(row)}


def _hash(row: Mapping[str, Any]) -> str:
    facts = {name: _plain(value) for name, value in row.items()}
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
