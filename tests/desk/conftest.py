"""A desk with a scripted reader, on a store in memory."""

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.tickets.retention import Periods
from tests.desk.fakes import Clock, MemoryStore, OfficerList, ScriptedReader, desk_rules
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
