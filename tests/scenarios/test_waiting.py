"""Officers ask the person something: who they are, or what they mean. Waiting for the answer moves no date."""

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.acts import checklist, do, fill, open_form, prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, facts, reference, shown

ORDER = "Jag vill ha en kopia på allt ni har om mig"
DATES = texts().say("sv", "dates", law="2 april 2026", ours="1 april 2026")


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def state(office: Office) -> str:
    return facts(office.card())[say("card_state")]


@pytest.fixture
def taken(office: Office) -> Office:
    """Anna wants a copy of her data, and Olle has her ticket."""
    office.ask(office.anna, ORDER)
    office.at_rest()
    do(office, office.olle, "take")
    return office


def question(office: Office, act: str, **filled: str) -> ShownMessage:
    """What Anna is asked."""
    do(office, office.olle, act, **filled)
    return office.told(office.anna)[-1]


def reply(office: Office, letter: ShownMessage, words: str) -> None:
    """Anna answers below the letter."""
    office.slack.say(office.anna, letter.channel, words, thread_ts=letter.ts)
    office.at_rest()


def test_identity_is_asked_only_with_a_written_doubt(taken: Office) -> None:
    open_form(taken, taken.olle, "ask_identity")
    sent = fill(taken, taken.olle, {"code": "common_name"})
    assert set(sent.errors) == {"words"}
    assert fill(taken, taken.olle, {"words": "Vilket kundnummer har du?"}).closed

    letter = shown(taken.told(taken.anna)[-1])
    for needed in (say("doubt_common_name"), "Vilket kundnummer har du?", say("letter_date_stands", due="2 april 2026")):
        assert needed in letter
    assert state(taken) == say("state_waiting_identity")


def test_what_the_person_answers_in_the_thread_comes_into_the_tickets_thread(taken: Office) -> None:
    letter = question(taken, "ask_identity", code="other_sender", words="Ring oss.")
    reply(taken, letter, "Ja, jag ringer på fredag.")

    line = taken.lines(taken.card())[-1]
    assert line.startswith(f"<@{taken.anna}> {say('line_wrote')}")
    assert "Ja, jag ringer på fredag." in line
    noticed = [message for message in taken.told(taken.anna) if message.thread_ts == letter.ts != message.ts]
    assert [shown(message) for message in noticed] == [say("notice_passed_on", reference=reference(taken.card()))]
    assert len(taken.cards()) == 1


def test_identity_that_is_confirmed_is_kept_by_its_method_alone(taken: Office) -> None:
    question(taken, "ask_identity", code="other_sender", words="Ring oss.")
    do(taken, taken.oda, "identity_ok", code="callback")

    assert (state(taken), taken.ticket().identity) == (say("state_working"), "callback")
    assert say("code_callback") in taken.lines(taken.card())[-1]
    assert "ask_identity" not in acts(taken.card())


def test_waiting_moves_no_date_and_shows_what_could_be_argued(taken: Office) -> None:
    question(taken, "ask_identity", code="other_sender", words="Ring oss.")
    taken.go_to("2026-03-09 12:00")
    do(taken, taken.oda, "identity_ok", code="callback")

    known = facts(taken.card())
    assert known[say("card_dates")] == DATES
    assert known[say("card_claimable")] == say("claimable", day="9 april 2026")
    taken.go_to("2026-03-19 09:00")
    assert "2 april 2026" in shown(taken.told(taken.olle)[-1]), "the reminder goes by the law's date"


def test_nothing_is_given_to_somebody_who_could_not_show_who_they_are(taken: Office) -> None:
    question(taken, "ask_identity", code="other_sender", words="Ring oss.")
    do(taken, taken.olle, "identity_failed", words="Svarade fel på alla frågor.")
    view = open_form(taken, taken.olle, "prepare")
    granted = {"decisions:access": "granted", "answer": "Här.", **checklist(view)}
    refused = fill(taken, taken.olle, granted)
    assert refused.errors == {"decisions:access": say("fault_identity_failed")}
    assert fill(taken, taken.olle, {"decisions:access": "refused", "code": "not_identified"}).closed
    do(taken, taken.oda, "refuse")

    assert say("ground_not_identified") in shown(taken.told(taken.anna)[-1])


def test_the_scope_is_asked_and_answered(taken: Office) -> None:
    letter = question(taken, "ask_scope", words="Gäller det också fakturorna?")
    assert "Gäller det också fakturorna?" in shown(letter)
    assert say("letter_scope_all") in shown(letter)
    assert say("letter_date_stands", due="2 april 2026") in shown(letter)
    reply(taken, letter, "Ja, bara fakturorna.")
    assert state(taken) == say("state_waiting_scope"), "an officer reads the answer and decides"
    do(taken, taken.olle, "scope_ok", words="Bara fakturorna.")

    assert (state(taken), facts(taken.card())[say("card_dates")]) == (say("state_working"), DATES)


def test_a_ticket_that_waits_is_overdue_like_any_other(taken: Office) -> None:
    question(taken, "ask_scope", words="Gäller det också fakturorna?")
    taken.go_to("2026-04-03 09:00")

    assert say("card_overdue", due="2 april 2026") in shown(taken.card())
    assert texts().count("sv", "reminder_overdue", 1, reference="DSR-2026-0001", due="2 april 2026") in shown(
        taken.told(taken.olle)[-1]
    )


def test_a_twin_that_waits_does_not_hold_up_another_ticket(taken: Office) -> None:
    question(taken, "ask_identity", code="other_sender", words="Ring oss.")
    taken.ask(taken.anna, "Radera mina uppgifter")
    taken.at_rest()
    do(taken, taken.oda, "take", 2)

    assert prepare(taken, taken.oda, 2, erasure="granted").closed


def test_another_right_that_is_exercised_in_the_thread_joins_the_ticket(taken: Office) -> None:
    letter = question(taken, "ask_scope", words="Gäller det också fakturorna?")
    reply(taken, letter, "Radera mina uppgifter också.")

    assert taken.ticket().rights == ("access", "erasure")
    assert say("right_erasure") in shown(taken.card())


@pytest.mark.parametrize("words", ["Det är jag, mitt personnummer slutar på 1234", "Mitt kundnummer är 4711"])
def test_an_answer_to_a_question_about_identity_exercises_no_right(taken: Office, words: str) -> None:
    letter = question(taken, "ask_identity", code="other_sender", words="Vilket kundnummer har du?")
    reply(taken, letter, words)

    assert taken.ticket().rights == ("access",)
    assert words in taken.lines(taken.card())[-1]
