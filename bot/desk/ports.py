"""The ports that the desk needs, implemented by the store, by Slack and by the tests."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.desk.letters import Letter
from bot.desk.places import Place
from bot.knowledge import Right
from bot.tickets import Event, Ticket
from bot.tickets.retention import Removal


@dataclass(frozen=True, slots=True)
class SentLetter:
    """An earlier letter: its outbox id, its kind, when it was queued, and where it goes."""

    id: int
    kind: str
    at: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """What is kept of a message to the desk: which version was read last, and as what; no words."""

    version: str
    meaning: str
    """What the version was taken for; equal for two versions that the desk treats alike."""
    rights: tuple[Right, ...] = ()
    """Rights that it exercises, for sure or perhaps."""
    ticket: int | None = None
    """The ticket that it opened or was added to last."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter's delivery: when it arrived, or the code of the error for which it was given up; neither while it waits."""

    at: datetime | None = None
    error: str | None = None


UNDELIVERED = "undelivered:"
"""Begins the key of the alarm that reports a failed letter; its outbox id follows."""


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter about a ticket that was given up, and the code of the error."""

    letter: int
    ticket: int
    error: str

    @property
    def alarm(self) -> str:
        """Key of the alarm by which it is reported once."""
        return f"{UNDELIVERED}{self.letter}"


class Unavailable(Exception):
    """Something outside the desk cannot be used now. The message says what to do, and holds no personal data."""


class OfficersUnknown(Unavailable):
    """It is not known now who is an officer: nothing was done, and whoever acted must try again."""


class UnitOfWork(Protocol):
    """One transaction: everything is written, or nothing. Timestamps come from the store's clock."""

    def first_time(self, keys: Sequence[str]) -> bool:
        """Record delivery keys; False where any of them was recorded before."""

    def enqueue(
        self, to: Place, letter: Letter, *, about: str | None = None, replaces: int | None = None, after: int | None = None
    ) -> int:
        """Queue a letter for the courier, and return its outbox id.

        ``about`` is the key of the message that it answers, by which ``letters_about`` finds it.
        ``replaces`` is the outbox id of the letter whose message is overwritten.
        ``after`` is that of a letter that must be sent, or given up, before this one.
        """

    def letters_about(self, about: str) -> Sequence[SentLetter]:
        """The letters about a message, oldest first, without those that are written over others and those taken back."""

    def known_message(self, key: str) -> KnownMessage | None:
        """What is kept of a message, locked for this transaction, also where it is None: nothing is kept."""

    def keep_message(self, key: str, known: KnownMessage) -> None:
        """Store what is kept of a message, over what was kept before."""

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        """Store a new ticket, and return it with its id and its reference, the next number of that year."""

    def ticket(self, id: int) -> Ticket | None:
        """A ticket, locked for this transaction; None where there is none with that id."""

    def open_ticket(self, subject_key: str, rights: Sequence[Right]) -> Ticket | None:
        """The oldest open ticket of one data subject that has any of the rights, or None."""

    def save(self, ticket: Ticket) -> None:
        """Store a changed ticket."""

    def ticket_by_reference(self, reference: str) -> Ticket | None:
        """The ticket with this reference, locked for this transaction; None where there is none."""

    def ticket_at(self, channel: str, ts: str) -> int | None:
        """Id of the ticket whose source message or letter to the person is at this channel and timestamp, or None."""

    def tickets_from(self, channel: str, ts: str) -> Sequence[int]:
        """Ids of the tickets whose source message is at this channel and timestamp, oldest first."""

    def tickets_of(self, user: str) -> Sequence[Ticket]:
        """Tickets that a person asked for or passed on, newest first, without those whose contents were removed."""

    def tickets_since(self, since: datetime) -> Sequence[Ticket]:
        """All tickets that are open or owe an answer, and those opened, informed or closed at ``since`` or later."""

    def ended_tickets(self) -> Sequence[Ticket]:
        """All tickets that have ended, or whose person has the answer, and of which retention has not removed everything."""

    def add_event(self, event: Event) -> int:
        """Append an event to its ticket's log, and return its sequence number, from 1."""

    def first_alarm(self, key: str, ticket: int) -> bool:
        """Record the key of what is done once, such as a reminder; False where it was recorded before, by any replica."""

    def end_alarm(self, key: str) -> bool:
        """Forget an alarm, so that it can be given again; False where it was not recorded."""

    def known_officers(self) -> Sequence[str]:
        """User ids of the officers when it was last known who they are."""

    def keep_officers(self, users: Collection[str]) -> None:
        """Store who the officers are, in place of who they were before."""

    def delivery(self, letter: int) -> Delivery:
        """The state of a letter's delivery."""

    def failed_letters(self) -> Sequence[FailedLetter]:
        """Letters to persons about tickets that were given up, without those that were reported to the officers."""

    def discard(self, letter: int) -> None:
        """Take back a letter that was not delivered yet, so that it is never sent."""

    def card(self, ticket: int) -> int | None:
        """Outbox id of a ticket's card, or None."""

    def remove(self, ticket: int, removal: Removal) -> None:
        """Delete for good what ``removal`` names, and note it on the ticket."""


