"""The database cannot be written: nothing is acked, Slack delivers again, and then there is exactly one answer."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.scenarios.office import Office, open_office
from tests.scenarios.shown import shown

WORDS = "Radera mina uppgifter, hälsar Anna Ek"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def office(tmp_path: Path, file: Path) -> Iterator[Office]:
    """An office whose desk waits for its database only a moment."""
    with open_office(tmp_path, database=f"sqlite:///{file}?timeout=0.05") as found:
        yield found


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds the database for itself."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "insyn.slack"]


def test_a_message_that_cannot_be_stored_is_not_acked_and_comes_again(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    channel = office.slack.dm(office.anna)
    with locked(file):
        ts = office.slack.say(office.anna, channel, WORDS)
        office.wait(lambda: troubles(caplog))
        assert len(office.slack.pending) == 1
        assert office.posted() == []
    office.pass_time_until(lambda: not office.slack.pending)
    office.at_rest()

    assert (len(office.replies(channel, ts)), len(office.cards())) == (1, 1)
    assert (office.slack.given_up, office.slack.sent >= 2) == (0, True)


def test_an_edit_that_cannot_be_stored_comes_again_and_opens_its_ticket(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, "Vad är en cookie?")
    office.at_rest()
    with locked(file):
        office.slack.edit(office.anna, channel, ts, WORDS)
        office.wait(lambda: troubles(caplog))
        assert office.cards() == []
    office.pass_time_until(lambda: not office.slack.pending)
    office.at_rest()

    assert (len(office.replies(channel, ts)), len(office.cards())) == (1, 1)


def test_a_command_that_cannot_be_stored_is_told_of_in_words(office: Office, file: Path) -> None:
    with locked(file):
        ack = office.slack.command(office.anna, office.general, "/privacy", "Vad är en cookie?")
    office.at_rest()

    assert (ack.ok, ack.response_type, bool(ack.text)) == (True, "ephemeral", True)
    assert [shown(m) for m in office.whispers(office.anna)] == [ack.text]


def test_a_form_that_cannot_be_stored_stays_open_and_can_be_sent_again(office: Office, file: Path) -> None:
    office.form(office.anna)
    with locked(file):
        first = office.as_time_passes(lambda: office.slack.submit(office.anna, {"rights": ["access"]}))
    second = office.slack.submit(office.anna)
    office.at_rest()

    assert (first.closed, bool(first.problem), second.closed) == (False, True, True)
    assert len(office.cards()) == 1


def test_what_is_logged_of_it_says_what_to_do_and_quotes_nobody(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with locked(file):
        office.slack.say(office.anna, office.slack.dm(office.anna), WORDS)
        office.wait(lambda: troubles(caplog))

    assert "Close that program" in troubles(caplog)[0]
    assert [word for word in ("Radera", "Anna", office.anna, "@") if word in troubles(caplog)[0]] == []
