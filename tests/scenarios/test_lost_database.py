"""The database is gone: nothing is acked and nothing begun anew, until it is back or somebody says that it is gone for good."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.assembly import StartError, build_service
from bot.commands.serve import _serve
from bot.store import LostDatabase
from tests.scenarios.office import Office, reader

WORDS = "Radera mina uppgifter, hälsar Anna Ek"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "insyn.slack"]


def test_what_is_written_while_the_database_is_away_is_answered_once_when_it_is_back(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The desk goes on writing into the file that it has open, if nobody keeps it from that."""
    away, channel = file.with_name("unmounted.db"), office.slack.dm(office.anna)
    file.rename(away)
    ts = office.slack.say(office.anna, channel, WORDS)
    office.wait(lambda: troubles(caplog))
    assert (len(office.slack.pending), office.posted(), file.exists()) == (1, [], False)
    assert "removed, unmounted or replaced. Mount its disk" in troubles(caplog)[0]
    away.rename(file)
    office.pass_time(timedelta(seconds=5))  # no more: Slack gives up after three attempts, however slow this machine is

    assert (len(office.replies(channel, ts)), len(office.cards()), office.ticket().reference) == (1, 1, "DSR-2026-0001")


def test_a_desk_whose_database_goes_ends_with_what_to_do(office: Office, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    service, made, ended = build_service(office.settings, office.clock, reader()), list[str](), threading.Event()

    def connect() -> Callable[[], None]:
        file.unlink()
        ended.set()  # a desk that went on would end here, as one that is told to
        return lambda: made.append("disconnect")

    with pytest.raises(SystemExit) as stopped:
        _serve(service, connect, ended, "/srv/desk.db")

    [said] = [record.getMessage() for record in caplog.records if record.name == "insyn" and record.levelname == "ERROR"]
    assert (stopped.value.code, made) == (1, ["disconnect"])
    assert said.startswith("the desk stops. The database that the desk was started with was removed, unmounted or replaced. ")
    assert said.endswith("tickets are numbered from 1 again. (DATABASE_URL: /srv/desk.db)")


def test_a_desk_that_has_cards_in_the_officers_channel_does_not_begin_another_database(office: Office, tmp_path: Path) -> None:
    office.ask(office.anna, WORDS)
    office.at_rest()
    settings = replace(office.settings, database_url=f"sqlite:///{tmp_path}/volume/desk.db")

    with pytest.raises(LostDatabase, match="has written in the officers' channel before"):
        build_service(settings, office.clock, reader())
    assert not (tmp_path / "volume").exists()
    anew = build_service(settings, office.clock, reader(), new_database=True)
    assert anew.store.tickets() == []
    anew.store.close()


def test_what_others_write_in_the_officers_channel_does_not_keep_a_desk_from_beginning(office: Office, tmp_path: Path) -> None:
    office.slack.say(office.olle, office.officers, "Hej! Här kommer ärendena.")
    settings = replace(office.settings, database_url=f"sqlite:///{tmp_path}/volume/desk.db")

    build_service(settings, office.clock, reader()).store.close()


@pytest.mark.parametrize(("error", "starts"), [("channel_not_found", True), ("ratelimited", False), ("http_500", False)])
def test_where_slack_cannot_tell_now_a_new_desk_waits_and_one_without_a_channel_starts(
    office: Office, tmp_path: Path, error: str, starts: bool
) -> None:
    settings = replace(office.settings, database_url=f"sqlite:///{tmp_path}/volume/desk.db")
    office.slack.fail("conversations.history", error)

    if starts:
        build_service(settings, office.clock, reader()).store.close()
    else:
        with pytest.raises(StartError, match="Slack does not tell whether the desk had a database before"):
            build_service(settings, office.clock, reader())
    assert (tmp_path / "volume").exists() is starts
