"""What is no question to the desk, and what cannot be read."""

from typing import Any

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import shown

ORDER = "Radera mina uppgifter"
PICTURE = {"name": "bild.png", "filetype": "png", "mimetype": "image/png", "content": b"\x89PNG"}


def test_other_bots_are_left_alone(office: Office) -> None:
    for channel in (office.general, office.slack.dm(office.anna)):
        office.slack.bot_says(channel, f"<@{office.desk}> {ORDER}")
    office.at_rest()

    assert office.posted() == []


@pytest.mark.parametrize("kind", ["im", "channel"])
def test_a_bot_that_writes_as_a_user_does_is_left_alone(busy_office: Office, kind: str) -> None:
    """Today's bots have a user id and no subtype; only the bot's id tells them from people."""
    office, robot = busy_office, busy_office.newcomer()
    channel = office.slack.dm(robot) if kind == "im" else office.general
    told = {"type": "message", "user": robot, "bot_id": "B0BOT", "text": f"<@{office.desk}> {ORDER}", "ts": "1772449200.000009"}
    tell(office, told | {"channel": channel, "channel_type": kind})

    assert (office.told(robot), office.posted(), office.slack.given_up) == ([], [], 0)


def test_joins_are_left_alone(office: Office) -> None:
    for channel in (office.general, office.officers, office.slack.dm(office.anna)):
        office.slack.join_message(channel, office.anna)
    office.at_rest()

    assert office.posted() == []


@pytest.mark.parametrize(
    "subtype",
    [
        "bot_message",
        "channel_archive",
        "channel_leave",
        "channel_name",
        "channel_purpose",
        "channel_topic",
        "channel_unarchive",
        "document_mention",
        "ekm_access_denied",
        "file_comment",
        "file_mention",
        "group_join",
        "message_deleted",
        "message_replied",
        "pinned_item",
        "reminder_add",
        "tombstone",
        "something_that_slack_invents_tomorrow",
    ],
)
@pytest.mark.parametrize("kind", ["im", "channel"])
def test_slacks_own_remarks_are_acknowledged_and_left_alone(busy_office: Office, kind: str, subtype: str) -> None:
    office, user = busy_office, busy_office.newcomer()
    channel = office.slack.dm(user) if kind == "im" else office.general
    remark = {"type": "message", "subtype": subtype, "user": user, "text": f"<@{office.desk}> {ORDER}"}
    tell(office, remark | {"channel": channel, "channel_type": kind, "ts": "1772449200.000001"})

    assert (office.told(user), office.posted(), office.slack.given_up) == ([], [], 0)


def tell(office: Office, event: dict[str, Any]) -> None:
    """Slack sends an event, as it is, and gets its ack."""
    office.slack.send_event(event)
    office.at_rest()


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel_type": "im", "ts": "1772449200.000002", "text": ORDER},
        {"type": "message", "channel_type": "im", "ts": "1772449200.000003", "subtype": "message_changed"},
        {"type": "message", "channel_type": "mpim", "ts": "1772449200.000004", "user": "U1", "text": ORDER},
        {"type": "member_joined_channel", "user": "U1"},
        {"type": "app_home_opened", "user": "U1", "tab": "messages"},
        {"type": "an_event_of_tomorrow"},
    ],
    ids=["nobody's", "edit without a message", "group conversation", "member joined", "home opened", "unknown"],
)
def test_events_that_the_desk_has_no_use_for_are_acknowledged(busy_office: Office, event: dict[str, Any]) -> None:
    tell(busy_office, event | {"channel": "D0000000X"})

    assert (busy_office.posted(), busy_office.slack.given_up) == ([], 0)


def test_a_picture_alone_is_answered_with_a_sentence(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    answer = office.reply(channel, office.slack.say(office.anna, channel, "", files=[PICTURE]))

    assert shown(answer) == texts().say("sv", "notice_file_unread")


def test_a_picture_with_a_question_is_answered_like_the_question(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    answer = office.reply(channel, office.slack.say(office.anna, channel, "Vad är en cookie?", files=[PICTURE]))

    assert "cookie" in shown(answer)
    assert shown(answer) != texts().say("sv", "unreadable")


def test_a_mention_without_words_is_answered_with_a_sentence(office: Office) -> None:
    ts = office.mention(office.anna, office.general, "")
    answer = office.reply(office.general, ts)

    assert shown(answer) == texts().say("sv", "unreadable")


def test_a_request_beside_a_picture_opens_a_ticket(office: Office) -> None:
    office.slack.say(office.anna, office.slack.dm(office.anna), ORDER, files=[PICTURE])

    assert isinstance(office.card(), ShownMessage)
