"""The desk's ports in memory, which keep everything that was done for the test to look at."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, Letter, Opened, ToPerson
from bot.desk.places import Place
from bot.desk.ports import UNDELIVERED, Delivery, FailedLetter, KnownMessage, SentLetter
from bot.tickets import Event, Kind, Role, Subject, Ticket, reference
from bot.tickets.retention import ENDED, Removal
from bot.tickets.ticket import ANSWERED
from bot.understanding import Reading, Verdict
from bot.understanding.sender import Sender

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""


TO_PERSON = (Opened, ToPerson)


class Clock:
    """Time stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        self.now += step


class Queued(NamedTuple):
    """One letter that was queued."""

    to: Place
    letter: Letter
    about: str | None = None
    replaces: int | None = None
    after: int | None = None


@dataclass
class Disk:
    """What the store in memory has committed."""

    keys: set[str] = field(default_factory=set)
    queue: list[Queued] = field(default_factory=list)
    queued_at: list[datetime] = field(default_factory=list)
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    """Deliveries by outbox id; the tests do the courier's work."""
    discarded: set[int] = field(default_factory=set)
    messages: dict[str, KnownMessage] = field(default_factory=dict)
    posted: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Channel and timestamp of posted letters, by outbox id."""
    tickets: dict[int, Ticket] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    """The events of all tickets in the order of writing; ticket 0 is the desk's own log."""
    alarms: dict[str, int] = field(default_factory=dict)
    """The key of each alarm that was given, and its ticket."""
    officers: list[str] = field(default_factory=list)


