"""A desk with its part learnt, on a store in memory."""

from zoneinfo import ZoneInfo

import pytest

from bot.desk.desk import Desk
from tests.desk.fakes import Clock, MemoryStore, OfficerList, Script
from tests.desk.people import READINGS


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
def script() -> Script:
    return Script(READINGS)


@pytest.fixture
def desk(script: Script, store: MemoryStore, officers: OfficerList, clock: Clock) -> Desk:
    return Desk(script, store, officers, clock, ZoneInfo("Europe/Stockholm"), "sv")
