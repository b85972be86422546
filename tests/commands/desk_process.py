"""`insyn serve` in a process of its own, beside a stand-in for Slack."""

import os
import re
import resource
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.workspace import Workspace
from tests.commands.insyn import PROGRAM
from tests.keys import MASTER


class DeskProcess:
    """The running command, what it has printed, and its database."""

    def __init__(self, slack: Workspace, officers: str, folder: Path, knowledge: Path, **environment: str) -> None:
        self._slack = slack
        self.file = folder / "desk.db"
        self._environment = os.environ | {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.url,
            "OFFICERS_CHANNEL": officers,
            "DATABASE_URL": f"sqlite:///{self.file}",
            "INSYN_KEY": MASTER,
            "INSYN_KNOWLEDGE": str(knowledge),
            **environment,
        }
        self.lines: list[str] = []
        self._printed = threading.Condition()

    def start(self, *arguments: str) -> None:
        """Start `insyn serve`, and wait until it is ready."""
        self.begin([*PROGRAM, "serve", *arguments])
        if "--http" in arguments:
            port = self.printed(r"listening on \S+, port (\d+)")[1]
            self._slack.request_url = f"http://127.0.0.1:{port}/slack/events"
        self.printed("Insyn is at its desk")

    def begin(self, command: Sequence[str]) -> None:
        """Start a program in the desk's environment, out of reach of this terminal's Ctrl-C, and wait for nothing."""
        self._process = subprocess.Popen(
            command, env=self._environment, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
        )
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def start_on_full_disk(self, **environment: str) -> tuple[int, str]:
        """Start `insyn serve` where it can write to no file; return its exit status and what it printed."""
        limited = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", *PROGRAM, "serve"]
        done = subprocess.run(limited, env=self._environment | environment, capture_output=True, text=True)
        return done.returncode, done.stderr

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            with self._printed:
                self.lines.append(line.rstrip("\n"))
                self._printed.notify_all()
        with self._printed:
            self._process.wait()
            self._printed.notify_all()

    def printed(self, pattern: str) -> re.Match[str]:
        """Wait until the process prints the pattern, and return the match."""
        found: list[re.Match[str]] = []

        def is_there() -> bool:
            found[:] = [match for line in self.lines if (match := re.search(pattern, line))]
            return bool(found) or self._process.returncode is not None

        with self._printed:
            self._printed.wait_for(is_there)
        assert found, "\n".join(self.lines)
        return found[0]

    def tell(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        self._process.send_signal(number)

    def fill_disk(self, *, full: bool) -> None:
        """Let the process write to no file any more, or again to all."""
        hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0 if full else hard, hard))

    def ended(self) -> int:
        """Wait for the process to end, and return its exit status."""
        self._reading.join()
        return self._process.returncode

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._reading.join()
        assert self._process.stderr is not None
        self._process.stderr.close()

    def tickets(self) -> int:
        """How many tickets stand in the database."""
        with closing(sqlite3.connect(self.file)) as other:
            return int(other.execute("SELECT count(*) FROM tickets").fetchone()[0])
