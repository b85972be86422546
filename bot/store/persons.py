"""Finds and erases what the desk itself stores about a person, so that its own records follow the GDPR too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.desk.letters import FileToFetch, QuestionHandedOver, letter_from_json
from bot.desk.messages import Message
from bot.desk.ticket_log import remove
from bot.store.log import event_of
from bot.store.outbox import GONE, SENT
from bot.store.tables import OUTBOX, TICKET_LOG, TICKETS
from bot.store.unit_of_work import SqlUnitOfWork
from bot.tickets import Event, Ticket
from bot.tickets.retention import ENDED, Removal


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """An unsent letter to a person, or an unsent question from them."""

    id: int
    kind: str
    since: datetime
    words: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """What the desk stores about one person."""

    tickets: Sequence[Ticket]
    """Tickets whose asker or data subject they are."""
    letters: Sequence[HeldLetter]
    acts: Sequence[tuple[str, Event]]
    """What they did as an officer: the ticket's reference and the event."""


@dataclass(frozen=True, slots=True)
class Erased:
    """The result of erasing one person."""

    tickets: Sequence[str]
    """References of the tickets that no longer identify the person."""
    kept: Sequence[tuple[str, str]]
    """References of the tickets that are kept, and why: ``open`` or ``legal_hold``."""
    letters: int
    """Number of letters still waiting; their text is erased when they are sent."""
    acts: int
    """Number of acts as an officer; they stay in the log, which must show who decided."""


def held(connection: Connection, unit: SqlUnitOfWork, who: str) -> Held:
    """Return what the desk stores about a person, given by user id or e-mail address."""
    return Held(unit.of_person(who, lock=False), list(_letters(connection, who)), list(_acts(connection, who)))


def erase(connection: Connection, unit: SqlUnitOfWork, who: str, language: str | None = None) -> Erased:
    """Erase a person from the ended tickets that no legal hold protects.

    Their words in the officers' channel are deleted too; ``language`` is that of the card that remains.
    """
    tickets = unit.of_person(who)
    kept = {ticket.reference: why for ticket in tickets if (why := _kept_because(ticket))}
    gone = [ticket for ticket in tickets if ticket.reference not in kept]
    for ticket in gone:
        _forget(unit, ticket, language)
    unit.note("person_erased")
    letters = sum(1 for _ in _letters(connection, who))
    acts = select(func.count()).select_from(TICKET_LOG).where(TICKET_LOG.c.actor == who)
    counted: int = connection.execute(acts).scalar_one()
    return Erased([ticket.reference for ticket in gone], list(kept.items()), letters, counted)


def _kept_because(ticket: Ticket) -> str | None:
    if ticket.legal_hold:
        return "legal_hold"
    return None if ticket.state in ENDED else "open"


def _forget(unit: SqlUnitOfWork, ticket: Ticket, language: str | None) -> None:
    for removal in (Removal.DRAFTS, Removal.THREAD, Removal.DISMISSED, Removal.LINK):
        if removal.value not in ticket.removed:
            remove(unit, ticket, removal, language or ticket.language)


def _letters(connection: Connection, who: str) -> Iterator[HeldLetter]:
    for row in connection.execute(select(OUTBOX).where(OUTBOX.c.state.not_in([SENT, GONE])).order_by(OUTBOX.c.id)):
        words = _words(row, who)
        if words is not None or row.lane == f"person:{who}":
            yield HeldLetter(row.id, row.kind, row.at, words)


def _words(row: Row[Any], who: str) -> str | None:
    try:
        letter = letter_from_json(row.letter or "")
    except ValueError:
        return None  # written by another version; the error is not logged, because it quotes the letter
    asked = letter.message if isinstance(letter, FileToFetch) else letter
    return asked.words if isinstance(asked, (QuestionHandedOver, Message)) and asked.asker == who else None


def _acts(connection: Connection, who: str) -> Iterator[tuple[str, Event]]:
    query = (
        select(TICKET_LOG, TICKETS.c.reference)
        .join(TICKETS, TICKETS.c.id == TICKET_LOG.c.ticket)
        .where(TICKET_LOG.c.actor == who)
        .order_by(TICKET_LOG.c.at, TICKET_LOG.c.ticket, TICKET_LOG.c.seq)
    )
    for row in connection.execute(query):
        yield row.reference, event_of(row)
