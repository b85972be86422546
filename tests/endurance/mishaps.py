"""What happens to the desk beside failing calls: it is killed, cut off, and its database and disk are taken away."""

import random
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bot.slack.leases import LEASE
from bot.workspace import Workspace
from tests.commands.desk_process import DeskProcess
from tests.postgres import Postgres

CRASHING = [sys.executable, "-m", "tests.endurance.crashing"]
FROZEN = LEASE.total_seconds() + 2
LATEST_CRASH = 30
"""Commits within which a desk that is to crash by itself does so."""


class JumpingClock:
    """The stand-in's clock: the machine's, put forward or back now and then."""

    def __init__(self) -> None:
        self._offset = 0.0

    def __call__(self) -> float:
        return time.time() + self._offset

    def jump(self, seconds: float) -> None:
        self._offset += seconds


class Desks:
    """One desk or several replicas, started anew whenever one has ended."""

    def __init__(self, desks: Sequence[DeskProcess], seed: int) -> None:
        self.all = desks
        self.ended = 0
        """Processes that ended, whatever ended them."""
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        for desk in desks:
            self._begin(desk, 0)

    def _begin(self, desk: DeskProcess, crash: int, when: str = "before") -> None:
        desk.begin([*CRASHING, when, str(crash)])

    def revive(self, *, to_crash: bool) -> None:
        """Start those that have ended; half of them crash at one of their first commits if they are ``to_crash``."""
        with self._lock:
            for desk in self.all:
                if not desk.is_running:
                    self.ended += 1
                    desk.kill()
                    crash = self._random.randint(1, LATEST_CRASH) if to_crash and self._random.random() < 0.5 else 0
                    self._begin(desk, crash, self._random.choice(("before", "after")))

    def restart(self, crash: int, when: str) -> None:
        """Kill all, and start them so that each crashes at its commit of this number."""
        with self._lock:
            for desk in self.all:
                desk.kill()
                self._begin(desk, crash, when)

    def one(self) -> DeskProcess:
        """Any of them."""
        return self._random.choice(self.all)

    def kill(self) -> None:
        """End all of them."""
        for desk in self.all:
            desk.kill()


class Mishaps:
    """Each method is one mishap; those that last end by themselves."""

    def __init__(self, slack: Workspace, clock: JumpingClock, desks: Desks, database: Postgres | Path, seed: int) -> None:
        self._slack, self._clock, self._desks, self._database = slack, clock, desks, database
        self._random = random.Random(seed)
        self.count: Counter[str] = Counter()
        self.last_kill = time.monotonic()

    def happen(self) -> None:
        """Let one mishap happen, and start again what has ended."""
        each: tuple[Callable[[], None], ...] = (self.kill, self.kill, self.cut, self.refresh, self.jump, self.take_database)
        mishap = self._random.choice((*each, self.fill_disk if isinstance(self._database, Path) else self.freeze))
        self.count[mishap.__name__] += 1
        mishap()
        self._desks.revive(to_crash=True)

    def kill(self) -> None:
        """Kill -9."""
        self._desks.one().kill()
        self.last_kill = time.monotonic()

    def cut(self) -> None:
        """Drop every connection without a word."""
        self._slack.drop_socket()

    def refresh(self) -> None:
        """Ask the desk to connect anew."""
        self._slack.refresh()

    def jump(self, seconds: float | None = None) -> None:
        """Put the stand-in's clock forward or back."""
        self._clock.jump(self._random.choice((-2.0, 5.0, 40.0)) if seconds is None else seconds)

    def take_database(self, seconds: float | None = None) -> None:
        """Stop the server, or lock the file, now and then for longer than anybody waits for it."""
        with _away(self._database):
            time.sleep(self._random.uniform(1, 7) if seconds is None else seconds)

    def freeze(self) -> None:
        """Let one of several desks stand still for longer than its leases last, and go on as if nothing had been."""
        desk = self._desks.one()
        desk.tell(signal.SIGSTOP)
        time.sleep(FROZEN)
        desk.tell(signal.SIGCONT)

    def fill_disk(self) -> None:
        """Let a desk write to no file for some seconds."""
        desk = self._desks.one()
        if not desk.is_running:
            return
        desk.fill_disk(full=True)
        time.sleep(self._random.uniform(1, 4))
        if desk.is_running:
            desk.fill_disk(full=False)


@contextmanager
def _away(database: Postgres | Path) -> Iterator[None]:
    if isinstance(database, Postgres):
        with database.away():
            yield
        return
    with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
