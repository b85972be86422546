"""Tickets as rows, and back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from bot.knowledge import Right
from bot.store.tables import TICKET_EVENTS, TICKET_RIGHTS, TICKETS
from bot.tickets import Event, State, Subject, Ticket


def columns_of(ticket: Ticket) -> dict[str, Any]:
    """A ticket's row, without what is given by the database: id, year, number and reference."""
    return {
        "asker": ticket.asker,
        "subject_user": ticket.subject.user,
        "subject_name": ticket.subject.name,
        "subject_email": ticket.subject.email,
        "subject_key": ticket.subject_key,
        "language": ticket.language,
        "own_words": ticket.own_words,
        "receipt": ticket.receipt,
        "legal_date": ticket.deadline.legal,
        "opened_at": ticket.opened_at,
        "source_channel": ticket.source_channel,
        "source_ts": ticket.source_ts,
        "country": ticket.country,
        "state": ticket.state.value,
        "officer": ticket.officer,
        "reason": ticket.reason,
    }


def read_ticket(connection: Connection, id: int, *, lock: bool = False) -> Ticket | None:
    """A ticket with its rights."""
    query = select(TICKETS).where(TICKETS.c.id == id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _ticket(row, _rights(connection, id))


def write_rights(connection: Connection, ticket: int, rights: Sequence[Right]) -> None:
    """A ticket's rights in their order, in place of those that it had."""
    connection.execute(delete(TICKET_RIGHTS).where(TICKET_RIGHTS.c.ticket == ticket))
    if rights:
        rows = [{"ticket": ticket, "right": right, "position": n} for n, right in enumerate(dict.fromkeys(rights))]
        connection.execute(insert(TICKET_RIGHTS), rows)


def read_event(connection: Connection, id: int) -> Event | None:
    """One event of a ticket's history."""
    row = connection.execute(select(TICKET_EVENTS).where(TICKET_EVENTS.c.id == id)).one_or_none()
    return None if row is None else Event(row.ticket, row.at, row.actor, row.what, row.words)


def _rights(connection: Connection, ticket: int) -> tuple[Right, ...]:
    rows = select(TICKET_RIGHTS.c.right).where(TICKET_RIGHTS.c.ticket == ticket).order_by(TICKET_RIGHTS.c.position)
    return tuple(connection.scalars(rows))


def _ticket(row: Row[Any], rights: tuple[Right, ...]) -> Ticket:
    return Ticket(
        id=row.id,
        reference=row.reference,
        rights=rights,
        asker=row.asker,
        subject=Subject(row.subject_user, row.subject_name, row.subject_email),
        subject_key=row.subject_key,
        language=row.language,
        own_words=row.own_words,
        receipt=row.receipt,
        opened_at=row.opened_at,
        source_channel=row.source_channel,
        source_ts=row.source_ts,
        country=row.country,
        state=State(row.state),
        officer=row.officer,
        reason=row.reason,
    )
