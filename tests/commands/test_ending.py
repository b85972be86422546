"""A command that is ended takes the processes with it that it started."""

import os
import signal
import subprocess
import sys

import pytest

from tests.commands.insyn import PROGRAM

POOL = """
import os
import threading
from bot.understanding.held_out import workers

def work(_):
    os.write(1, b"at work\\n")  # whole lines, also where two write at once
    threading.Event().wait()

with workers(2) as pool:
    list(pool.map(work, range(2)))
"""
APP = """
import os
import threading
from bot.bench.processes import ECHO, connected
from bot.commands.ending import ends_all

with ends_all(), connected(ECHO) as app:
    os.write(1, f"at work {app.pid}\\n".encode())
    threading.Event().wait()
"""
HANGUP, BREAK, END, KILL = signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL


def ended(command: list[str], seen: list[str], number: signal.Signals) -> tuple[int, str]:
    """The exit status after a signal that comes when these lines were seen, and the last of them.

    Fails where a process is left that writes where the command writes.
    """
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # a group of its own, in which whatever it starts stays
    )
    assert process.stdout is not None
    for wanted in seen:
        line = next(line for line in process.stdout if wanted in line)
    os.killpg(process.pid, number) if number is BREAK else process.send_signal(number)
    process.communicate(timeout=60)  # returns when all of them have closed their output
    return process.returncode, line


@pytest.mark.parametrize("number", [END, HANGUP, BREAK, KILL])
def test_workers_end_with_the_program_that_started_them_in_the_middle_of_their_work(number: signal.Signals) -> None:
    assert ended([sys.executable, "-c", POOL], ["at work"] * 2, number)[0] == -number


@pytest.mark.parametrize(("number", "status"), [(END, 143), (HANGUP, 129), (BREAK, -BREAK)])
def test_an_app_that_is_measured_ends_with_the_measuring(number: signal.Signals, status: int) -> None:
    left, line = ended([sys.executable, "-c", APP], ["at work"], number)

    assert left == status
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[-1]), 0)


@pytest.mark.parametrize(
    ("words", "seen", "status"), [("knowledge test", "Asking each phrasing", -END), ("bench", "Asking questions", 143)]
)
def test_a_command_that_is_ended_leaves_no_process_behind(words: str, seen: str, status: int) -> None:
    assert ended([*PROGRAM, *words.split()], [seen], END)[0] == status
