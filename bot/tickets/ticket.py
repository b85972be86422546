"""The record of a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.knowledge import Right
from bot.tickets.deadlines import Deadline, deadline


class State(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        """Whether the person still waits for an answer."""
        return self in {State.OPEN, State.WORKING}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is: the asker themselves (``user``), or a customer known by name or e-mail."""

    user: str | None = None
    name: str | None = None
    email: str | None = None

    @property
    def is_customer(self) -> bool:
        """Whether somebody else than a member of the workspace is meant."""
        return self.user is None

    def key(self, asker: str, source: str) -> str:
        """What two requests of one person have in common: user, e-mail, or name with the one who passed it on.

        A customer of whom nothing is known is told apart by the message they came with: no two persons are mixed.
        """
        if self.user:
            return f"user:{self.user}"
        if self.email:
            return f"email:{self.email.strip().casefold()}"
        if self.name:
            return f"name:{asker}:{' '.join(self.name.split()).casefold()}"
        return f"source:{asker}:{source}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request, its dates and how far it has come. ``receipt`` never changes, except to an earlier day."""

    id: int
    reference: str
    rights: tuple[Right, ...]
    asker: str | None
    """Who wrote to the desk; None where a customer's mail came into a channel by itself."""
    subject: Subject
    subject_key: str
    language: str
    own_words: str
    receipt: date
    opened_at: datetime
    source_channel: str | None = None
    source_ts: str | None = None
    country: str = "SE"
    state: State = State.OPEN
    officer: str | None = None
    reason: str | None = None

    @property
    def deadline(self) -> Deadline:
        """By when the person must have an answer."""
        return deadline(self.receipt, self.country)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a ticket; ``words`` is what an officer wrote, if anything."""

    ticket: int
    at: datetime
    actor: str | None
    what: str
    words: str | None = None


def reference(year: int, number: int) -> str:
    """What people call a ticket by: ``DSR-2026-0001``."""
    return f"DSR-{year}-{number:04d}"


def joined(ticket: Ticket, rights: Sequence[Right], receipt: date) -> Ticket:
    """An open ticket, joined by another request: new rights are added, and the earliest receipt date counts."""
    together = tuple(dict.fromkeys((*ticket.rights, *rights)))
    return replace(ticket, rights=together, receipt=min(ticket.receipt, receipt))
