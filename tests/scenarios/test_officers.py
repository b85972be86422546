"""The privacy officers work the tickets in their channel."""

import pytest

from bot.workspace import Message
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import buttons, facts, reference, shown

NEW = {"ticket_take", "ticket_note", "ticket_done", "ticket_refuse"}


@pytest.fixture
def card(office: Office) -> Message:
    """Anna's ticket, just opened."""
    office.ask(office.anna, "Radera mina uppgifter")
    office.at_rest()
    return office.card()


def say(name: str, **facts: str) -> str:
    return texts().say("sv", name, **facts)


def state(card: Message) -> tuple[str, str, set[str]]:
    """How a ticket stands, who works on it, and what can be done with it."""
    return facts(card)[say("card_state")], facts(card)[say("card_officer")], set(buttons(card))


def do(office: Office, user: str, card: Message, act: str, words: str) -> None:
    """An act for which a form asks for words."""
    office.press(user, card, f"ticket_{act}")
    office.open_view(user)
    office.slack.submit(user, {"words": words})
    office.at_rest()


def test_a_new_ticket_waits_for_an_officer(office: Office, card: Message) -> None:
    assert state(card) == (say("state_open"), say("nobody"), NEW)


def test_an_officer_takes_a_ticket(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_take")
    office.at_rest()

    assert state(office.card()) == (say("state_working"), f"<@{office.olle}>", NEW - {"ticket_take"})
    assert office.lines(card)[1:] == [f"<@{office.olle}> {say('line_take')}"]
    assert office.cards() == [office.card()], "the card is redrawn and not posted again"
    assert len(office.told(office.anna)) == 1


def test_an_officer_notes_something_that_only_officers_see(office: Office, card: Message) -> None:
    do(office, office.oda, card, "note", "Ringde henne. <!channel> & co")

    (line,) = office.lines(card)[1:]
    assert line.startswith(f"<@{office.oda}> {say('line_note')}")
    assert "Ringde henne. &lt;!channel&gt; &amp; co" in line
    assert state(office.card()) == (say("state_open"), say("nobody"), NEW)
    assert len(office.told(office.anna)) == 1


def test_a_ticket_that_is_done_is_told_to_the_one_who_asked(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_take")
    office.press(office.oda, card, "ticket_done")
    office.at_rest()

    told = office.told(office.anna)[-1]
    assert state(office.card()) == (say("state_done"), f"<@{office.olle}>", {"ticket_note"})
    assert office.lines(card)[-1] == f"<@{office.oda}> {say('line_done')}"
    assert shown(told).startswith(say("closed_done", reference=reference(card), rights=say("right_erasure")))


def test_a_refusal_gives_its_reason_and_where_to_complain(office: Office, card: Message) -> None:
    do(office, office.oda, card, "refuse", "Vi har inga uppgifter om dig.")

    told = office.told(office.anna)[-1]
    assert state(office.card())[0] == say("state_refused")
    assert say("card_reason", reason="Vi har inga uppgifter om dig.") in shown(office.card())
    assert "Vi har inga uppgifter om dig." in office.lines(card)[-1]
    assert shown(told).startswith(say("closed_refused", reference=reference(card), rights=say("right_erasure")))
    assert "Vi har inga uppgifter om dig." in shown(told)
    assert say("closed_complaint") in shown(told)


@pytest.mark.parametrize("act", ["note", "refuse"])
def test_words_that_an_act_needs_cannot_be_left_out(office: Office, card: Message, act: str) -> None:
    office.press(office.olle, card, f"ticket_{act}")
    office.open_view(office.olle)
    sent = office.slack.submit(office.olle, {"words": ""})

    assert (set(sent.errors), sent.closed) == ({"words"}, False)


def test_words_of_blanks_alone_are_no_reason(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_refuse")
    office.open_view(office.olle)
    sent = office.slack.submit(office.olle, {"words": "   "})
    office.at_rest()

    assert (set(sent.errors), sent.closed) == ({"words"}, False)
    assert state(office.card())[0] == say("state_open")
    assert len(office.told(office.anna)) == 1


def test_the_next_request_after_the_end_opens_a_new_ticket(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_done")
    office.ask(office.anna, "Radera mina uppgifter")
    office.at_rest()

    assert [reference(found) for found in office.cards()] == ["DSR-2026-0001", "DSR-2026-0002"]


def test_two_officers_who_take_a_ticket_at_once_are_one_officer_and_one_who_is_told(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_take")
    office.press(office.oda, card, "ticket_take")
    office.at_rest()

    assert state(office.card())[1] == f"<@{office.olle}>"
    assert [shown(w) for w in office.whispers(office.oda)] == [say("notice_not_now", reference=reference(card))]
    assert len(office.lines(card)) == 2


@pytest.mark.parametrize("act", ["take", "done"])
def test_nobody_but_officers_can_act(office: Office, card: Message, act: str) -> None:
    office.press(office.bo, card, f"ticket_{act}")
    office.at_rest()

    assert [shown(whisper) for whisper in office.whispers(office.bo)] == [say("notice_officers_only")]
    assert state(office.card()) == state(card)


@pytest.mark.parametrize("act", ["note", "refuse"])
def test_nobody_but_officers_can_act_with_words(office: Office, card: Message, act: str) -> None:
    do(office, office.bo, card, act, "Nej.")

    assert [shown(whisper) for whisper in office.whispers(office.bo)] == [say("notice_officers_only")]
    assert state(office.card()) == state(card)
    assert len(office.lines(card)) == 1


def test_an_officer_who_has_left_the_channel_can_do_nothing_more(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_take")
    office.at_rest()
    office.slack.leave(office.officers, office.olle)
    office.press(office.olle, card, "ticket_done")
    office.at_rest()

    assert [shown(whisper) for whisper in office.whispers(office.olle)] == [say("notice_officers_only")]
    assert state(office.card())[0] == say("state_working")


def test_an_officer_who_leaves_while_writing_can_do_nothing_more(office: Office, card: Message) -> None:
    office.press(office.olle, card, "ticket_refuse")
    office.open_view(office.olle)
    office.slack.leave(office.officers, office.olle)
    office.slack.submit(office.olle, {"words": "Nej."})
    office.at_rest()

    assert state(office.card())[0] == say("state_open")


def test_a_new_member_of_the_channel_is_an_officer_at_once(office: Office, card: Message) -> None:
    office.slack.join(office.officers, office.bo)
    office.press(office.bo, card, "ticket_take")
    office.at_rest()

    assert state(office.card())[1] == f"<@{office.bo}>"


def test_nothing_is_done_while_slack_does_not_say_who_is_an_officer(office: Office, card: Message) -> None:
    office.slack.fail("conversations.members", "http_500")
    taken = office.as_time_passes(lambda: office.press(office.olle, card, "ticket_take"))
    office.at_rest()

    assert not taken
    assert state(office.card()) == state(card)


def test_a_mails_ticket_that_is_done_is_told_below_the_mail(office: Office) -> None:
    ts = office.slack.mail(
        office.support,
        sender="mia@example.com",
        sender_name="Mia Falk",
        subject="My data",
        body="Please delete all my data.",
    )
    office.at_rest()
    office.press(office.olle, office.card(), "ticket_done")
    office.at_rest()

    assert reference(office.card()) in shown(office.replies(office.support, ts)[-1])
    assert len(office.replies(office.support, ts)) == 2
