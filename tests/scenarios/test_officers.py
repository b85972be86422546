"""The privacy officers work the tickets in their channel; nobody else does."""

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.acts import answer, do, fill, open_form, press
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, facts, reference, shown

NEW = ["take", "reply", "ask_identity", "ask_scope", "extend", "correct", "link", "withdraw", "note", "complaint", "hold"]


@pytest.fixture
def card(office: Office) -> ShownMessage:
    """Anna's ticket, just opened."""
    office.ask(office.anna, "Radera mina uppgifter")
    office.at_rest()
    return office.card()


def say(name: str, **facts: str) -> str:
    return texts().say("sv", name, **facts)


def state(card: ShownMessage) -> tuple[str, str]:
    """How a ticket stands, and who has it."""
    return facts(card)[say("card_state")], facts(card)[say("card_officer")]


def test_a_new_ticket_waits_for_an_officer(office: Office, card: ShownMessage) -> None:
    assert state(card) == (say("state_open"), say("nobody"))
    assert acts(card) == NEW


def test_an_officer_takes_a_ticket(office: Office, card: ShownMessage) -> None:
    do(office, office.olle, "take")

    assert state(office.card()) == (say("state_working"), f"<@{office.olle}>")
    assert acts(office.card())[0] == "prepare"
    assert office.lines(card)[1:] == [f"<@{office.olle}> {say('line_take')}"]
    assert [found.ts for found in office.cards()] == [card.ts], "the card is redrawn and not posted again"
    assert len(office.told(office.anna)) == 1


def test_an_officer_takes_over_from_another(office: Office, card: ShownMessage) -> None:
    do(office, office.olle, "take")
    do(office, office.oda, "take")

    assert state(office.card()) == (say("state_working"), f"<@{office.oda}>")
    assert office.whispers(office.oda) == []


def test_an_officer_notes_something_that_only_officers_see(office: Office, card: ShownMessage) -> None:
    do(office, office.oda, "note", words="Ringde henne. <!channel> & co")

    (line,) = office.lines(card)[1:]
    assert line.startswith(f"<@{office.oda}> {say('line_note')}")
    assert "Ringde henne. &lt;!channel&gt; &amp; co" in line
    assert state(office.card()) == (say("state_open"), say("nobody"))
    assert len(office.told(office.anna)) == 1


def test_an_officer_writes_to_the_person_as_the_desk(office: Office, card: ShownMessage) -> None:
    do(office, office.oda, "reply", words="Vi ringer dig i morgon.")

    told = office.told(office.anna)[-1]
    assert "Vi ringer dig i morgon." in shown(told)
    assert office.oda not in shown(told)
    assert office.lines(card)[-1].startswith(f"<@{office.oda}> {say('line_reply')}")


@pytest.mark.parametrize("words", ["", "   "])
@pytest.mark.parametrize("act", ["note", "reply", "hold"])
def test_words_that_an_act_needs_cannot_be_left_out(office: Office, card: ShownMessage, act: str, words: str) -> None:
    open_form(office, office.olle, act)
    sent = fill(office, office.olle, {"words": words})

    assert (set(sent.errors), sent.closed) == ({"words"}, False)
    assert (len(office.lines(card)), len(office.told(office.anna))) == (1, 1)


def test_the_next_request_after_the_end_opens_a_new_ticket(office: Office, card: ShownMessage) -> None:
    answer(office, office.olle, office.oda, erasure="granted")
    do(office, office.oda, "close")
    office.ask(office.anna, "Radera mina uppgifter")
    office.at_rest()

    assert [reference(found) for found in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]


def test_two_officers_who_take_a_ticket_at_once_are_one_officer_and_one_who_is_told(office: Office, card: ShownMessage) -> None:
    office.press(office.olle, card, "ticket_take")
    office.press(office.oda, card, "ticket_take")
    office.at_rest()

    told = say("notice_not_now_state", reference=reference(card), state=say("state_working"))
    assert state(office.card())[1] == f"<@{office.olle}>"
    assert [shown(whisper) for whisper in office.whispers(office.oda)] == [told]
    assert len(office.lines(card)) == 2


@pytest.mark.parametrize("act", ["take", "note", "ask_identity"])
def test_nobody_but_officers_can_act_or_even_see_a_form(office: Office, card: ShownMessage, act: str) -> None:
    press(office, office.bo, act)
    office.at_rest()

    assert [shown(whisper) for whisper in office.whispers(office.bo)] == [say("notice_officers_only")]
    assert office.slack.view(office.bo) is None
    assert state(office.card()) == state(card)
    assert len(office.lines(card)) == 1


def test_an_officer_who_leaves_while_writing_can_do_nothing_more(office: Office, card: ShownMessage) -> None:
    open_form(office, office.olle, "note")
    office.slack.leave(office.officers, office.olle)
    fill(office, office.olle, {"words": "Nej."})

    assert [shown(whisper) for whisper in office.whispers(office.olle)] == [say("notice_officers_only")]
    assert len(office.lines(card)) == 1


def test_a_new_member_of_the_channel_is_an_officer_at_once(office: Office, card: ShownMessage) -> None:
    office.slack.join(office.officers, office.bo)
    do(office, office.bo, "take")

    assert state(office.card())[1] == f"<@{office.bo}>"


def test_the_menu_forgets_what_was_chosen(office: Office, card: ShownMessage) -> None:
    """Slack says nothing when the same line of a menu is chosen again; a redrawn one has another id."""
    before = [block["block_id"] for block in card.blocks if block["type"] == "actions"]
    open_form(office, office.olle, "note")
    office.at_rest()

    assert [block["block_id"] for block in office.card().blocks if block["type"] == "actions"] != before


def test_a_mails_answer_goes_below_the_mail_to_whoever_sends_it_on(office: Office) -> None:
    mail = {"sender": "mia@example.com", "sender_name": "Mia Falk", "subject": "My data", "body": "Please delete all my data."}
    ts = office.slack.mail(office.support, **mail)
    office.at_rest()
    answer(office, office.olle, office.oda, erasure="granted")

    assert reference(office.card()) in shown(office.replies(office.support, ts)[-1])
    assert len(office.replies(office.support, ts)) == 2
