import pytest

from bot.assembly import load_knowledge, load_texts
from bot.knowledge import Knowledge
from bot.texts import Texts


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(None)


@pytest.fixture(scope="session")
def texts(knowledge: Knowledge) -> Texts:
    return load_texts(knowledge)
