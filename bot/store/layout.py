"""Where each field of a ticket is stored, derived from its declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields
from typing import Any

from sqlalchemy import Row

from bot.store.tables import TICKETS
from bot.tickets import Incident, Subject, Ticket
from bot.tickets.fields import PERSON, WORDS, marked

BY_STORE = ("id", "reference", "subject_key", "log_length")
"""Fields that are read from their columns but never written from a ticket, because the store computes them."""
APART = ("rights", "subject", "incident")
"""Fields that do not map to one column: rights have a table of their own, the others are records."""
COMPUTED = ("year", "number", "due")
"""Columns without a field: the parts of the reference, and a date that queries use."""


class NotKept(TypeError):
    """A field of a record is not stored anywhere; the message says what to do."""

    def __init__(self, record: type, name: str, column: str) -> None:
        super().__init__(
            f"{record.__name__}.{name} is kept nowhere. Give the table tickets a column {column!r} (bot/store/tables.py and a "
            "migration), or declare the field with metadata=WORDS (bot/tickets/fields.py) if it holds what people wrote."
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of a record are stored."""

    columns: Mapping[str, str]
    """Field -> column of the table tickets."""
    sealed: Mapping[str, str | None]
    """Sealed field, which is also its name in the contents -> its value if nothing is stored."""
    persons: frozenset[str]
    """Fields that identify the person."""

    def row(self, record: object | None) -> dict[str, Any]:
        """Return a record's columns; all are None without a record."""
        return {column: getattr(record, name) if record else None for name, column in self.columns.items()}

    def texts(self, record: object | None) -> dict[str, str]:
        """Return a record's texts to be sealed; empty without a record."""
        return {name: getattr(record, name) or "" for name in self.sealed} if record else {}

    def read(self, row: Row[Any], texts: Mapping[str, str]) -> dict[str, Any]:
        """Return a record's fields from its row and opened texts."""
        plain = {name: getattr(row, column) for name, column in self.columns.items()}
        return plain | {name: texts.get(name, nothing) for name, nothing in self.sealed.items()}


def layout(record: type, *, prefix: str = "", apart: Sequence[str] = ()) -> Layout:
    """Return the layout of a record's fields, except ``apart``. NotKept for a field that has no column and is not sealed.

    Fields with people's words are sealed. Any other has a column of its name with the prefix, whose type converts it.
    """
    words = marked(record, WORDS)
    columns = {name: f"{prefix}{name}" for name in _names(record) if name not in {*apart, *words}}
    for name, column in columns.items():
        if column not in TICKETS.c:
            raise NotKept(record, name, column)
    return Layout(
        columns,
        {field.name: _nothing(field) for field in fields(record) if field.name in words},
        frozenset(marked(record, PERSON)),
    )


def _names(record: type) -> list[str]:
    return [field.name for field in fields(record)]


def _nothing(field: Field[Any]) -> str | None:
    return None if field.default is None else ""


TICKET_LAYOUT = layout(Ticket, apart=(*BY_STORE, *APART))
SUBJECT_LAYOUT = layout(Subject, prefix="subject_")
INCIDENT_LAYOUT = layout(Incident)
CONTENTS = (*TICKET_LAYOUT.sealed, *SUBJECT_LAYOUT.sealed, *INCIDENT_LAYOUT.sealed)
"""Names of all sealed texts, except the words of the log."""
_ALL = (TICKET_LAYOUT, SUBJECT_LAYOUT, INCIDENT_LAYOUT)
PERSONS_COLUMNS = [kept.columns[name] for kept in _ALL for name in kept.columns if name in kept.persons]
"""Columns that identify the person."""
PERSONS_CONTENTS = [name for kept in _ALL for name in kept.sealed if name in kept.persons]
"""Names of contents that identify the person."""


def columns_of(ticket: Ticket) -> dict[str, Any]:
    """Return a ticket's row, without what the store computes: id, number, reference, subject key and log length."""
    return (
        TICKET_LAYOUT.row(ticket)
        | SUBJECT_LAYOUT.row(ticket.subject)
        | INCIDENT_LAYOUT.row(ticket.incident)
        | {"due": ticket.due}
    )


def contents_of(ticket: Ticket) -> dict[str, str]:
    """Return a ticket's texts to be sealed."""
    return TICKET_LAYOUT.texts(ticket) | SUBJECT_LAYOUT.texts(ticket.subject) | INCIDENT_LAYOUT.texts(ticket.incident)
