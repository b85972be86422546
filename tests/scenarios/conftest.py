import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.slack.quiet import keep_quiet
from tests.postgres import Postgres
from tests.scenarios.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of the test's own."""
    with open_office(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def busy_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests of a module; each brings somebody new and looks at that person's conversation alone."""
    with open_office(tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture
def replicas(tmp_path: Path, postgres: Postgres) -> Iterator[Office]:
    """An office with two desks on one PostgreSQL, to each of which Slack has a connection."""
    with open_office(tmp_path, database=postgres.fresh(), desks=2) as found:
        yield found


class Heard(logging.Handler):
    """Keeps every log line as it would be printed."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Everything that `insyn serve` would log, and what it would log at level DEBUG."""
    root, ours, level = logging.getLogger(), Heard(), logging.getLogger().level
    before = {handler: list(handler.filters) for handler in root.handlers}
    root.addHandler(ours)
    root.setLevel(logging.DEBUG)
    keep_quiet()
    yield ours.lines
    root.removeHandler(ours)
    root.setLevel(level)
    for handler, filters in before.items():
        handler.filters = filters
