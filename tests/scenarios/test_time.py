"""What becomes due as time passes: reminders, the digest, suspected tickets, extensions. Each happens once, despite restarts."""

from datetime import date

import pytest

from tests.scenarios.acts import answer, do, fill, open_form
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import acts, facts, reference, shown
from tests.scenarios.unsure import doubtful

ORDER = "Radera mina uppgifter"  # on Monday, 2 March 2026: the law's date is Thursday, 2 April
DUE = "2 april 2026"
DAYS = {
    "2026-03-19": texts().count("sv", "reminder_due", 14, reference="DSR-2026-0001", due=DUE),
    "2026-03-26": texts().count("sv", "reminder_due", 7, reference="DSR-2026-0001", due=DUE),
    "2026-03-31": texts().count("sv", "reminder_due", 3, reference="DSR-2026-0001", due=DUE),
    "2026-04-01": texts().count("sv", "reminder_due", 1, reference="DSR-2026-0001", due=DUE),
    "2026-04-02": texts().say("sv", "reminder_today", reference="DSR-2026-0001"),
    "2026-04-03": texts().count("sv", "reminder_overdue", 1, reference="DSR-2026-0001", due=DUE),
    "2026-04-04": texts().count("sv", "reminder_overdue", 2, reference="DSR-2026-0001", due=DUE),
}


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def state(office: Office) -> str:
    return facts(office.card())[say("card_state")]


@pytest.fixture
def asked(office: Office) -> Office:
    """Anna has exercised a right."""
    office.ask(office.anna, ORDER)
    office.at_rest()
    return office


def test_officers_are_reminded_once_of_each_date_though_the_desk_restarts(asked: Office) -> None:
    for day in ("2026-03-18", *DAYS):
        asked.go_to(f"{day} 09:00")
        asked.restart()
        asked.run_due()

    said = [notice.partition("\n")[0] for notice in asked.notices() if not notice.startswith(say("digest"))]
    # What was due on Monday, 30 March, three days before, is made good on Tuesday, the first time that the desk looks.
    due_in_two = texts().count("sv", "reminder_due", 2, reference="DSR-2026-0001", due=DUE)
    assert said == [due_in_two if day == "2026-03-31" else line for day, line in DAYS.items()]
    assert say("card_overdue", due=DUE) in shown(asked.card())


def test_who_has_the_ticket_is_reminded_and_nobody_else(asked: Office) -> None:
    do(asked, asked.olle, "take")
    asked.go_to("2026-03-19 09:00")

    assert [shown(told).partition("\n")[0] for told in asked.told(asked.olle)] == [DAYS["2026-03-19"]]
    assert DAYS["2026-03-19"] not in "".join(asked.notices())
    assert asked.told(asked.oda) == []


def test_nobody_is_reminded_before_the_office_opens(asked: Office) -> None:
    asked.go_to("2026-03-19 07:59")
    early = "".join(asked.notices())
    asked.go_to("2026-03-19 08:00")

    assert DAYS["2026-03-19"] not in early
    assert DAYS["2026-03-19"] in "".join(asked.notices())


def test_nobody_is_reminded_of_what_was_answered(asked: Office) -> None:
    answer(asked, asked.olle, asked.oda, erasure="granted")
    for day in DAYS:
        asked.go_to(f"{day} 09:00")

    assert asked.told(asked.olle) == []
    assert [notice for notice in asked.notices() if not notice.startswith(say("digest"))] == []


@pytest.mark.parametrize("where", ["dm", "general"])
def test_doubt_opens_after_a_working_day_and_the_person_is_told(office: Office, where: str) -> None:
    office.go_to("2026-03-06 15:00")
    channel = office.slack.dm(office.anna) if where == "dm" else office.general
    office.slack.say(office.anna, channel, f"<@{office.desk}> {doubtful()}")
    office.at_rest()
    before = len(office.told(office.anna))
    office.go_to("2026-03-09 14:59")
    assert (state(office), len(office.told(office.anna))) == (say("state_suspected"), before)
    office.go_to("2026-03-09 15:00")

    assert state(office) == say("state_open")
    assert acts(office.card())[0] == "take"
    assert office.lines(office.card())[-1] == say("line_confirm_by_desk")
    told = shown(office.told(office.anna)[before])
    assert reference(office.card()) in told
    assert "6 mars 2026" in told, "the time counts from the day on which they wrote"