class MemoryUnit:
    """The port ``UnitOfWork``. Outbox ids are the positions of letters in the queue, from 1."""

    def __init__(self, kept: Disk, clock: Clock) -> None:
        self._kept = kept
        self._clock = clock

    def first_time(self, keys: Sequence[str]) -> bool:
        seen = not self._kept.keys.isdisjoint(keys)
        self._kept.keys.update(keys)
        return not seen

    def enqueue(
        self, to: Place, letter: Letter, *, about: str | None = None, replaces: int | None = None, after: int | None = None
    ) -> int:
        self._kept.queue.append(Queued(to, letter, about, replaces, after))
        self._kept.queued_at.append(self._clock())
        return len(self._kept.queue)

    def letters_about(self, about: str) -> Sequence[SentLetter]:
        times = enumerate(zip(self._kept.queue, self._kept.queued_at, strict=True), 1)
        found = [(id, queued, at) for id, (queued, at) in times if queued.about == about and queued.replaces is None]
        return [SentLetter(id, queued.letter.kind, at, queued.to) for id, queued, at in found if id not in self._kept.discarded]

    def known_message(self, key: str) -> KnownMessage | None:
        return self._kept.messages.get(key)

    def keep_message(self, key: str, known: KnownMessage) -> None:
        self._kept.messages[key] = known

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        self._kept.years[year] = number = self._kept.years.get(year, 0) + 1
        id = len(self._kept.tickets) + 1
        self._kept.tickets[id] = replace(ticket, id=id, reference=reference(year, number, ticket.kind))
        return self._kept.tickets[id]

    def ticket(self, id: int) -> Ticket | None:
        return self._kept.tickets.get(id)

    def open_ticket(self, subject_key: str, rights: Sequence[str]) -> Ticket | None:
        for ticket in self._tickets(lambda ticket: ticket.state.is_open and ticket.kind is Kind.REQUEST):
            if ticket.subject_key == subject_key and (not rights or set(rights) & set(ticket.rights)):
                return ticket
        return None

    def save(self, ticket: Ticket) -> None:
        kept = self._kept.tickets[ticket.id]
        self._kept.tickets[ticket.id] = replace(ticket, log_length=kept.log_length, subject_key=kept.subject_key)

    def ticket_by_reference(self, reference: str) -> Ticket | None:
        return next(iter(self._tickets(lambda ticket: ticket.reference == reference)), None)

    def ticket_at(self, channel: str, ts: str) -> int | None:
        for id, where in self._kept.posted.items():
            letter = self._kept.queue[id - 1].letter
            if where == (channel, ts) and isinstance(letter, TO_PERSON):
                return letter.ticket
        found = self._tickets(lambda ticket: (ticket.source_channel, ticket.source_ts) == (channel, ts))
        return found[-1].id if found else None

    def tickets_from(self, channel: str, ts: str) -> Sequence[int]:
        return [ticket.id for ticket in self._tickets(lambda t: (t.source_channel, t.source_ts) == (channel, ts))]

    def tickets_of(self, user: str) -> Sequence[Ticket]:
        return self._tickets(lambda ticket: user in {ticket.asker, ticket.subject.user} and not ticket.shredded_at)[::-1]

    def tickets_since(self, since: datetime) -> Sequence[Ticket]:
        def is_known(ticket: Ticket) -> bool:
            lately = (ticket.opened_at, ticket.informed_at, ticket.closed_at)
            return ticket.state.is_open or ticket.awaits_answer or any(moment and moment >= since for moment in lately)

        return self._tickets(is_known)

    def ended_tickets(self) -> Sequence[Ticket]:
        def has_ended(ticket: Ticket) -> bool:
            return ticket.state in ENDED or (ticket.state in ANSWERED and ticket.informed_at is not None)

        return self._tickets(lambda ticket: has_ended(ticket) and Removal.REGISTER not in ticket.removed)

    def add_event(self, event: Event) -> int:
        seq = 1 + sum(known.ticket == event.ticket for known in self._kept.events)
        self._kept.events.append(replace(event, seq=seq))
        if event.ticket in self._kept.tickets:
            self._kept.tickets[event.ticket] = replace(self._kept.tickets[event.ticket], log_length=seq)
        return seq

    def first_alarm(self, key: str, ticket: int) -> bool:
        is_new = key not in self._kept.alarms
        self._kept.alarms.setdefault(key, ticket)
        return is_new

    def end_alarm(self, key: str) -> bool:
        return self._kept.alarms.pop(key, None) is not None

    def known_officers(self) -> Sequence[str]:
        return list(self._kept.officers)

    def keep_officers(self, users: Collection[str]) -> None:
        self._kept.officers = sorted(users)

    def delivery(self, letter: int) -> Delivery:
        return self._kept.deliveries.get(letter, Delivery())

    def failed_letters(self) -> Sequence[FailedLetter]:
        letters = ((id, self._kept.queue[id - 1].letter, found.error) for id, found in self._kept.deliveries.items())
        return [
            FailedLetter(id, letter.ticket, error)
            for id, letter, error in letters
            if error and isinstance(letter, TO_PERSON) and f"{UNDELIVERED}{id}" not in self._kept.alarms
        ]

    def discard(self, letter: int) -> None:
        if self.delivery(letter).at is None:
            self._kept.deliveries.pop(letter, None)
            self._kept.discarded.add(letter)

    def card(self, ticket: int) -> int | None:
        letters = enumerate((queued.letter for queued in self._kept.queue), 1)
        return next((id for id, letter in letters if letter.kind == "card" and letter.ticket == ticket), None)

    def remove(self, ticket: int, removal: Removal) -> None:
        found = self._kept.tickets[ticket]
        is_last = removal is Removal.REGISTER
        removed = Event(0 if is_last else ticket, self._clock(), None, "removed", role=Role.DESK, code=removal.value)
        self._forget(found, removal)
        self.add_event(removed)
        length = self._kept.tickets[ticket].log_length
        self._kept.tickets[ticket] = replace(
            found, removed=(*found.removed, removal.value), log_length=length, **self._gone(found, removal)
        )

    def _forget(self, ticket: Ticket, removal: Removal) -> None:
        if removal in {Removal.LINK, Removal.REGISTER}:
            self._kept.messages = {key: known for key, known in self._kept.messages.items() if known.ticket != ticket.id}
        if removal is Removal.REGISTER:
            self._kept.events = [event for event in self._kept.events if event.ticket != ticket.id]
        if removal in {Removal.THREAD, Removal.DISMISSED}:
            wordless = [replace(event, words=None) if event.ticket == ticket.id else event for event in self._kept.events]
            self._kept.events = wordless

    def _gone(self, ticket: Ticket, removal: Removal) -> dict[str, Any]:
        link = {"asker": None, "subject": Subject(), "subject_key": f"gone:{ticket.id}", "own_words": ""}
        link |= {"source_channel": None, "source_ts": None}
        shredded = {"own_words": "", "answer": "", "shredded_at": ticket.shredded_at or self._clock()}
        match removal:
            case Removal.DRAFTS:
                return {"answer": ""}
            case Removal.THREAD:
                return {}
            case Removal.DISMISSED:
                return shredded | {"subject": Subject(user=ticket.subject.user)}
            case Removal.LINK:
                return link
        return link | shredded

    def _tickets(self, which: Callable[[Ticket], bool]) -> list[Ticket]:
        return [ticket for ticket in self._kept.tickets.values() if which(ticket)]


