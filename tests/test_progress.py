"""What takes its time is said to begin and, when it has ended, how long it took."""

import io
import re
import threading

import pytest

from bot.progress import show_progress

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


def test_where_nobody_watches_two_lines_say_that_it_begins_and_how_long_it_took() -> None:
    out, threads = io.StringIO(), threading.enumerate()

    with show_progress("Learning ...", "Learnt.", out):
        assert (out.getvalue(), threading.enumerate()) == ("Learning ...\n", threads)

    assert re.fullmatch(r"Learning \.\.\.\nLearnt\. \(\d+ s\)\n", out.getvalue())


def test_a_terminal_counts_the_seconds_on_one_line_meanwhile() -> None:
    out = Terminal()

    with show_progress("Learning ...", "Learnt.", out, tick=0.001):
        assert out.getvalue().startswith("Learning ...")
        assert out.counted.wait(PATIENCE)

    assert re.fullmatch(r"Learning \.\.\.(\rLearning \.\.\. \d+ s)+\nLearnt\. \(\d+ s\)\n", out.getvalue())


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_what_breaks_off_is_not_said_to_have_ended(out: io.StringIO) -> None:
    with pytest.raises(KeyboardInterrupt), show_progress("Learning ...", "Learnt.", out):
        raise KeyboardInterrupt

    assert out.getvalue() == "Learning ...\n"
