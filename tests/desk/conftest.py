"""A desk with a scripted reader, on a store in memory."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.tickets.retention import Periods
from tests.desk.fakes import Clock, MemoryStore, OfficerList, Queued, ScriptedReader, desk_rules
from tests.desk.people import READINGS
from tests.shipped import knowledge


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> MemoryStore:
    return MemoryStore(clock)


@pytest.fixture
def officers() -> OfficerList:
    return OfficerList("UOLLE", "UODA")


@pytest.fixture
def script() -> ScriptedReader:
    return ScriptedReader(READINGS)


@pytest.fixture(scope="session")
def periods() -> Periods:
    """Those of the shipped file."""
    return knowledge().retention


@pytest.fixture
def rules(clock: Clock, periods: Periods) -> DeskRules:
    return desk_rules(clock, periods=periods)


@pytest.fixture
def desk(script: ScriptedReader, store: MemoryStore, officers: OfficerList, rules: DeskRules) -> Desk:
    return Desk(script, store, officers, rules)


@pytest.fixture
def desks(desk: Desk, script: ScriptedReader, store: MemoryStore, officers: OfficerList, rules: DeskRules) -> list[Desk]:
    """Two replicas on one store."""
    return [desk, Desk(script, store, officers, rules)]


@pytest.fixture
def live(desks: list[Desk], store: MemoryStore, clock: Clock) -> Callable[..., list[Queued]]:
    """Let days pass while both replicas run their schedulers, and return the letters of one kind that were queued."""

    def pass_time(days: float, kind: str = "reminder", step: timedelta = timedelta(hours=4)) -> list[Queued]:
        before, end = len(store.queue), clock.now + timedelta(days)
        while clock.now < end:
            clock.advance(step)
            for desk in desks:
                desk.scheduler.run_due()
        return [queued for queued in store.queue[before:] if queued.letter.kind == kind]

    return pass_time