class DiskFullError(Exception):
    """The store cannot write."""


class MemoryStore:
    """The port ``Store``: a transaction that raises changes nothing."""

    def __init__(self, clock: Clock) -> None:
        self.kept = Disk()
        self.is_full = False
        self._clock = clock

    @contextmanager
    def transaction(self) -> Iterator[MemoryUnit]:
        before = deepcopy(self.kept)
        try:
            yield MemoryUnit(self.kept, self._clock)
            if self.is_full:
                raise DiskFullError
        except BaseException:
            self.kept = before
            raise

    @property
    def queue(self) -> list[Queued]:
        return self.kept.queue

    @property
    def letters(self) -> list[Letter]:
        return [queued.letter for queued in self.queue]

    @property
    def tickets(self) -> list[Ticket]:
        return list(self.kept.tickets.values())

    @property
    def events(self) -> list[Event]:
        return self.kept.events

    def cards(self) -> list[Queued]:
        return [queued for queued in self.queue if isinstance(queued.letter, Card)]

    def log(self, ticket: int = 1) -> list[Event]:
        """A ticket's own log."""
        return [event for event in self.events if event.ticket == ticket]

    def happened(self, ticket: int = 1) -> list[str]:
        """What happened to a ticket, in the words of its log."""
        return [str(event.what) for event in self.log(ticket)]

    def change(self, ticket: int = 1, **facts: Any) -> Ticket:
        """Overwrite fields of a stored ticket."""
        self.kept.tickets[ticket] = replace(self.kept.tickets[ticket], **facts)
        return self.kept.tickets[ticket]

    def arrived(self, letter: int) -> None:
        """Mark a letter as delivered."""
        self.kept.deliveries[letter] = Delivery(at=self._clock())

    def lost(self, letter: int, error: str = "channel_not_found") -> None:
        """Mark a letter as given up."""
        self.kept.deliveries[letter] = Delivery(error=error)


class OfficerList:
    """The port ``Officers``."""

    def __init__(self, *users: str) -> None:
        self.users = set(users)
        self.members: dict[str, set[str]] = {}
        """Colleagues in other channels."""

    def includes(self, user: str) -> bool:
        return user in self.users

    def is_colleague_in(self, channel: str, user: str) -> bool:
        return user in self.members.get(channel, ())


def desk_rules(clock: Clock, **rules: Any) -> DeskRules:
    """The rules of a company in Stockholm with Swedish-speaking officers, unless changed."""
    return DeskRules(**({"clock": clock, "zone": ZoneInfo("Europe/Stockholm"), "language": "sv"} | rules))


class ScriptedReader:
    """A reader that returns prepared readings of known texts."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._readings = readings
        self.read_with: list[tuple[str, str | None, str | None]] = []
        self.languages = self

    def read(self, text: str, *, customer: str | None = None, sender: Sender | None = None, locale: str | None = None) -> Reading:
        self.read_with.append((text, customer, locale))
        found = self._readings[customer or text]
        return replace(found, name=sender.name or found.name, email=sender.email or found.email) if sender else found

    def guess(self, text: str, tie: str | None = None) -> str:
        return (tie or "sv").split("-")[0]


def reading(verdict: Verdict, language: str = "sv", customer_language: str | None = None, **facts: object) -> Reading:
    return Reading(language=language, customer_language=customer_language, verdict=verdict, **facts)
