"""Who sees a suspected breach, and when: whoever told of it, whoever has it, the officers' list, two desks at a time."""

from datetime import timedelta

import pytest

from tests.scenarios.acts import do
from tests.scenarios.clock import local
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import buttons, facts, reference, shown

TOLD = "Jag råkade skicka kundlistan till fel person"
NAME = "INC-2026-0001"


def say(name: str, **given: object) -> str:
    return texts().say("sv", name, **given)


@pytest.fixture
def breach(office: Office) -> Office:
    """Anna tells the desk of a breach, on Monday at noon."""
    office.ask(office.anna, TOLD)
    office.at_rest()
    return office


def alarms(found: list[str]) -> list[str]:
    """The alarms among what was said, without the line below that says which ticket it is."""
    return [words for words in (whole.partition("\n")[0] for whole in found) if NAME in words]


def test_an_alarm_comes_once_though_two_desks_look_and_one_of_them_is_new(replicas: Office) -> None:
    replicas.ask(replicas.anna, TOLD)
    replicas.at_rest()
    replicas.pass_time(timedelta(hours=24))
    replicas.restart()
    replicas.run_due()

    assert alarms(replicas.notices()) == [say("reminder_hours", reference=NAME, hours=24, left=48)]


def test_an_alarm_that_was_missed_says_how_late_it_is(breach: Office) -> None:
    breach.pass_time(timedelta(hours=60))

    assert alarms(breach.notices()) == [say("reminder_hours", reference=NAME, hours=60, left=12)]


def test_whoever_has_it_is_alarmed_and_nobody_else(breach: Office) -> None:
    do(breach, breach.olle, "take")
    breach.pass_time(timedelta(hours=24))

    assert len(alarms([shown(message) for message in breach.told(breach.olle)])) == 1
    assert breach.notices() == []


def test_the_card_says_that_the_hours_have_passed_until_it_is_decided(breach: Office) -> None:
    over = say("reminder_hours_over", reference=NAME)
    breach.pass_time(timedelta(hours=73))
    assert over in shown(breach.card())
    do(breach, breach.olle, "not_notified", words="Filen var krypterad.")

    assert over not in shown(breach.card())


def test_the_card_says_when_and_under_what_number_an_authority_was_told(breach: Office) -> None:
    at = local("2026-03-02 11:30")
    do(breach, breach.olle, "notified", code="Datatilsynet", moment=str(int(at.timestamp())), words="26/77")

    assert facts(breach.card())[say("card_authority")] == f"{say('code_Datatilsynet')}, {texts().moment('sv', at)}, 26/77"


def test_who_tells_on_a_friday_night_hears_that_the_hours_run_and_not_to_wait(office: Office) -> None:
    office.go_to("2026-03-06 22:00")
    told = shown(office.ask(office.anna, TOLD))

    assert "måndag" in told
    assert "de 72 timmarna går ändå" in told


def test_what_is_added_below_the_answer_comes_into_the_thread_of_the_ticket(breach: Office) -> None:
    (told,) = breach.told(breach.anna)
    breach.slack.say(breach.anna, told.channel, "Det var 200 kunder.", thread_ts=told.thread_ts)
    breach.at_rest()

    assert shown(breach.told(breach.anna)[-1]) == say("notice_passed_on", reference=NAME)
    assert "Det var 200 kunder." in breach.lines(breach.card())[-1]
    assert len(breach.cards()) == 1


def test_the_officers_list_has_a_breach_on_top_and_why_explains_the_hours(office: Office) -> None:
    office.ask(office.bo, "Delete my data")
    office.ask(office.anna, TOLD)
    office.at_rest()
    assert [reference(card) for card in office.cards()] == ["DSR-2026-0001", "INC-2026-0002"]
    office.command(office.olle, office.officers, "/privacy-request", "list")
    assert office.press(office.olle, office.card(2), "ticket_why")
    office.at_rest()

    listed, why = (shown(whisper) for whisper in office.whispers(office.olle))
    assert listed.index("INC-2026-0002") < listed.index("DSR-2026-0001")
    assert say("hours_end", due=texts().moment("sv", local("2026-03-05 12:00"))) in listed
    assert "helger och helgdagar stoppar inte klockan" in why


def test_who_told_of_a_breach_sees_it_among_their_own_tickets_and_cannot_withdraw_it(breach: Office) -> None:
    breach.command(breach.anna, breach.general, "/privacy-request", "status")

    (notice,) = breach.whispers(breach.anna)
    assert say("next_incident") in shown(notice)
    assert list(buttons(notice)) == ["person_add", "ticket_why"]
