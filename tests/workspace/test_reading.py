"""What the Web API tells of users, channels, messages and files, and to whom."""

import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Workspace


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_a_user_is_told_with_locale_and_mail_only_when_allowed(
    workspace: Workspace, web: WebClient, anna: str, grant: Callable[..., None]
) -> None:
    plain = web.users_info(user=anna)["user"]
    grant("users:read.email")
    full = web.users_info(user=anna, include_locale=True)["user"]
    guest = web.users_info(user=workspace.add_user("guest", is_restricted=True))["user"]

    assert ("locale" in plain, "email" in plain["profile"], plain["real_name"]) == (False, False, "Anna Ek")
    assert (full["locale"], full["profile"]["email"]) == ("sv-SE", "anna@example.com")
    assert (guest["is_restricted"], web.users_info(user="USLACKBOT")["user"]["is_bot"]) == (True, False)
    assert error_of(lambda: web.users_info(user="U404")) == "user_not_found"


def test_members_come_in_pages(workspace: Workspace, web: WebClient) -> None:
    people = [workspace.add_user(f"person{n}") for n in range(5)]
    channel = workspace.add_channel("many", members=people)
    pages = [page["members"] for page in web.conversations_members(channel=channel, limit=2)]

    assert pages == [people[:2], people[2:4], people[4:]]
    assert error_of(lambda: web.conversations_members(channel=channel, cursor="rubbish")) == "invalid_cursor"


def test_a_channels_description_tells_its_kind(workspace: Workspace, web: WebClient, anna: str) -> None:
    officers = workspace.add_channel("officers", private=True, members=[anna, workspace.bot_user_id])
    told = web.conversations_info(channel=officers)["channel"]

    assert (told["name"], told["is_private"], told["is_member"], told["num_members"]) == ("officers", True, True, 2)


def test_history_is_newest_first_and_leaves_replies_out(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    first, second, third = (workspace.say(anna, general, text) for text in ("one", "two", "three"))
    workspace.say(anna, general, "reply", thread_ts=first)
    web.chat_postMessage(channel=general, text="broadcast", thread_ts=first, reply_broadcast=True)

    def texts(**arguments: Any) -> list[str]:
        return [m["text"] for page in web.conversations_history(channel=general, **arguments) for m in page["messages"]]

    assert texts() == texts(limit=1) == ["broadcast", "three", "two", "one"]
    assert texts(oldest=first, latest=third) == ["two"]
    assert texts(oldest=second, latest=third, inclusive=True) == ["three", "two"]


def test_a_thread_is_read_root_first_and_with_metadata_on_demand(
    workspace: Workspace, web: WebClient, anna: str, general: str
) -> None:
    root = workspace.say(anna, general, "root")
    mark = {"event_type": "outbox", "event_payload": {"id": 1}}
    for number in range(3):
        web.chat_postMessage(channel=general, text=str(number), thread_ts=root, metadata=mark)

    read = web.conversations_replies(channel=general, ts=root, limit=3, include_all_metadata=True)
    pages = [page["messages"] for page in read]
    assert [[m["text"] for m in page] for page in pages] == [["root", "0", "1"], ["2"]]
    assert pages[0][1]["metadata"] == mark
    assert pages[0][0]["reply_count"] == 3
    assert "metadata" not in web.conversations_replies(channel=general, ts=root)["messages"][1]
    assert error_of(lambda: web.conversations_replies(channel=general, ts="1.000001")) == "thread_not_found"


def test_history_is_for_members_only(workspace: Workspace, web: WebClient, anna: str) -> None:
    channel = workspace.add_channel("open", members=[anna])

    assert error_of(lambda: web.conversations_history(channel=channel)) == "not_in_channel"


def test_a_permalink_names_the_message(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    ts = workspace.say(anna, general, "x")
    link = web.chat_getPermalink(channel=general, message_ts=ts)["permalink"]

    assert link.endswith(f"/archives/{general}/p{ts.replace('.', '')}")


def test_a_file_is_downloaded_with_the_bots_token(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    workspace.say(anna, general, "", files=[{"name": "brev.txt", "content": "Åsa"}])
    file = web.files_info(file=workspace.messages(general)[0].files[0]["id"])["file"]

    def download(token: str) -> bytes:
        request = urllib.request.Request(file["url_private"], headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request) as answer:
            content: bytes = answer.read()
        return content

    assert download(workspace.bot_token) == "Åsa".encode()
    assert b"Sign in" in download("xoxb-wrong")
    assert error_of(lambda: web.files_info(file="F404")) == "file_not_found"


def test_nobody_elses_files_are_told(workspace: Workspace, web: WebClient, anna: str) -> None:
    private = workspace.add_channel("private", private=True, members=[anna])
    workspace.say(anna, private, "", files=[{"name": "secret.txt", "content": "x"}])

    assert error_of(lambda: web.files_info(file=workspace.messages(private)[0].files[0]["id"])) == "file_not_found"


def test_the_bots_own_conversations_are_listed_by_kind_and_in_pages(
    workspace: Workspace, web: WebClient, anna: str, general: str
) -> None:
    bo = workspace.add_user("bo")
    bot, direct = workspace.bot_user_id, workspace.dm(anna)
    private = workspace.add_channel("officers", private=True, members=[anna, bot])
    group = workspace.add_group_dm([anna, bo, bot])
    for others in (workspace.add_channel("others", members=[anna]), workspace.add_group_dm([anna, bo])):
        workspace.say(anna, others, "not for the desk")
    workspace.archive(gone := workspace.add_channel("gone", members=[bot]))

    def listed(**arguments: Any) -> list[str]:
        return [one["id"] for page in web.users_conversations(**arguments) for one in page["channels"]]

    assert listed() == [general, gone]
    assert listed(types=["im", "mpim"]) == [direct, group]
    every = listed(types=["public_channel", "private_channel", "mpim", "im"], exclude_archived=True, limit=1)
    assert every == [general, direct, private, group]
    assert not {"is_member", "num_members"} & web.users_conversations()["channels"][0].keys()
    assert error_of(lambda: web.users_conversations(types="all")) == "invalid_types"


def test_conversations_are_listed_with_the_scope_of_their_kind(web: WebClient, manifest: dict[str, Any], general: str) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("mpim:read")

    assert [one["id"] for one in web.users_conversations(types="public_channel,im")["channels"]] == [general]
    assert error_of(lambda: web.users_conversations(types="im,mpim")) == "missing_scope"
