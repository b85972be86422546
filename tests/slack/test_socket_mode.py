"""The end of a Socket Mode connection: requests in hand are acked, and nothing connects again."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.slack.socket_mode import connect
from bot.workspace import Workspace


class Desk:
    """A Bolt app that acks a command when it is allowed to."""

    def __init__(self, slack: Workspace) -> None:
        self.was_asked, self.may_answer = threading.Event(), threading.Event()
        client = WebClient(token=slack.bot_token, base_url=slack.url)
        app = App(client=client, signing_secret="none", token_verification_enabled=False, process_before_response=True)
        app.command("/privacy")(self._answer)
        self.disconnect = connect(app, slack.app_token)
        slack.wait(lambda: slack.connections == 1)

    def _answer(self, ack: Any) -> None:
        self.was_asked.set()
        self.may_answer.wait()
        ack("done")


@pytest.fixture
def slack() -> Iterator[Workspace]:
    """A workspace whose clock stands still, so that nobody gives up waiting."""
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=lambda: 1_790_000_000.0, rate_limits=False) as slack:
        yield slack


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def test_requests_in_hand_are_acked_before_the_connection_ends(slack: Workspace, pool: ThreadPoolExecutor) -> None:
    desk, anna = Desk(slack), slack.add_user("anna")
    channel = slack.add_channel("general", members=[anna])
    asked = pool.submit(slack.command, anna, channel, "/privacy", "hej")
    desk.was_asked.wait()
    stopping = pool.submit(desk.disconnect)
    desk.may_answer.set()
    stopping.result()

    assert asked.result().ok
    slack.wait(lambda: slack.connections == 0)
    assert [call.method for call in slack.calls].count("apps.connections.open") == 1


def test_a_connection_on_which_nothing_is_under_way_ends(slack: Workspace) -> None:
    desk = Desk(slack)
    desk.disconnect()

    slack.wait(lambda: slack.connections == 0)


def test_a_connection_that_slack_has_cut_ends_too(slack: Workspace) -> None:
    desk = Desk(slack)
    slack.stop()

    desk.disconnect()
    assert [thread.name for thread in threading.enumerate() if "_run_current_session" in thread.name] == []
