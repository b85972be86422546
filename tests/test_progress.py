"""What takes its time is said to begin and, when it has ended, how long it took."""

import io
import re
import threading

import pytest

from bot.progress import COUNTING, show_progress

PATIENCE = 20


class Terminal(io.StringIO):
    """A terminal; ``counted`` is set when it shows a number of seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        written = super().write(text)
        if re.search(r"\d s$", text):
            self.counted.set()
        return written


def is_counting() -> bool:
    """Whether a thread counts; others may come and go beside it."""
    return COUNTING in {thread.name for thread in threading.enumerate()}


def test_where_nobody_watches_two_lines_say_that_it_begins_and_how_long_it_took() -> None:
    out = io.StringIO()

    with show_progress("Learning ...", "Learnt.", out):
        assert (out.getvalue(), is_counting()) == ("Learning ...\n", False)

    assert re.fullmatch(r"Learning \.\.\.\nLearnt\. \(\d+ s\)\n", out.getvalue())


def test_a_terminal_counts_the_seconds_on_one_line_meanwhile() -> None:
    out = Terminal()

    with show_progress("Learning ...", "Learnt.", out, tick=0.001):
        assert out.getvalue().startswith("Learning ...")
        assert out.counted.wait(PATIENCE)
        assert is_counting()

    assert not is_counting()
    assert re.fullmatch(r"Learning \.\.\.(\rLearning \.\.\. \d+ s)+\nLearnt\. \(\d+ s\)\n", out.getvalue())


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_what_breaks_off_is_not_said_to_have_ended(out: io.StringIO) -> None:
    with pytest.raises(KeyboardInterrupt), show_progress("Learning ...", "Learnt.", out):
        raise KeyboardInterrupt

    assert out.getvalue() == "Learning ...\n"
