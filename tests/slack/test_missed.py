"""What the desk missed is read page after page, as fast as Slack allows, and handed over in its order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.desk.ports import Unavailable
from bot.slack import missed
from bot.slack.admission import Home
from bot.slack.errors import NotSent
from bot.slack.missed import MissedMessages
from bot.workspace import Workspace

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Listeners:
    """Notes what is handed over; everything is of interest."""

    events: list[dict[str, Any]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    def may_concern(self, _event: dict[str, Any]) -> bool:
        return True

    def on_missed(self, _body: dict[str, Any], event: dict[str, Any]) -> None:
        self.events.append(event)
        if self.errors:
            raise self.errors.pop()


class Office:
    """A workspace whose clock moves when the desk waits."""

    def __init__(self) -> None:
        self.now = NOON.timestamp()
        manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
        self.slack = Workspace(manifest, clock=lambda: self.now, rate_limits=True)
        self.heard = Listeners()

    def add(self) -> None:
        self.anna, self.bot = self.slack.add_user("anna"), self.slack.bot_user_id

    def wait(self, seconds: float) -> None:
        self.now += max(seconds, 0.1)

    def read(self, since: datetime = NOON - HOUR, go_on: Callable[[float], object] | None = None) -> list[str]:
        """Read, and return the texts in the order in which they were handed over."""
        client = WebClient(token=self.slack.bot_token, base_url=self.slack.url)
        client.retry_handlers.clear()
        home = Home(self.slack.team_id, self.slack.bot_user_id)
        MissedMessages(client, self.heard, home).read(since, go_on or self.wait)
        return [event["text"] for event in self.heard.events]


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with made.slack:
        made.add()
        yield made


def test_every_page_is_read_and_the_oldest_comes_first(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "PAGE", 3)
    channels = [office.slack.add_channel(f"c{n}", members=[office.anna, office.bot]) for n in range(7)]
    root = ""
    for number in range(10):
        root = office.slack.say(office.anna, channels[6], str(number))
    for number in range(10, 20):
        office.slack.say(office.anna, channels[6], str(number), thread_ts=root)

    assert office.read() == [str(number) for number in range(20)]


def test_slacks_limit_is_waited_out_and_everything_is_read(office: Office) -> None:
    channels = [office.slack.add_channel(f"c{n}", members=[office.anna, office.bot]) for n in range(60)]
    for channel in channels:
        office.slack.say(office.anna, channel, channel)
    texts = office.read()

    assert texts == channels
    refused = [call for call in office.slack.calls if call.error == "ratelimited"]
    assert 0 < len(refused) < 60
    assert office.now - NOON.timestamp() > 30


def test_a_call_that_fails_is_tried_again_and_given_up_when_slack_stays_out_of_order(office: Office) -> None:
    office.slack.say(office.anna, office.slack.dm(office.anna), "hej")
    office.slack.fail("conversations.history", "http_503", times=3)
    assert office.read() == ["hej"]
    office.slack.fail("conversations.history", "http_503", times=4)

    with pytest.raises(NotSent, match="http_503"):
        office.read()


@pytest.mark.parametrize("error", ["missing_scope", "token_revoked", "account_inactive"])
def test_where_slack_does_not_let_the_desk_read_nothing_counts_as_read(office: Office, error: str) -> None:
    office.slack.dm(office.anna)
    office.slack.fail("conversations.history", error)

    with pytest.raises(NotSent, match=error):
        office.read()


def test_a_conversation_that_the_desk_has_left_meanwhile_keeps_no_other_unread(office: Office) -> None:
    for name in ("first", "second"):
        office.slack.say(office.anna, office.slack.add_channel(name, members=[office.anna, office.bot]), name)
    office.slack.fail("conversations.history", "not_in_channel")

    assert office.read() == ["second"]


def test_what_ends_the_reading_ends_it_before_the_next_call(office: Office) -> None:
    def end(_seconds: float) -> None:
        raise EOFError

    with pytest.raises(EOFError):
        office.read(go_on=end)
    assert office.slack.calls == []


@pytest.mark.parametrize(
    ("kind", "days", "is_found"), [("im", 89, True), ("im", 91, False), ("channel", 29, True), ("channel", 31, False)]
)
def test_new_replies_are_found_in_threads_that_began_some_time_ago(office: Office, kind: str, days: int, is_found: bool) -> None:
    office.now = (NOON - days * DAY).timestamp()
    where = office.slack.dm(office.anna) if kind == "im" else office.slack.add_channel("c", members=[office.anna, office.bot])
    root = office.slack.say(office.anna, where, "root")
    office.slack.say(office.anna, where, "old reply", thread_ts=root)
    office.now = NOON.timestamp()
    office.slack.say(office.anna, where, "new reply", thread_ts=root)

    assert office.read(NOON - timedelta(seconds=1)) == ["new reply"] * is_found


def test_an_old_message_that_was_edited_since_is_found(office: Office) -> None:
    where = office.slack.dm(office.anna)
    office.now = (NOON - 3 * DAY).timestamp()
    ts = office.slack.say(office.anna, where, "before")
    office.slack.say(office.anna, where, "another")
    office.now = NOON.timestamp() + 1
    office.slack.edit(office.anna, where, ts, "after")

    assert office.read() == ["after"]


def test_what_the_history_leaves_out_of_a_message_is_filled_in(office: Office) -> None:
    group = office.slack.add_group_dm([office.anna, office.bot])
    private = office.slack.add_channel("p", private=True, members=[office.anna, office.bot])
    public = office.slack.add_channel("c", members=[office.anna, office.bot])
    direct = office.slack.dm(office.anna)
    for channel in (group, private, public, direct):
        office.slack.say(office.anna, channel, "hej")
    office.read()

    told = [(event["channel"], event["channel_type"]) for event in office.heard.events]
    assert sorted(told) == sorted([(group, "mpim"), (private, "group"), (public, "channel"), (direct, "im")])
    assert all(event["event_ts"] == event["ts"] for event in office.heard.events)


def test_a_message_that_cannot_be_taken_in_keeps_no_other_unread(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    for text in ("first", "second"):
        office.slack.say(office.anna, office.slack.dm(office.anna), text)
    office.heard.errors = [ValueError("Annas ord")]

    assert office.read() == ["first", "second"]
    assert [record.getMessage() for record in caplog.records] == ["a missed message could not be taken in: ValueError"]


def test_without_the_database_the_reading_ends(office: Office) -> None:
    office.slack.say(office.anna, office.slack.dm(office.anna), "hej")
    office.heard.errors = [Unavailable("The database is locked.")]

    with pytest.raises(Unavailable):
        office.read()
