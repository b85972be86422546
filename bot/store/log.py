"""The logs of tickets and of the desk. Each row carries the hash of the row before it, so changes are detected."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import is_postgresql
from bot.store.tables import DESK_LOG, LOG_PURGES, TICKET_LOG, TICKETS
from bot.tickets import Event, Role

DESK = 0
"""The ticket id of the desk's own log, which records removals and what operators did."""
START = ""
"""The previous hash of the first row of a log."""
_COPIED = ("ticket", "at", "actor", "what", "before", "after", "code")
"""Columns that hold an event's field of the same name as it is."""
_HASHED = ("ticket", "seq", "at", "local_day", "actor", "role", "what", "before", "after", "code", "previous")


def row_hash(row: Mapping[str, Any]) -> str:
    """Return the hash of a row: SHA-256 over its other columns as JSON, names sorted, no spaces, times in UTC.

    This must never change: existing logs are verified with it.
    """
    facts = {name: _plain(row[name]) for name in _HASHED}
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def log_row(event: Event, seq: int, previous: str, zone: ZoneInfo) -> dict[str, Any]:
    """Return the row to be written for an event."""
    row: dict[str, Any] = {name: getattr(event, name) for name in _COPIED}
    row |= {"seq": seq, "role": event.role.value, "what": str(event.what)}
    row |= {"local_day": event.at.astimezone(zone).date(), "previous": previous}
    return row | {"hash": row_hash(row)}


def event_of(row: Row[Any], words: str | None = None) -> Event:
    """Return the event of a row, with its words, which are stored apart from the log."""
    copied = {name: getattr(row, name) for name in _COPIED}
    return Event(**copied, words=words, role=Role(row.role), seq=row.seq)


class Log:
    """Appends to the logs of tickets and to the desk's own."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        self._connection = connection
        self._zone = zone

    def append(self, event: Event) -> int:
        """Append to a ticket's log and return the row's number. The log is locked until the transaction ends."""
        length: int | None = self._connection.scalar(
            select(TICKETS.c.log_length).where(TICKETS.c.id == event.ticket).with_for_update()
        )
        if length is None:
            raise LookupError(f"there is no ticket {event.ticket} to log")
        self._write(event, length + 1)
        self._connection.execute(update(TICKETS).where(TICKETS.c.id == event.ticket).values(log_length=length + 1))
        return length + 1

    def append_desk(
        self, what: str, at: datetime, code: str | None = None, before: str | None = None, after: str | None = None
    ) -> int:
        """Append to the desk's own log. It stays locked until the transaction ends, so lock tickets before it."""
        dialect = postgresql if is_postgresql(self._connection) else sqlite
        first = dialect.insert(DESK_LOG).values(id=DESK, length=1)
        self._connection.execute(first.on_conflict_do_update(index_elements=["id"], set_={"length": DESK_LOG.c.length + 1}))
        length: int = self._connection.execute(select(DESK_LOG.c.length)).scalar_one()
        self._write(Event(DESK, at, None, what, role=Role.DESK, before=before, after=after, code=code), length)
        return length

    def head(self, ticket: int) -> str:
        """Return the hash of a log's last row, also if the log was removed."""
        last = select(TICKET_LOG.c.hash).where(TICKET_LOG.c.ticket == ticket).order_by(TICKET_LOG.c.seq.desc()).limit(1)
        found: str | None = self._connection.scalar(last)
        purged: str | None = found or self._connection.scalar(select(LOG_PURGES.c.head).where(LOG_PURGES.c.ticket == ticket))
        return purged or START

    def _write(self, event: Event, seq: int) -> None:
        self._connection.execute(insert(TICKET_LOG).values(log_row(event, seq, self.head(event.ticket), self._zone)))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
