"""The Web API answers and refuses as Slack's does."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Workspace


def refused(call: Callable[[], Any]) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as failure:
        call()
    return dict(failure.value.response.data)


def error_of(call: Callable[[], Any]) -> str:
    return str(refused(call)["error"])


def test_auth_test_says_who_the_bot_is(workspace: Workspace, web: WebClient, manifest: dict[str, Any]) -> None:
    answer = web.auth_test()

    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        workspace.team_id,
        workspace.bot_user_id,
        workspace.bot_id,
    )
    assert answer.headers["x-oauth-scopes"].split(",") == manifest["oauth_config"]["scopes"]["bot"]


def test_a_token_must_be_there_right_and_of_the_right_type(workspace: Workspace) -> None:
    def client(token: str | None) -> WebClient:
        return WebClient(token=token, base_url=workspace.url)

    assert error_of(client(None).auth_test) == "not_authed"
    assert error_of(client("xoxb-wrong").auth_test) == "invalid_auth"
    assert error_of(lambda: client(workspace.app_token).users_info(user="U1")) == "not_allowed_token_type"
    assert (
        error_of(lambda: client(workspace.bot_token).apps_connections_open(app_token=workspace.bot_token))
        == "not_allowed_token_type"
    )


def test_unknown_methods_are_refused_and_every_call_is_noted(workspace: Workspace, web: WebClient) -> None:
    assert error_of(lambda: web.api_call("chat.sing", json={"channel": "C1"})) == "unknown_method"
    web.api_test(foo="bar")

    assert [(c.method, c.arguments, c.error) for c in workspace.calls] == [
        ("chat.sing", {"channel": "C1"}, "unknown_method"),
        ("api.test", {"foo": "bar"}, None),
    ]


def test_a_call_over_get_is_answered_too(workspace: Workspace, web: WebClient, anna: str) -> None:
    answer = web.api_call("users.info", http_verb="GET", params={"user": anna, "include_locale": "1"})

    assert answer["user"]["locale"] == "sv-SE"


def test_a_posted_message_is_seen_and_given_back(workspace: Workspace, web: WebClient, general: str) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"id": 7}}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hej*"}}]
    answer = web.chat_postMessage(channel=general, text="hej", blocks=blocks, metadata=metadata)

    [message] = workspace.messages(general)
    assert (answer["channel"], answer["ts"], answer["message"]["text"]) == (general, message.ts, "hej")
    assert (message.user, message.bot_id, message.metadata) == (workspace.bot_user_id, workspace.bot_id, metadata)
    assert message.blocks[0]["text"] == blocks[0]["text"]
    assert message.blocks[0]["block_id"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"blocks": "[{"}, "invalid_blocks_format"),
        ({"blocks": "{}"}, "invalid_blocks_format"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "x", "metadata": "nothing"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": '{"event_type": "x"}'}, "invalid_metadata_schema"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"markdown_text": "x", "text": "x"}, "markdown_text_conflict"),
    ],
)
def test_a_faulty_message_is_refused(web: WebClient, general: str, arguments: dict[str, Any], error: str) -> None:
    assert error_of(lambda: web.api_call("chat.postMessage", data={"channel": general} | arguments)) == error


def test_faulty_blocks_are_refused_with_the_reason(web: WebClient, general: str) -> None:
    faulty = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    answer = refused(lambda: web.chat_postMessage(channel=general, text="x", blocks=faulty))

    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] blocks[0] (section)/text: must be less than 3001 characters, there are 3001"
    ]


def test_a_message_text_is_cut_at_forty_thousand_characters(workspace: Workspace, web: WebClient, general: str) -> None:
    web.chat_postMessage(channel=general, text="x" * 40_001)

    assert len(workspace.messages(general)[0].text) == 40_000


def test_blocks_with_too_much_text_together_are_refused(web: WebClient, general: str) -> None:
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(5)]

    assert error_of(lambda: web.chat_postMessage(channel=general, text="x", blocks=long)) == "msg_blocks_too_long"


def test_where_the_bot_may_write(workspace: Workspace, web: WebClient, anna: str) -> None:
    def post(channel: str) -> str:
        return error_of(lambda: web.chat_postMessage(channel=channel, text="x"))

    archived = workspace.add_channel("old", members=[workspace.bot_user_id])
    workspace.archive(archived)
    assert post(workspace.add_channel("open", members=[anna])) == "not_in_channel"
    assert post(workspace.add_channel("closed", private=True, members=[anna])) == "channel_not_found"
    assert post(archived) == "is_archived"
    assert post(workspace.add_user("other_bot", is_bot=True)) == "cannot_dm_bot"
    assert post(workspace.add_user("gone", deleted=True)) == "user_disabled"


def test_writing_to_a_user_means_the_direct_channel(workspace: Workspace, web: WebClient, anna: str) -> None:
    answer = web.chat_postMessage(channel=anna, text="hej")

    assert answer["channel"] == workspace.dm(anna)
    assert web.conversations_open(users=[anna])["channel"]["id"] == workspace.dm(anna)
    assert error_of(lambda: web.conversations_open(users=["U404"])) == "user_not_found"


def test_a_closed_messages_tab_takes_no_messages(manifest: dict[str, Any], web: WebClient, anna: str) -> None:
    manifest["features"]["app_home"]["messages_tab_enabled"] = False

    assert error_of(lambda: web.chat_postMessage(channel=anna, text="hej")) == "messages_tab_disabled"


def test_a_home_tab_needs_the_manifests_leave(manifest: dict[str, Any], web: WebClient, workspace: Workspace, anna: str) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}

    assert error_of(lambda: web.views_publish(user_id=anna, view=home)) == "not_enabled"
    manifest["features"]["app_home"]["home_tab_enabled"] = True
    web.views_publish(user_id=anna, view=home)
    shown = workspace.home(anna)
    assert shown is not None
    assert shown.type == "home"


def test_an_update_keeps_what_it_does_not_name(workspace: Workspace, web: WebClient, general: str) -> None:
    ts = web.chat_postMessage(
        channel=general,
        text="old",
        blocks=[{"type": "divider"}],
        metadata={"event_type": "outbox", "event_payload": {}},
    )["ts"]
    web.chat_update(channel=general, ts=ts, text="new")
    [kept] = workspace.messages(general)
    web.chat_update(channel=general, ts=ts, text="newer", blocks=[])
    [cleared] = workspace.messages(general)

    assert (kept.text, len(kept.blocks), kept.metadata is not None) == ("new", 1, True)
    assert kept.edited is not None
    assert (cleared.text, cleared.blocks, cleared.ts) == ("newer", (), ts)


def test_only_the_bots_own_messages_can_be_changed(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    theirs = workspace.say(anna, general, "mine")
    own = web.chat_postMessage(channel=general, text="x")["ts"]

    assert error_of(lambda: web.chat_update(channel=general, ts=theirs, text="x")) == "cant_update_message"
    assert error_of(lambda: web.chat_delete(channel=general, ts=theirs)) == "cant_delete_message"
    assert error_of(lambda: web.chat_update(channel=general, ts="1.000001", text="x")) == "message_not_found"
    assert error_of(lambda: web.chat_update(channel=general, ts=own, text="x" * 4001)) == "msg_too_long"
    web.chat_delete(channel=general, ts=own)
    assert [m.text for m in workspace.messages(general)] == ["mine"]


def test_an_ephemeral_message_is_for_one_member(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    web.chat_postEphemeral(channel=general, user=anna, text="psst")
    outsider = workspace.add_user("berit")

    assert [m.text for m in workspace.ephemerals(anna)] == ["psst"]
    assert workspace.ephemerals(outsider) == workspace.messages(general) == []
    assert error_of(lambda: web.chat_postEphemeral(channel=general, user=outsider, text="x")) == "user_not_in_channel"


def test_a_reply_cannot_have_replies(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    root = workspace.say(anna, general, "root")
    reply = web.chat_postMessage(channel=general, text="reply", thread_ts=root)["ts"]

    assert [m.text for m in workspace.thread(general, root)] == ["root", "reply"]
    assert error_of(lambda: web.chat_postMessage(channel=general, text="x", thread_ts=reply)) == "cannot_reply_to_message"


def test_a_missing_scope_is_named(web: WebClient, workspace: Workspace, anna: str, general: str) -> None:
    ts = workspace.say(anna, general, "x")
    answer = refused(lambda: web.reactions_add(channel=general, timestamp=ts, name="eyes"))

    assert (answer["error"], answer["needed"]) == ("missing_scope", "reactions:write")
    assert "chat:write" in answer["provided"].split(",")


def test_reactions_come_and_go(workspace: Workspace, web: WebClient, anna: str, general: str, grant: Callable[..., None]) -> None:
    grant("reactions:write")
    ts = workspace.say(anna, general, "x")
    web.reactions_add(channel=general, timestamp=ts, name="eyes")

    assert [r["name"] for r in workspace.messages(general)[0].reactions] == ["eyes"]
    assert error_of(lambda: web.reactions_add(channel=general, timestamp=ts, name="eyes")) == "already_reacted"
    web.reactions_remove(channel=general, timestamp=ts, name="eyes")
    assert error_of(lambda: web.reactions_remove(channel=general, timestamp=ts, name="eyes")) == "no_reaction"


def test_a_body_that_is_no_json_is_refused(workspace: Workspace) -> None:
    request = urllib.request.Request(f"{workspace.url}chat.postMessage", data=b"{", headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert json.loads(answer.read()) == {"ok": False, "error": "invalid_json"}