class Store(Protocol):
    """Storage for the desk's records."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that is committed at the end of the block, and rolled back where the block raises."""


@contextmanager
def first_delivery(store: Store, keys: Sequence[str]) -> Iterator[UnitOfWork | None]:
    """A transaction for a delivery with these keys; yields None for a repeat, which the caller ignores.

    Where the block raises, the keys are rolled back too, so that the delivery can be tried again.
    """
    with store.transaction() as unit:
        yield unit if unit.first_time(keys) else None


class Heard(Protocol):
    """Until when all that was written to the desk is stored, and which replica reads what was missed since."""

    def begin(self, now: datetime) -> bool:
        """Whether no desk was at work here before; then nothing from before ``now`` is to be read, which is recorded."""

    def until(self) -> datetime:
        """The moment until which everything is stored."""

    def move(self, until: datetime) -> None:
        """Move the moment forward. One that is earlier than what is recorded changes nothing."""

    def claim(self, lease: timedelta) -> bool:
        """Whether the caller may read what was missed: no replica that lives does it now."""

    def renew(self, lease: timedelta) -> None:
        """Extend the caller's claim."""

    def read_at(self) -> datetime | None:
        """When the last complete reading began; None where there was none."""

    def release(self, read_at: datetime | None = None) -> None:
        """End the caller's claim; ``read_at`` is when its reading began, if it is complete."""


class Officers(Protocol):
    """Knows who is a privacy officer."""

    def includes(self, user: str) -> bool:
        """Whether a user is an officer now. Raises OfficersUnknown where that cannot be found out soon enough."""

    def is_colleague_in(self, channel: str, user: str) -> bool:
        """Whether somebody of the company itself is a member of a channel. Raises OfficersUnknown as ``includes``."""


class Clock(Protocol):
    """Gives the time."""

    def __call__(self) -> datetime:
        """The current time in UTC, with its time zone."""


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A letter that the courier may send now. Its representation, which logs may show, names no person and no words."""

    id: int
    """Outbox id, with which the posted message is marked."""
    place: Place = field(repr=False)
    letter: Letter = field(repr=False)
    since: datetime
    """When it was queued; a posted copy cannot be older."""
    replaces: int | None
    """Outbox id of the letter whose message it overwrites, or None."""
    attempts: int
    """Number of attempts, including this one."""
    doubtful: bool
    """Whether all or part of it may have been posted already, so that the courier must look for it first."""
    is_in_vain: bool = field(default=False, repr=False)
    """Whether the letter that it was to come after was given up."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """How many letters have waited for too long: those to persons or channels, and those to the officers' channel."""

    persons: int
    officers: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A claimed letter was sent, to this channel and timestamp if Slack names any."""

    letter: int
    channel: str | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """A claimed letter was not, or perhaps not, sent; it is due again after a pause."""

    letter: int
    pause: timedelta
    error: str
    tried: bool = True
    """Whether Slack was asked at all. If not, the attempt does not count."""
    to: Place | None = None
    """Another place to send it to from now on."""
    attempt: int | None = None
    """Which attempt it was. A letter that another courier has claimed since is left alone."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A claimed letter can never be sent; it stays in the outbox as failed."""

    letter: int
    error: str
    attempt: int | None = None
    """As of ``PutOff``."""


Report = Sent | PutOff | GivenUp


class Outbox(Protocol):
    """The letters that wait, as the courier sees them. All times are the store's own."""

    def claim(self, limit: int, lease: timedelta, reports: Sequence[Report] = ()) -> Sequence[WaitingLetter]:
        """Up to ``limit`` due letters, the oldest of each lane. No other courier gets them before the lease ends.

        ``reports`` on letters claimed earlier are recorded in the same transaction; all of them, or an error is raised.
        """

    def renew(self, letters: Mapping[int, int], lease: timedelta) -> Sequence[int]:
        """Extend the leases of claimed letters, each with its attempt; those that nobody else has claimed since."""

    def location(self, id: int) -> tuple[str, str] | None:
        """Channel and timestamp of a posted letter, or None."""

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        """Channel and timestamp of a ticket's posted card, or None."""

    def card_moved(self, ticket: int, channel: str, ts: str) -> None:
        """Record the new location of a ticket's card, after the old one was deleted or never posted."""

    def posted_of(self, ticket: int) -> Sequence[tuple[str, str, str]]:
        """Channel, timestamp and kind of each message of a ticket in the officers' channel: its card and its lines."""

    def waited(self) -> timedelta | None:
        """How long the letter that has waited longest has waited, given up ones aside; None where none waits."""

    def stuck(self, longer: timedelta) -> Stuck:
        """The letters that have waited for longer than this, without those that wait for another letter."""
