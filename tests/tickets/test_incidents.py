"""Suspected breaches: their 72 hours are counted from awareness, weekends and changes of the clocks included."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.tickets import Act, ActInput, Incident, Kind, NotNow, State, Ticket, act_on, reference
from bot.tickets.reminders import incident_alarm_at
from tests.tickets.people import BREACH, NOON, OLLE, TICKET

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)
FRIDAY_NIGHT = datetime(2026, 3, 6, 22, tzinfo=UTC)
BEFORE_SUMMER = datetime(2026, 3, 27, 11, tzinfo=UTC)
"""Noon in Stockholm on a Friday; that weekend the clocks go forward."""
BEFORE_WINTER = datetime(2026, 10, 23, 10, tzinfo=UTC)
"""Noon in Stockholm on a Friday; that weekend the clocks go back."""


def breach(aware_at: datetime = NOON, **facts: object) -> Ticket:
    return replace(BREACH, incident=replace(Incident(aware_at=aware_at), **facts))


@pytest.mark.parametrize(
    ("aware_at", "due_at"),
    [
        (FRIDAY_NIGHT, "2026-03-09T23:00"),
        (BEFORE_SUMMER, "2026-03-30T13:00"),
        (BEFORE_WINTER, "2026-10-26T11:00"),
        (datetime(2026, 12, 24, 11, tzinfo=UTC), "2026-12-27T12:00"),
    ],
    ids=["a weekend", "the clocks go forward", "the clocks go back", "Christmas"],
)
def test_neither_weekend_nor_holiday_nor_clock_gives_more_than_72_hours(aware_at: datetime, due_at: str) -> None:
    assert Incident(aware_at=aware_at).due_at.astimezone(STOCKHOLM).strftime("%Y-%m-%dT%H:%M") == due_at


def test_a_moment_on_the_wall_clock_gives_the_same_hours_as_in_utc() -> None:
    local = breach(BEFORE_SUMMER.astimezone(STOCKHOLM))

    assert local.incident is not None
    assert local.incident.due_at == Incident(aware_at=BEFORE_SUMMER).due_at
    found = [incident_alarm_at(local, (BEFORE_SUMMER + hours * HOUR).astimezone(STOCKHOLM)) for hours in (65, 66)]
    assert [alarm and (alarm.key, alarm.days) for alarm in found] == [("incident:7:48", 65), ("incident:7:66", 66)]


@pytest.mark.parametrize("aware_at", [FRIDAY_NIGHT, BEFORE_SUMMER, BEFORE_WINTER])
@pytest.mark.parametrize(
    ("after", "hours", "passed"),
    [
        (23.99, None, None),
        (24, 24, 24),
        (47.99, 24, 47),
        (48, 48, 48),
        (65.99, 48, 65),
        (66, 66, 66),
        (70, 66, 70),
        (71.99, 66, 71),
        (72, None, None),
        (72.01, 72, 72),
        (300, 72, 72),
    ],
)
def test_alarms_are_due_after_24_48_and_66_hours_and_when_it_is_too_late(
    aware_at: datetime, after: float, hours: int | None, passed: int | None
) -> None:
    """An alarm that was missed says how many hours have passed by now, not how many should have."""
    alarm = incident_alarm_at(breach(aware_at), aware_at + after * HOUR)

    assert (alarm and (alarm.key, alarm.days, alarm.name)) == (hours and (f"incident:7:{hours}", passed, "incident"))


@pytest.mark.parametrize("missed", [23, 47, 65])
def test_whoever_looks_at_exactly_72_hours_and_a_moment_later_is_told_once_that_they_have_passed(missed: int) -> None:
    """At 72 hours to the second it is not late yet: the law says "not later than 72 hours"."""
    looks = [missed * HOUR, 72 * HOUR, 72 * HOUR + timedelta(microseconds=1), 73 * HOUR]
    alarms = {alarm.key: alarm.days for look in looks if (alarm := incident_alarm_at(breach(), NOON + look))}

    assert list(alarms.values()) == [*([missed] if missed > 24 else []), 72]
    assert [Incident(aware_at=NOON).is_overdue(NOON + look) for look in looks] == [False, False, True, True]


@pytest.mark.parametrize(
    ("ticket", "why"),
    [
        (breach(authority="IMY"), "the authority knows"),
        (breach(authority="none"), "it need not know"),
        (replace(breach(), state=State.CLOSED), "it is closed"),
        (replace(breach(), state=State.DISMISSED), "it was none"),
        (TICKET, "it is a request"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nobody_is_alarmed_when(ticket: Ticket, why: str) -> None:
    assert incident_alarm_at(ticket, NOON + 50 * HOUR) is None


@pytest.mark.parametrize(
    ("authority", "hours", "overdue"), [(None, 72, False), (None, 72.01, True), ("IMY", 100, False), ("none", 100, False)]
)
def test_it_is_overdue_when_72_hours_have_passed_without_a_decision(authority: str | None, hours: float, overdue: bool) -> None:
    assert Incident(aware_at=NOON, authority=authority).is_overdue(NOON + hours * HOUR) is overdue


def test_a_breach_is_told_to_an_authority_when_and_with_what_number() -> None:
    given = ActInput(words=" IMY-2026-123 ", code="IMY", moment=NOON - HOUR)

    told = act_on(BREACH, Act.NOTIFIED, OLLE, given).incident

    assert told == Incident(aware_at=NOON, authority="IMY", notified_at=NOON - HOUR, number="IMY-2026-123")


def test_where_no_notification_is_needed_the_reason_is_kept() -> None:
    told = act_on(BREACH, Act.NOT_NOTIFIED, OLLE, ActInput(words="Filen var krypterad")).incident

    assert told == Incident(aware_at=NOON, authority="none", number="Filen var krypterad")


@pytest.mark.parametrize("code", ["informed", "not_informed"])
def test_the_persons_are_informed_or_there_is_a_reason_why_not(code: str) -> None:
    told = act_on(BREACH, Act.PERSONS, OLLE, ActInput(words="Ingen hög risk", code=code)).incident

    assert told == Incident(aware_at=NOON, persons=code, persons_reason="Ingen hög risk")


@pytest.mark.parametrize(
    ("authority", "persons", "settled"),
    [(None, None, False), ("IMY", None, False), (None, "informed", False), ("none", "not_informed", True)],
)
def test_a_breach_is_closed_when_both_questions_are_answered(authority: str | None, persons: str | None, settled: bool) -> None:
    ticket = breach(authority=authority, persons=persons)

    if settled:
        assert act_on(ticket, Act.CLOSE, OLLE).state is State.CLOSED
    else:
        with pytest.raises(NotNow, match="settled"):
            act_on(ticket, Act.CLOSE, OLLE)


@pytest.mark.parametrize(("told", "kept"), [(NOON - 5 * HOUR, NOON - 5 * HOUR), (NOON + HOUR, NOON)])
def test_awareness_turns_out_to_be_earlier_and_never_later(told: datetime, kept: datetime) -> None:
    known = Incident(aware_at=told, what="Kundlistan", when="i morse", whose="kunder", how_many="200", contained="nej")

    assert act_on(BREACH, Act.DESCRIBE, OLLE, ActInput(incident=known)).incident == replace(known, aware_at=kept)


def test_a_description_leaves_the_decisions_alone() -> None:
    decided = breach(authority="IMY", notified_at=NOON, number="7", persons="informed", persons_reason="brev")

    described = act_on(decided, Act.DESCRIBE, OLLE, ActInput(incident=Incident(aware_at=NOON, what="Kundlistan"))).incident

    assert decided.incident is not None
    assert described == replace(decided.incident, what="Kundlistan")


@pytest.mark.parametrize(
    ("state", "owed"),
    [(State.OPEN, True), (State.WORKING, True), (State.DISMISSED, False), (State.CLOSED, False)],
)
def test_a_breach_is_owed_and_overdue_by_its_hours_until_it_ends_and_no_person_awaits_an_answer(state: State, owed: bool) -> None:
    found = replace(BREACH, state=state)

    assert (found.awaits_answer, found.is_owed) == (False, owed)
    assert [found.is_overdue(NOON + hours * HOUR) for hours in (72, 73)] == [False, owed]


def test_a_breach_is_called_by_a_number_of_its_own() -> None:
    assert reference(2026, 2, Kind.INCIDENT) == "INC-2026-0002"
