"""The stand-in does to order what Slack does seldom: sends again, sends twice, leaves things out."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import Workspace

Seen = list[dict[str, Any]]


@pytest.fixture
def anna(workspace: Workspace, app: App, connect: Callable[..., SocketModeHandler]) -> str:
    """A user of a workspace to which the app is connected."""
    connect(app)
    return workspace.add_user("anna")


def test_an_event_is_sent_as_it_is_whatever_the_manifest_subscribes_to(
    workspace: Workspace, app: App, seen: Seen, anna: str
) -> None:
    app.event("an_event_of_tomorrow")(lambda: None)
    event = {"type": "an_event_of_tomorrow", "user": anna}
    workspace.send_event(event)
    workspace.settled()

    assert [body["event"] for body in seen] == [event]


def test_a_message_sent_again_is_the_same_message_with_another_event_id(workspace: Workspace, seen: Seen, anna: str) -> None:
    channel = workspace.dm(anna)
    workspace.send_again(channel, workspace.say(anna, channel, "hej"))
    workspace.settled()

    first, again = seen
    assert first["event"] == again["event"]
    assert first["event_id"] != again["event_id"]


def test_an_event_sent_twice_has_one_event_id(workspace: Workspace, seen: Seen, anna: str) -> None:
    workspace.send_events_twice()
    workspace.say(anna, workspace.dm(anna), "hej")
    workspace.settled()

    first, again = seen
    assert first == again


def test_a_message_can_lack_its_author(workspace: Workspace, web: WebClient, anna: str) -> None:
    channel = workspace.dm(anna)
    ts = web.chat_postMessage(channel=channel, text="hej")["ts"]
    workspace.forget_author(channel, ts)

    [told] = web.conversations_history(channel=channel)["messages"]
    assert ("user" in told, told["text"]) == (False, "hej")
