"""Verifies that the logs have not been changed since they were written, and exports them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.store.log import DESK, START, row_hash
from bot.store.tables import DESK_LOG, LOG_PURGES, TICKET_LOG, TICKET_NUMBERS, TICKETS

_AT_ONCE = 1000
_COLUMNS = [column.name for column in TICKET_LOG.columns]


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of a verification. ``head`` is a hash over all rows: while it stays the same, so do the rows."""

    rows: int
    tickets: int
    head: str
    faults: Sequence[str]


@dataclass
class _Chain:
    """Verifies one log, row by row."""

    name: str
    seq: int = 0
    previous: str = START
    faults: list[str] = field(default_factory=list)

    def read(self, row: Row[Any], length: int) -> None:
        """Check the next row against the one before it."""
        if row.seq > length:
            self.faults.append(f"{self.name}: row {row.seq} was added past the end of the log.")
        elif row.seq != self.seq + 1:
            self.faults.append(f"{self.name}: {_rows(self.seq + 1, row.seq - 1)} missing.")
        elif row.previous != self.previous:
            self.faults.append(f"{self.name}: row {row.seq} does not follow on the row before it.")
        if row.hash != row_hash({name: getattr(row, name) for name in _COLUMNS}):
            self.faults.append(f"{self.name}: row {row.seq} was changed or moved.")
        self.seq, self.previous = row.seq, row.hash

    def end(self, length: int) -> None:
        """Check that the log has as many rows as it should."""
        if self.seq < length:
            self.faults.append(f"{self.name}: {_rows(self.seq + 1, length)} missing at the end.")


def verify(connection: Connection) -> Audit:
    """Check every row of every log against the row before it, and each log against its recorded length."""
    lengths, chains = _lengths(connection), _chains(connection)
    unknown: dict[int, int] = {}
    count = 0
    for row in _log(connection):
        count += 1
        if row.ticket in chains:
            chains[row.ticket].read(row, lengths[row.ticket])
        else:
            unknown[row.ticket] = unknown.get(row.ticket, 0) + 1
    for ticket, chain in chains.items():
        chain.end(lengths[ticket])
    faults = [fault for chain in chains.values() for fault in chain.faults]
    faults += [f"There is no ticket {ticket}, but {_count(rows)} of its log." for ticket, rows in unknown.items()]
    faults += _numbers(connection)
    faults += _purges(connection)
    heads = "".join(f"{ticket}:{chain.seq}:{chain.previous}\n" for ticket, chain in sorted(chains.items()))
    known = sum(ticket != DESK for ticket in chains)
    return Audit(count, known, hashlib.sha256(heads.encode()).hexdigest(), faults)


def log_rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield every row of every log as plain values for export: times, roles and codes, without persons or their words."""
    names: dict[int, str] = {row.id: row.reference for row in connection.execute(select(TICKETS.c.id, TICKETS.c.reference))}
    for row in _log(connection):
        yield {
            "ticket": _name(row.ticket, names),
            "seq": row.seq,
            "at": row.at.isoformat(),
            "local_day": row.local_day.isoformat(),
            "role": row.role,
            "what": row.what,
            "before": row.before,
            "after": row.after,
            "code": row.code,
            "previous": row.previous,
            "hash": row.hash,
        }


def _log(connection: Connection) -> Iterator[Row[Any]]:
    query = select(TICKET_LOG).order_by(TICKET_LOG.c.ticket, TICKET_LOG.c.seq)
    yield from connection.execute(query, execution_options={"yield_per": _AT_ONCE})


def _lengths(connection: Connection) -> dict[int, int]:
    lengths = {row.id: row.log_length for row in connection.execute(select(TICKETS.c.id, TICKETS.c.log_length))}
    return lengths | {DESK: connection.scalar(select(DESK_LOG.c.length)) or 0}


def _chains(connection: Connection) -> dict[int, _Chain]:
    """Return a chain for the desk's log and one for each ticket, except logs that were removed on purpose."""
    purges = {row.ticket: row for row in connection.execute(select(LOG_PURGES))}
    chains = {DESK: _Chain("The desk's own log")}
    for ticket in connection.execute(select(TICKETS.c.id, TICKETS.c.reference)):
        purge = purges.get(ticket.id)
        chains[ticket.id] = _Chain(ticket.reference, *(purge.rows, purge.head) if purge else ())
    return chains


def _purges(connection: Connection) -> Iterator[str]:
    """Check that each removed log is named in the desk's own log, with what was removed."""
    names: dict[int, str] = {row.id: row.reference for row in connection.execute(select(TICKETS.c.id, TICKETS.c.reference))}
    desk = select(TICKET_LOG.c.before, TICKET_LOG.c.after).where(TICKET_LOG.c.ticket == DESK, TICKET_LOG.c.what == "removed")
    written = {(row.before, row.after) for row in connection.execute(desk)}
    purged = {(_name(row.ticket, names), f"{row.rows}:{row.head}") for row in connection.execute(select(LOG_PURGES))}
    for name, _ in sorted(purged - written):
        yield f"{name}: its log was removed, but the desk's own log does not say so."
    for name, _ in sorted(written - purged):
        yield f"{name}: the desk's own log says that its log was removed, but it was not, or otherwise."


def _numbers(connection: Connection) -> Iterator[str]:
    """Check that no number is missing: tickets are never removed whole."""
    there = select(TICKETS.c.year, func.count().label("count")).group_by(TICKETS.c.year)
    counts: dict[int, int] = {row.year: row[1] for row in connection.execute(there)}
    for row in connection.execute(select(TICKET_NUMBERS).order_by(TICKET_NUMBERS.c.year)):
        if counts.get(row.year, 0) != row.last:
            yield f"Of the tickets of {row.year}, {row.last} were numbered and {counts.get(row.year, 0)} are there."


def _name(ticket: int, names: dict[int, str]) -> str:
    return "desk" if ticket == DESK else names.get(ticket, f"ticket {ticket}")


def _count(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"


def _rows(first: int, last: int) -> str:
    return f"row {first} is" if first == last else f"rows {first} to {last} are"
