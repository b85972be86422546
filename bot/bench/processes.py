"""The desk and a bare Bolt app, each in a process of its own as people start it, connected to the stand-in for Slack."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.assembly import shipped
from bot.settings import new_key
from bot.workspace import Workspace

DESK = ("-m", "bot", "serve")
ECHO = ("-m", "bot.bench.echo")
PATIENCE = 120.0
"""Seconds after which a process that has not connected counts as failed."""
ENVIRONMENT = ("PATH", "PYTHONPATH", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "SYSTEMROOT", "TMPDIR", "LANG")
"""Environment variables passed to a process: no settings of a real desk, and no proxy."""


@dataclass(frozen=True)
class Connected:
    """A process that has connected to the stand-in, and the seconds from its start until then."""

    slack: Workspace
    seconds: float
    pid: int
    others: tuple[int, ...] = ()
    """Process ids of its replicas."""

    def cpu(self) -> float | None:
        """Return the CPU seconds that it and its replicas have used; None if the system does not report them."""
        if not Path("/proc/self/stat").exists():
            return None
        return sum(_ticks(pid) for pid in (self.pid, *self.others)) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float | None:
        """Return the peak memory of the process in megabytes; None if the system does not report it."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


@contextmanager
def connected(
    code: Sequence[str], folder: Path | None = None, *, replicas: int = 1, database: str | None = None
) -> Iterator[Connected]:
    """Run Python code in a process with its own stand-in for Slack. ChildProcessError if it cannot start.

    ``folder`` is the knowledge of the desk, if not the shipped one; ``database`` the URL of an empty database, if not a new
    SQLite file; ``replicas`` the number of processes, all connected to the same Slack.
    """
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="insyn-bench-") as own, Workspace(manifest, rate_limits=False) as slack:
        log = Path(own, "log")
        environment = _environment(slack, own) | ({"INSYN_KNOWLEDGE": str(folder)} if folder else {})
        environment |= {"DATABASE_URL": database} if database else {}
        start, running = time.perf_counter(), list[subprocess.Popen[bytes]]()
        try:
            for number in range(replicas):
                log = Path(own, f"log{number}")
                running.append(_started(code, environment, log))
                _await_connection(slack, running[-1], log, number)
            pid, *others = (process.pid for process in running)
            yield Connected(slack, time.perf_counter() - start, pid, tuple(others))
        finally:
            for process in running:
                process.terminate()
            slack.stop()
            for process in running:
                process.wait(PATIENCE)


def _started(code: Sequence[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        # Only modules of this package are started. In a session of its own, Ctrl-C does not reach it, but terminate does.
        command = [sys.executable, *code]
        return subprocess.Popen(command, env=environment, stdout=file, stderr=file, start_new_session=True)  # noqa: S603


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _await_connection(slack: Workspace, process: subprocess.Popen[bytes], log: Path, before: int) -> None:
    end = time.monotonic() + PATIENCE
    while slack.connections <= before:
        if process.poll() is not None or time.monotonic() > end:
            raise ChildProcessError(f"{process.args!r} did not connect: {log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.002)


def _environment(slack: Workspace, folder: str) -> dict[str, str]:
    officers = slack.add_channel("privacy-officers", private=True, members=[slack.add_user("olle"), slack.bot_user_id])
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ} | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.url,
        "OFFICERS_CHANNEL": officers,
        "DATABASE_URL": f"sqlite:///{Path(folder, 'insyn.db')}",
        "INSYN_KEY": new_key(),  # of a database that is deleted when the process has ended
    }
