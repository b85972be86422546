"""A customer outside Slack: support gets every letter ready to be sent, and says when and how it was."""

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.acts import answer, do, fill, take_and_prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, buttons, draft, facts, shown

MAILS = {
    "en": {"subject": "My data", "body": "Hi,\n\nPlease send me a copy of all my personal data.\n\nBest regards\nKarin Holm"},
    "sv": {"subject": "Mina uppgifter", "body": "Hej!\n\nSkicka mig en kopia på alla mina uppgifter.\n\nHälsningar\nKarin Holm"},
}
OTHER = {"en": "sv", "sv": "en"}


def say(name: str, language: str = "sv", /, **given: str) -> str:
    return texts().say(language, name, **given)


def state(office: Office) -> str:
    return facts(office.card())[say("card_state")]


def passed_on(office: Office, language: str) -> str:
    """A customer's mail in one language, forwarded by somebody who speaks the other; who that is."""
    colleague = office.anna if language == "en" else office.bo
    inbox = office.slack.add_channel("inbox", members=[colleague])
    ts = office.slack.mail(inbox, sender="karin@example.com", sender_name="Karin Holm", **MAILS[language])
    comment = "Hantera den här, tack." if language == "en" else "Please take care of this one."
    office.slack.forward(colleague, inbox, ts, office.slack.dm(colleague), comment=comment)
    office.at_rest()
    assert office.ticket().rights == ("access",)
    return colleague


def newest(office: Office, user: str) -> ShownMessage:
    """The last thing that the desk said to somebody."""
    return office.told(user)[-1]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_letter_is_a_draft_in_the_customers_language_and_a_note_in_the_colleagues(office: Office, language: str) -> None:
    colleague = passed_on(office, language)
    greeting = say("draft_greeting_name", language, name="Karin Holm")
    assert draft(newest(office, colleague)).startswith(greeting)
    do(office, office.olle, "take")
    told: dict[str, ShownMessage] = {}
    for act, about, filled in (
        ("ask_identity", "identity", {"code": "common_name", "words": "Kundnummer 4711?"}),
        ("identity_ok", "", {"code": "callback"}),
        ("ask_scope", "scope", {"words": "Kundnummer 4711?"}),
        ("scope_ok", "", {"words": "Allt."}),
        ("extend", "extension", {"code": "number", "words": "Kundnummer 4711?"}),
        ("reply", "reply", {"words": "Kundnummer 4711?"}),
    ):
        do(office, office.olle, act, **filled)
        if about:
            told[about] = newest(office, colleague)

    assert [about for about, message in told.items() if say(f"passed_{about}", OTHER[language]) not in shown(message)] == []
    assert [about for about, message in told.items() if not draft(message).startswith(greeting)] == []
    assert [about for about, message in told.items() if "Kundnummer 4711?" not in draft(message)] == []
    assert [about for about, message in told.items() if colleague in draft(message) or "Slack" in draft(message)] == []
    assert len({message.ts for message in told.values()}) == len(told)
    assert office.faults() == []


def test_an_answer_counts_when_a_colleague_says_that_they_have_sent_it_on(office: Office) -> None:
    colleague = passed_on(office, "en")
    answer(office, office.olle, office.oda, access="granted")
    letter = newest(office, colleague)
    assert "Här är svaret." in draft(letter)
    assert say("pass_on_proof") in shown(letter)
    assert "close" not in acts(office.card()), "a letter in a colleague's hands has informed nobody"

    assert office.press(colleague, letter, "ticket_delivered")
    view = office.open_view(colleague)
    assert view.title == say("delivered_title"), "in the language of the colleague"
    assert fill(office, colleague, {"day": "2026-03-02", "code": "e_mail"}).closed
    assert say("code_e_mail") in office.lines(office.card())[-1]
    assert state(office) == say("state_informed")
    do(office, office.oda, "close")

    assert state(office) == say("state_closed")
    assert say("passed_closing") in shown(newest(office, colleague))
    assert "30 days" in draft(newest(office, colleague))


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-03"])
def test_a_letter_was_sent_on_between_the_receipt_and_today(office: Office, day: str) -> None:
    colleague = passed_on(office, "en")
    answer(office, office.olle, office.oda, access="granted")
    office.press(colleague, newest(office, colleague), "ticket_delivered")
    office.open_view(colleague)
    sent = fill(office, colleague, {"day": day, "code": "e_mail"})

    assert sent.errors == {"day": say("fault_day_out_of_range")}
    assert office.ticket().informed_at is None


def test_a_letter_is_sent_on_once(office: Office) -> None:
    colleague = passed_on(office, "en")
    answer(office, office.olle, office.oda, access="granted")
    letter = newest(office, colleague)
    for _ in range(2):
        office.press(colleague, letter, "ticket_delivered")
        if office.ticket().informed_at is None:
            office.open_view(colleague)
            fill(office, colleague, {"day": "2026-03-02", "code": "post"})
    office.at_rest()

    told = say("notice_not_now_not_informed", reference="DSR-2026-0001")
    assert [shown(whisper) for whisper in office.whispers(colleague)] == [told]
    assert [event.what for event in office.log()].count("delivered") == 1


def test_an_officer_can_say_it_for_the_colleague_or_that_it_came_back(office: Office) -> None:
    passed_on(office, "en")
    answer(office, office.olle, office.oda, access="granted")
    assert {"delivered", "bounce"} <= set(acts(office.card()))
    do(office, office.oda, "bounce", words="Adressen finns inte.")
    assert state(office) == say("state_review")
    do(office, office.oda, "send")
    do(office, office.oda, "delivered", day="2026-03-02", code="post")

    assert state(office) == say("state_informed")


def test_a_refusal_to_a_customer_names_the_ground_the_authority_and_the_court_in_their_language(office: Office) -> None:
    colleague = passed_on(office, "en")
    take_and_prepare(office, office.olle, ground="unfounded_or_excessive", access="refused")
    do(office, office.oda, "refuse")

    letter = draft(newest(office, colleague))
    for needed in (say("ground_unfounded_or_excessive", "en"), "www.imy.se", "court"):
        assert needed in letter


def test_below_a_mail_that_nobody_passed_on_anybody_there_can_say_that_the_letter_was_sent(office: Office) -> None:
    ts = office.slack.mail(office.support, sender="karin@example.com", sender_name="Karin Holm", **MAILS["en"])
    office.at_rest()
    answer(office, office.olle, office.oda, access="granted")
    letter = office.replies(office.support, ts)[-1]
    assert set(buttons(letter)) == {"ticket_delivered"}
    office.press(office.bo, letter, "ticket_delivered")
    office.open_view(office.bo)
    fill(office, office.bo, {"day": "2026-03-02", "code": "e_mail"})

    assert state(office) == say("state_informed")
