"""No library prints what people wrote."""

import logging
from collections.abc import Iterator

import pytest

from bot.slack.quiet import keep_quiet

SECRET = "Radera mina uppgifter, Eva Ek"


class Lines(logging.Handler):
    """Remembers the lines that would be printed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def printed() -> Iterator[list[str]]:
    """Lines of the root's only handler, as `insyn serve` sets it up."""
    root, lines = logging.getLogger(), Lines()
    before, root.handlers = root.handlers, [lines]
    keep_quiet()
    yield lines.lines
    root.handlers = before


@pytest.mark.parametrize("name", ["slack_bolt.app", "slack_sdk.web.base_client", "sqlalchemy.engine", "waitress", "asyncio"])
def test_of_a_librarys_warning_only_its_place_is_printed(printed: list[str], name: str) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger(name).warning("payload: %s", SECRET, exc_info=True, stack_info=True)

    [line] = printed
    assert line.startswith("test_quiet:")
    assert SECRET not in line
    assert "Traceback" not in line


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_what_is_no_warning_of_a_library_is_not_printed_at_all(printed: list[str], level: int) -> None:
    logger = logging.getLogger("slack_bolt.app")
    logger.handle(logger.makeRecord(logger.name, level, "bolt.py", 1, SECRET, (), None))

    assert printed == []


def test_the_desks_own_lines_are_printed_as_they_are(printed: list[str]) -> None:
    logging.getLogger("insyn.courier").warning("letter %s is tried again", 7)

    assert printed == ["letter 7 is tried again"]


def test_anybody_can_send_many_requests_without_a_line_for_each(printed: list[str]) -> None:
    logging.getLogger("waitress.queue").warning("Task queue depth is %d", 100)

    assert printed == []
