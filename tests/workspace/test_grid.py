"""A workspace that is part of an Enterprise Grid says so in every payload; another one has no such keys."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.workspace import Workspace

Seen = list[dict[str, Any]]


@pytest.fixture(params=[True, False], ids=["grid", "no grid"])
def workspace(manifest: dict[str, Any], clock: Any, request: pytest.FixtureRequest) -> Iterator[Workspace]:
    with Workspace(manifest, clock=clock, rate_limits=False, grid=request.param) as started:
        yield started


def test_events_commands_and_presses_name_the_grid_as_slack_does(
    workspace: Workspace, web: WebClient, app: App, seen: Seen, connect: Callable[..., object]
) -> None:
    app.command("/privacy")(lambda ack: ack())
    app.action("yes")(lambda ack: ack())
    connect(app)
    anna = workspace.add_user("anna")
    channel = workspace.dm(anna)
    workspace.say(anna, channel, "hej")
    workspace.settled()
    workspace.command(anna, channel, "/privacy")
    button = {"type": "button", "action_id": "yes", "text": {"type": "plain_text", "text": "Yes"}}
    asked = web.chat_postMessage(channel=channel, text="?", blocks=[{"type": "actions", "elements": [button]}])
    workspace.press(anna, channel, str(asked["ts"]), "yes")
    workspace.settled()

    grid = web.auth_test().get("enterprise_id")
    event, command = seen[0], seen[1]
    press = next(body for body in seen if body.get("type") == "block_actions")
    assert event["context_enterprise_id"] == event["authorizations"][0]["enterprise_id"] == grid
    assert [body.get("enterprise_id") for body in (event, command, press["team"])] == [grid] * 3
    assert (press["enterprise"] or {}).get("id") == grid
    assert press["is_enterprise_install"] is False
    person = web.users_info(user=anna)["user"].get("enterprise_user")
    assert (person or {}).get("enterprise_id") == grid
