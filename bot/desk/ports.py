"""What the desk needs of the world outside; the store, Slack and the tests each bring their own."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.desk.letters import Letter
from bot.desk.places import Place
from bot.knowledge import Right
from bot.tickets import Event, Ticket


@dataclass(frozen=True, slots=True)
class Offer:
    """A doubtful message, kept until the person says whether a right was meant or the offer expires."""

    asker: str | None
    rights: tuple[Right, ...]
    words: str
    language: str
    customer_name: str | None
    customer_email: str | None
    for_customer: bool
    draft_language: str | None
    receipt: datetime
    source_channel: str | None
    source_ts: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was queued before: its outbox id, and what kind of letter it is."""

    id: int
    kind: str


class Unavailable(Exception):
    """Something outside the desk cannot be used now; the sentence says what to do, and quotes nobody."""


class Unit(Protocol):
    """One transaction: all of it is written, or nothing."""

    def first_time(self, keys: Sequence[str], now: datetime) -> bool:
        """Whether none of these delivery keys was seen before; they are from now on."""

    def put(self, to: Place, letter: Letter, *, now: datetime, about: str | None = None, replaces: int | None = None) -> int:
        """Queue a letter for the courier; its outbox id.

        ``about`` is the key of the message that it answers, by which ``sent_about`` finds it.
        ``replaces`` is the outbox id of a message that this one is written over.
        """

    def sent_about(self, about: str, since: datetime) -> Sent | None:
        """The first letter about a message, queued at ``since`` or later."""

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        """The ticket with the id and the reference that it was given, the next number of its year. Its own id is ignored."""

    def ticket(self, id: int) -> Ticket | None:
        """A ticket, locked for this transaction."""

    def open_ticket(self, subject_key: str, rights: Sequence[Right]) -> Ticket | None:
        """The oldest open ticket of one data subject that has one of the rights."""

    def save(self, ticket: Ticket) -> None:
        """Write a changed ticket."""

    def add_event(self, event: Event) -> int:
        """Append to a ticket's history; the event's id."""

    def card(self, ticket: int) -> int | None:
        """Outbox id of a ticket's card."""

    def add_offer(self, offer: Offer, expires: datetime) -> int:
        """Keep an offer; its id. Offers that have expired are removed."""

    def take_offer(self, id: int) -> Offer | None:
        """The offer, which is gone after this; None where it was taken or has expired."""

    def offer(self, id: int) -> Offer | None:
        """The offer, left where it is."""


class Store(Protocol):
    """Where the desk keeps what it must not forget."""

    def transaction(self) -> AbstractContextManager[Unit]:
        """A unit that is committed at the end of the block, or rolled back by an exception."""


class Officers(Protocol):
    """Who the privacy officers are."""

    def includes(self, user: str) -> bool:
        """Whether a user is an officer at this moment."""


class Clock(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Now, in UTC, aware."""


class Waiting(Protocol):
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

    def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Waiting]:
        """Up to ``limit`` letters that are due, the oldest of each lane; nobody else is given them for the lease."""

    def sent(self, id: int, now: datetime, channel: str | None = None, ts: str | None = None) -> None:
        """It was sent."""

    def retry(self, id: int, due_at: datetime, error_code: str, doubtful: bool) -> None:
        """It was not sent, or (``doubtful``) nobody knows; it is due again later."""

    def failed(self, id: int, now: datetime, error_code: str) -> None:
        """It cannot be sent; it is kept."""

    def location(self, id: int) -> tuple[str, str] | None:
        """Channel and timestamp of a letter that was posted."""

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        """Channel and timestamp of a ticket's card."""

    def next_due(self, now: datetime) -> datetime | None:
        """When there is something to claim."""
