"""Slack's payloads, as Slack sends them, become what the desk understands; what is no question is left alone."""

from dataclasses import replace
from typing import Any

import pytest

from bot.desk.messages import Message
from bot.desk.places import Direct, Thread
from bot.slack import edit_payloads, payloads
from bot.slack.writers import is_from_person, mentions
from tests.slack.slack_says import AT, BOT, COMMAND, DIRECT, EARLIER, FORWARD, IN_CHANNEL, MAIL, MENTION, SHORTCUT, TS, envelope


def asked(event: dict[str, Any], **more: Any) -> Message:
    return payloads.asked(envelope(event), event, **more)


ANNAS = Message(
    keys=(f"message:T0ACME:D0ANNA:{TS}",),
    about=f"message:T0ACME:D0ANNA:{TS}",
    asker="U0ANNA",
    words="Vad är en cookie?",
    reply_to=Direct("U0ANNA", TS),
    sent_at=AT,
    locale="sv-SE",
    source_channel="D0ANNA",
    source_ts=TS,
)


def test_a_direct_message_is_read_whole() -> None:
    assert asked(DIRECT, locale="sv-SE") == ANNAS


def test_a_mention_is_answered_in_its_thread_and_the_desks_name_is_no_part_of_the_question() -> None:
    key = f"message:T0ACME:C0SUPPORT:{TS}"

    assert asked(MENTION) == replace(
        ANNAS,
        keys=(key,),
        about=key,
        reply_to=Thread("C0SUPPORT", TS),
        locale=None,
        source_channel="C0SUPPORT",
    )


def test_the_mention_and_the_message_of_one_post_have_a_key_in_common() -> None:
    mention = payloads.asked(envelope(MENTION, "Ev1"), MENTION)
    same = payloads.asked(envelope(IN_CHANNEL, "Ev2"), IN_CHANNEL)

    assert set(mention.keys) & set(same.keys) == {f"message:T0ACME:C0SUPPORT:{TS}"}


@pytest.mark.parametrize(
    ("event", "place"),
    [
        (DIRECT, Direct("U0ANNA", TS)),
        ({**DIRECT, "thread_ts": EARLIER}, Direct("U0ANNA", EARLIER)),
        (IN_CHANNEL, Thread("C0SUPPORT", TS)),
        ({**IN_CHANNEL, "thread_ts": EARLIER}, Thread("C0SUPPORT", EARLIER)),
        ({**MENTION, "channel": "D0ANNA"}, Direct("U0ANNA", TS)),
    ],
)
def test_the_reply_stands_in_the_thread_of_the_message(event: dict[str, Any], place: object) -> None:
    assert asked(event).reply_to == place


@pytest.mark.parametrize(
    ("event", "thread"),
    [
        (DIRECT, None),
        ({**DIRECT, "thread_ts": TS}, None),
        ({**DIRECT, "thread_ts": EARLIER}, ("D0ANNA", EARLIER)),
        ({**IN_CHANNEL, "thread_ts": EARLIER}, None),
        ({**MENTION, "thread_ts": EARLIER}, None),
    ],
    ids=["no thread", "its first message", "below another", "in a channel", "a mention in a channel"],
)
def test_the_thread_is_known_of_what_is_written_below_a_message_to_the_desk_alone(event: dict[str, Any], thread: object) -> None:
    assert asked(event).thread == thread


@pytest.mark.parametrize(
    ("facts", "is_question"),
    [
        ({}, True),
        ({"subtype": "file_share", "files": [{"id": "F1", "filetype": "png"}]}, True),
        ({"subtype": "thread_broadcast", "thread_ts": EARLIER}, True),
        ({"subtype": "me_message"}, True),
        *(
            ({"subtype": subtype}, False)
            for subtype in [
                "bot_message",
                "message_changed",
                "message_deleted",
                "message_replied",
                "channel_join",
                "channel_leave",
                "channel_topic",
                "channel_purpose",
                "channel_name",
                "channel_archive",
                "group_join",
                "pinned_item",
                "reminder_add",
                "ekm_access_denied",
                "document_mention",
                "assistant_app_thread",
                "something_new",
            ]
        ),
        ({"bot_id": "B0OTHER"}, False),
        ({"subtype": "file_share", "bot_id": "B0MAIL", "user": "USLACKBOT"}, False),
        ({"hidden": True}, False),
        ({"user": None}, False),
    ],
)
def test_only_what_a_person_wrote_is_a_question(facts: dict[str, Any], is_question: bool) -> None:
    assert is_from_person({**DIRECT, **facts}) is is_question


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"<@{BOT}> Vad?", True),
        (f"Vad? <@{BOT}>", True),
        ("Vad?", False),
        ("<@U0BO> Vad?", False),
        (BOT, False),
        (None, False),
    ],
)
def test_the_desk_is_spoken_to_where_its_name_stands(text: str | None, named: bool) -> None:
    assert mentions({**IN_CHANNEL, "text": text}, BOT) is named


WRAPPED = "Mejla <mailto:eva@kund.example|eva@kund.example> &lt;b&gt; &amp;amp; <https://a.example/?a=1&amp;b=2|sidan>"
SEEN = "Mejla eva@kund.example <b> &amp; sidan"
BELOW_A_MAIL = {**SHORTCUT["message"], "files": [{**MAIL, "subject": None, "plain_text": SEEN}]}
EDITED = {
    "subtype": "message_changed",
    "channel": "D0ANNA",
    "channel_type": "im",
    "ts": TS,
    "message": {**DIRECT, "text": WRAPPED, "edited": {"user": "U0ANNA", "ts": TS}},
    "previous_message": DIRECT,
}


def forwarded(**facts: Any) -> Message:
    return asked({**DIRECT, "text": "", "attachments": [{**FORWARD, **facts}]})


def edited() -> Message:
    found = edit_payloads.edited(envelope(EDITED), EDITED, BOT)
    assert found
    assert found.after
    return found.after


def in_blocks(*blocks: dict[str, Any]) -> Message:
    return forwarded(text="", message_blocks=[{"team": "T0ACME", "message": {"blocks": list(blocks)}}])


@pytest.mark.parametrize(
    "message",
    [
        asked({**DIRECT, "text": WRAPPED}),
        asked({**MENTION, "text": f"<@{BOT}> {WRAPPED}"}),
        edited(),
        payloads.command({**COMMAND, "text": WRAPPED}, AT),
        payloads.shortcut({**SHORTCUT, "message": {**SHORTCUT["message"], "text": WRAPPED}})[0],
        forwarded(text=WRAPPED),
        in_blocks({"type": "section", "text": {"type": "mrkdwn", "text": WRAPPED}}),
        in_blocks({"type": "header", "text": {"type": "plain_text", "text": SEEN.replace("&", "&amp;").replace("<", "&lt;")}}),
        in_blocks({"type": "rich_text", "elements": [{"type": "text", "text": SEEN}]}),
        payloads.shortcut({**SHORTCUT, "message": BELOW_A_MAIL})[0],
    ],
    ids=["direct", "mention", "edit", "command", "shortcut", "forward", "mrkdwn", "plain_text", "rich text", "mail"],
)
def test_whatever_way_words_come_in_they_come_as_people_see_them(message: Message) -> None:
    assert (message.customer.words if message.customer else message.words) == SEEN
