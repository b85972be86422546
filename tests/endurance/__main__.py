"""`make endurance`: people write to the desk for some minutes while everything fails; then nothing may be lost or doubled."""

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.assembly import load_knowledge, load_reader
from tests.endurance.commits import at_every_commit
from tests.endurance.run import Run, open_run
from tests.endurance.table import table
from tests.endurance.troubles import ALL
from tests.postgres import Postgres, programs_in_wheel, running_postgres

CROWD = 3
PAUSE = 2.0
"""Seconds that each of the crowd waits between two things: together, what Slack's limits let the desk answer."""


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, Postgres | None]]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'desk.db'}", None
        return
    with running_postgres(programs_in_wheel()) as server:
        yield server.fresh(), server


def _say(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", err=True, nl=False)


def _live(run: Run, minutes: float, seed: int) -> None:
    start, chance = time.monotonic(), random.Random(seed)
    end = start + 60 * minutes
    for _ in run.live(CROWD, lambda: time.monotonic() < end, PAUSE):
        time.sleep(chance.uniform(1, 4))
        run.mishaps.happen()
        counts = f"{len(run.ledger.done)} things done, {run.desks.ended} desks ended"
        _say(f"{time.monotonic() - start:.0f} of {60 * minutes:.0f} s: {counts}, {run.troubles.failures.total()} calls failed")


@click.command()
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="postgresql", show_default=True)
@click.option("--minutes", type=click.FloatRange(min=0.1), default=3.0, show_default=True)
@click.option("--seed", type=int, default=None, help="What happens when; another one each time if none is given.")
@click.option("--every-commit", is_flag=True, help="Kill the desk at each commit in turn, and let nothing else fail.")
@click.option("--log", type=click.Path(path_type=Path), default=None, help="A file for what the desks print.")
def main(database: str, minutes: float, seed: int | None, every_commit: bool, log: Path | None) -> None:
    """Attack the desk, heal everything, and print what came of it; exit status 1 where anything was lost or doubled."""
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    click.echo(f"To repeat this: make endurance DATABASE={database} SEED={seed} MINUTES={minutes:g}")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # like Ctrl-C, it takes with it what was started
    load_reader(load_knowledge(None))  # trains once what each desk finds afterwards
    with tempfile.TemporaryDirectory(prefix="insyn-endurance-") as name, _database(database, Path(name)) as (url, server):
        with open_run(Path(name), url, server, ALL, seed) as run:
            if every_commit:
                in_time = at_every_commit(run, _say)
            else:
                _live(run, minutes, seed)
                in_time = run.heal(_say)
            reckoning, faults = run.reckon()
            if log:
                log.write_text("\n".join(line for desk in run.desks.all for line in desk.lines), encoding="utf-8")
        _say("")
        click.echo(table(run, reckoning, faults))
        for fault in faults:
            click.echo(fault)
        for user in dict.fromkeys(user for fault in faults for user in re.findall(r"\bU[0-9A-F]{9}\b", fault)):
            click.echo("\n".join((f"{user}:", *reckoning.story(user, run.ledger))))
        if not in_time:
            click.echo("The desk did not come to rest.")
        raise SystemExit(1 if faults or not in_time else 0)


if __name__ == "__main__":
    main()
