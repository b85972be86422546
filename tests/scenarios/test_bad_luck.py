"""Mishaps among people: each has a defined outcome, and a sentence that tells the person."""

import pytest

from bot.tickets import State
from bot.workspace import ShownMessage
from bot.workspace.values import ImpossibleError
from tests.scenarios.acts import checklist, do, fill, open_form, prepare, press, take_and_prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, buttons, draft, facts, reference, shown

ORDER = "Jag vill ha en kopia på allt ni har om mig"


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def asked(office: Office, words: str = ORDER) -> ShownMessage:
    """Anna exercises a right; the card of her ticket."""
    office.ask(office.anna, words)
    office.at_rest()
    return office.card()


def told_alone(office: Office, user: str) -> list[str]:
    """What one person was told beside what they pressed."""
    return [shown(whisper) for whisper in office.whispers(user)]


def moved_on(state: str) -> str:
    return say("notice_not_now_state", reference="DSR-2026-0001", state=say(f"state_{state}"))


# What cannot be filled in


def test_a_receipt_date_is_corrected_to_an_earlier_day_and_never_to_a_later_one(office: Office) -> None:
    asked(office)
    later = do(office, office.olle, "correct", receipt="2026-03-03", words="Det kom ett brev.")
    assert later is not None
    assert later.errors == {"receipt": say("fault_receipt_later")}
    assert (office.ticket().receipt.isoformat(), len(office.log())) == ("2026-03-02", 1)

    assert fill(office, office.olle, {"receipt": "2026-02-20"}).closed
    assert office.ticket().receipt.isoformat() == "2026-02-20"
    assert facts(office.card())[say("card_dates")].startswith("Lagen: 20 mars 2026")


def test_a_day_that_there_is_not_cannot_be_picked(office: Office) -> None:
    asked(office)
    open_form(office, office.olle, "correct")
    with pytest.raises(ValueError, match="day"):
        office.slack.submit(office.olle, {"receipt": "2026-02-31"})


def test_no_country_can_be_chosen_in_which_the_group_has_no_controller(office: Office) -> None:
    asked(office)
    open_form(office, office.olle, "correct")
    with pytest.raises(ImpossibleError, match="it has 'SE', 'NO', 'SE\\+NO'"):
        office.slack.submit(office.olle, {"country": "DK"})


# Two people at once


def test_of_two_officers_who_write_an_answer_the_later_one_is_told_and_changes_nothing(office: Office) -> None:
    asked(office)
    do(office, office.olle, "take")
    view = open_form(office, office.oda, "prepare")
    assert prepare(office, office.olle, answer="Olles svar.", access="granted").closed
    fill(office, office.oda, {"decisions:access": "nothing_held", "answer": "Odas svar.", **checklist(view)})

    assert told_alone(office, office.oda) == [moved_on("review")]
    assert (office.ticket().answer, office.ticket().prepared_by) == ("Olles svar.", office.olle)


def test_a_button_on_a_card_that_has_moved_on_does_nothing_and_says_where_the_ticket_stands(office: Office) -> None:
    asked(office)
    office.slack.fail("chat.update", "ratelimited", retry_after=60)
    press(office, office.olle, "take")
    office.slack.settled()
    office.wait(lambda: "ratelimited" in {row.error for row in office.undelivered()})
    press(office, office.oda, "take")  # her card still shows the button
    office.slack.settled()
    office.pass_time_until(lambda: not office.pending())

    assert told_alone(office, office.oda) == [moved_on("working")]
    assert (office.ticket().officer, [event.what for event in office.log()]) == (office.olle, ["opened", "take"])


def test_a_form_that_was_open_while_the_person_withdrew_changes_nothing(office: Office) -> None:
    asked(office)
    do(office, office.olle, "take")
    open_form(office, office.olle, "prepare")
    office.command(office.anna, office.general, "/privacy-request", "status")
    assert office.press(office.anna, office.whispers(office.anna)[-1], "person_withdraw")
    office.at_rest()
    view = office.open_view(office.olle)
    fill(office, office.olle, {"decisions:access": "granted", "answer": "Här.", **checklist(view)})

    assert told_alone(office, office.olle) == [moved_on("withdrawn")]
    assert office.ticket().state is State.WITHDRAWN


def test_who_presses_an_offer_that_an_officer_has_dismissed_is_told_so_in_the_language_of_their_words(office: Office) -> None:
    offer = office.ask(office.bo, "Could you delete my data?")
    office.at_rest()
    do(office, office.olle, "dismiss", code="question")
    assert office.press(office.bo, offer, "only_question")
    office.at_rest()

    state = texts().say("en", "state_dismissed")
    assert told_alone(office, office.bo) == [texts().say("en", "notice_not_now_state", reference="DSR-2026-0001", state=state)]
    assert [event.what for event in office.log()] == ["suspected", "dismiss"]


# People who cannot be reached, or are no officers any more


