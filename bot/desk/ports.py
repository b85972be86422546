"""What the desk needs of the world outside; the store, Slack and the tests each bring their own."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.desk.letters import Letter
from bot.desk.places import Place
from bot.knowledge import Right
from bot.tickets import Event, Ticket
from bot.tickets.retention import Removal


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that was queued before: its outbox id, and what kind of letter it is."""

    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a letter: when it was delivered, or the code of the error because of which it never will be."""

    at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter about a ticket that will never arrive, and the code of the reason."""

    letter: int
    ticket: int
    error: str


class Unavailable(Exception):
    """Something outside the desk cannot be used now; the sentence says what to do, and quotes nobody."""


class UnitOfWork(Protocol):
    """One transaction: all of it is written, or nothing. It notes the time of what it writes by the store's clock."""

    def first_time(self, keys: Sequence[str]) -> bool:
        """Whether none of these delivery keys was seen before; they are from now on."""

    def enqueue(self, to: Place, letter: Letter, *, about: str | None = None, replaces: int | None = None) -> int:
        """Queue a letter for the courier; its outbox id.

        ``about`` is the key of the message that it answers, by which ``sent_about`` finds it.
        ``replaces`` is the outbox id of a message that this one is written over.
        """

    def sent_about(self, about: str, since: datetime) -> SentLetter | None:
        """The first letter about a message, queued at ``since`` or later."""

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        """The ticket with the id and the reference that it was given, the next number of its year. Its own id is ignored."""

    def ticket(self, id: int) -> Ticket | None:
        """A ticket, locked for this transaction."""

    def open_ticket(self, subject_key: str, rights: Sequence[Right]) -> Ticket | None:
        """The oldest open ticket of one data subject that has one of the rights."""

    def save(self, ticket: Ticket) -> None:
        """Write a changed ticket."""

    def ticket_by_reference(self, reference: str) -> Ticket | None:
        """The ticket that people call this, locked for this transaction."""

    def ticket_at(self, channel: str, ts: str) -> int | None:
        """Id of the ticket of which a letter to the person stands there, or that came from there."""

    def tickets_of(self, user: str) -> Sequence[Ticket]:
        """A person's own tickets and those that they passed on, the newest first; none whose contents are gone."""

    def tickets_since(self, since: datetime) -> Sequence[Ticket]:
        """All tickets that are open or await their answer, and those that were opened, informed or closed since then."""

    def ended_tickets(self) -> Sequence[Ticket]:
        """All tickets that have come to an end, or whose person has the answer, and of which something is still kept."""

    def add_event(self, event: Event) -> int:
        """Append to a ticket's log; the event's place in it, from 1."""

    def first_alarm(self, key: str, ticket: int) -> bool:
        """Whether this reminder was not given yet; it is from now on, for every replica."""

    def delivery(self, letter: int) -> Delivery:
        """What became of a letter."""

    def failed_letters(self) -> Sequence[FailedLetter]:
        """Letters to persons about tickets that cannot be delivered, and of which the officers were not told yet."""

    def discard(self, letter: int) -> None:
        """A letter that has not arrived leaves no more, whatever it is tried again for."""

    def card(self, ticket: int) -> int | None:
        """Outbox id of a ticket's card."""

    def remove(self, ticket: int, removal: Removal) -> None:
        """Remove for good what a period no longer covers."""


class Store(Protocol):
    """Where the desk keeps what it must not forget."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that is committed at the end of the block, or rolled back by an exception."""


@contextmanager
def first_delivery(store: Store, keys: Sequence[str]) -> Iterator[UnitOfWork | None]:
    """A transaction for something that arrived under these delivery keys; None for a repeat, of which nothing is to be done.

    An exception in the block rolls back the keys too, so that the same delivery can be tried again.
    """
    with store.transaction() as unit:
        yield unit if unit.first_time(keys) else None


class Officers(Protocol):
    """Who the privacy officers are."""

    def includes(self, user: str) -> bool:
        """Whether a user is an officer at this moment."""


class Clock(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Now, in UTC, aware."""


class WaitingLetter(Protocol):
    """A letter that the courier may send now."""

    @property
    def id(self) -> int:
        """Outbox id, also the mark on the message."""

    @property
    def place(self) -> Place:
        """Where it goes."""

    @property
    def letter(self) -> Letter:
        """What it says."""

    @property
    def since(self) -> datetime:
        """When it was queued: it was not sent before."""

    @property
    def replaces(self) -> int | None:
        """Outbox id of the message that it is written over."""

    @property
    def attempts(self) -> int:
        """How often it was tried, this time included."""

    @property
    def doubtful(self) -> bool:
        """Whether it may have been sent already: look before sending."""


class Outbox(Protocol):
    """The letters that wait, from the courier's side."""

    def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[WaitingLetter]:
        """Up to ``limit`` letters that are due, the oldest of each lane; nobody else is given them for the lease."""

    def sent(self, id: int, now: datetime, channel: str | None = None, ts: str | None = None) -> None:
        """It was sent."""

    def retry(self, id: int, due_at: datetime, error_code: str) -> None:
        """It was not sent, or nobody knows; it is due again later."""

    def failed(self, id: int, now: datetime, error_code: str) -> None:
        """It cannot be sent; it is kept."""

    def location(self, id: int) -> tuple[str, str] | None:
        """Channel and timestamp of a letter that was posted."""

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        """Channel and timestamp of a ticket's card."""

    def card_moved(self, ticket: int, now: datetime, channel: str, ts: str) -> None:
        """A ticket's card was deleted in Slack, or never got there, and stands here from now on."""

    def posted_of(self, ticket: int) -> Sequence[tuple[str, str, str]]:
        """Channel, timestamp and kind of what was posted of a ticket in the officers' channel: its card and its lines."""

    def next_due(self, now: datetime) -> datetime | None:
        """When there is something to claim."""
