"""What `insyn bench load` measures: a burst of messages, on SQLite and on PostgreSQL, beside the echo app."""

import re
from pathlib import Path

import pytest

from bot.bench.load import burst
from bot.bench.processes import ECHO, connected
from bot.commands.bench import run_load
from tests.knowledge.folder import Folder
from tests.postgres import Postgres


def test_every_message_of_a_burst_has_its_ack_and_its_answer_counted() -> None:
    with connected(ECHO) as app:
        found = burst(app, [str(number) for number in range(7)], people=3)

    assert (found.acks.calls, found.answers.calls) == (7, 7)
    assert 0 < found.acks.p50 <= found.answers.p50
    assert found.cpu is None or found.cpu > 0
    assert 0 <= found.disorder <= 4


def test_the_table_has_each_database_and_each_number_of_processes_beside_the_echo_app(
    tmp_path: Path, postgres: Postgres, capsys: pytest.CaptureFixture[str]
) -> None:
    run_load(4, postgres.empty(), Folder(tmp_path / "lanterns").write())
    table = capsys.readouterr().out

    assert re.findall(r"^(?:the|a) .*", table, flags=re.MULTILINE) == [
        "a bare Bolt app that echoes",
        "the desk on SQLite",
        "the desk on PostgreSQL, 1 process",
        "the desk on PostgreSQL, 2 processes",
    ]
    assert (table.count("ratios to the echo app"), table.count("(4 calls)")) == (3, 8)


def test_without_a_server_the_table_says_what_was_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_load(2, None, Folder(tmp_path / "lanterns").write())

    assert "PostgreSQL was not measured" in capsys.readouterr().out
