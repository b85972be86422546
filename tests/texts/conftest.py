import pytest

from bot.knowledge import Knowledge
from bot.texts import Texts
from tests import shipped


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped.knowledge()


@pytest.fixture(scope="session")
def texts() -> Texts:
    return shipped.texts()
