"""One run: people write, everything fails, then all is healed and the reckoning made."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy import create_engine, func, select

from bot.assembly import shipped
from bot.store.tables import OUTBOX
from bot.workspace import Workspace
from tests.commands.desk_process import DeskProcess
from tests.endurance.ledger import Ledger
from tests.endurance.mishaps import Desks, JumpingClock, Mishaps
from tests.endurance.people import People
from tests.endurance.reckoning import Faults, Reckoning
from tests.endurance.troubles import Troubles
from tests.postgres import Postgres

HEALING = 300.0
"""Seconds after which a desk that was healed must have done everything; the longest pause that it makes is shorter."""
LOOK = 0.5


@dataclass
class Run:
    """All parts of a run."""

    slack: Workspace
    people: People
    ledger: Ledger
    desks: Desks
    mishaps: Mishaps
    troubles: Troubles
    database: str
    seconds: float = 0.0
    """From the last kill until everything was delivered."""

    def live(self, crowd: int, deeds: Callable[[], bool], pause: float) -> Iterator[None]:
        """Let a crowd act as long as ``deeds`` says, and whoever iterates do something meanwhile."""
        self.slack.disturb(self.troubles)
        threads = [threading.Thread(target=self._act, args=(deeds, pause), daemon=True) for _ in range(crowd)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            yield
        for thread in threads:
            thread.join()

    def _act(self, goes_on: Callable[[], bool], pause: float) -> None:
        while goes_on():
            self.people.act()
            time.sleep(pause)

    def heal(self, tell: Callable[[str], None] = lambda _: None) -> bool:
        """End all trouble, and wait until everything is delivered. Return whether it was in time."""
        self.slack.disturb(None)
        end = time.monotonic() + HEALING
        while time.monotonic() < end:
            self.desks.revive(to_crash=False)
            left = self._left()
            if not left:
                self.seconds = time.monotonic() - self.mishaps.last_kill
                return True
            tell(f"healing: {left} left")
            time.sleep(LOOK)
        return False

    def _left(self) -> int:
        """Payloads without an ack, and letters that were not sent."""
        engine = create_engine(self.database)
        waiting = select(func.count()).where(OUTBOX.c.state.in_(["pending", "claimed", "failed"]))
        with engine.connect() as connection:
            letters = int(connection.execute(waiting).scalar_one())
        engine.dispose()
        return letters + len(self.slack.pending)

    def reckon(self) -> tuple[Reckoning, Faults]:
        """Compare what was done with what has come of it."""
        self.ledger.settle(self.slack.unheard)
        reckoning = Reckoning(self.slack, self.people, self.database)
        return reckoning, reckoning.faults(self.ledger)


@contextmanager
def open_run(folder: Path, url: str, server: Postgres | None, errors: tuple[str, ...], seed: int) -> Iterator[Run]:
    """A desk at work: one process on an SQLite file, or two replicas on a PostgreSQL. All of it ends with the block."""
    clock = JumpingClock()
    with Workspace(yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8")), clock=clock) as slack:
        ledger = Ledger()
        people = People(slack, ledger, seed)
        knowledge = shipped("knowledge")
        made = [DeskProcess(slack, people.officers, folder, knowledge, DATABASE_URL=url) for _ in range(2 if server else 1)]
        desks = Desks(made, seed)
        try:
            slack.wait(lambda: slack.connections == len(made), HEALING)
            mishaps = Mishaps(slack, clock, desks, server or folder / "desk.db", seed)
            yield Run(slack, people, ledger, desks, mishaps, Troubles(errors, seed), url)
        finally:
            desks.kill()
