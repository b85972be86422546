"""What people write reaches the app in Slack's shapes, and only where the app may see it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.workspace import ImpossibleError, Workspace

Seen = list[dict[str, Any]]
Connect = Callable[[App], object]


def events(seen: Seen) -> list[dict[str, Any]]:
    """The events in the order in which they happened; the app's threads may have taken them in another."""
    told = [body["event"] for body in seen if body["type"] == "event_callback"]
    return sorted(told, key=lambda event: str(event["event_ts"]))


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna", real_name="Anna Ek")


@pytest.fixture
def general(workspace: Workspace, anna: str) -> str:
    return workspace.add_channel("general", members=[anna, workspace.bot_user_id])


def test_an_app_answers_a_direct_message(workspace: Workspace, app: App, connect: Connect, anna: str) -> None:
    @app.message(re.compile("^hej$"))
    def greet(say: Any) -> None:
        say("hej hej")

    connect(app)
    channel = workspace.dm(anna)
    workspace.say(anna, channel, "hej")

    answers = workspace.wait(lambda: [m for m in workspace.messages(channel) if m.bot_id == workspace.bot_id])

    assert [(m.user, m.text, m.thread_ts) for m in answers] == [(workspace.bot_user_id, "hej hej", None)]


def test_a_mention_in_a_channel_gives_two_events_for_one_message(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    ts = workspace.say(anna, general, f"<@{workspace.bot_user_id}> hur länge sparar ni?")
    workspace.settled()

    told = sorted((e["type"], e["ts"], e["channel"], e["user"]) for e in events(seen))
    assert told == [("app_mention", ts, general, anna), ("message", ts, general, anna)]
    assert len({body["event_id"] for body in seen}) == 2


def test_a_mention_in_a_direct_message_is_only_a_message(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str
) -> None:
    connect(app)
    workspace.say(anna, workspace.dm(anna), f"<@{workspace.bot_user_id}> hej")
    workspace.settled()

    assert [(e["type"], e["channel_type"]) for e in events(seen)] == [("message", "im")]


@pytest.mark.parametrize(("private", "kind"), [(False, "channel"), (True, "group")])
def test_the_event_names_the_kind_of_channel(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, private: bool, kind: str
) -> None:
    connect(app)
    channel = workspace.add_channel("somewhere", private=private, members=[anna, workspace.bot_user_id])
    workspace.say(anna, channel, "hej")
    workspace.settled()

    assert [e["channel_type"] for e in events(seen)] == [kind]


def test_the_app_hears_nothing_from_where_its_bot_is_not(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str
) -> None:
    app.event("member_joined_channel")(lambda ack: ack())
    connect(app)
    channel = workspace.add_channel("elsewhere", members=[anna])
    workspace.say(anna, channel, f"<@{workspace.bot_user_id}> hej")
    workspace.join(channel, workspace.bot_user_id)
    workspace.say(anna, channel, "now you hear")
    workspace.settled()

    assert [e["text"] for e in events(seen) if "text" in e] == ["now you hear"]


def test_only_subscribed_events_are_sent(manifest: dict[str, Any]) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["app_mention"]
    with Workspace(manifest) as quiet:
        anna = quiet.add_user("anna")
        quiet.say(anna, quiet.dm(anna), "hej")

        assert (quiet.pending, quiet.sent) == ([], 0)


def test_a_reply_names_its_thread_and_its_roots_author(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    root = workspace.say(anna, general, "root")
    reply = workspace.say(anna, general, "reply", thread_ts=root)
    workspace.settled()

    assert [(e["ts"], e.get("thread_ts"), e.get("parent_user_id")) for e in events(seen)] == [
        (root, None, None),
        (reply, root, anna),
    ]
    assert [(m.text, m.is_reply) for m in workspace.thread(general, reply)] == [("root", False), ("reply", True)]


def test_an_edit_tells_what_was_and_what_is(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    ts = workspace.say(anna, general, "før")
    workspace.edit(anna, general, ts, "för")
    workspace.settled()

    change = events(seen)[-1]
    assert (change["subtype"], change["hidden"], change["channel"]) == ("message_changed", True, general)
    assert (change["previous_message"]["text"], change["message"]["text"]) == ("før", "för")
    assert change["message"]["edited"] == {"user": anna, "ts": f"{int(float(change['ts']))}.000000"}
    assert "user" not in change


def test_an_edit_that_names_the_app_is_told_of_as_a_mention_too(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    ts = workspace.say(anna, general, "hej")
    workspace.edit(anna, general, ts, f"<@{workspace.bot_user_id}> hej")
    workspace.settled()

    mention = events(seen)[-1]
    assert (mention["type"], mention["ts"], mention["edited"]["user"]) == ("app_mention", ts, anna)


@pytest.mark.parametrize("order", [lambda held: held[::-1], lambda held: [*held, *held], lambda _: []])
def test_events_are_delivered_as_they_are_rearranged(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str, order: Callable[[list[Any]], list[Any]]
) -> None:
    connect(app)
    with workspace.rearranged(order):
        written = [workspace.say(anna, general, words) for words in ("ett", "två")]
    workspace.settled()

    assert [body["event"]["ts"] for body in seen] == order(written)


def test_an_unfurl_is_a_change_without_an_edit(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    ts = workspace.say(anna, general, "https://example.com/")
    workspace.unfurl(general, ts)
    workspace.settled()

    change = events(seen)[-1]
    assert change["message"]["text"] == change["previous_message"]["text"]
    assert "edited" not in change["message"]
    assert len(change["message"]["attachments"]) == 1


def test_a_deleted_message_is_gone_and_told(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    ts = workspace.say(anna, general, "oj")
    workspace.delete(anna, general, ts)
    workspace.settled()

    gone = events(seen)[-1]
    assert (gone["subtype"], gone["deleted_ts"], gone["previous_message"]["text"]) == ("message_deleted", ts, "oj")
    assert workspace.messages(general) == []


def test_a_deleted_root_leaves_a_tombstone_above_its_replies(workspace: Workspace, anna: str, general: str) -> None:
    root = workspace.say(anna, general, "root")
    workspace.say(anna, general, "reply", thread_ts=root)
    workspace.delete(anna, general, root)

    assert [(m.subtype, m.text) for m in workspace.thread(general, root)] == [
        ("tombstone", "This message was deleted."),
        (None, "reply"),
    ]


def test_a_forwarded_message_travels_as_an_attachment(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str
) -> None:
    connect(app)
    secret = workspace.add_channel("secret", private=True, members=[anna])
    ts = workspace.say(anna, secret, "Radera mina uppgifter")
    workspace.forward(anna, secret, ts, workspace.dm(anna))
    workspace.settled()

    [event] = events(seen)
    [shared] = event["attachments"]
    assert event["text"] == ""
    assert "subtype" not in event
    assert (shared["is_share"], shared["is_msg_unfurl"], shared["author_id"], shared["author_name"]) == (
        True,
        True,
        anna,
        "Anna Ek",
    )
    assert (shared["text"], shared["channel_id"], shared["ts"]) == ("Radera mina uppgifter", secret, ts)
    assert shared["message_blocks"][0]["message"]["blocks"][0]["type"] == "rich_text"


def test_a_mail_is_posted_by_slackbot_with_a_bot_id(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, general: str
) -> None:
    connect(app)
    workspace.mail(general, sender="kim@example.com", sender_name="Kim", subject="Mina uppgifter", body="Hej!")
    workspace.settled()

    [event] = events(seen)
    [file] = event["files"]
    assert (event["user"], event["text"], "bot_id" in event) == ("USLACKBOT", "", True)
    assert (file["mode"], file["filetype"], file["subject"], file["plain_text"]) == (
        "email",
        "email",
        "Mina uppgifter",
        "Hej!",
    )
    assert file["from"] == [{"address": "kim@example.com", "name": "Kim", "original": "Kim <kim@example.com>"}]


def test_a_mails_body_can_be_left_to_files_info(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, web: WebClient, general: str
) -> None:
    connect(app)
    workspace.mail(general, sender="kim@example.com", sender_name="Kim", subject="Hej", body="Kroppen", body_in_event=False)
    workspace.settled()

    told = events(seen)[0]["files"][0]
    assert "plain_text" not in told
    assert "preview" not in told
    assert web.files_info(file=told["id"])["file"]["plain_text"] == "Kroppen"


def test_lines_of_slack_and_of_other_bots_carry_their_subtype(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    connect(app)
    workspace.join_message(general, anna)
    workspace.bot_says(general, "build passed")
    workspace.settled()

    assert [(e["subtype"], "bot_id" in e) for e in events(seen)] == [("channel_join", False), ("bot_message", True)]


def test_the_app_hears_its_own_messages_too(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, web: WebClient, general: str
) -> None:
    connect(app)
    posted = web.chat_postMessage(channel=general, text="hej")
    web.chat_update(channel=general, ts=posted["ts"], text="hej då")
    workspace.settled()

    assert [(e.get("subtype"), e.get("bot_id")) for e in events(seen)] == [
        (None, workspace.bot_id),
        ("message_changed", None),
    ]


def test_a_person_can_only_do_what_slacks_client_lets_them(workspace: Workspace, anna: str, general: str) -> None:
    berit = workspace.add_user("berit")
    ts = workspace.say(anna, general, "mitt")

    with pytest.raises(ImpossibleError, match="not a member"):
        workspace.say(berit, general, "hej")
    with pytest.raises(ImpossibleError, match="own"):
        workspace.edit(berit, general, ts, "ditt")
    with pytest.raises(ImpossibleError, match="no message"):
        workspace.delete(anna, general, "1.000001")
    with pytest.raises(ImpossibleError, match="no channel"):
        workspace.messages("C404")


def test_timestamps_are_unique_while_the_clock_stands(workspace: Workspace, anna: str, general: str) -> None:
    stamps = [workspace.say(anna, general, "x") for _ in range(5)]

    assert stamps == sorted(set(stamps))
    assert [m.ts for m in workspace.messages(general)] == stamps
