"""Tickets as rows, and back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from bot.knowledge import Right
from bot.store.contents import EVENT, Contents
from bot.store.tables import TICKET_LOG, TICKET_RIGHTS, TICKETS
from bot.tickets import Decision, Event, Incident, Kind, Role, State, Subject, Ticket

_AT_ONCE = 500
_TOLD = ("what", "when", "whose", "how_many", "contained", "number", "persons_reason")
"""What people wrote of a suspected breach."""
CONTENTS = ("own_words", "name", "email", "answer", *_TOLD)
"""What people wrote, or can be known by; the words of the log beside."""
_AS_IT_IS = (
    "asker",
    "language",
    "letter_language",
    "receipt",
    "due",
    "opened_at",
    "source_channel",
    "source_ts",
    "country",
    "officer",
    "prepared_by",
    "ground",
    "identity",
    "extended_at",
    "extension_ground",
    "complaint",
    "legal_hold",
    "stopped_at",
    "waiting_since",
    "waited",
    "unreachable",
    "linked_to",
    "answer_letter",
    "informed_at",
    "closed_at",
    "shredded_at",
)
"""Columns that are called as in the ticket and hold the same."""


def columns_of(ticket: Ticket) -> dict[str, Any]:
    """A ticket's row, without what the database gives it: id, number, reference, subject key and the length of its log."""
    incident = ticket.incident
    return {name: getattr(ticket, name) for name in _AS_IT_IS} | {
        "kind": ticket.kind.value,
        "state": ticket.state.value,
        "subject_user": ticket.subject.user,
        "decisions": {right: outcome.value for right, outcome in ticket.decisions.items()},
        "checked": list(ticket.checked),
        "removed": list(ticket.removed),
        "aware_at": incident and incident.aware_at,
        "authority": incident and incident.authority,
        "notified_at": incident and incident.notified_at,
        "persons": incident and incident.persons,
    }


def contents_of(ticket: Ticket) -> dict[str, str]:
    """What of a ticket is sealed."""
    told = {name: getattr(ticket.incident, name) for name in _TOLD} if ticket.incident else {}
    subject = {"name": ticket.subject.name or "", "email": ticket.subject.email or ""}
    return {"own_words": ticket.own_words, "answer": ticket.answer} | subject | told


def read_tickets(connection: Connection, contents: Contents, query: Select[Any]) -> list[Ticket]:
    """The tickets of a query for rows of ``tickets``, in its order, with their rights and contents."""
    return [ticket for rows in _parts(connection.execute(query).all()) for ticket in _read(connection, contents, rows)]


def read_ticket(connection: Connection, contents: Contents, id: int, *, lock: bool = False) -> Ticket | None:
    """One ticket; with ``lock``, nobody else changes it before the transaction ends."""
    query = select(TICKETS).where(TICKETS.c.id == id)
    return next(iter(read_tickets(connection, contents, query.with_for_update() if lock else query)), None)


def write_rights(connection: Connection, ticket: int, rights: Sequence[Right]) -> None:
    """A ticket's rights in their order, in place of those that it had."""
    connection.execute(delete(TICKET_RIGHTS).where(TICKET_RIGHTS.c.ticket == ticket))
    if rights:
        rows = [{"ticket": ticket, "right": right, "position": n} for n, right in enumerate(dict.fromkeys(rights))]
        connection.execute(insert(TICKET_RIGHTS), rows)


def read_events(connection: Connection, contents: Contents, ticket: int, seq: int | None = None) -> list[Event]:
    """A ticket's log, or one row of it, each with the words that are still kept of it."""
    query = select(TICKET_LOG).where(TICKET_LOG.c.ticket == ticket).order_by(TICKET_LOG.c.seq)
    rows = connection.execute(query if seq is None else query.where(TICKET_LOG.c.seq == seq)).all()
    words = contents.of([ticket], [f"{EVENT}{row.seq}" for row in rows]).get(ticket, {})
    return [_event(row, words.get(f"{EVENT}{row.seq}")) for row in rows]


def _parts(rows: Sequence[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    # A database takes only so many parameters in one statement.
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
    known: dict[str, Any] = {name: getattr(row, name) for name in _AS_IT_IS if name != "due"}
    return Ticket(
        id=row.id,
        reference=row.reference,
        rights=rights,
        kind=Kind(row.kind),
        state=State(row.state),
        subject=Subject(row.subject_user, texts.get("name"), texts.get("email")),
        subject_key=row.subject_key,
        own_words=texts.get("own_words", ""),
        answer=texts.get("answer", ""),
        decisions={right: Decision(outcome) for right, outcome in row.decisions.items()},
        checked=tuple(row.checked),
        removed=tuple(row.removed),
        incident=_incident(row, texts),
        log_length=row.log_length,
        **known,
    )


def _incident(row: Row[Any], texts: Mapping[str, str]) -> Incident | None:
    if row.aware_at is None:
        return None
    told = {name: texts.get(name, "") for name in _TOLD}
    return Incident(aware_at=row.aware_at, authority=row.authority, notified_at=row.notified_at, persons=row.persons, **told)


def _event(row: Row[Any], words: str | None) -> Event:
    return Event(
        row.ticket,
        row.at,
        row.actor,
        row.what,
        words,
        role=Role(row.role),
        before=row.before,
        after=row.after,
        code=row.code,
        seq=row.seq,
    )
