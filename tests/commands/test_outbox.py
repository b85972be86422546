"""`insyn outbox`: what has not been delivered, without what it says or to whom."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot.desk.letters import QuestionHandedOver
from bot.desk.places import Direct
from bot.desk.ports import GivenUp
from bot.store import open_store
from tests.commands.insyn import insyn as command
from tests.keys import MASTER, VAULT
from tests.sqlite import new_database

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


def insyn(*arguments: str, **environment: str) -> Result:
    """The command with the key that sealed the database."""
    return command(*arguments, INSYN_KEY=MASTER, **environment)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with two letters of which one has failed."""
    url = f"sqlite:///{tmp_path}/desk.db"
    store = open_store(url, lambda: NOON, VAULT)
    with store.transaction() as unit:
        for number in range(2):
            letter = QuestionHandedOver(language="sv", asker="U0ANNA", words="hemliga ord")
            unit.enqueue(Direct("U0ANNA" if number else "U0BO"), letter)
    store.outbox().claim(1, timedelta(minutes=1))
    store.outbox().claim(0, timedelta(0), [GivenUp(1, "channel_not_found")])
    store.close()
    return url


def test_what_is_not_delivered_is_shown_without_words_and_persons(url: str) -> None:
    result = insyn("outbox", DATABASE_URL=url)

    assert result.exit_code == 0
    failed, waits = [line.split() for line in result.stdout.splitlines()[1:3]]
    assert failed == ["1", "2026-03-02", "11:00", "question_handed_over", "person", "failed", "1", "channel_not_found"]
    assert waits == ["2", "2026-03-02", "11:00", "question_handed_over", "person", "pending", "0", "-"]
    assert not {"hemliga", "U0ANNA", "U0BO"} & set(result.stdout.replace(":", " ").split())


def test_the_same_is_shown_as_json(url: str) -> None:
    found: list[dict[str, Any]] = json.loads(insyn("outbox", "--json", DATABASE_URL=url).stdout)

    assert found[0] == {
        "id": 1,
        "since": NOON.isoformat(),
        "kind": "question_handed_over",
        "where": "person",
        "state": "failed",
        "tries": 1,
        "error": "channel_not_found",
    }
    assert [row["id"] for row in found] == [1, 2]


@pytest.mark.parametrize(("arguments", "count"), [([], 1), (["1"], 1), (["2"], 1), (["99"], 0)])
def test_what_failed_or_is_named_is_tried_again(url: str, arguments: list[str], count: int) -> None:
    result = insyn("outbox", "--retry", *arguments, DATABASE_URL=url)

    assert result.stdout == f"{count} will be tried again as soon as the desk runs.\n"


def test_what_is_tried_again_waits(url: str) -> None:
    insyn("outbox", "--retry", DATABASE_URL=url)

    rows = json.loads(insyn("outbox", "--json", DATABASE_URL=url).stdout)
    assert [(row["state"], row["error"]) for row in rows] == [("pending", None), ("pending", None)]


def test_one_letter_is_shown_by_its_id(url: str) -> None:
    assert [row["id"] for row in json.loads(insyn("outbox", "--json", "2", DATABASE_URL=url).stdout)] == [2]
    assert insyn("outbox", "99", DATABASE_URL=url).stdout == "No letter 99 waits to be delivered.\n"


def test_where_everything_is_delivered_that_is_said(tmp_path: Path) -> None:
    result = insyn("outbox", DATABASE_URL=new_database(tmp_path / "desk.db"))

    assert (result.exit_code, result.stdout) == (0, "Everything has been delivered.\n")


def test_a_newer_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    open_store(url, vault=VAULT).close()
    _age(tmp_path / "desk.db")

    result = insyn("outbox", DATABASE_URL=url)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Insyn cannot start: ")
    assert "Traceback" not in result.stderr


def _age(file: Path) -> None:
    """Make a database look as if a later version of the desk had written it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
