"""What people write while the desk is down or cut off is found in Slack's history, and answered once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.scenarios.breaks import DAY, HOUR, away, back, calls
from tests.scenarios.office import Office, knowledge
from tests.scenarios.shown import reference, shown

COOKIE, STORAGE, ERASE = "Vad är en cookie?", "Var sparar ni kontaktuppgifterna?", "Radera mina uppgifter"
BREACH = "Jag råkade skicka kundlistan till fel person"
MAIL = {"sender": "mia@example.com", "sender_name": "Mia Falk", "subject": "My data", "body": "Please delete all my data."}


def direct(office: Office, words: str) -> tuple[str, str]:
    channel = office.slack.dm(office.anna)
    return channel, office.slack.say(office.anna, channel, words)


def mentioned(office: Office, words: str) -> tuple[str, str]:
    return office.general, office.mention(office.anna, office.general, words)


def in_a_group(office: Office, words: str) -> tuple[str, str]:
    channel = office.slack.add_group_dm([office.anna, office.bo, office.desk])
    return channel, office.mention(office.anna, channel, words)


def mailed(office: Office, _: str) -> tuple[str, str]:
    return office.support, office.slack.mail(office.support, **MAIL)


WAYS = [direct, mentioned, in_a_group, mailed]


@pytest.mark.parametrize("way", WAYS)
def test_a_request_that_slack_has_given_up_counts_from_when_it_was_written(
    office: Office, way: Callable[[Office, str], tuple[str, str]]
) -> None:
    away(office)
    at = way(office, ERASE)
    back(office, 14 * HOUR)

    assert (office.slack.given_up > 0, office.slack.pending) == (True, [])
    assert len(office.replies(*at)) == 1
    assert [reference(card) for card in office.cards()] == ["DSR-2026-0001"]
    assert (office.ticket().receipt, office.clock().date()) == (date(2026, 3, 2), date(2026, 3, 3))
    assert office.faults() == []


def test_questions_are_answered_in_the_order_in_which_they_were_put(office: Office) -> None:
    away(office)
    asked = [direct(office, words) for words in (COOKIE, STORAGE, "Hej")]
    back(office)

    answers = [office.replies(*at) for at in asked]
    assert [len(found) for found in answers] == [1, 1, 1]
    assert shown(answers[0][0]).startswith(knowledge().entries["cookie-definition"].answer["sv"])
    assert [message.thread_ts for message in office.told(office.anna)] == [ts for _, ts in asked]


@pytest.mark.parametrize("way", WAYS)
def test_what_was_heard_before_is_not_answered_again(office: Office, way: Callable[[Office, str], tuple[str, str]]) -> None:
    at = way(office, ERASE)
    for _ in range(2):
        away(office)
        back(office, timedelta(minutes=1))

    assert len(office.replies(*at)) == 1
    assert ([len(office.lines(card)) for card in office.cards()], calls(office, "users.conversations")) == ([1], 2)


@pytest.mark.parametrize("way", WAYS)
def test_what_slack_still_delivers_while_it_is_read_is_answered_once(
    office: Office, way: Callable[[Office, str], tuple[str, str]]
) -> None:
    away(office)
    at = way(office, ERASE)
    back(office, timedelta(minutes=5))
    office.slack.send_again(*at)
    office.at_rest()

    assert (office.slack.given_up, len(office.replies(*at)), len(office.cards())) == (0, 1, 1)
    assert len(office.lines(office.card())) == 1


def test_replies_in_threads_are_found_and_reach_the_officers(office: Office) -> None:
    channel, root = direct(office, ERASE)
    office.mention(office.bo, office.general, COOKIE)
    _, other = mentioned(office, COOKIE)
    away(office)
    office.clock.advance(20 * DAY)
    office.slack.say(office.anna, channel, "Mitt kundnummer är 4711", thread_ts=root)
    office.mention(office.bo, office.general, "What is a cookie?", thread_ts=other)
    back(office)

    assert [line for line in office.lines(office.card()) if "4711" in line]
    assert [event.what for event in office.log()] == ["opened", "wrote"]
    assert len(office.replies(office.general, other)) == 2


def test_a_question_older_than_a_day_is_not_answered(office: Office) -> None:
    away(office)
    asked = [way(office, COOKIE) for way in (direct, mentioned, in_a_group)]
    back(office, DAY + HOUR)

    assert [office.replies(*at) for at in asked] == [[], [], []]
    assert office.undelivered() == []


@pytest.mark.parametrize(("words", "kind"), [(ERASE, "DSR"), (BREACH, "INC")])
def test_a_request_or_a_breach_counts_however_old_it_is_and_its_person_is_told(office: Office, words: str, kind: str) -> None:
    away(office)
    direct(office, words)
    back(office, 5 * DAY)

    assert [reference(card)[:3] for card in office.cards()] == [kind]
    assert office.ticket().receipt == date(2026, 3, 2)
    (letter,) = office.told(office.anna)
    assert reference(office.card()) in shown(letter)


def test_what_is_older_than_thirty_days_is_left(office: Office) -> None:
    away(office)
    direct(office, ERASE)
    office.clock.advance(31 * DAY)
    office.slack.say(office.bo, office.slack.dm(office.bo), "Delete my data")
    back(office)

    assert (len(office.cards()), office.ticket().asker) == (1, office.bo)


def test_of_a_message_that_was_edited_meanwhile_the_newest_words_are_answered(office: Office) -> None:
    known = direct(office, COOKIE)
    away(office)
    new = direct(office, COOKIE)
    office.clock.advance(timedelta(minutes=20))
    for at in (known, new):
        office.slack.edit(office.anna, *at, ERASE)
    back(office)

    assert (len(office.cards()), len(office.lines(office.card())), office.ticket().receipt) == (1, 2, date(2026, 3, 2))
    assert [len(office.replies(*at)) for at in (known, new)] == [2, 1]


def test_an_edit_that_was_heard_changes_nothing_when_it_is_read_again(office: Office) -> None:
    at = direct(office, COOKIE)
    office.at_rest()
    office.slack.edit(office.anna, *at, ERASE)
    away(office)
    back(office, timedelta(minutes=1))

    assert (len(office.replies(*at)), len(office.cards()), len(office.lines(office.card()))) == (1, 1, 1)


def test_a_message_that_was_deleted_meanwhile_is_not_there_to_be_answered(office: Office) -> None:
    away(office)
    at = direct(office, ERASE)
    office.slack.delete(office.anna, *at)
    back(office)

    assert (office.told(office.anna), office.cards()) == ([], [])


def test_bots_notices_and_others_conversations_are_no_more_heard_than_live(office: Office) -> None:
    away(office)
    office.slack.bot_says(office.general, f"<@{office.desk}> {ERASE}")
    office.slack.join_message(office.general, office.bo)
    office.slack.say(office.anna, office.general, ERASE)
    alone = office.slack.add_channel("alone", members=[office.anna])
    office.mention(office.anna, alone, ERASE)
    back(office)

    assert (office.cards(), office.posted()) == ([], [])
    assert office.faults() == []


def test_what_a_payload_of_another_companys_team_told_is_known_when_it_is_read_again(office: Office) -> None:
    """Of a shared channel, Slack may send the message with the other company's team."""
    eve = office.slack.add_user("eve", team="T0ELSE", locale="en-GB")
    channel = office.slack.add_channel("shared", members=[office.anna, eve, office.desk])
    office.slack.alter({"team_id": "T0ELSE"})
    ts = office.mention(eve, channel, "What is a cookie?")
    away(office)
    back(office, timedelta(minutes=1))

    assert len(office.replies(channel, ts)) == 1


