"""/privacy-request: the form in which a right is exercised."""

from typing import Any

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import draft, facts, reference, shown

TODAY = "2026-03-02"
CUSTOMER = {"for": "customer", "customer_name": "Karin Holm", "customer_email": "karin@example.com"}


def test_words_after_the_command_are_filled_in(office: Office) -> None:
    view = office.form(office.anna, "radera person@example.com")

    assert view.title == texts().say("sv", "form_title")
    assert view.values == {
        "rights": ["erasure"],
        "for": "customer",
        "customer_name": None,
        "customer_email": "person@example.com",
        "words": "radera person@example.com",
        "receipt": TODAY,
    }


def test_the_right_that_ones_own_words_exercise_is_chosen_beforehand(office: Office) -> None:
    values = office.form(office.anna, "Radera mina uppgifter").values

    assert (values["rights"], values["for"], values["customer_email"]) == (["erasure"], "self", None)


def test_an_address_that_slack_has_made_a_link_is_filled_in_as_it_was_typed(office: Office) -> None:
    view = office.form(office.anna, "radera <mailto:person@example.com|person@example.com>")

    assert view.values["words"] == "radera person@example.com"


def test_the_command_alone_opens_an_empty_form_in_the_language_of_the_locale(office: Office) -> None:
    view = office.form(office.bo)

    assert view.title == texts().say("en", "form_title")
    assert view.values == {
        "rights": [],
        "for": "self",
        "customer_name": None,
        "customer_email": None,
        "words": None,
        "receipt": TODAY,
    }


def test_a_request_for_oneself_opens_a_ticket_and_tells_the_asker(office: Office) -> None:
    office.form(office.anna)
    sent = office.slack.submit(office.anna, {"rights": ["access", "erasure"], "words": "Allt ni har, tack."})
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.anna)
    say = texts().say
    assert sent.closed
    assert reference(card) == "DSR-2026-0001"
    assert facts(card) == {
        say("sv", "card_state"): say("sv", "state_open"),
        say("sv", "card_asker"): f"<@{office.anna}>",
        say("sv", "card_subject"): say("sv", "subject_self"),
        say("sv", "card_receipt"): "2 mars 2026",
        say("sv", "card_dates"): say("sv", "dates", law="2 april 2026", ours="1 april 2026"),
        say("sv", "card_officer"): say("sv", "nobody"),
    }
    assert ["Allt ni har, tack." in line for line in office.lines(card)] == [True]
    for known in ("DSR-2026-0001", say("sv", "right_access"), say("sv", "right_erasure"), "2 mars 2026", "2 april 2026"):
        assert known in shown(told)
    assert "post@infosoft.no" in shown(told)
    assert draft(told) == ""


def test_a_request_for_a_customer_gives_the_one_who_sends_it_a_receipt_to_pass_on(office: Office) -> None:
    office.form(office.bo)
    office.slack.submit(office.bo, {"rights": ["access"], "words": "She rang.", **CUSTOMER})
    office.at_rest()

    (card,), (told,) = office.cards(), office.told(office.bo)
    assert facts(card)[texts().say("sv", "card_subject")] == "Karin Holm, karin@example.com"
    assert facts(card)[texts().say("sv", "card_asker")] == f"<@{office.bo}>"
    assert draft(told).startswith(texts().say("en", "draft_greeting_name", name="Karin Holm"))
    assert "DSR-2026-0001" in draft(told)
    assert "2 April 2026" in draft(told)
    assert [word for word in ("Slack", "officer", "ticket", office.bo) if word in draft(told)] == []


@pytest.mark.parametrize(
    ("receipt", "legal"),
    [
        ("2026-02-27", "27 mars 2026"),
        ("2026-01-31", "2 mars 2026"),  # there is no 31 February; the last day of the month is a Saturday
        ("2026-03-01", "1 april 2026"),
        ("2026-02-03", "3 mars 2026"),
    ],
)
def test_the_legal_date_is_counted_from_an_earlier_receipt_date(busy_office: Office, receipt: str, legal: str) -> None:
    office, user = busy_office, busy_office.newcomer()
    office.slack.command(user, office.slack.dm(user), "/privacy-request")
    office.open_view(user)
    sent = office.slack.submit(user, {"rights": ["access"], "receipt": receipt})
    office.at_rest()

    assert sent.closed
    assert f"*{legal}*" in shown(office.told(user)[0])


@pytest.mark.parametrize(
    ("filled_in", "faults"),
    [
        ({"receipt": "2026-03-03"}, {"receipt": "form_receipt_later"}),
        ({**CUSTOMER, "customer_name": None}, {"customer_name": "form_name_missing"}),
        ({**CUSTOMER, "customer_name": "  "}, {"customer_name": "form_name_missing"}),
        ({**CUSTOMER, "customer_email": None}, {"customer_email": "form_email_missing"}),
        ({**CUSTOMER, "customer_email": "karin at home"}, {"customer_email": "form_email_missing"}),
        (
            {"for": "customer", "receipt": "2027-01-01"},
            {"customer_name": "form_name_missing", "customer_email": "form_email_missing", "receipt": "form_receipt_later"},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_done(
    busy_office: Office, filled_in: dict[str, Any], faults: dict[str, str]
) -> None:
    office, user = busy_office, busy_office.newcomer()
    before = len(office.cards())
    office.slack.command(user, office.slack.dm(user), "/privacy-request")
    office.open_view(user)
    sent = office.slack.submit(user, {"rights": ["access"], **filled_in})
    office.at_rest()

    assert sent.errors == {field: texts().say("sv", name) for field, name in faults.items()}
    assert not sent.closed
    assert (office.told(user), len(office.cards())) == ([], before)


def test_a_form_that_was_put_right_is_taken(office: Office) -> None:
    office.form(office.anna)
    first = office.slack.submit(office.anna, {"rights": ["erasure"], "receipt": "2026-03-03"})
    second = office.slack.submit(office.anna, {"receipt": TODAY})
    office.at_rest()

    assert (first.closed, second.closed, len(office.cards())) == (False, True, 1)


def test_the_day_is_that_of_the_office_and_not_of_utc(office: Office) -> None:
    """Half past midnight in Stockholm is still yesterday in UTC."""
    office.clock.now = office.clock.now.replace(hour=23, minute=30)
    view = office.form(office.anna)
    office.slack.submit(office.anna, {"rights": ["access"]})
    office.at_rest()

    assert view.values["receipt"] == "2026-03-03"
    assert facts(office.card())[texts().say("sv", "card_receipt")] == "3 mars 2026"


def test_the_form_behind_the_button_under_an_answer_is_in_the_language_of_the_answer(office: Office) -> None:
    answer = office.ask(office.anna, "What is a cookie?")
    office.press(office.anna, answer, "request_form")

    view = office.open_view(office.anna)
    assert (view.title, view.values["rights"]) == (texts().say("en", "form_title"), [])


def test_words_that_are_longer_than_the_field_are_cut(office: Office) -> None:
    view = office.form(office.anna, "radera mina uppgifter " + "å" * 5000)

    assert len(str(view.values["words"])) == 3000


def test_a_form_that_slack_does_not_open_is_told_of_in_words(office: Office) -> None:
    office.slack.fail("views.open", "expired_trigger_id")
    ack = office.slack.command(office.anna, office.general, "/privacy-request")

    [told] = office.wait(lambda: office.whispers(office.anna))
    assert (ack.ok, shown(told)) == (True, texts().say("sv", "notice_press_again"))
