"""Faults made to order, and Slack's rate limits."""

import http.client
import urllib.error
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.workspace import Workspace


@pytest.fixture
def bare(workspace: Workspace) -> WebClient:
    """A client that never tries again."""
    return WebClient(token=workspace.bot_token, base_url=workspace.url, retry_handlers=[])


@pytest.fixture
def general(workspace: Workspace) -> str:
    return workspace.add_channel("general", members=[workspace.bot_user_id])


def post(client: WebClient, channel: str) -> Callable[[], Any]:
    return lambda: client.chat_postMessage(channel=channel, text="hej")


def test_a_named_error_is_answered_as_often_as_ordered(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            post(bare, general)()
    post(bare, general)()

    assert len(workspace.messages(general)) == 1
    assert [call.error for call in workspace.calls] == ["fatal_error", "fatal_error", None]


def test_a_rate_limit_tells_when_to_come_back(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        post(bare, general)()

    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")


def test_a_client_that_comes_back_gets_through(workspace: Workspace, bare: WebClient, general: str) -> None:
    bare.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    workspace.fail("chat.postMessage", "ratelimited", retry_after=0)
    post(bare, general)()

    assert [call.error for call in workspace.calls] == ["ratelimited", None]


@pytest.mark.parametrize("status", [500, 503])
def test_a_broken_server_says_so(workspace: Workspace, bare: WebClient, general: str, status: int) -> None:
    workspace.fail("chat.postMessage", f"http_{status}")
    with pytest.raises(SlackApiError) as refused:
        post(bare, general)()

    assert refused.value.response.status_code == status
    assert workspace.messages(general) == []


def test_a_dropped_call_has_no_effect(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "drop")
    with pytest.raises((http.client.RemoteDisconnected, urllib.error.URLError, ConnectionError)):
        post(bare, general)()

    assert workspace.messages(general) == []


def test_a_lost_answer_hides_an_effect(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "lost_answer")
    with pytest.raises((http.client.RemoteDisconnected, urllib.error.URLError, ConnectionError)):
        post(bare, general)()

    assert [m.text for m in workspace.messages(general)] == ["hej"]


def test_a_call_without_answer_ends_when_the_client_gives_up(workspace: Workspace, general: str) -> None:
    impatient = WebClient(token=workspace.bot_token, base_url=workspace.url, timeout=1, retry_handlers=[])
    workspace.fail("chat.postMessage", "timeout")
    with pytest.raises(TimeoutError):
        post(impatient, general)()
    workspace.settled()

    assert workspace.messages(general) == []


def test_a_call_without_answer_ends_when_the_workspace_stops(workspace: Workspace, general: str) -> None:
    patient = WebClient(token=workspace.bot_token, base_url=workspace.url, retry_handlers=[])
    workspace.fail("chat.postMessage", "timeout")
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(post(patient, general))
        workspace.wait(lambda: workspace.calls)
        workspace.stop()

        assert isinstance(asked.exception(), OSError | http.client.HTTPException)


def test_a_fault_can_be_for_one_channel(workspace: Workspace, bare: WebClient, general: str) -> None:
    other = workspace.add_channel("other", members=[workspace.bot_user_id])
    workspace.fail("chat.postMessage", "is_archived", channel=other)
    post(bare, general)()
    with pytest.raises(SlackApiError, match="is_archived"):
        post(bare, other)()


class TestRateLimits:
    @pytest.fixture
    def workspace(self, manifest: dict[str, Any], clock: Any) -> Iterator[Workspace]:
        with Workspace(manifest, clock=clock, rate_limits=True) as limited:
            yield limited

    def test_a_channel_takes_a_short_burst_and_then_a_message_a_second(
        self, workspace: Workspace, bare: WebClient, general: str, clock: Any
    ) -> None:
        for _ in range(4):
            post(bare, general)()
        with pytest.raises(SlackApiError) as refused:
            post(bare, general)()
        clock.step(1)
        post(bare, general)()

        assert refused.value.response.headers["Retry-After"] == "1"
        assert len(workspace.messages(general)) == 5

    def test_other_methods_have_their_tier(self, bare: WebClient, workspace: Workspace, clock: Any) -> None:
        anna = workspace.add_user("anna")
        for _ in range(20):
            bare.users_info(user=anna)
        with pytest.raises(SlackApiError, match="ratelimited"):
            bare.users_info(user=anna)
        clock.step(60)
        assert bare.users_info(user=anna)["ok"]
