"""Injected failures, and Slack's rate limits."""

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


def test_a_rate_limit_may_leave_out_when_to_come_back(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "ratelimited", retry_after=None)
    with pytest.raises(SlackApiError) as refused:
        post(bare, general)()

    assert (refused.value.response.status_code, "Retry-After" in refused.value.response.headers) == (429, False)


def test_calls_fail_as_whoever_disturbs_them_says_until_that_ends(workspace: Workspace, bare: WebClient, general: str) -> None:
    asked: list[tuple[str, str | None]] = []
    said = iter(["ratelimited_silent", None, "internal_error"])

    def trouble(method: str, channel: str | None) -> str | None:
        asked.append((method, channel))
        return next(said)

    workspace.disturb(trouble)
    outcomes = [outcome(post(bare, general)) for _ in range(3)]
    workspace.disturb(None)

    assert [*outcomes, outcome(post(bare, general))] == ["ratelimited", "ok", "internal_error", "ok"]
    assert asked == [("chat.postMessage", general)] * 3


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


def test_a_fault_can_come_after_calls_that_go_well(workspace: Workspace, bare: WebClient, general: str) -> None:
    workspace.fail("chat.postMessage", "is_archived", after=2, times=2)

    assert [outcome(post(bare, general)) for _ in range(5)] == ["ok", "ok", "is_archived", "is_archived", "ok"]


def test_faults_for_the_same_call_come_in_the_order_in_which_they_were_ordered(
    workspace: Workspace, bare: WebClient, general: str
) -> None:
    workspace.fail("chat.postMessage", "is_archived")
    workspace.fail("chat.update", "fatal_error")
    workspace.fail("chat.postMessage", "not_in_channel")

    assert [outcome(post(bare, general)) for _ in range(3)] == ["is_archived", "not_in_channel", "ok"]


def outcome(call: Callable[[], Any]) -> str:
    try:
        return "ok" if call()["ok"] else "not ok"
    except SlackApiError as error:
        return str(error.response["error"])


@pytest.mark.parametrize(
    ("flags", "previews"),
    [
        ({}, 1),
        ({"unfurl_links": False}, 1),
        ({"unfurl_media": False}, 0),
        ({"unfurl_links": False, "unfurl_media": False}, 0),
        ({"unfurl_links": True, "unfurl_media": False}, 1),
    ],
)
def test_a_link_gets_a_preview_unless_the_app_says_no(
    workspace: Workspace, bare: WebClient, general: str, flags: dict[str, bool], previews: int
) -> None:
    bare.chat_postMessage(channel=general, text="https://example.com/", **flags)
    bare.chat_postMessage(channel=general, text="no link", **flags)

    assert [len(message.attachments) for message in workspace.messages(general)] == [previews, 0]


class TestRateLimits:
    @pytest.fixture
    def workspace(self, manifest: dict[str, Any], clock: Any) -> Iterator[Workspace]:
        with Workspace(manifest, clock=clock) as limited:
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

    @pytest.mark.parametrize(
        ("method", "burst", "per_minute"),
        [("users_info", 20, 100), ("conversations_info", 20, 50), ("auth_test", 20, 100)],
    )
    def test_a_method_recovers_at_the_speed_of_its_tier(
        self, bare: WebClient, general: str, workspace: Workspace, clock: Any, method: str, burst: int, per_minute: int
    ) -> None:
        arguments = {"users_info": {"user": workspace.bot_user_id}, "conversations_info": {"channel": general}}

        def taken() -> int:
            for number in range(burst + 1):
                try:
                    getattr(bare, method)(**arguments.get(method, {}))
                except SlackApiError:
                    return number
            return burst + 1

        counts = [taken()]
        clock.step(6)
        counts.append(taken())
        clock.step(600)
        counts.append(taken())

        assert counts == [burst, per_minute // 10, burst]

    def test_a_busy_channel_does_not_slow_another_one_down(self, workspace: Workspace, bare: WebClient, general: str) -> None:
        other = workspace.add_channel("other", members=[workspace.bot_user_id])
        for channel in (general, other):
            for _ in range(4):
                post(bare, channel)()
            with pytest.raises(SlackApiError, match="ratelimited"):
                post(bare, channel)()

        assert [len(workspace.messages(channel)) for channel in (general, other)] == [4, 4]

    def test_calls_other_than_messages_are_counted_together_whatever_their_channel(
        self, workspace: Workspace, bare: WebClient, general: str
    ) -> None:
        other = workspace.add_channel("other", members=[workspace.bot_user_id])
        for number in range(20):
            bare.conversations_info(channel=(general, other)[number % 2])
        for channel in (general, other):
            with pytest.raises(SlackApiError, match="ratelimited"):
                bare.conversations_info(channel=channel)

    @pytest.mark.parametrize(("passed", "told"), [(0, "1"), (0.2, "1"), (0.99, "1")])
    def test_the_wait_is_told_in_whole_seconds_that_suffice(
        self, workspace: Workspace, bare: WebClient, general: str, clock: Any, passed: float, told: str
    ) -> None:
        for _ in range(4):
            post(bare, general)()
        clock.step(passed)
        with pytest.raises(SlackApiError) as refused:
            post(bare, general)()

        assert refused.value.response.headers["Retry-After"] == told
