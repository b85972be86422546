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
from bot.store import Vault
from bot.workspace import Workspace

DESK = ("-m", "bot", "serve")
ECHO = ("-m", "bot.bench.echo")
PATIENCE = 120.0
"""Seconds after which a process that has not connected is given up."""
KEPT = ("PATH", "PYTHONPATH", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "SYSTEMROOT", "TMPDIR", "LANG")
"""What a process keeps of the environment: no setting of a real desk, and no proxy between it and the stand-in."""


@dataclass(frozen=True)
class Connected:
    """A process that has connected to the stand-in, and how many seconds after its start it had."""

    slack: Workspace
    seconds: float
    pid: int

    def peak(self) -> float | None:
        """The most memory that the process has had up to now, in megabytes; None where the system does not tell."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


@contextmanager
def connected(code: Sequence[str], folder: Path | None = None) -> Iterator[Connected]:
    """A process of this Python with its own stand-in for Slack, until the block ends; ChildProcessError if it cannot start.

    ``folder`` is the knowledge of a desk, where not the shipped one is meant.
    """
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="insyn-bench-") as own, Workspace(manifest) as slack:
        log = Path(own, "log")
        environment = _environment(slack, own) | ({"INSYN_KNOWLEDGE": str(folder)} if folder else {})
        start = time.perf_counter()
        with log.open("wb") as file:
            # What is started is a module of this package.
            process = subprocess.Popen([sys.executable, *code], env=environment, stdout=file, stderr=file)  # noqa: S603
        try:
            _await_connection(slack, process, log)
            yield Connected(slack, time.perf_counter() - start, process.pid)
        finally:
            process.terminate()
            slack.stop()
            process.wait(PATIENCE)


def _await_connection(slack: Workspace, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not slack.connections:
        if process.poll() is not None or time.monotonic() > end:
            raise ChildProcessError(f"{process.args!r} did not connect: {log.read_text(encoding='utf-8', errors='replace')}")
        time.sleep(0.002)


def _environment(slack: Workspace, folder: str) -> dict[str, str]:
    officers = slack.add_channel("privacy-officers", private=True, members=[slack.add_user("olle"), slack.bot_user_id])
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.url,
        "OFFICERS_CHANNEL": officers,
        "DATABASE_URL": f"sqlite:///{Path(folder, 'insyn.db')}",
        "INSYN_KEY": Vault.generate(),  # of a database that is gone when the process has ended
    }
