"""One reader of the shipped knowledge for all tests of a session."""

import pytest

from bot.assembly import load_knowledge, load_reader
from bot.knowledge import Knowledge
from bot.understanding import Reader


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(None)


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    return load_reader(knowledge)
