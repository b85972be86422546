"""Whatever happens in whatever order, the ten invariants hold: in memory, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.store import open_store
from tests.desk.fakes import Clock
from tests.keys import VAULT
from tests.postgres import Postgres
from tests.sqlite import new_database
from tests.tickets.invariants import Life
from tests.tickets.probes import MemoryProbe, Probe, SqlProbe

pytestmark = pytest.mark.hypothesis

QUIET = list(HealthCheck)
USUAL = 100
"""Examples of a property in a usual run, as Hypothesis sees it."""


def live(open_probe: Callable[[Clock], Probe], lives: int, steps: int) -> None:
    """Run that many examples of that many steps, scaled by the examples of the Hypothesis profile."""
    lives *= settings().max_examples // USUAL
    machine = type("LifeThere", (Life,), {"open_probe": staticmethod(open_probe)})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=lives, stateful_step_count=steps, deadline=None, suppress_health_check=QUIET)
    )


def test_they_hold_in_memory() -> None:
    live(MemoryProbe, lives=40, steps=30)


def test_they_hold_on_sqlite(tmp_path: Path) -> None:
    numbers = count()

    def fresh(clock: Clock) -> SqlProbe:
        return SqlProbe(open_store(new_database(tmp_path / f"{next(numbers)}.db"), clock, VAULT), clock)

    live(fresh, lives=6, steps=20)


def test_they_hold_on_postgresql(postgres: Postgres) -> None:
    live(lambda clock: SqlProbe(open_store(postgres.fresh(), clock, VAULT), clock), lives=6, steps=20)
