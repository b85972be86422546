"""Whoever objects to marketing, or takes back a consent, is left alone first; the formal answer comes after."""

import pytest

from tests.scenarios.acts import do, fill, open_form, prepare
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, facts, number, shown

WORDS = {"objection": "Sluta skicka reklam till mig", "consent_withdrawal": "Jag återkallar mitt samtycke"}


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def reminders(office: Office) -> list[str]:
    """What all officers were reminded of, in words."""
    return [notice.partition("\n")[0] for notice in office.notices() if not notice.startswith(say("digest"))]


@pytest.fixture(params=WORDS)
def asked(office: Office, request: pytest.FixtureRequest) -> Office:
    """Anna wants to be left alone; it is Friday afternoon."""
    office.go_to("2026-03-06 15:00")
    office.ask(office.anna, WORDS[request.param])
    office.at_rest()
    return office


def test_the_card_and_the_person_are_told_that_use_stops_on_the_next_working_day(asked: Office) -> None:
    (told,) = asked.told(asked.anna)

    assert say("card_stop", target="9 mars 2026") in shown(asked.card())
    assert say("request_stop_first", target="9 mars 2026") in shown(told)
    assert facts(asked.card())[say("card_dates")] == say("dates", law="7 april 2026", ours="9 mars 2026")
    assert "stop" in acts(asked.card())
    do(asked, asked.olle, "take")
    assert acts(asked.card())[:2] == ["stop", "reply"]


def test_nobody_is_asked_who_they_are_to_be_left_alone(asked: Office) -> None:
    assert "ask_identity" not in acts(asked.card())


def test_no_answer_is_prepared_before_the_use_has_stopped(asked: Office) -> None:
    do(asked, asked.olle, "take")
    assert "prepare" not in acts(asked.card())
    do(asked, asked.olle, "stop", words="Vi har tagit bort dig ur alla utskick.")
    (right,) = asked.ticket().rights

    assert acts(asked.card())[0] == "prepare"
    assert prepare(asked, asked.olle, **{right: "granted"}).closed


def test_the_person_is_told_that_use_has_stopped_and_the_card_goes_back_to_the_laws_dates(asked: Office) -> None:
    open_form(asked, asked.olle, "stop")
    assert set(fill(asked, asked.olle, {"words": " "}).errors) == {"words"}
    assert fill(asked, asked.olle, {"words": "Vi har tagit bort dig ur alla utskick."}).closed

    letter = shown(asked.told(asked.anna)[-1])
    assert "Vi har tagit bort dig ur alla utskick." in letter
    assert "6 mars 2026" in letter
    assert facts(asked.card())[say("card_stopped")] == "6 mars 2026"
    assert facts(asked.card())[say("card_dates")] == say("dates", law="7 april 2026", ours="1 april 2026")
    assert say("card_stop", target="9 mars 2026") not in shown(asked.card())


def test_officers_are_reminded_every_day_until_it_has_stopped(asked: Office) -> None:
    counted = []
    for day in ("07", "08", "09", "10", "10", "11"):
        asked.go_to(f"2026-03-{day} 09:00")
        counted.append(len(reminders(asked)))
    do(asked, asked.olle, "stop", words="Klart.")
    asked.go_to("2026-03-12 09:00")

    assert (counted, len(reminders(asked))) == ([0, 0, 1, 2, 2, 3], 3)
    assert set(reminders(asked)) == {say("reminder_stop", reference="DSR-2026-0001", target="9 mars 2026")}


def test_a_customers_objection_gives_support_a_letter_to_send_when_it_has_stopped(office: Office) -> None:
    mail = {"sender": "mia@example.com", "sender_name": "Mia Falk", "subject": "Stop", "body": "Stop sending me marketing."}
    ts = office.slack.mail(office.support, **mail)
    office.at_rest()
    assert "stop" in acts(office.card())
    do(office, office.olle, "stop", number(office.card()), words="We have taken you off all our lists.")

    assert "We have taken you off all our lists." in shown(office.replies(office.support, ts)[-1])
