"""People leave the company, messages are taken down, channels get other names."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import ImpossibleError, Workspace


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna")


@pytest.fixture
def general(workspace: Workspace, anna: str) -> str:
    return workspace.add_channel("general", members=[anna, workspace.bot_user_id])


def test_who_has_left_is_in_no_channel_and_cannot_be_written_to_anew(
    workspace: Workspace, web: WebClient, anna: str, general: str
) -> None:
    workspace.deactivate(anna)

    assert web.conversations_members(channel=general)["members"] == [workspace.bot_user_id]
    assert web.users_info(user=anna)["user"]["deleted"] is True
    with pytest.raises(SlackApiError) as refused:
        web.conversations_open(users=anna)
    assert refused.value.response["error"] == "user_disabled"


def test_a_conversation_that_was_open_takes_messages_to_one_who_has_left(workspace: Workspace, web: WebClient, anna: str) -> None:
    channel = web.conversations_open(users=anna)["channel"]["id"]
    workspace.deactivate(anna)

    assert web.chat_postMessage(channel=channel, text="hej")["ok"]


def test_an_administrator_takes_down_anybodys_message(workspace: Workspace, web: WebClient, general: str) -> None:
    ts = web.chat_postMessage(channel=general, text="hej")["ts"]

    workspace.take_down(general, ts)

    assert workspace.messages(general) == []
    with pytest.raises(ImpossibleError):
        workspace.take_down(general, ts)
    with pytest.raises(SlackApiError) as refused:
        web.chat_delete(channel=general, ts=ts)
    assert refused.value.response["error"] == "message_not_found"


def test_a_channel_keeps_its_id_when_it_is_renamed(workspace: Workspace, web: WebClient, general: str) -> None:
    workspace.rename(general, "allmänt")

    assert web.conversations_info(channel=general)["channel"]["name"] == "allmänt"
    assert web.chat_postMessage(channel=general, text="hej")["ok"]
