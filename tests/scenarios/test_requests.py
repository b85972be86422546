"""Somebody exercises a right in their own words."""

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import buttons, draft, facts, reference, shown, title
from tests.scenarios.unsure import doubtful

ORDER = {"sv": "Radera mina uppgifter", "en": "Delete my data"}


def ticket_of(office: Office, user: str, words: str) -> ShownMessage:
    """The card of the ticket that somebody's words open."""
    office.ask(user, words)
    office.at_rest()
    return office.cards()[-1]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_right_exercised_in_a_direct_message_opens_a_ticket_and_says_so(office: Office, language: str) -> None:
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, ORDER[language])
    office.at_rest()

    say = texts().say
    (told,), (card,) = office.replies(channel, ts), office.cards()
    assert title(card) == f"DSR-2026-0001 · {say('sv', 'right_erasure')}"
    assert facts(card)[say("sv", "card_asker")] == f"<@{office.anna}>"
    assert facts(card)[say("sv", "card_dates")] == say("sv", "dates", law="2 april 2026", ours="1 april 2026")
    assert say("sv", "card_source") not in facts(card), "nobody but Anna can follow a link into her conversation"
    assert [ORDER[language] in line for line in office.lines(card)] == [True]
    for known in ("DSR-2026-0001", say(language, "right_erasure"), "post@infosoft.no", "2 april 2026"):
        assert known.casefold() in shown(told).casefold()
    assert office.told(office.anna) == [told]
    assert office.faults() == []


def test_a_channel_sees_only_that_the_desk_answered_privately(office: Office) -> None:
    ts = office.mention(office.anna, office.general, ORDER["sv"])
    office.at_rest()

    (seen,), (told,), (card,) = office.replies(office.general, ts), office.told(office.anna), office.cards()
    assert (seen.text, shown(seen)) == (texts().say("sv", "answered_privately"),) * 2
    assert reference(card) in shown(told)
    assert f"/{office.general}/p{ts.replace('.', '')}|" in facts(card)[texts().say("sv", "card_source")]


def test_the_same_right_exercised_again_joins_the_open_ticket(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    again = office.ask(office.anna, "Ta bort alla mina uppgifter")
    office.at_rest()

    (card,) = office.cards()
    assert shown(again).startswith(texts().say("sv", "request_joined", **known(card)).partition(",")[0])
    assert ["Ta bort alla mina uppgifter" in line for line in office.lines(card)] == [False, True]


def known(card: ShownMessage) -> dict[str, str]:
    return {"reference": reference(card), "rights": texts().say("sv", "right_erasure"), "receipt": "", "due": ""}


def law(card: ShownMessage) -> str:
    """The law's date on a card."""
    return facts(card)[texts().say("sv", "card_dates")].partition(" · ")[0]


def test_joining_does_not_move_the_legal_date(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    office.at_rest()
    office.clock.now = office.clock.now.replace(day=20)
    again = office.ask(office.anna, ORDER["sv"])
    office.at_rest()

    assert law(office.card()).endswith("2 april 2026")
    assert "2 april 2026" in shown(again)


def test_an_earlier_receipt_date_moves_the_legal_date_of_the_ticket_that_it_joins(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    office.at_rest()
    office.form(office.anna)
    office.slack.submit(office.anna, {"rights": ["erasure"], "receipt": "2026-02-20"})
    office.at_rest()

    (card,) = office.cards()
    assert facts(card)[texts().say("sv", "card_receipt")] == "20 februari 2026"
    assert law(card).endswith("20 mars 2026")


def test_another_right_opens_another_ticket(office: Office) -> None:
    ticket_of(office, office.anna, ORDER["sv"])
    office.form(office.anna)
    office.slack.submit(office.anna, {"rights": ["portability"]})
    office.at_rest()

    assert [reference(card) for card in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]


def test_two_people_have_a_ticket_each(office: Office) -> None:
    ticket_of(office, office.anna, ORDER["sv"])
    ticket_of(office, office.bo, ORDER["en"])

    askers = [facts(card)[texts().say("sv", "card_asker")] for card in office.cards()]
    assert askers == [f"<@{office.anna}>", f"<@{office.bo}>"]


def test_a_question_about_a_right_opens_no_ticket(office: Office) -> None:
    answer = office.ask(office.anna, "Har man rätt att få sina personuppgifter raderade?")
    office.at_rest()

    assert shown(answer).startswith(knowledge().entries["right-erasure"].answer["sv"])
    assert office.cards() == []


def test_doubtful_words_are_answered_and_open_a_suspected_ticket_that_their_writer_confirms(office: Office) -> None:
    answer = office.ask(office.anna, doubtful())
    office.at_rest()
    assert state(office.card()) == texts().say("sv", "state_suspected")
    assert set(buttons(answer)) >= {"open_request", "only_question"}
    office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,), told = office.cards(), office.told(office.anna)[-1]
    assert state(card) == texts().say("sv", "state_open")
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.anna}>"
    assert doubtful() in office.lines(card)[0]
    assert reference(card) in shown(told)


def state(card: ShownMessage) -> str:
    return facts(card)[texts().say("sv", "card_state")]


def test_only_a_question_dismisses_the_suspected_ticket_at_once(office: Office) -> None:
    answer = office.ask(office.anna, doubtful())
    office.at_rest()
    office.press(office.anna, answer, "only_question")
    office.at_rest()

    assert state(office.card()) == texts().say("sv", "state_dismissed")
    assert office.lines(office.card())[-1] == f"<@{office.anna}> {texts().say('sv', 'line_disclaim')}"
    assert office.told(office.anna) == [answer]


@pytest.mark.parametrize("button", ["open_request", "only_question"])
def test_the_buttons_under_doubtful_words_in_a_channel_are_their_writers_alone(office: Office, button: str) -> None:
    ts = office.mention(office.anna, office.general, doubtful())
    answer = office.reply(office.general, ts)
    office.press(office.bo, answer, button)
    office.at_rest()
    (refused,) = office.whispers(office.bo)
    assert shown(refused) == texts().say("sv", "notice_officers_only")
    assert state(office.card()) == texts().say("sv", "state_suspected")
    office.press(office.anna, answer, button)
    office.at_rest()

    assert state(office.card()) != texts().say("sv", "state_suspected")
    assert office.replies(office.general, ts) == [answer]


def test_the_button_opens_one_ticket_however_often_it_is_pressed(office: Office) -> None:
    answer = office.ask(office.anna, doubtful())
    for _ in range(3):
        office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,) = office.cards()
    late = texts().say("sv", "notice_not_now_state", reference=reference(card), state=texts().say("sv", "state_open"))
    assert len(office.lines(card)) == 2
    assert [shown(whisper) for whisper in office.whispers(office.anna)] == [late] * 2


def test_a_doubtful_command_can_be_meant_too(office: Office) -> None:
    office.command(office.anna, office.general, "/privacy", doubtful())
    (answer,) = office.whispers(office.anna)
    office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.anna)
    assert reference(card) in shown(told)
    assert draft(told) == ""


def test_words_that_get_a_polite_word_alone_open_no_ticket_behind_it(office: Office) -> None:
    answer = office.ask(office.anna, "Tack, jag väntar.")
    office.at_rest()

    assert office.cards() == [] or "only_question" in buttons(answer)


def test_two_rights_in_one_sentence_are_both_exercised(office: Office) -> None:
    ticket_of(office, office.anna, "Sluta skicka reklam till mig och radera mina uppgifter")

    assert set(office.ticket().rights) == {"objection", "erasure"}
