"""The short form of `make endurance`: calls fail, the desk is killed and cut off, its database goes away; nothing is lost.

What comes of it does not depend on how fast the machine is: what the desk did not acknowledge in time need not be there.
"""

from pathlib import Path

import pytest

from tests.endurance.run import Run, open_run
from tests.endurance.troubles import SHORT
from tests.postgres import Postgres

pytestmark = pytest.mark.usefixtures("trained")

AWAY = 1.0
"""Seconds without a database."""


def attacked(run: Run) -> None:
    """Let everything be done once, beside all that can happen."""
    people, mishaps = run.people, run.mishaps
    run.slack.disturb(run.troubles)
    for acts, mishap in (
        ((people.asks_in_a_row, people.requests, people.changes_question), mishaps.kill),
        ((people.adds, people.mails, people.mentions), mishaps.cut),
        ((people.asks_privately,), lambda: mishaps.take_database(AWAY)),
        ((people.requests, people.asks), mishaps.refresh),
        ((people.fills_in, people.takes), lambda: mishaps.jump(5.0)),
    ):
        for act in acts:
            act()
        mishap()
        run.desks.revive(to_crash=False)


def came_out_well(run: Run) -> None:
    attacked(run)
    is_at_rest = run.heal()
    reckoning, faults = run.reckon()

    assert is_at_rest
    assert list(faults) == []
    # One was killed; one that starts while its database is away ends too, with a sentence, and is started again.
    assert (run.desks.ended > 0, bool(run.troubles.failures), bool(reckoning.tickets)) == (True, True, True)


def test_a_desk_on_sqlite_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with open_run(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}", None, SHORT, seed=1) as run:
        came_out_well(run)


def test_two_desks_on_one_postgresql_lose_and_double_nothing(tmp_path: Path, postgres: Postgres) -> None:
    with open_run(tmp_path, postgres.fresh(), postgres, SHORT, seed=1) as run:
        came_out_well(run)
