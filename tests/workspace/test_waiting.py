"""Waiting ends with the change that was waited for, or tells what was there instead."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace import Workspace


def test_wait_gives_the_first_true_value(workspace: Workspace) -> None:
    channel = workspace.add_channel("general", members=[workspace.bot_user_id])
    asked = threading.Event()

    def texts() -> list[str]:
        asked.set()
        return [m.text for m in workspace.messages(channel)]

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(workspace.wait, texts)
        asked.wait()
        workspace.bot_says(channel, "now")

        assert waiting.result() == ["now"]


def test_a_wait_in_vain_tells_counts_and_errors_but_no_texts(workspace: Workspace, web: WebClient) -> None:
    channel = workspace.add_channel("general", members=[workspace.bot_user_id])
    workspace.bot_says(channel, "a secret")
    workspace.fail("auth.test", "fatal_error")
    with pytest.raises(Exception, match="fatal_error"):
        web.auth_test()
    with pytest.raises(TimeoutError, match=r"messages \{'general': 1\}.*auth.test: fatal_error") as told:
        workspace.wait(lambda: False, timeout=0.01)

    assert "secret" not in str(told.value)


def test_nothing_is_settled_while_an_event_is_not_acknowledged(workspace: Workspace) -> None:
    workspace.settled()
    anna = workspace.add_user("anna")
    workspace.say(anna, workspace.dm(anna), "hej")

    with pytest.raises(TimeoutError, match="1 not acknowledged"):
        workspace.settled(timeout=0.01)


def test_a_workspace_can_stop_twice_and_lives_beside_others(manifest: dict[str, Any]) -> None:
    with Workspace(manifest) as one, Workspace(manifest) as other:
        assert one.url != other.url
        one.stop()


def test_a_workspace_that_was_never_started_can_be_stopped(manifest: dict[str, Any]) -> None:
    Workspace(manifest).stop()
