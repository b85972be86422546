"""A command for the records whose database is not there says so, and makes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from bot.cli import main
from tests.commands.insyn import insyn
from tests.keys import MASTER
from tests.postgres import Postgres
from tests.store.old_database import first_version

COMMANDS = [
    ("outbox",),
    ("outbox", "--retry"),
    ("outbox", "7", "--json"),
    ("tickets", "list"),
    ("tickets", "list", "--all", "--json"),
    ("tickets", "show", "DSR-2026-0001"),
    ("tickets", "export"),
    ("tickets", "letter", "DSR-2026-0001", "opened"),
    ("audit", "verify"),
    ("audit", "export"),
    ("retention", "run"),
    ("retention", "run", "--dry-run"),
    ("person", "show", "U0ANNA"),
    ("person", "erase", "U0ANNA", "--yes"),
]
WITHOUT = {"ask", "serve", "doctor", "demo", "deadline", "knowledge", "bench", "key", "states", "manifest"}
"""Commands, or groups of them, that need no database; serve makes it, and doctor says that serve will."""
NONE_THERE = (
    "Insyn cannot start: There is no database of Insyn there. Check DATABASE_URL, and that the disk is mounted. "
    "“insyn serve” makes a database at its first start. (DATABASE_URL: {name})\n"
)

each_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


def test_every_command_is_in_the_table_or_needs_no_database() -> None:
    known = {command[:2] if command[0] != "outbox" else command[:1] for command in COMMANDS}
    groups = {name: found for name, found in main.commands.items() if name not in WITHOUT}
    inner = {
        (name, *rest)
        for name, found in groups.items()
        for rest in ([(one,) for one in found.commands if one not in WITHOUT] if isinstance(found, click.Group) else [()])
    }

    assert inner == known


@each_command
def test_a_file_that_is_not_there_is_named_and_not_made(command: tuple[str, ...], tmp_path: Path) -> None:
    result = insyn(*command, DATABASE_URL=f"sqlite:///{tmp_path}/typo/desk.db")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == NONE_THERE.format(name=f"{tmp_path}/typo/desk.db")
    assert list(tmp_path.iterdir()) == []


def test_a_relative_path_is_told_as_the_place_that_it_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = insyn("tickets", "list", DATABASE_URL="sqlite:///typo.db")

    assert result.stderr == NONE_THERE.format(name=f"{tmp_path}/typo.db")
    assert list(tmp_path.iterdir()) == []


@each_command
def test_a_file_of_another_program_stays_as_it_is(command: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    before = file.read_bytes()

    result = insyn(*command, DATABASE_URL=f"sqlite:///{file}", INSYN_KEY=MASTER)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", NONE_THERE.format(name=file))
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


def test_a_server_is_named_without_the_password(postgres: Postgres) -> None:
    url = postgres.empty().replace("postgres@", "postgres:hidden@")
    name = url.partition("@/")[2].replace("?host=", " on ")
    results = {
        there: insyn("audit", "verify", DATABASE_URL=url.replace("/test_", there), INSYN_KEY=MASTER)
        for there in ("/test_", "/typo_")
    }

    assert {result.exit_code for result in results.values()} == {2}
    assert results["/test_"].stderr == NONE_THERE.format(name=name)
    assert results["/typo_"].stderr.startswith("Insyn cannot start: The database cannot be reached. Check that it runs")
    assert f"(DATABASE_URL: {name.replace('test_', 'typo_')})" in results["/typo_"].stderr
    assert [result.stderr for result in results.values() if "hidden" in result.stderr] == []


@each_command
def test_an_older_database_is_left_to_the_desk(command: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    first_version(f"sqlite:///{file}")
    before = file.read_bytes()

    result = insyn(*command, DATABASE_URL=f"sqlite:///{file}", INSYN_KEY=MASTER)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Insyn cannot start: The database was last used by an older version of Insyn. Start the desk once with "
        f"“insyn serve”, which brings it up to date, then try again. (DATABASE_URL: {file})\n"
    )
    assert file.read_bytes() == before


def test_a_command_does_not_leave_an_output_file_behind(tmp_path: Path) -> None:
    insyn("audit", "export", "-o", str(tmp_path / "log.jsonl"), DATABASE_URL=f"sqlite:///{tmp_path}/typo/desk.db")

    assert list(tmp_path.iterdir()) == []
