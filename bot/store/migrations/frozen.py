"""Rules of the desk as they were when migration 0002 was written. Do not change them when the desk's rules change."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

START = ""
"""The previous hash of the first row of a log."""


@dataclass(frozen=True, slots=True)
class MigrationSupport:
    """What migrations need from outside: sealing with the vault's keys, and the law's date as computed today."""

    new_key: Callable[[], str]
    """Creates a new ticket's key, wrapped."""
    seal: Callable[[str, str], str]
    """Seals a text with a ticket's wrapped key."""
    blind: Callable[[str], str]
    """Returns the keyed hash of a text."""
    legal_date: Callable[[date], date]
    """Returns the last day that the law allows for answering a request received on this day in Sweden."""
    clock: Callable[[], datetime]
    zone: ZoneInfo


def reference(year: int, number: int) -> str:
    """Return a request's reference."""
    return f"DSR-{year}-{number:04d}"


def subject_key(user: str | None, email: str | None, name: str | None, asker: str, source: str) -> str:
    """Return the key that all requests of one person share."""
    if user:
        return f"user:{user}"
    if email:
        return f"email:{email.strip().casefold()}"
    if name:
        return f"name:{asker}:{' '.join(name.split()).casefold()}"
    return f"source:{asker}:{source}"


def log_row(facts: Mapping[str, Any], seq: int, previous: str, zone: ZoneInfo) -> dict[str, Any]:
    """Return a row of a ticket's log from the facts ``ticket``, ``at``, ``actor``, ``role`` and ``what``."""
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
