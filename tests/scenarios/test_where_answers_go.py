"""A press is answered in the thread where it was made, and no channel hears of a private answer before it was sent."""

from datetime import timedelta

import pytest

from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import shown

ORDER = "Ta bort allt som ni har sparat om mig."
SEEN, NOT_SENT = "answered_privately", "not_answered_privately"


def test_a_press_in_a_thread_is_answered_in_the_thread(office: Office) -> None:
    ts = office.mention(office.bo, office.general, "What is a cookie?")
    answer = office.reply(office.general, ts)
    office.slack.forge(office.bo, office.general, answer.ts, action_id="choose", value="cookie-definition en")
    office.at_rest()

    (whisper,) = office.whispers(office.bo)
    assert (whisper.channel, whisper.thread_ts) == (office.general, ts)


def test_a_press_on_a_card_is_answered_in_the_channel_also_where_the_card_has_replies(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    card = office.card()
    assert office.lines(card)
    office.press(office.olle, card, "ticket_why")
    office.at_rest()

    (whisper,) = office.whispers(office.olle)
    assert (whisper.channel, whisper.thread_ts) == (office.officers, None)


def test_a_form_that_was_opened_in_a_thread_is_answered_there(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    line = office.replies(office.officers, office.card().ts)[0]
    office.slack.forge(office.olle, office.officers, line.ts, action_id="ticket_take", value="1")
    office.slack.forge(office.olle, office.officers, line.ts, action_id="ticket_link", value="1")
    office.open_view(office.olle)
    assert office.slack.submit(office.olle, {"other": "DSR-2026-0001"}).closed is False
    office.slack.forge(office.anna, office.officers, line.ts, action_id="person_add", value="1")
    office.open_view(office.anna)
    assert office.slack.submit(office.anna, {"words": "Gärna som PDF."}).closed
    office.at_rest()

    assert [whisper.thread_ts for whisper in office.whispers(office.anna)] == [office.card().ts]


def test_a_channel_is_told_of_a_private_answer_only_after_it_was_sent(office: Office) -> None:
    direct = office.slack.dm(office.bo)
    office.slack.fail("chat.postMessage", "http_500", times=500, channel=direct)
    ts = office.mention(office.bo, office.general, "Delete all my data.")
    other = office.mention(office.anna, office.general, "Vad är en cookie?")
    office.reply(office.general, other)  # one answer that waits holds up no other in the channel
    office.clock.advance(timedelta(minutes=5))
    assert office.replies(office.general, ts) == []
    office.slack.mend()
    office.pass_time_until(lambda: not office.pending(), timedelta(seconds=30))

    assert [shown(message) for message in office.replies(office.general, ts)] == [texts().say("en", SEEN)]
    assert len(office.told(office.bo)) == 1


@pytest.mark.parametrize(("user", "language", "words"), [("bo", "en", "Delete all my data."), ("anna", "sv", ORDER)])
def test_a_private_answer_that_can_never_be_sent_is_not_announced(office: Office, user: str, language: str, words: str) -> None:
    who = getattr(office, user)
    office.slack.fail("chat.postMessage", "user_disabled", times=500, channel=office.slack.dm(who))
    ts = office.mention(who, office.general, words)
    (note,) = office.wait(lambda: office.replies(office.general, ts))

    contact = knowledge().company.contact
    where = ", ".join(filter(None, (contact.email, contact.phone)))
    assert shown(note) == texts().say(language, NOT_SENT, contact=where)
