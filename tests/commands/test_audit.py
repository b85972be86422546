"""`insyn audit`: whether the log is as it was written, and the log for others to read."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.audit import COLUMNS
from tests.commands.register import Register


@pytest.fixture
def ended(register: Register) -> str:
    reference = register.request(words="hemliga ord")
    register.end(reference)
    return reference


def test_a_log_that_is_as_it_was_written_is_said_to_be(register: Register, ended: str) -> None:
    result = register.insyn("audit", "verify")

    rows, tickets, head, sentence = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert (rows, tickets) == ("rows     6", "tickets  1")
    assert len(head.split()[1]) == 64
    assert sentence == "Every row is as it was written, and none is missing."


def test_the_head_stays_the_same_as_long_as_nothing_is_added(register: Register, ended: str) -> None:
    first, second = (register.insyn("audit", "verify").stdout for _ in range(2))
    register.insyn("tickets", "show", ended)

    assert first == second != register.insyn("audit", "verify").stdout


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ticket_log SET role = 'desk' WHERE ticket = 1 AND seq = 3",
        "DELETE FROM ticket_log WHERE ticket = 1 AND seq = 6",
        "DELETE FROM ticket_log WHERE ticket = 1 AND seq = 2",
    ],
)
def test_a_log_that_was_tampered_with_is_found_out_with_sentences_and_status_1(
    register: Register, ended: str, tmp_path: Path, tampering: str
) -> None:
    _tamper(tmp_path / "desk.db", tampering)

    result = register.insyn("audit", "verify")

    assert result.exit_code == 1
    assert "as it was written" not in result.stdout
    first, *_, last = result.stderr.splitlines()
    assert first.startswith(f"{ended}: ")
    assert last.startswith("The log is not as it was written.")


def test_the_export_has_times_and_roles_and_no_person(register: Register, ended: str) -> None:
    result = register.insyn("audit", "export")

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["what"] for row in rows] == ["opened", "take", "prepare", "send", "delivered", "close"]
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {row["role"] for row in rows} == {"person", "officer"}
    assert [word for word in ("U0", "hemliga", "Här är") if word in result.stdout] == []


def test_the_csv_form_has_the_same_rows(register: Register, ended: str) -> None:
    lines = register.insyn("audit", "export").stdout.splitlines()
    rows = list(csv.DictReader(io.StringIO(register.insyn("audit", "export", "--format", "csv").stdout)))

    known = [{name: "" if value is None else str(value) for name, value in json.loads(line).items()} for line in lines]
    assert [row for row in rows if row["ticket"] != "desk"] == known


def test_an_export_goes_to_a_file(register: Register, ended: str, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"

    result = register.insyn("audit", "export", "-o", str(file))

    assert (result.exit_code, result.stdout) == (0, "")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 6


def test_an_empty_log_is_in_order(register: Register) -> None:
    assert register.insyn("audit", "verify").exit_code == 0
    assert register.insyn("audit", "export").stdout == ""


def _tamper(file: Path, statement: str) -> None:
    """Change the log as somebody would who has the file: the triggers go first."""
    with closing(sqlite3.connect(file)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
