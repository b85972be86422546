"""Somebody changes what they had written."""

from datetime import timedelta

import pytest

from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import reference, shown

COOKIE, STORAGE = "Vad är en cookie?", "Var sparar ni kontaktuppgifterna?"


def answer_to(entry: str) -> str:
    return knowledge().entries[entry].answer["sv"]


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=9, seconds=59)])
@pytest.mark.parametrize("where", ["dm", "general"])
def test_an_edit_within_ten_minutes_is_answered_in_place(office: Office, after: timedelta, where: str) -> None:
    channel = office.slack.dm(office.anna) if where == "dm" else office.general
    name = f"<@{office.desk}> " if where == "general" else ""
    ts = office.slack.say(office.anna, channel, name + COOKIE)
    first = office.reply(channel, ts)
    office.at_rest()
    office.pass_time(after)
    office.slack.edit(office.anna, channel, ts, name + STORAGE)
    office.at_rest()

    (answer,) = office.replies(channel, ts)
    assert answer.ts == first.ts
    assert shown(answer).startswith(answer_to("data-storage-hubspot"))


def test_a_later_edit_is_left_alone(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, COOKIE)
    first = office.reply(channel, ts)
    office.at_rest()
    office.pass_time(timedelta(minutes=10, seconds=1))
    office.slack.edit(office.anna, channel, ts, STORAGE)
    office.at_rest()

    assert office.replies(channel, ts) == [first]


def test_a_preview_that_slack_adds_is_no_edit(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, COOKIE)
    first = office.reply(channel, ts)
    office.slack.unfurl(channel, ts)
    office.at_rest()

    assert office.replies(channel, ts) == [first]


def test_an_edit_that_slack_tells_of_twice_is_answered_once(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.reply(channel, ts)
    office.at_rest()
    office.slack.edit(office.anna, channel, ts, STORAGE)
    office.slack.unfurl(channel, ts)
    office.at_rest()

    assert [call.method for call in office.slack.calls].count("chat.update") == 1


def test_a_question_edited_into_a_request_opens_its_ticket(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.reply(channel, ts)
    office.at_rest()
    office.slack.edit(office.anna, channel, ts, "Radera mina uppgifter")
    office.at_rest()

    (answer,), (card,) = office.replies(channel, ts), office.cards()
    assert reference(card) in shown(answer)


def test_a_question_in_a_channel_edited_into_a_request_tells_the_channel_nothing_of_it(office: Office) -> None:
    ts = office.mention(office.anna, office.general, COOKIE)
    office.reply(office.general, ts)
    office.at_rest()
    office.slack.edit(office.anna, office.general, ts, f"<@{office.desk}> Radera mina uppgifter")
    office.at_rest()

    (seen,), (told,), (card,) = office.replies(office.general, ts), office.told(office.anna), office.cards()
    assert shown(seen) == texts().say("sv", "answered_privately")
    assert reference(card) in shown(told)


def test_a_corrected_request_stays_one_ticket(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, "Radera mina uppgifter")
    office.reply(channel, ts)
    office.at_rest()
    office.slack.edit(office.anna, channel, ts, "Radera mina uppgifter, tack")
    office.at_rest()

    (card,) = office.cards()
    assert reference(card) in shown(office.replies(channel, ts)[-1])
    assert "Radera mina uppgifter, tack" in office.lines(card)[-1]


def test_an_edited_message_that_was_never_for_the_desk_is_left_alone(office: Office) -> None:
    ts = office.slack.say(office.anna, office.general, COOKIE)
    office.slack.edit(office.anna, office.general, ts, "Radera mina uppgifter")
    office.at_rest()

    assert office.posted() == []


def test_a_deleted_question_changes_nothing(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, "Radera mina uppgifter")
    office.reply(channel, ts)
    office.at_rest()
    office.slack.delete(office.anna, channel, ts)
    office.at_rest()

    assert (len(office.cards()), len(office.told(office.anna))) == (1, 1)
