"""After each gap in which payloads may have been lost, the desk reads what it missed, once, and whatever happens meanwhile."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.breaks import DAY, HOUR, away, back, calls, caught_up
from tests.scenarios.office import Office, open_office

ERASE, COOKIE = "Radera mina uppgifter", "Vad är en cookie?"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def over_http(tmp_path: Path) -> Iterator[Office]:
    """An office whose desk has a public address and no socket."""
    with open_office(tmp_path, http=True) as found:
        yield found


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Office]:
    """An office whose desk waits for its database only a moment."""
    with open_office(tmp_path, database=f"sqlite:///{tmp_path / 'desk.db'}?timeout=0.05") as found:
        yield found


def given_up(office: Office) -> None:
    """Time passes until Slack has given up all that the desk did not acknowledge."""
    office.pass_time_until(lambda: not office.slack.pending, MINUTE)


def readings(office: Office) -> int:
    return calls(office, "users.conversations")


def asks(office: Office, user: str, words: str = ERASE) -> tuple[str, str]:
    channel = office.slack.dm(user)
    return channel, office.slack.say(user, channel, words)


def test_at_the_first_start_nothing_is_read(office: Office) -> None:
    asks(office, office.anna)
    office.at_rest()

    assert (office.service.hearing.has_gap, readings(office), len(office.cards())) == (False, 0, 1)


def test_what_was_given_up_while_the_connection_was_cut_is_read_when_there_is_one_again(office: Office) -> None:
    office.slack.fail("apps.connections.open", "http_500", times=2)
    office.slack.drop_socket()
    at = asks(office, office.anna)
    given_up(office)
    office.slack.wait(lambda: office.slack.connections == 1)
    office.wait(lambda: office.replies(*at))
    caught_up(office)

    assert (office.slack.given_up, len(office.replies(*at)), len(office.cards())) == (1, 1, 1)


def test_a_new_connection_that_slack_asked_for_doubles_nothing(office: Office) -> None:
    at = asks(office, office.anna)
    office.at_rest()
    office.slack.refresh()
    office.slack.wait(lambda: office.slack.connections == 1)
    office.wait(lambda: readings(office))
    caught_up(office)

    assert (len(office.replies(*at)), len(office.cards()), office.faults()) == (1, 1, [])


def test_what_could_not_be_stored_until_slack_gave_it_up_is_read_when_the_database_is_back(hasty: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        at = asks(hasty, hasty.anna)
        hasty.pass_time_until(lambda: not hasty.slack.pending)
        assert hasty.service.hearing.has_gap
        other.execute("ROLLBACK")
    assert hasty.slack.given_up == 1
    hasty.service.hearing.interrupted()  # a minute later it would look by itself
    caught_up(hasty)

    assert (len(hasty.replies(*at)), len(hasty.cards())) == (1, 1)


def test_a_reading_that_fails_in_the_middle_is_done_again_and_doubles_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    away(office)
    asked = [asks(office, user, words) for user, words in ((office.anna, ERASE), (office.bo, COOKIE))]
    office.slack.fail("conversations.history", "token_expired", after=2)
    office.clock.advance(HOUR)
    office.slack.tick()
    office.open()
    with caplog.at_level(logging.ERROR, logger="insyn.hearing"):
        office.wait(lambda: caplog.records)
    assert office.service.hearing.has_gap
    office.service.hearing.interrupted()
    caught_up(office)

    assert [record.getMessage() for record in caplog.records] == [
        "what was missed cannot be read now, and is tried again: token_expired"
    ]
    assert ([len(office.replies(*at)) for at in asked], len(office.cards())) == ([1, 1], 1)


def test_a_desk_that_was_killed_while_it_read_keeps_the_next_one_waiting_for_minutes_only(office: Office) -> None:
    at_work = office.service.store.heard()
    away(office)
    at = asks(office, office.anna)
    office.clock.advance(HOUR)
    office.slack.tick()
    assert at_work.claim(3 * MINUTE)
    office.open()
    office.service.hearing.look()
    assert (office.service.hearing.has_gap, readings(office)) == (True, 0)

    office.clock.advance(3 * MINUTE)
    office.service.hearing.interrupted()
    caught_up(office)
    assert len(office.replies(*at)) == 1


def test_without_its_new_scopes_the_desk_goes_on_and_says_what_to_do(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.slack.fail("users.conversations", "missing_scope", times=100)
    away(office)
    with caplog.at_level(logging.ERROR, logger="insyn.hearing"):
        office.open()
        office.wait(lambda: caplog.records)
    office.ask(office.anna, COOKIE)

    assert [record.getMessage() for record in caplog.records] == [
        "what was missed cannot be read now, and is tried again: missing_scope. "
        "Install the app again from app.yaml, see: insyn doctor"
    ]


def test_over_http_what_was_given_up_is_read_when_payloads_come_in_again(over_http: Office) -> None:
    """A proxy that passes nothing on: here, one that spoils every signature."""
    right, over_http.slack.signing_secret = over_http.slack.signing_secret, "wrong"
    lost = asks(over_http, over_http.anna)
    given_up(over_http)
    over_http.slack.signing_secret = right
    asks(over_http, over_http.bo, "Hej")
    over_http.wait(lambda: over_http.replies(*lost))
    caught_up(over_http)

    assert (over_http.slack.given_up, len(over_http.cards()), len(over_http.told(over_http.bo))) == (1, 1, 1)
    assert readings(over_http) == 1


def test_over_http_what_was_given_up_is_read_within_an_hour_of_silence(over_http: Office) -> None:
    right, over_http.slack.signing_secret = over_http.slack.signing_secret, "wrong"
    lost = asks(over_http, over_http.anna)
    given_up(over_http)
    over_http.slack.signing_secret = right
    over_http.clock.advance(HOUR)
    over_http.service.hearing.interrupted()  # its next look; nothing has come in
    over_http.wait(lambda: over_http.replies(*lost))
    over_http.at_rest()

    assert len(over_http.replies(*lost)) == 1


def test_replicas_that_start_together_answer_once(replicas: Office) -> None:
    for _ in range(2):
        away(replicas)
    people = [replicas.newcomer() for _ in range(4)]
    asked = [asks(replicas, person) for person in people]
    replicas.clock.advance(DAY / 2)
    replicas.slack.tick()
    replicas.open()
    replicas.open()
    for desk in replicas.desks:
        desk.service.hearing.interrupted()
    replicas.wait(lambda: all(replicas.replies(*at) for at in asked))
    replicas.at_rest()

    assert [len(replicas.replies(*at)) for at in asked] == [1] * 4
    assert sorted(len(replicas.lines(card)) for card in replicas.cards()) == [1] * 4


def test_what_one_replica_misses_while_the_other_hears_is_read_once_and_answered_once(replicas: Office) -> None:
    replicas.desks.pop().leave()
    at = asks(replicas, replicas.anna)
    replicas.at_rest()
    replicas.open()
    replicas.wait(lambda: not replicas.desks[1].service.hearing.has_gap)
    replicas.at_rest()

    assert (len(replicas.replies(*at)), len(replicas.cards()), replicas.faults()) == (1, 1, [])


def test_the_desk_comes_back_twice_and_finds_each_time_what_was_new(office: Office) -> None:
    for number, person in enumerate((office.anna, office.bo), start=1):
        away(office)
        asks(office, person)
        back(office)
        assert len(office.cards()) == number

    assert readings(office) == 2