def test_doubt_that_somebody_has_settled_does_not_open_by_itself(office: Office) -> None:
    question = office.ask(office.anna, doubtful())
    office.at_rest()
    office.press(office.anna, question, "only_question")
    office.at_rest()
    office.go_to("2026-03-04 12:00")

    assert state(office) == say("state_dismissed")
    assert office.told(office.anna) == [question]


def test_officers_settle_doubt_with_a_reason(office: Office) -> None:
    office.ask(office.anna, doubtful())
    office.at_rest()
    assert acts(office.card())[:2] == ["confirm", "reply"]
    do(office, office.olle, "dismiss", code="question")

    assert state(office) == say("state_dismissed")
    assert say("code_question") in office.lines(office.card())[-1]


def test_the_week_is_told_once_on_its_first_working_day(asked: Office) -> None:
    asked.run_due()
    asked.go_to("2026-03-09 07:00")
    assert len(asked.notices()) == 1
    for _ in range(2):
        asked.go_to("2026-03-09 09:00")
        asked.restart()
        asked.run_due()
    asked.go_to("2026-03-10 09:00")

    first, second = asked.notices()
    assert second.startswith(say("digest"))
    assert f"*{say('digest_new')}*\n1" in first
    assert say("digest_soonest") in second
    assert "DSR-2026-0001" in second


LATER = "looked_at_request"
TODAY = "looked_at_request_today"


@pytest.mark.parametrize(
    ("moment", "sentence", "day"),
    [
        ("2026-03-06 18:30", LATER, date(2026, 3, 9)),
        ("2026-03-07 11:00", LATER, date(2026, 3, 9)),
        ("2026-04-02 18:00", LATER, date(2026, 4, 7)),  # the evening before Good Friday
        ("2026-03-09 06:00", TODAY, date(2026, 3, 9)),
    ],
)
def test_who_writes_when_nobody_works_is_told_when_somebody_will_look(
    office: Office, moment: str, sentence: str, day: date
) -> None:
    office.go_to(moment)
    told = shown(office.ask(office.anna, ORDER))

    assert say(sentence, day=texts().weekday("sv", day), hour="08") in told


def test_who_writes_in_office_hours_is_not_told_of_any_other_day(asked: Office) -> None:
    (told,) = asked.told(asked.anna)

    assert say(LATER, day="").partition(".")[0] not in shown(told)


def test_longer_time_in_time_is_told_to_the_person_with_its_ground_and_reminders_follow_it(asked: Office) -> None:
    do(asked, asked.olle, "extend", code="complexity", words="Uppgifterna finns i sju system.")
    letter = shown(asked.told(asked.anna)[-1])

    for needed in ("2 juni 2026", say("extension_complexity"), "Uppgifterna finns i sju system.", "www.imy.se"):
        assert needed in letter
    assert say("flag_extended", extended="2 juni 2026") in shown(asked.card())
    assert "2 juni 2026" in facts(asked.card())[say("card_dates")]
    asked.go_to("2026-04-03 09:00")
    assert "DSR-2026-0001" not in "".join(n for n in asked.notices() if not n.startswith(say("digest")))
    asked.go_to("2026-05-19 09:00")
    assert "2 juni 2026" in asked.notices()[-1]


def test_longer_time_after_the_desks_own_date_is_possible_with_a_warning(asked: Office) -> None:
    asked.go_to("2026-04-02 09:00")
    view = open_form(asked, asked.olle, "extend")
    warning = say("extend_late_warning", reference="DSR-2026-0001", target="1 april 2026", legal=DUE)

    assert warning in str(view.blocks)
    assert fill(asked, asked.olle, {"code": "number", "words": "Många."}).closed


def test_longer_time_after_the_laws_date_is_refused_and_the_attempt_is_logged(asked: Office) -> None:
    asked.go_to("2026-04-02 09:00")
    open_form(asked, asked.olle, "extend")
    before = len(asked.told(asked.anna))
    asked.go_to("2026-04-03 00:01")
    sent = fill(asked, asked.olle, {"code": "number", "words": "Många."})

    refused = say("notice_not_now_in_time", reference="DSR-2026-0001", legal=DUE)
    heard = [*map(shown, asked.whispers(asked.olle)), *map(shown, asked.told(asked.olle))]
    assert (sent.closed, heard) == (True, [refused])
    assert asked.lines(asked.card())[-1].startswith(f"<@{asked.olle}> {say('line_blocked_extend_in_time', legal=DUE)}")
    assert len(asked.told(asked.anna)) == before
    assert "extend" not in acts(asked.card())
