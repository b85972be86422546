"""A damaged payload is ignored or refused, and never an accident: Slack would only send it again."""

from typing import Any

import pytest
from slack_bolt import BoltRequest

from tests.scenarios.office import Office

EVENT: dict[str, Any] = {
    "type": "message",
    "channel": "D0ANNA",
    "channel_type": "im",
    "user": "U0ANNA",
    "text": "Vad är en cookie?",
    "ts": "1772449200.000100",
}
COMMAND: dict[str, Any] = {
    "command": "/privacy",
    "text": "Vad är en cookie?",
    "user_id": "U0ANNA",
    "trigger_id": "13.7.abc",
    "response_url": "http://127.0.0.1:9/",
}
ACTION: dict[str, Any] = {
    "type": "message_action",
    "callback_id": "answer_for_customer",
    "trigger_id": "14.7.abc",
    "response_url": "http://127.0.0.1:9/",
    "action_ts": "1772449200.000100",
    "user": {"id": "U0ANNA"},
    "channel": {"id": "C0SUPPORT"},
    "message": {"text": "Vad är en cookie?", "ts": "1772449200.000100"},
}
NOTHING: tuple[Any, ...] = (None, "", 7, [], {}, "\ud800")


def answered(office: Office, body: dict[str, Any]) -> int:
    team = {"id": office.slack.team_id} if "message" in body else None
    known = {"team_id": office.slack.team_id} | ({"team": team} if team else {})
    return int(office.service.app.dispatch(BoltRequest(body=known | body, mode="socket_mode")).status)


def event(**facts: Any) -> dict[str, Any]:
    return {"type": "event_callback", "event_id": "Ev0", "event": {**EVENT, **facts}}


@pytest.mark.parametrize("name", ["ts", "channel", "user"])
def test_an_event_without_what_it_needs_is_acked_and_ignored(busy_office: Office, name: str) -> None:
    broken = [nothing for nothing in NOTHING if name == "ts" or not isinstance(nothing, int)]  # Bolt itself refuses numbers

    assert {answered(busy_office, event(**{name: nothing})) for nothing in broken} == {200}
    assert busy_office.posted() == []


@pytest.mark.parametrize("name", ["files", "attachments", "blocks", "thread_ts", "team", "bot_profile", "user_profile"])
def test_an_event_with_something_damaged_is_read_without_it(busy_office: Office, name: str) -> None:
    inner: list[Any] = [*NOTHING, [None], [{}], [{name: None}], [[]]]

    assert [answered(busy_office, event(**{name: broken})) for broken in inner] == [200] * len(inner)


@pytest.mark.parametrize("name", ["user_id", "trigger_id", "response_url"])
def test_a_command_that_cannot_be_answered_is_refused(busy_office: Office, name: str) -> None:
    broken = [COMMAND | {name: nothing} for nothing in NOTHING]

    assert {answered(busy_office, body) for body in broken} == {400}


@pytest.mark.parametrize("name", ["user", "trigger_id", "response_url"])
def test_a_shortcut_that_cannot_be_answered_is_refused(busy_office: Office, name: str) -> None:
    broken = [ACTION | {name: nothing} for nothing in NOTHING if not isinstance(nothing, (int, list)) or name != "user"]

    assert {answered(busy_office, body) for body in broken} == {400}
