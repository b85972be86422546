"""Somebody exercises a right in their own words."""

import pytest

from bot.workspace import Message
from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import draft, facts, reference, shown, title
from tests.scenarios.unsure import doubtful

ORDER = {"sv": "Radera mina uppgifter", "en": "Delete my data"}


def ticket_of(office: Office, user: str, words: str) -> Message:
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
    assert facts(card)[say("sv", "card_legal")] == "2 april 2026"
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
    assert (seen.text, shown(seen)) == (texts().say("sv", "see_private"),) * 2
    assert reference(card) in shown(told)
    assert f"/{office.general}/p{ts.replace('.', '')}|" in facts(card)[texts().say("sv", "card_source")]


def test_the_same_right_exercised_again_joins_the_open_ticket(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    again = office.ask(office.anna, "Ta bort alla mina uppgifter")
    office.at_rest()

    (card,) = office.cards()
    assert shown(again).startswith(texts().say("sv", "request_joined", **dated(card)).partition(",")[0])
    assert ["Ta bort alla mina uppgifter" in line for line in office.lines(card)] == [False, True]


def dated(card: Message) -> dict[str, str]:
    return {"reference": reference(card), "rights": texts().say("sv", "right_erasure"), "receipt": "", "legal": ""}


def test_joining_does_not_move_the_legal_date(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    office.at_rest()
    office.clock.now = office.clock.now.replace(day=20)
    again = office.ask(office.anna, ORDER["sv"])
    office.at_rest()

    assert facts(office.card())[texts().say("sv", "card_legal")] == "2 april 2026"
    assert "2 april 2026" in shown(again)


def test_an_earlier_receipt_date_moves_the_legal_date_of_the_ticket_that_it_joins(office: Office) -> None:
    office.ask(office.anna, ORDER["sv"])
    office.at_rest()
    office.form(office.anna)
    office.slack.submit(office.anna, {"rights": ["erasure"], "receipt": "2026-02-20"})
    office.at_rest()

    (card,) = office.cards()
    assert facts(card)[texts().say("sv", "card_receipt")] == "20 februari 2026"
    assert facts(card)[texts().say("sv", "card_legal")] == "20 mars 2026"


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


def test_doubtful_words_are_answered_and_a_button_opens_the_same_ticket(office: Office) -> None:
    answer = office.ask(office.anna, doubtful())
    office.at_rest()
    assert office.cards() == []
    pressed = office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,), told = office.cards(), office.told(office.anna)[-1]
    assert pressed
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.anna}>"
    assert doubtful() in office.lines(card)[0]
    assert reference(card) in shown(told)


def test_the_button_under_doubtful_words_in_a_channel_is_their_writers_alone(office: Office) -> None:
    ts = office.mention(office.anna, office.general, doubtful())
    answer = office.reply(office.general, ts)
    office.press(office.bo, answer, "open_request")
    office.at_rest()
    (refused,) = office.whispers(office.bo)
    assert shown(refused) == texts().say("en", "notice_offer_of_another")
    assert office.cards() == []
    office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.anna)
    assert reference(card) in shown(told)
    assert office.replies(office.general, ts) == [answer]


def test_the_button_opens_one_ticket_however_often_it_is_pressed(office: Office) -> None:
    answer = office.ask(office.anna, doubtful())
    for _ in range(3):
        office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,) = office.cards()
    assert len(office.lines(card)) == 1
    assert [shown(whisper) for whisper in office.whispers(office.anna)] == [texts().say("sv", "notice_offer_gone")] * 2


def test_a_doubtful_command_can_be_meant_too(office: Office) -> None:
    office.command(office.anna, office.general, "/privacy", doubtful())
    (answer,) = office.whispers(office.anna)
    office.press(office.anna, answer, "open_request")
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.anna)
    assert reference(card) in shown(told)
    assert draft(told) == ""
