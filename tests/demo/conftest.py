from collections.abc import Iterator

import pytest

from bot.demo.office import Office
from tests.demo.at_terminal import Terminal, demo_office


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """One demo for the tests of a module; each opens what it needs itself."""
    with demo_office() as found:
        yield found


@pytest.fixture
def terminal(office: Office, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Somebody at the terminal of a demo that others have used: for what opens no ticket."""
    return Terminal(office, lambda: capsys.readouterr().out)


@pytest.fixture
def fresh(capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """Somebody at the terminal of a demo of their own."""
    with demo_office() as office:
        yield Terminal(office, lambda: capsys.readouterr().out)