def test_a_letter_into_a_closed_conversation_is_shown_to_the_officers_once(office: Office) -> None:
    office.slack.fail("chat.postMessage", "user_disabled", channel=office.slack.dm(office.anna))
    ts = office.mention(office.anna, office.general, ORDER)
    office.at_rest()
    for _ in range(2):
        office.run_due()

    assert office.replies(office.general, ts), "she is told to look there"
    assert office.told(office.anna) == []
    assert office.lines(office.card())[1:] == [say("line_undelivered_by_desk", code="user_disabled")]
    assert office.ticket().state is State.OPEN


def test_an_answer_to_somebody_who_has_left_comes_back_and_an_officer_sends_it_another_way(office: Office) -> None:
    card = asked(office)
    take_and_prepare(office, office.olle, access="granted")
    office.slack.deactivate(office.anna)
    do(office, office.oda, "send")
    office.run_due()
    assert office.lines(card)[-1] == say("line_bounce_by_desk", code="user_disabled")
    assert (office.ticket().state, office.ticket().informed_at) == (State.REVIEW, None)

    before = len(office.told(office.anna))
    do(office, office.oda, "send")
    letter = office.replies(office.officers, card.ts)[-1]
    assert "Här är svaret." in draft(letter)
    assert office.press(office.oda, letter, "ticket_delivered")
    office.open_view(office.oda)
    assert fill(office, office.oda, {"day": "2026-03-02", "code": "post"}).closed
    do(office, office.oda, "close")

    assert (office.ticket().state, len(office.told(office.anna))) == (State.CLOSED, before)
    assert [event.what for event in office.log()][-4:] == ["bounce", "send", "delivered", "close"]


def test_an_answer_that_came_back_does_not_leave_by_itself_later(office: Office) -> None:
    asked(office)
    take_and_prepare(office, office.olle, access="granted")
    office.slack.fail("chat.postMessage", "user_disabled", channel=office.slack.dm(office.anna))
    do(office, office.oda, "send")
    office.run_due()
    before = len(office.told(office.anna))
    office.open()  # a desk that begins its work tries everything again that did not arrive
    office.run_due()

    assert office.ticket().state is State.REVIEW
    assert len(office.told(office.anna)) == before, "the officers have it back, and may be changing it"


def test_an_officer_who_was_removed_can_do_nothing_and_is_not_reminded(office: Office) -> None:
    asked(office)
    do(office, office.olle, "take")
    open_form(office, office.olle, "note")
    office.slack.leave(office.officers, office.olle)
    fill(office, office.olle, {"words": "En sista sak."})
    office.go_to("2026-03-19 09:00")

    assert told_alone(office, office.olle) == [say("notice_officers_only")]
    assert [event.what for event in office.log()] == ["opened", "take"]
    assert (len(office.told(office.olle)), len(office.notices())) == (0, 1)
    do(office, office.oda, "take")
    assert office.ticket().officer == office.oda


# What is deleted or renamed in Slack


def take_down_thread(office: Office, card: ShownMessage) -> None:
    """An administrator deletes a card and all below it."""
    for message in reversed(office.slack.thread(office.officers, card.ts)):
        office.slack.take_down(office.officers, message.ts)


def test_a_deleted_thread_begins_anew_below_a_new_card_when_something_happens(office: Office) -> None:
    card = asked(office)
    take_down_thread(office, card)
    assert office.cards() == []
    office.slack.say(office.anna, office.slack.dm(office.anna), "Gärna som PDF.", thread_ts=office.direct(office.anna)[0].ts)
    office.at_rest()

    (anew,) = office.cards()
    assert (reference(anew), anew.ts == card.ts) == ("DSR-2026-0001", False)
    assert ["Gärna som PDF." in line for line in office.lines(anew)] == [True]
    do(office, office.olle, "take")
    assert facts(office.card())[say("card_state")] == say("state_working")
    assert office.undelivered() == []


def test_a_deleted_card_is_there_again_with_the_next_reminder(office: Office) -> None:
    card = asked(office)
    office.slack.take_down(office.officers, card.ts)
    office.go_to("2026-03-19 09:00")

    assert [reference(found) for found in office.cards()] == ["DSR-2026-0001"]
    assert "take" in acts(office.card())
    assert office.undelivered() == []


def test_deleted_lines_of_a_thread_are_not_missed(office: Office) -> None:
    card = asked(office)
    (line,) = office.replies(office.officers, card.ts)
    office.slack.take_down(office.officers, line.ts)
    do(office, office.olle, "take")

    assert len(office.lines(card)) == 1
    assert office.faults() == []


def test_the_officers_channel_can_be_renamed(office: Office) -> None:
    card = asked(office)
    office.slack.rename(office.officers, "dataskydd")
    do(office, office.olle, "take")
    office.ask(office.bo, "Delete my data")
    office.at_rest()

    assert [reference(found) for found in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]
    assert len(office.lines(card)) == 2
    assert "ticket_why" in buttons(office.card(2))
    assert office.faults() == []
