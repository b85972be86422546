"""Whether the desk can do its work is known before anybody asks: of the database, of what waits in it, and of Slack."""

import logging
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.places import OfficersChannel
from bot.desk.ports import GivenUp
from bot.slack.authorization import Authorization, Identity
from bot.slack.readiness import Readiness
from tests.slack.post_office import REPLY, PostOffice

AUTH = "auth.test"


class Watched:
    """A post office that somebody looks at, and the seconds that have passed."""

    def __init__(self, office: PostOffice, file: Path) -> None:
        self.office, self.seconds, self._file = office, 0.0, file
        self.authorization = Authorization(office.client, Identity(office.slack.bot_user_id, None, None), lambda: self.seconds)
        self.readiness = Readiness(self.authorization, office.outbox, lambda: self.seconds)

    def is_ready(self, after: float = 10) -> bool:
        """Whether all is well when somebody looks after so many seconds."""
        self.seconds += after
        self.readiness.look()
        return self.readiness.is_ready()

    def execute(self, statement: str) -> None:
        """Change the database behind the desk's back."""
        with closing(sqlite3.connect(self._file)) as other:
            other.execute(statement)


@pytest.fixture
def watched(office: PostOffice, tmp_path: Path) -> Watched:
    return Watched(office, tmp_path / "desk.db")


def test_nobody_is_ready_before_somebody_has_looked(watched: Watched) -> None:
    assert not watched.readiness.is_ready()
    assert watched.is_ready()


def test_a_look_counts_for_a_minute_then_the_next_one_hangs_and_nobody_knows(watched: Watched) -> None:
    assert watched.is_ready()
    watched.seconds += 60
    assert watched.readiness.is_ready()
    watched.seconds += 1
    assert not watched.readiness.is_ready()


def test_asking_costs_nothing_and_looking_asks_slack_once_a_minute(watched: Watched) -> None:
    before = len(watched.office.asked(AUTH))
    assert watched.is_ready(0)
    assert [watched.readiness.is_ready() for _ in range(1000)] == [True] * 1000
    assert len(watched.office.asked(AUTH)) == before
    assert [watched.is_ready(10) for _ in range(18)] == [True] * 18
    assert len(watched.office.asked(AUTH)) == before + 3


def test_a_database_that_cannot_be_read_is_told_of_until_it_can(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="insyn.readiness"):
        assert watched.is_ready()
        watched.execute("ALTER TABLE outbox RENAME TO elsewhere")
        assert [watched.is_ready(), watched.is_ready()] == [False, False]
        watched.execute("ALTER TABLE elsewhere RENAME TO outbox")
        assert watched.is_ready()

    assert [record.getMessage() for record in caplog.records] == ["not ready: database", "ready again"]


def test_a_letter_that_waits_for_more_than_a_quarter_of_an_hour_is_stuck(watched: Watched) -> None:
    office = watched.office
    office.slack.fail("chat.postMessage", "http_500", times=99)
    office.deliver(OfficersChannel(), REPLY)
    office.clock.now += timedelta(minutes=15)
    assert watched.is_ready()
    office.clock.now += timedelta(seconds=1)
    assert not watched.is_ready()


def test_a_letter_that_a_courier_has_in_hand_waits_too_and_one_that_was_given_up_does_not(watched: Watched) -> None:
    office = watched.office
    letter = office.enqueue(OfficersChannel(), REPLY)
    office.outbox.claim(1, timedelta(hours=1))
    office.clock.now += timedelta(minutes=16)
    assert not watched.is_ready()
    office.outbox.claim(0, timedelta(), [GivenUp(letter, "invalid_blocks")])
    assert watched.is_ready()


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_slack_refuses_counts_at_once_until_slack_takes_it(watched: Watched, error: str) -> None:
    watched.office.slack.fail(AUTH, error)

    assert [watched.is_ready(59), watched.is_ready(1), watched.is_ready(59), watched.is_ready(1)] == [True, False, False, True]


@pytest.mark.parametrize("error", ["drop", "http_503", "ratelimited"])
def test_a_slack_that_does_not_answer_counts_after_three_minutes(watched: Watched, error: str) -> None:
    watched.office.slack.fail(AUTH, error, times=4)

    assert [watched.is_ready(60) for _ in range(5)] == [True, True, True, False, True]


def test_a_refused_token_stays_refused_while_slack_does_not_answer(watched: Watched) -> None:
    watched.office.slack.fail(AUTH, "invalid_auth")
    watched.office.slack.fail(AUTH, "http_500")

    assert [watched.is_ready(60) for _ in range(3)] == [False, False, True]


def test_somebody_looks_from_the_start_to_the_end(watched: Watched) -> None:
    watched.seconds = 60  # so that a look asks Slack, who can tell of it
    before = len(watched.office.asked(AUTH))
    stop = watched.readiness.start()
    watched.office.slack.wait(lambda: len(watched.office.asked(AUTH)) > before)
    stop()

    assert watched.readiness.is_ready()
    assert [thread.name for thread in threading.enumerate() if thread.name == "readiness"] == []
