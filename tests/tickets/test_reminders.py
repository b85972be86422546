"""Officers are reminded once at each of the set days before a date, and daily when it has passed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.tickets import Act, ActInput, State, Ticket, act_on
from bot.tickets.reminders import WeekFigures, alarm_on, is_digest_day, stop_alarm_on, week_figures
from tests.tickets.people import AFTER_MIDNIGHT, BREACH, NOON, OLLE, PREPARED, STOCKHOLM, TICKET, TODAY, ticket

DAY = timedelta(days=1)
LEGAL = date(2026, 4, 2)
OWED = [state for state in State if state.is_open or state in {State.SENT, State.REFUSED}]


def alarms(ticket: Ticket, first: date, last: date) -> Iterator[tuple[int, str]]:
    """The reminders of a number of days, each once, where the desk runs daily."""
    seen = set()
    for n in range((last - first).days + 1):
        alarm = alarm_on(ticket, first + n * DAY, STOCKHOLM)
        if alarm and alarm.key not in seen:
            seen.add(alarm.key)
            yield (alarm.days, alarm.name)


@pytest.mark.parametrize("state", OWED)
def test_a_ticket_reminds_fourteen_seven_three_and_one_days_before_on_the_day_and_daily_after_it(state: State) -> None:
    found = list(alarms(replace(TICKET, state=state), TODAY, LEGAL + 3 * DAY))

    due, overdue = [(left, "due") for left in (14, 7, 3, 1, 0)], [(left, "overdue") for left in (-1, -2, -3)]
    assert found == due + overdue


@pytest.mark.parametrize("state", [state for state in State if state not in OWED])
def test_what_has_ended_reminds_nobody(state: State) -> None:
    assert list(alarms(replace(TICKET, state=state), TODAY, LEGAL + 9 * DAY)) == []


def test_once_the_person_is_informed_nobody_is_reminded() -> None:
    assert list(alarms(replace(PREPARED, state=State.SENT, informed_at=NOON), TODAY, LEGAL + 9 * DAY)) == []


def test_a_breach_is_not_reminded_of_in_days() -> None:
    assert list(alarms(BREACH, TODAY, LEGAL + 9 * DAY)) == []


@pytest.mark.parametrize(
    ("down_until", "days"), [(LEGAL - 10 * DAY, 10), (LEGAL - 5 * DAY, 5), (LEGAL - 2 * DAY, 2), (LEGAL + 2 * DAY, -2)]
)
def test_a_desk_that_was_down_reminds_once_and_with_the_days_that_are_left(down_until: date, days: int) -> None:
    first = next(alarms(TICKET, down_until, LEGAL + 3 * DAY))

    assert first[0] == days


@pytest.mark.parametrize(("opened", "first"), [(LEGAL - 10 * DAY, 7), (LEGAL - 5 * DAY, 3), (LEGAL - 2 * DAY, 1)])
def test_what_reached_the_desk_late_does_not_remind_of_what_had_passed_before(opened: date, first: int) -> None:
    late = ticket(opened_at=datetime(opened.year, opened.month, opened.day, 11, tzinfo=UTC))

    assert next(alarms(late, opened, LEGAL))[0] == first


def test_what_reached_the_desk_too_late_says_so_at_once() -> None:
    late = ticket(receipt=date(2026, 1, 2))

    assert next(alarms(late, TODAY, TODAY)) == (-28, "overdue")


def test_an_extension_reminds_anew_by_the_new_date() -> None:
    extended = act_on(TICKET, Act.EXTEND, OLLE, ActInput(words="Tre system", code="complexity"))
    first, second = (alarm_on(reminded, reminded.due - 14 * DAY, STOCKHOLM) for reminded in (TICKET, extended))

    assert extended.due == date(2026, 6, 2)
    assert list(alarms(extended, LEGAL - 14 * DAY, LEGAL + 3 * DAY)) == []
    assert first is not None
    assert second is not None
    assert (first.days, second.days, first.key == second.key) == (14, 14, False)


@pytest.mark.parametrize(
    ("facts", "reminded"),
    [
        ({}, [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]),
        ({"stopped_at": NOON}, []),
        ({"rights": ("access",)}, []),
        ({"state": State.WITHDRAWN}, []),
        ({"state": State.SENT, "stopped_at": NOON}, []),
    ],
    ids=["use goes on", "it has stopped", "there is nothing to stop", "withdrawn", "answered"],
)
def test_use_that_must_stop_reminds_daily_from_the_day_on_which_it_was_to_stop(
    facts: dict[str, object], reminded: list[date]
) -> None:
    objection = replace(ticket(rights=("objection",)), **facts)
    days = [TODAY + n * DAY for n in range(4)]

    found = {day: alarm for day in days if (alarm := stop_alarm_on(objection, day))}
    assert list(found) == reminded
    assert len({alarm.key for alarm in found.values()}) == len(reminded)


@pytest.mark.parametrize(
    ("day", "is_it"),
    [
        ("2026-03-02", True),
        ("2026-03-03", False),
        ("2026-03-06", False),
        ("2026-03-08", False),
        ("2026-04-06", False),
        ("2026-04-07", True),
        ("2026-04-08", False),
        ("2027-05-17", False),
        ("2027-05-18", True),
    ],
    ids=["Monday", "Tuesday", "Friday", "Sunday", "Easter Monday", "the day after", "and after that", "17 May", "18 May"],
)
def test_the_digest_comes_on_the_first_working_day_of_a_week(day: str, is_it: bool) -> None:
    assert is_digest_day(date.fromisoformat(day)) is is_it


def test_every_week_of_five_years_has_one_day_for_the_digest_or_nobody_works_in_it() -> None:
    monday = date(2026, 1, 5)
    weeks = [sum(is_digest_day(monday + timedelta(days=7 * week + n)) for n in range(7)) for week in range(260)]

    assert set(weeks) == {1}


def at(day: date, hour: int = 11) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_the_digest_counts_the_week_that_has_passed() -> None:
    today = date(2026, 4, 13)
    old, recent = at(date(2026, 3, 2)), at(date(2026, 4, 8))
    known = [
        ticket(id=1, opened_at=old),  # due on 2 April
        ticket(id=2, opened_at=old, receipt=date(2026, 2, 20)),  # due on 20 March
        ticket(id=3, opened_at=recent, receipt=date(2026, 4, 8)),
        ticket(id=4, opened_at=recent, receipt=date(2026, 3, 20)),
        ticket(id=5, opened_at=recent, state=State.DISMISSED, closed_at=recent),
        ticket(id=6, opened_at=old, state=State.CLOSED, closed_at=recent, informed_at=at(LEGAL)),
        ticket(id=7, opened_at=old, receipt=date(2026, 3, 10), state=State.SENT, informed_at=recent),
        ticket(id=8, opened_at=old, receipt=date(2026, 3, 3), state=State.CLOSED, closed_at=recent, informed_at=recent),
        replace(BREACH, id=9, opened_at=recent),
    ]

    found = week_figures(known, at(today))

    assert found == WeekFigures(new=2, closed=3, overdue=[2, 1], soonest=[4, 3], to_close=[7], answered=2, in_time=1)


def test_an_answer_after_midnight_is_late_though_in_utc_it_is_still_the_day_before() -> None:
    local = AFTER_MIDNIGHT.astimezone(STOCKHOLM)
    answered = ticket(state=State.SENT, informed_at=AFTER_MIDNIGHT)

    assert week_figures([answered], local).in_time == 0
    assert week_figures([replace(answered, informed_at=AFTER_MIDNIGHT - timedelta(hours=1))], local).in_time == 1


def test_a_ticket_that_is_opened_after_midnight_is_not_reminded_of_the_day_before() -> None:
    late = ticket(opened_at=AFTER_MIDNIGHT, receipt=date(2026, 3, 9))

    assert late.due - 7 * DAY == date(2026, 4, 2)
    assert alarm_on(late, date(2026, 4, 3), STOCKHOLM) is None


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        ({"informed_at": NOON}, True),
        ({"informed_at": NOON, "removed": ("drafts",)}, True),
        ({"informed_at": NOON, "removed": ("drafts", "thread")}, False),
        ({}, False),
        ({"informed_at": NOON, "state": State.CLOSED}, False),
    ],
    ids=["answered", "without its draft", "its card is gone", "not arrived", "closed"],
)
def test_the_digest_lists_what_is_answered_and_not_closed(facts: dict[str, object], listed: bool) -> None:
    assert week_figures([ticket(**{"state": State.SENT} | facts)], NOON).to_close == [7] * listed


def test_the_digest_names_the_five_that_are_due_next() -> None:
    known = [ticket(id=n, receipt=TODAY - n * DAY) for n in range(1, 8)]

    assert week_figures(known, NOON).soonest == [7, 6, 5, 4, 3]