def test_a_mail_that_somebody_posted_and_edited_is_read(office: Office) -> None:
    away(office)
    ts = office.slack.mail(office.support, **MAIL, posted_by=office.anna, text="se här")
    office.clock.advance(timedelta(minutes=1))
    office.slack.edit(office.anna, office.support, ts, "se här!")
    back(office)

    assert (len(office.cards()), len(office.replies(office.support, ts)), office.ticket().subject.name) == (1, 1, "Mia Falk")


def test_the_same_edit_that_is_told_late_changes_nothing_more(office: Office) -> None:
    away(office)
    at = direct(office, COOKIE)
    office.clock.advance(timedelta(minutes=20))
    with office.slack.rearranged(lambda held: held):
        office.slack.edit(office.anna, *at, ERASE)
        back(office)

    assert (len(office.replies(*at)), len(office.cards()), len(office.lines(office.card()))) == (1, 1, 1)


def test_of_two_edits_in_one_second_the_second_is_answered(office: Office) -> None:
    at = direct(office, COOKIE)
    office.at_rest()
    office.slack.edit(office.anna, *at, STORAGE)
    away(office)
    office.slack.edit(office.anna, *at, COOKIE)
    back(office)

    assert shown(office.replies(*at)[-1]).startswith(knowledge().entries["cookie-definition"].answer["sv"])
