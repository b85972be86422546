"""The desk's ports in memory: they do what the desk may expect of a store, and remember everything for the test."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.desk.letters import Card, Letter
from bot.desk.places import Place
from bot.desk.ports import Offer, Sent
from bot.tickets import Event, Ticket, reference
from bot.understanding import Reading, Verdict

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""


class Clock:
    """Time stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        self.now += step


class Put(NamedTuple):
    """One letter that was queued."""

    to: Place
    letter: Letter
    about: str | None = None
    replaces: int | None = None


@dataclass
class Kept:
    """Everything that is on the disk that there is not."""

    keys: set[str] = field(default_factory=set)
    puts: list[Put] = field(default_factory=list)
    put_at: list[datetime] = field(default_factory=list)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    offers: dict[int, tuple[Offer, datetime]] = field(default_factory=dict)
    offered: int = 0


class MemoryUnit:
    """One transaction on what is kept. Outbox ids are the numbers of the letters, from 1."""

    def __init__(self, kept: Kept, clock: Clock) -> None:
        self._kept = kept
        self._clock = clock

    def first_time(self, keys: Sequence[str], now: datetime) -> bool:
        seen = not self._kept.keys.isdisjoint(keys)
        self._kept.keys.update(keys)
        return not seen

    def put(self, to: Place, letter: Letter, *, now: datetime, about: str | None = None, replaces: int | None = None) -> int:
        self._kept.puts.append(Put(to, letter, about, replaces))
        self._kept.put_at.append(now)
        return len(self._kept.puts)

    def sent_about(self, about: str, since: datetime) -> Sent | None:
        times = enumerate(zip(self._kept.puts, self._kept.put_at, strict=True), 1)
        return next((Sent(id, put.letter.kind) for id, (put, at) in times if put.about == about and at >= since), None)

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        number = 1 + sum(other.reference.startswith(f"DSR-{year}-") for other in self._kept.tickets.values())
        return self._write(replace(ticket, id=len(self._kept.tickets) + 1, reference=reference(year, number)))

    def ticket(self, id: int) -> Ticket | None:
        return self._kept.tickets.get(id)

    def open_ticket(self, subject_key: str, rights: Sequence[str]) -> Ticket | None:
        for ticket in self._kept.tickets.values():
            if ticket.subject_key == subject_key and ticket.state.is_open and set(rights) & set(ticket.rights):
                return ticket
        return None

    def save(self, ticket: Ticket) -> None:
        self._write(ticket)

    def add_event(self, event: Event) -> int:
        self._kept.events.append(event)
        return len(self._kept.events)

    def card(self, ticket: int) -> int | None:
        cards = (id for id, put in enumerate(self._kept.puts, 1) if put.letter.kind == "card" and put.letter.ticket == ticket)
        return next(cards, None)

    def add_offer(self, offer: Offer, expires: datetime) -> int:
        self._kept.offered += 1
        self._kept.offers[self._kept.offered] = (offer, expires)
        return self._kept.offered

    def take_offer(self, id: int) -> Offer | None:
        found = self.offer(id)
        self._kept.offers.pop(id, None)
        return found

    def offer(self, id: int) -> Offer | None:
        offer, expires = self._kept.offers.get(id, (None, NOON))
        return offer if expires > self._clock() else None

    def _write(self, ticket: Ticket) -> Ticket:
        self._kept.tickets[ticket.id] = ticket
        return ticket


class DiskFullError(Exception):
    """The store cannot write."""


class MemoryStore:
    """The port ``Store``: a transaction that ends with an exception leaves nothing behind."""

    def __init__(self, clock: Clock) -> None:
        self.kept = Kept()
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
    def puts(self) -> list[Put]:
        return self.kept.puts

    @property
    def letters(self) -> list[Letter]:
        return [put.letter for put in self.puts]

    @property
    def tickets(self) -> list[Ticket]:
        return list(self.kept.tickets.values())

    def cards(self) -> list[Put]:
        return [put for put in self.puts if isinstance(put.letter, Card)]


class OfficerList:
    """The port ``Officers``."""

    def __init__(self, *users: str) -> None:
        self.users = set(users)

    def includes(self, user: str) -> bool:
        return user in self.users


class Script:
    """A reader that has learnt its part: what each text means is written down beforehand."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._readings = readings
        self.read_with: list[tuple[str, str | None, str | None]] = []
        self.languages = self

    def read(self, text: str, *, customer: str | None = None, locale: str | None = None) -> Reading:
        self.read_with.append((text, customer, locale))
        return self._readings[customer or text]

    def guess(self, text: str, tie: str | None = None) -> str:
        return (tie or "sv").split("-")[0]


def reading(verdict: Verdict, language: str = "sv", customer_language: str | None = None, **facts: object) -> Reading:
    return Reading(language=language, customer_language=customer_language, verdict=verdict, **facts)
