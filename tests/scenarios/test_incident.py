"""Somebody tells of what may be a breach of personal data."""

import pytest

from tests.scenarios.acts import do, fill, open_form
from tests.scenarios.clock import local
from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import acts, facts, shown, title

BREACH = {"sv": "Jag råkade skicka kundlistan till fel person", "en": "I accidentally sent the customer list to the wrong person"}


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def at(moment: str) -> str:
    """A moment as it is picked in a form."""
    return str(int(local(moment).timestamp()))


@pytest.fixture
def breach(office: Office) -> Office:
    """Anna tells of a breach in a channel, on Friday afternoon."""
    office.go_to("2026-03-06 16:00")
    office.mention(office.anna, office.general, BREACH["sv"])
    office.at_rest()
    return office


def test_a_breach_told_in_a_channel_is_answered_privately_and_the_officers_see_the_72_hours(breach: Office) -> None:
    (seen,) = [message for message in breach.slack.messages(breach.general) if message.user == breach.desk]
    (told,), (card,) = breach.told(breach.anna), breach.cards()

    assert shown(seen) == say("answered_privately")
    assert title(card) == f"INC-2026-0001 · {say('suspected_breach')}"
    assert facts(card)[say("card_hours")] == texts().moment("sv", local("2026-03-09 16:00"))
    assert BREACH["sv"] in breach.lines(card)[0]
    for needed in ("INC-2026-0001", "72 timmar", "Radera inget"):
        assert needed in shown(told)
    assert acts(card)[0] == "take"
    assert breach.faults() == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_breach_told_in_a_direct_message_is_answered_there_in_its_language(office: Office, language: str) -> None:
    told = shown(office.ask(office.anna, BREACH[language]))
    office.at_rest()

    assert "INC-2026-0001" in told
    assert texts().say(language, "incident_advice", reference="", contact="").splitlines()[1] in told
    assert len(office.cards()) == 1


def test_the_hours_run_over_the_weekend_and_each_alarm_rings_once(breach: Office) -> None:
    rung = []
    for moment in ("07 15:59", "07 16:00", "08 15:59", "08 16:00", "09 09:59", "09 10:00", "09 15:59", "09 16:01"):
        before = [notice for notice in breach.notices() if "INC-2026-0001" in notice]
        breach.go_to(f"2026-03-{moment}")
        breach.restart()
        breach.run_due()
        rung.append(len([notice for notice in breach.notices() if "INC-2026-0001" in notice]) - len(before))

    assert rung == [0, 1, 0, 1, 0, 1, 0, 1]
    hours = [say("reminder_hours", reference="INC-2026-0001", hours=str(h), left=str(72 - h)) for h in (24, 48, 66)]
    said = [notice.partition("\n")[0] for notice in breach.notices() if "INC-2026-0001" in notice]
    assert said == [*hours, say("reminder_hours_over", reference="INC-2026-0001")]


def test_a_breach_is_described_notified_told_to_the_persons_and_closed(breach: Office) -> None:
    breach.go_to("2026-03-06 16:30")
    do(breach, breach.olle, "take")
    do(breach, breach.olle, "describe", what="Kundlista till fel mottagare", whose="Kunder", how_many="300", contained="Ja")
    known = facts(breach.card())
    assert (known[say("field_what")], known[say("field_how_many")]) == ("Kundlista till fel mottagare", "300")
    assert "close" not in acts(breach.card())
    do(breach, breach.olle, "notified", code="IMY", moment=at("2026-03-06 16:15"), words="IMY-2026-77")
    do(breach, breach.oda, "persons", code="informed", words="Brev till alla.")
    assert facts(breach.card())[say("card_authority")].startswith(say("code_IMY"))
    assert "IMY-2026-77" in facts(breach.card())[say("card_authority")]
    do(breach, breach.oda, "close")

    assert facts(breach.card())[say("card_state")] == say("state_closed")
    assert breach.ticket().incident is not None
    assert breach.ticket().incident.number == "IMY-2026-77"
    assert [line.partition("\n")[0] for line in breach.lines(breach.card())][-1] == f"<@{breach.oda}> {say('line_close')}"
    breach.go_to("2026-03-09 17:00")
    assert [notice for notice in breach.notices() if "INC-2026-0001" in notice] == [], "a settled breach rings no alarm"


def test_who_decides_that_no_notification_is_needed_says_why(breach: Office) -> None:
    open_form(breach, breach.olle, "not_notified")
    assert set(fill(breach, breach.olle, {"words": "  "}).errors) == {"words"}
    assert fill(breach, breach.olle, {"words": "Listan var krypterad."}).closed
    do(breach, breach.olle, "persons", code="not_informed", words="Ingen risk.")
    do(breach, breach.olle, "close")

    assert facts(breach.card())[say("card_state")] == say("state_closed")
    assert "Listan var krypterad." in "".join(breach.lines(breach.card()))


def test_awareness_may_turn_out_to_have_been_earlier_and_never_later(breach: Office) -> None:
    do(breach, breach.olle, "describe", what="Fel", aware=at("2026-03-06 09:00"))
    earlier = facts(breach.card())[say("card_hours")]
    do(breach, breach.olle, "describe", what="Fel", aware=at("2026-03-06 15:00"))

    assert earlier == texts().moment("sv", local("2026-03-09 09:00"))
    assert facts(breach.card())[say("card_hours")] == earlier


def test_a_notification_in_the_future_is_none(breach: Office) -> None:
    open_form(breach, breach.olle, "notified")
    sent = fill(breach, breach.olle, {"code": "IMY", "moment": at("2026-03-07 09:00"), "words": "1"})

    assert sent.errors == {"moment": say("fault_moment_later")}


@pytest.mark.parametrize(
    "question", ["Vad gör man vid en personuppgiftsincident?", "Hur snabbt måste en personuppgiftsincident anmälas?"]
)
def test_a_question_about_breaches_opens_nothing(office: Office, question: str) -> None:
    told = office.ask(office.anna, question)
    office.at_rest()

    assert shown(told).startswith(knowledge().entries["security-breach"].answer["sv"])
    assert office.cards() == []


def test_a_message_that_tells_and_asks_gets_both(office: Office) -> None:
    office.ask(office.anna, BREACH["sv"] + ". Var sparar ni kontaktuppgifterna?")
    office.at_rest()

    told = "".join(shown(message) for message in office.told(office.anna))
    assert "INC-2026-0001" in told
    assert knowledge().entries["data-storage-hubspot"].answer["sv"] in told


def test_a_breach_that_is_none_is_dismissed_with_a_reason(breach: Office) -> None:
    do(breach, breach.olle, "dismiss", code="false_alarm", words="Mottagaren var rätt.")

    assert facts(breach.card())[say("card_state")] == say("state_dismissed")
