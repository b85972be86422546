"""Reads tickets and events from their rows, and writes rights."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from bot.knowledge import Right
from bot.store.contents import EVENT, Contents
from bot.store.layout import BY_STORE, CONTENTS, INCIDENT_LAYOUT, SUBJECT_LAYOUT, TICKET_LAYOUT
from bot.store.log import event_of
from bot.store.tables import TICKET_LOG, TICKET_RIGHTS, TICKETS
from bot.tickets import Event, Incident, Subject, Ticket

_AT_ONCE = 500


def read_tickets(connection: Connection, contents: Contents, query: Select[Any]) -> list[Ticket]:
    """Return the tickets of a query for rows of ``tickets``, in its order, with their rights and contents."""
    return [ticket for rows in _parts(connection.execute(query).all()) for ticket in _read(connection, contents, rows)]


def read_ticket(connection: Connection, contents: Contents, id: int, *, lock: bool = False) -> Ticket | None:
    """Return a ticket or None; with ``lock``, it is locked until the transaction ends."""
    query = select(TICKETS).where(TICKETS.c.id == id)
    return next(iter(read_tickets(connection, contents, query.with_for_update() if lock else query)), None)


def write_rights(connection: Connection, ticket: int, rights: Sequence[Right]) -> None:
    """Replace a ticket's rights by these, in order."""
    connection.execute(delete(TICKET_RIGHTS).where(TICKET_RIGHTS.c.ticket == ticket))
    if rights:
        rows = [{"ticket": ticket, "right": right, "position": n} for n, right in enumerate(dict.fromkeys(rights))]
        connection.execute(insert(TICKET_RIGHTS), rows)


def read_events(connection: Connection, contents: Contents, ticket: int, seq: int | None = None) -> list[Event]:
    """Return a ticket's log, or the row ``seq`` of it, with the words that are still stored."""
    query = select(TICKET_LOG).where(TICKET_LOG.c.ticket == ticket).order_by(TICKET_LOG.c.seq)
    rows = connection.execute(query if seq is None else query.where(TICKET_LOG.c.seq == seq)).all()
    words = contents.of([ticket], [f"{EVENT}{row.seq}" for row in rows]).get(ticket, {})
    return [event_of(row, words.get(f"{EVENT}{row.seq}")) for row in rows]


def _parts(rows: Sequence[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    # Databases limit the number of parameters in one statement.
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def _read(connection: Connection, contents: Contents, rows: Sequence[Row[Any]]) -> Iterator[Ticket]:
    ids = [row.id for row in rows]
    rights: dict[int, list[Right]] = {}
    order = select(TICKET_RIGHTS).where(TICKET_RIGHTS.c.ticket.in_(ids)).order_by(TICKET_RIGHTS.c.position)
    for right in connection.execute(order):
        rights.setdefault(right.ticket, []).append(right.right)
    texts = contents.of(ids, CONTENTS)
    return (_ticket(row, tuple(rights.get(row.id, ())), texts.get(row.id, {})) for row in rows)


def _ticket(row: Row[Any], rights: tuple[Right, ...], texts: Mapping[str, str]) -> Ticket:
    # Only a breach has a time of awareness, and every breach has one.
    incident = Incident(**INCIDENT_LAYOUT.read(row, texts)) if row.aware_at is not None else None
    given = {name: getattr(row, name) for name in BY_STORE}
    subject = Subject(**SUBJECT_LAYOUT.read(row, texts))
    return Ticket(rights=rights, subject=subject, incident=incident, **given, **TICKET_LAYOUT.read(row, texts))
