"""When people work: office hours, weekends, public holidays of both countries, and eves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.tickets import looked_at, works_everywhere
from bot.tickets.calendar import day_off, is_country, last_working_day, next_working_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-02T08:00", None),
        ("2026-03-02T16:59", None),
        ("2026-03-02T07:59", "2026-03-02"),
        ("2026-03-02T00:00", "2026-03-02"),
        ("2026-03-02T17:00", "2026-03-03"),
        ("2026-03-06T21:30", "2026-03-09"),
        ("2026-03-07T10:00", "2026-03-09"),
        ("2026-03-08T23:59", "2026-03-09"),
        ("2026-06-19T10:00", "2026-06-22"),
        ("2026-06-18T18:00", "2026-06-22"),
        ("2026-04-01T17:30", "2026-04-07"),
        ("2026-12-23T20:00", "2026-12-28"),
        ("2026-05-17T10:00", "2026-05-18"),
    ],
    ids=[
        "it opens",
        "it still is open",
        "before opening",
        "at midnight",
        "it has closed",
        "a Friday night",
        "a Saturday",
        "a Sunday night",
        "Midsummer Eve",
        "the evening before Midsummer Eve",
        "before Easter, which begins on a Thursday in Norway",
        "before Christmas",
        "the 17th of May",
    ],
)
def test_whoever_writes_is_told_when_somebody_looks(now: str, day: str | None) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=STOCKHOLM)

    assert looked_at(local, 8, 17) == (day and date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "sweden", "norway"),
    [
        ("2026-03-02", False, False),
        ("2026-03-07", True, True),
        ("2026-04-02", False, True),
        ("2028-06-06", True, False),
        ("2027-05-17", False, True),
        ("2026-06-19", False, False),
        ("2026-12-24", False, False),
        ("2026-12-31", False, False),
    ],
)
def test_a_day_off_is_one_by_the_statutes_of_its_country(day: str, sweden: bool, norway: bool) -> None:
    found = date.fromisoformat(day)

    assert (bool(day_off(found, "SE")), bool(day_off(found, "NO"))) == (sweden, norway)


@pytest.mark.parametrize(
    ("day", "after", "before"),
    [
        ("2026-03-04", "2026-03-05", "2026-03-04"),
        ("2026-03-06", "2026-03-09", "2026-03-06"),
        ("2026-03-08", "2026-03-09", "2026-03-06"),
        ("2026-04-04", "2026-04-07", "2026-04-01"),
        ("2026-12-31", "2027-01-04", "2026-12-30"),
    ],
)
def test_the_next_and_the_last_day_on_which_people_work(day: str, after: str, before: str) -> None:
    found = date.fromisoformat(day)

    assert (next_working_day(found), last_working_day(found)) == (date.fromisoformat(after), date.fromisoformat(before))


@pytest.mark.parametrize("day", ["2026-06-19", "2026-12-24", "2026-12-31", "2026-03-07", "2026-04-02", "2028-06-06"])
def test_nobody_plans_to_work_on_an_eve_or_on_a_holiday_of_either_country(day: str) -> None:
    assert not works_everywhere(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("name", "known"), [("SE", True), ("NO", True), ("SE+NO", True), ("NO+SE", False), ("DK", False), ("", False)]
)
def test_a_controller_is_in_one_of_the_two_countries_or_in_both(name: str, known: bool) -> None:
    assert is_country(name) is known
