"""Start-up time and peak memory of whole processes."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_PEAK = "import sys; from bot.bench.processes import peak; print(peak(), file=sys.stderr)"

DESK = f"""
from bot.demo.office import open_office
with open_office() as office:
    office.slack.say(office.anna, office.slack.dm(office.anna), "Vad är en cookie?")
    office.rest()
    {_PEAK}
"""
ECHO = f"""
from bot.bench.path import _echoing
with _echoing() as slack:
    {_PEAK}
"""
START = """
from bot.assembly import build_asking
build_asking(None)
"""
BOLT = "import slack_bolt"


@dataclass(frozen=True, slots=True)
class Process:
    """A process from start to end."""

    seconds: float
    megabytes: float | None


def peak() -> int:
    """Peak memory of this process in kilobytes.

    Linux counts it anew for each program; the portable figure would start at that of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run(code: str, times: int = 3) -> Process:
    """The fastest of some runs of Python code, and its peak memory where the code prints that."""
    return min((_once(code) for _ in range(times)), key=lambda process: process.seconds)


def _once(code: str) -> Process:
    start = time.perf_counter()
    # The code is this module's own.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    seconds = time.perf_counter() - start
    last = done.stderr.split()[-1:] if done.stderr else []
    peak = float(last[0]) / 1024 if last and last[0].isdigit() else None
    return Process(seconds, peak)
