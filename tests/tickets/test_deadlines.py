"""Legal dates, compared with examples worked out by hand from Regulation 1182/71 and the holiday statutes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets import BOTH, COUNTRIES, Deadline, Step, deadline, deadline_steps
from bot.tickets.calendar import VERSION, countries_of, day_off
from bot.tickets.deadlines import add_months

DAY = timedelta(days=1)
PLACES = (*COUNTRIES, BOTH)
EVERY_DAY = [date(2026, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2026, 1, 1)).days)]
"""Every receipt date from 2026 to 2030."""
LONGEST_ROLL = {"SE": 4, "NO": 5}
"""Good Friday to Easter Monday, and in Norway from Maundy Thursday on."""

EXAMPLES = [
    # why, receipt, raw, legal date in Sweden, in Norway, the desk's own, extended in Sweden
    ("no 31 Feb, the 28th a Saturday", "2026-01-31", "2026-02-28", "2026-03-02", "2026-03-02", "2026-02-27", "2026-04-30"),
    ("it ends on a Saturday", "2026-01-14", "2026-02-14", "2026-02-16", "2026-02-16", "2026-02-13", "2026-04-14"),
    ("on the First of May, a Friday", "2026-04-01", "2026-05-01", "2026-05-04", "2026-05-04", "2026-04-30", "2026-07-01"),
    ("on the national day, a Saturday", "2026-05-06", "2026-06-06", "2026-06-08", "2026-06-08", "2026-06-05", "2026-08-06"),
    ("on the national day of Sweden alone", "2028-05-06", "2028-06-06", "2028-06-07", "2028-06-06", "2028-06-02", "2028-08-07"),
    ("Midsummer Eve is no public holiday", "2026-05-19", "2026-06-19", "2026-06-19", "2026-06-19", "2026-06-18", "2026-08-19"),
    ("it ends on Midsummer Day", "2026-05-20", "2026-06-20", "2026-06-22", "2026-06-22", "2026-06-18", "2026-08-20"),
    ("Christmas Eve is no public holiday", "2026-11-24", "2026-12-24", "2026-12-24", "2026-12-24", "2026-12-23", "2027-02-24"),
    ("Christmas runs into a weekend", "2026-11-25", "2026-12-25", "2026-12-28", "2026-12-28", "2026-12-23", "2027-02-25"),
    ("Whit Sunday before the 17th of May", "2027-04-16", "2027-05-16", "2027-05-17", "2027-05-18", "2027-05-14", "2027-07-16"),
    ("Whit Monday is a working day in SE", "2027-04-17", "2027-05-17", "2027-05-17", "2027-05-18", "2027-05-14", "2027-07-19"),
    (
        "Maundy Thursday is off in Norway alone",
        "2026-03-02",
        "2026-04-02",
        "2026-04-02",
        "2026-04-07",
        "2026-04-01",
        "2026-06-02",
    ),
    ("it ends on Easter Sunday", "2026-03-05", "2026-04-05", "2026-04-07", "2026-04-07", "2026-04-01", "2026-06-05"),
    ("a Wednesday; extended: no 30 Feb", "2026-11-30", "2026-12-30", "2026-12-30", "2026-12-30", "2026-12-30", "2027-03-01"),
    ("waiting does not move it", "2026-02-12", "2026-03-12", "2026-03-12", "2026-03-12", "2026-03-12", "2026-05-12"),
]


@pytest.mark.parametrize(
    ("why", "receipt", "raw", "sweden", "norway", "target", "extended"), EXAMPLES, ids=[row[0] for row in EXAMPLES]
)
def test_the_worked_examples_come_out(
    why: str, receipt: str, raw: str, sweden: str, norway: str, target: str, extended: str
) -> None:
    day = date.fromisoformat(receipt)
    expected = [date.fromisoformat(text) for text in (raw, sweden, target, extended)]

    swedish = deadline(day, "SE")
    assert [swedish.raw, swedish.legal, swedish.target, swedish.extended] == expected
    assert deadline(day, "NO").legal == date.fromisoformat(norway)
    assert deadline(day, BOTH).legal == min(date.fromisoformat(sweden), date.fromisoformat(norway))


def test_a_deadline_has_all_its_dates() -> None:
    assert deadline(date(2026, 1, 31), "SE") == Deadline(
        receipt=date(2026, 1, 31),
        raw=date(2026, 2, 28),
        legal=date(2026, 3, 2),
        target=date(2026, 2, 27),
        extended_raw=date(2026, 4, 30),
        extended=date(2026, 4, 30),
    )


@pytest.mark.parametrize(
    ("receipt", "legal"),
    [("2024-03-05", "2024-04-05"), ("2022-08-31", "2022-09-30"), ("2028-01-31", "2028-02-29")],
    ids=["example 32 of the EDPB", "example 33 of the EDPB", "a leap year has a 29th of February"],
)
def test_the_examples_of_others_come_out(receipt: str, legal: str) -> None:
    assert {deadline(date.fromisoformat(receipt), place).legal for place in PLACES} == {date.fromisoformat(legal)}


@pytest.mark.parametrize(
    ("receipt", "months", "expected"),
    [
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-05-19", 3, "2026-08-19"),
        ("2026-05-19", 24, "2028-05-19"),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last_one(receipt: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(receipt), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("arrived", "legal"),
    [("2026-02-28T22:50", "2026-03-30"), ("2026-02-28T23:30", "2026-04-01")],
)
def test_the_day_that_counts_is_that_of_the_companys_clock(arrived: str, legal: str) -> None:
    """Half an hour before midnight in UTC it is the next day in Stockholm."""
    moment = datetime.fromisoformat(arrived).replace(tzinfo=UTC)

    assert deadline(moment.astimezone(ZoneInfo("Europe/Stockholm")).date()).legal == date.fromisoformat(legal)


def test_sweden_is_the_country_where_none_is_given() -> None:
    assert deadline(date(2028, 5, 6)).legal == date(2028, 6, 7)


@pytest.mark.parametrize("country", ["", "DK", "se", "SE+DK", "SE NO", "+"])
def test_a_country_that_there_is_not_is_refused_by_name(country: str) -> None:
    with pytest.raises(ValueError, match="there are SE, NO, SE\\+NO"):
        deadline(date(2026, 3, 2), country)


def test_a_year_of_receipt_days_gives_28_to_35_days_and_differs_between_the_countries_on_five() -> None:
    """Counted by hand for 2026."""
    year = [day for day in EVERY_DAY if day.year == 2026]

    lengths = [(deadline(day).legal - day).days for day in year]
    rolled = [day for day in year if deadline(day).legal != deadline(day).raw]
    differing = [day for day in year if deadline(day, "SE").legal != deadline(day, "NO").legal]
    assert (len(year), min(lengths), max(lengths), len(rolled)) == (365, 28, 35, 112)
    assert (sum(length < 30 for length in lengths), sum(length > 30 for length in lengths)) == (24, 248)
    assert max(lengths) < 45
    assert differing == [date(2026, 3, 2), *(date(2026, 4, n) for n in (23, 24, 25)), date(2026, 12, 6)]


def test_sixty_days_on_top_of_a_month_are_too_late_on_39_days_of_a_year() -> None:
    year = [day for day in EVERY_DAY if day.year == 2026]

    assert sum(deadline(day).raw + timedelta(days=60) > deadline(day).extended for day in year) == 39


@cache
def is_off(day: date, country: str) -> bool:
    """Computed independently of the code under test, from the calendar package and the weekday."""
    return day.isoweekday() > 5 or day in holidays.country_holidays(country, years=day.year)


def latest_by_law(receipt: date, months: int, country: str) -> date:
    """The last day on which an answer is in time, counted day by day, independently of the code under test."""
    day, firsts = receipt + DAY, 0
    while True:
        firsts += day.day == 1
        is_last = (day + DAY).day == 1
        if firsts == months and (day.day == receipt.day or is_last):
            break
        day += DAY
    while is_off(day, country):
        day += DAY
    return day


@pytest.mark.parametrize("place", PLACES)
def test_no_date_of_five_years_is_later_than_the_law_or_on_a_day_off(place: str) -> None:
    for receipt in EVERY_DAY:
        found = deadline(receipt, place)
        assert found.legal == min(latest_by_law(receipt, 1, country) for country in countries_of(place))
        assert found.extended == min(latest_by_law(receipt, 3, country) for country in countries_of(place))


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_legal_date_of_five_years_is_a_working_day(country: str) -> None:
    dates = [day for receipt in EVERY_DAY for day in (deadline(receipt, country).legal, deadline(receipt, country).extended)]

    assert [day for day in dates if is_off(day, country)] == []


def test_our_own_date_is_never_later_than_the_raw_one_and_people_work_on_it_in_both_countries() -> None:
    eves = holidays.country_holidays("SE", years=range(2025, 2032), categories="de_facto")
    for receipt in EVERY_DAY:
        found = deadline(receipt)
        between = [found.target + timedelta(days=n) for n in range(1, (found.raw - found.target).days + 1)]
        free = {day for day in (found.target, *between) if day in eves or any(is_off(day, country) for country in COUNTRIES)}
        assert found.target <= found.raw <= found.legal
        assert free == set(between), "and none of the days between could have been it"


def test_the_eves_are_those_three_that_no_statute_calls_holidays() -> None:
    eves = holidays.country_holidays("SE", years=2026, categories="de_facto")

    assert sorted(eves) == [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)]


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)), st.sampled_from(COUNTRIES))
def test_the_legal_date_is_at_most_a_few_days_after_the_raw_one(receipt: date, country: str) -> None:
    found = deadline(receipt, country)

    assert timedelta(0) <= found.legal - found.raw <= timedelta(days=LONGEST_ROLL[country])


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)), st.integers(0, 40), st.sampled_from(PLACES))
def test_who_wrote_earlier_never_waits_longer(receipt: date, days: int, place: str) -> None:
    earlier, later = deadline(receipt, place), deadline(receipt + timedelta(days=days), place)

    assert earlier.legal <= later.legal
    assert earlier.target <= later.target
    assert earlier.extended <= later.extended


def named(steps: Sequence[Step], *names: str) -> list[Step]:
    return [step for step in steps if step.name in names]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("extended", [False, True], ids=["", "extended"])
def test_the_steps_of_five_years_lead_to_the_dates(place: str, extended: bool) -> None:
    for receipt in EVERY_DAY:
        found, steps = deadline(receipt, place), deadline_steps(receipt, place, "en", extended=extended)
        raw, legal = (found.extended_raw, found.extended) if extended else (found.raw, found.legal)

        assert steps[0] == Step("receipt", {"day": receipt, "after": receipt + DAY})
        assert [step.facts["day"] for step in named(steps, "same_day", "last_day")] == [raw]
        assert [step.facts["day"] for step in named(steps, "legal", "earlier")] == [legal]
        ours = [step.facts["day"] for step in named(steps, "target", "target_same", "target_eve")]
        assert ours == ([] if extended else [found.target])
        assert bool(named(steps, "extension")) is extended
        assert steps[-1] == Step("calendar", {"version": VERSION})


@pytest.mark.parametrize("place", PLACES)
def test_every_day_of_five_years_that_was_passed_over_is_named_with_its_reason(place: str) -> None:
    for receipt in EVERY_DAY:
        raw, steps = deadline(receipt, place).raw, deadline_steps(receipt, place, "en")
        for country in countries_of(place):
            legal = deadline(receipt, country).legal
            passed = [raw + timedelta(days=n) for n in range((legal - raw).days)]
            off = named(steps, "off_saturday", "off_sunday", "off_holiday")
            told = [(step.facts["day"], step.facts["holiday"]) for step in off if step.facts["country"] == country]
            assert told == [(day, day_off(day, country)) for day in passed]
            assert Step("working", {"day": legal, "country": country}) in steps


@pytest.mark.parametrize(
    ("receipt", "place", "language", "names"),
    [
        ("2026-03-16", "SE", "en", ["receipt", "same_day", "working", "legal", "target_same", "calendar"]),
        (
            "2026-01-31",
            "SE",
            "en",
            ["receipt", "last_day", "off_saturday", "off_sunday", "working", "legal", "target", "calendar"],
        ),
        ("2026-05-19", "SE", "en", ["receipt", "same_day", "working", "legal", "target_eve", "calendar"]),
        (
            "2027-04-16",
            BOTH,
            "en",
            [
                "receipt",
                "same_day",
                "off_holiday",
                "working",
                "off_holiday",
                "off_holiday",
                "working",
                "earlier",
                "target",
                "calendar",
            ],
        ),
    ],
)
def test_the_steps_are_told_in_their_order(receipt: str, place: str, language: str, names: list[str]) -> None:
    assert [step.name for step in deadline_steps(date.fromisoformat(receipt), place, language)] == names


@pytest.mark.parametrize(("language", "name"), [("sv", "Påskdagen"), ("en", "Easter Sunday")], ids=["in Swedish", "in English"])
def test_a_holiday_is_called_by_its_name(language: str, name: str) -> None:
    off = named(deadline_steps(date(2026, 3, 5), "SE", language), "off_holiday")

    assert name in str(off[0].facts["holiday"])
