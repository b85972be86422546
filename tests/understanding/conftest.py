"""One reader of the shipped knowledge for all tests of a session."""

import pytest

from bot.knowledge import Knowledge
from bot.understanding import Reader
from tests import shipped


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped.knowledge()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return shipped.reader()
