"""An answer to a response_url is shown where its interaction was, five times within half an hour."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.webhook import WebhookClient

from bot.workspace import Workspace

Seen = list[dict[str, Any]]
Connect = Callable[[App], object]


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna")


@pytest.fixture
def general(workspace: Workspace, anna: str) -> str:
    return workspace.add_channel("general", members=[anna, workspace.bot_user_id])


@pytest.fixture
def response_url(workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str) -> str:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack()

    connect(app)
    workspace.command(anna, general, "/privacy")
    return str(seen[0]["response_url"])


def test_a_response_url_serves_five_answers(workspace: Workspace, response_url: str, anna: str) -> None:
    answers = [WebhookClient(response_url).send(text=str(number)) for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert [m.text for m in workspace.ephemerals(anna)] == ["0", "1", "2", "3", "4"]


def test_a_response_url_lives_for_half_an_hour(
    workspace: Workspace, response_url: str, anna: str, general: str, clock: Any
) -> None:
    clock.step(30 * 60 - 1)
    in_time = WebhookClient(response_url).send(text="in time", response_type="in_channel")
    clock.step(1)
    late = WebhookClient(response_url).send(text="late")

    assert (in_time.status_code, late.status_code) == (200, 404)
    assert "expired_url" in late.body
    assert [m.text for m in workspace.messages(general)] == ["in time"]


def test_a_response_url_refuses_what_the_web_api_refuses(workspace: Workspace, response_url: str, anna: str) -> None:
    refused = WebhookClient(response_url).send(text="x", blocks=[{"type": "header"}])

    assert (refused.status_code, "invalid_blocks" in refused.body) == (400, True)
    assert workspace.ephemerals(anna) == []


def test_an_answer_can_be_shown_and_its_receipt_be_lost(workspace: Workspace, response_url: str, anna: str) -> None:
    workspace.fail("response_url", "lost_answer")
    with pytest.raises((HTTPException, OSError)):
        WebhookClient(response_url, retry_handlers=[]).send(text="seen")

    assert [m.text for m in workspace.ephemerals(anna)] == ["seen"]


def test_an_answer_to_a_response_url_can_fail_to_order(workspace: Workspace, response_url: str, anna: str) -> None:
    workspace.fail("response_url", "http_500")
    answers = [WebhookClient(response_url).send(text=text).status_code for text in ("lost", "seen")]

    assert answers == [500, 200]
    assert [m.text for m in workspace.ephemerals(anna)] == ["seen"]
