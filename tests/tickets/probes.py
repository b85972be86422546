"""Inspects a store and delivers its letters, in memory or in a database."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from bot.desk.letters import Letter
from bot.desk.ports import GivenUp, Report, Sent, Store
from bot.store import SqlStore
from bot.tickets import Event, Ticket
from tests.desk.fakes import TO_PERSON, Clock, MemoryStore

LOST = "user_disabled"


class Probe(Protocol):
    """What the invariants need to see of a store."""

    @property
    def store(self) -> Store:
        """The store that is looked into."""

    def tickets(self) -> Mapping[int, Ticket]:
        """All tickets by id."""

    def log(self, ticket: int) -> Sequence[Event]:
        """A ticket's log."""

    def deliver(self, *, lossy: bool) -> Sequence[Letter]:
        """Deliver all waiting letters, or give up those to persons; returns the letters that waited."""

    def faults(self) -> Sequence[str]:
        """The faults that a check of the log finds."""

    def close(self) -> None:
        """Close the store."""


class MemoryProbe:
    """The probe of the store in memory."""

    def __init__(self, clock: Clock) -> None:
        self.store = MemoryStore(clock)
        self._delivered = 0

    def tickets(self) -> Mapping[int, Ticket]:
        return dict(self.store.kept.tickets)

    def log(self, ticket: int) -> Sequence[Event]:
        return self.store.log(ticket)

    def deliver(self, *, lossy: bool) -> Sequence[Letter]:
        first, self._delivered = self._delivered + 1, len(self.store.queue)
        waiting = self.store.letters[first - 1 :]
        for id, letter in enumerate(waiting, first):
            if lossy and isinstance(letter, TO_PERSON):
                self.store.lost(id, LOST)
            else:
                self.store.arrived(id)
        return waiting

    def faults(self) -> Sequence[str]:
        return [] if all(event.seq for event in self.store.events) else ["an event without its place"]

    def close(self) -> None:
        pass


class SqlProbe:
    """The probe of a database."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self.store = store
        self._outbox = store.outbox()
        self._clock = clock

    def tickets(self) -> Mapping[int, Ticket]:
        return {ticket.id: ticket for ticket in self.store.tickets()}

    def log(self, ticket: int) -> Sequence[Event]:
        return self.store.events(ticket)

    def deliver(self, *, lossy: bool) -> Sequence[Letter]:
        letters: list[Letter] = []
        reports: list[Report] = []
        while waiting := self._outbox.claim(100, timedelta(minutes=1), reports):
            letters += [one.letter for one in waiting]
            reports = [
                GivenUp(one.id, LOST) if lossy and isinstance(one.letter, TO_PERSON) else Sent(one.id, "C1", f"{one.id}.0")
                for one in waiting
            ]
        return letters

    def faults(self) -> Sequence[str]:
        return self.store.verify().faults

    def close(self) -> None:
        self.store.close()
