"""By when the law wants an answer, row by row as worked out by hand from Regulation 1182/71 and the holiday statutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tickets import Deadline, deadline
from bot.tickets.deadlines import add_months

COUNTRIES = ("SE", "NO")
# Of fixed date in each country; the moving ones are taken from the calendar package below.
FIXED = {
    "SE": {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)},
    "NO": {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)},
}
LONGEST_ROLL = {"SE": 4, "NO": 5}
"""Good Friday to Easter Monday, and in Norway from Maundy Thursday on."""

EXAMPLES = [
    # why, receipt, raw, legal date in Sweden, in Norway
    ("there is no 31 February, and the 28th is a Saturday", "2026-01-31", "2026-02-28", "2026-03-02", "2026-03-02"),
    ("it ends on a Saturday", "2026-01-14", "2026-02-14", "2026-02-16", "2026-02-16"),
    ("it ends on the First of May, a Friday", "2026-04-01", "2026-05-01", "2026-05-04", "2026-05-04"),
    ("it ends on the national day, a Saturday", "2026-05-06", "2026-06-06", "2026-06-08", "2026-06-08"),
    ("it ends on the national day of Sweden alone", "2028-05-06", "2028-06-06", "2028-06-07", "2028-06-06"),
    ("Midsummer Eve is no public holiday", "2026-05-19", "2026-06-19", "2026-06-19", "2026-06-19"),
    ("it ends on Midsummer Day", "2026-05-20", "2026-06-20", "2026-06-22", "2026-06-22"),
    ("Christmas Eve is no public holiday", "2026-11-24", "2026-12-24", "2026-12-24", "2026-12-24"),
    ("Christmas runs into a weekend", "2026-11-25", "2026-12-25", "2026-12-28", "2026-12-28"),
    ("it ends on Whit Sunday before the 17th of May", "2027-04-16", "2027-05-16", "2027-05-17", "2027-05-18"),
    ("Whit Monday is a working day in Sweden", "2027-04-17", "2027-05-17", "2027-05-17", "2027-05-18"),
    ("Maundy Thursday is a holiday in Norway alone", "2026-03-02", "2026-04-02", "2026-04-02", "2026-04-07"),
    ("it ends on Easter Sunday", "2026-03-05", "2026-04-05", "2026-04-07", "2026-04-07"),
    ("it ends on a plain Wednesday", "2026-11-30", "2026-12-30", "2026-12-30", "2026-12-30"),
    ("waiting for the person does not move it", "2026-02-12", "2026-03-12", "2026-03-12", "2026-03-12"),
    ("5 March runs up to and including 5 April 2024, a Friday", "2024-03-05", "2024-04-05", "2024-04-05", "2024-04-05"),
    ("31 August ends with September", "2022-08-31", "2022-09-30", "2022-09-30", "2022-09-30"),
    ("a leap year has a 29th of February", "2028-01-31", "2028-02-29", "2028-02-29", "2028-02-29"),
]


@pytest.mark.parametrize(("why", "receipt", "raw", "sweden", "norway"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_the_worked_examples_come_out(why: str, receipt: str, raw: str, sweden: str, norway: str) -> None:
    day, same = date.fromisoformat(receipt), date.fromisoformat(raw)

    assert deadline(day, "SE") == Deadline(day, same, date.fromisoformat(sweden))
    assert deadline(day, "NO") == Deadline(day, same, date.fromisoformat(norway))


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


def test_a_year_of_receipt_days_gives_28_to_35_days_and_differs_between_the_countries_on_five() -> None:
    """Counted by hand for 2026."""
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    lengths = {(deadline(day).legal - day).days for day in year}
    rolled = [day for day in year if deadline(day).legal != deadline(day).raw]
    differing = [day for day in year if deadline(day, "SE").legal != deadline(day, "NO").legal]
    assert (min(lengths), max(lengths), len(rolled)) == (28, 35, 112)
    assert differing == [date(2026, 3, 2), *(date(2026, 4, n) for n in (23, 24, 25)), date(2026, 12, 6)]


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)), st.sampled_from(COUNTRIES))
def test_the_legal_date_is_a_working_day_at_most_a_few_days_after_the_raw_one(receipt: date, country: str) -> None:
    found = deadline(receipt, country)

    off = holidays.country_holidays(country, years={found.legal.year})
    assert found.legal.weekday() < 5
    assert found.legal not in off
    assert (found.legal.month, found.legal.day) not in FIXED[country]
    assert timedelta(0) <= found.legal - found.raw <= timedelta(days=LONGEST_ROLL[country])


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)), st.sampled_from(COUNTRIES))
def test_every_day_that_was_passed_over_was_a_day_off(receipt: date, country: str) -> None:
    found = deadline(receipt, country)

    passed = [found.raw + timedelta(days=n) for n in range((found.legal - found.raw).days)]
    assert [day for day in passed if day.weekday() < 5 and day not in holidays.country_holidays(country)] == []


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)))
def test_the_raw_date_lies_in_the_next_month_and_never_on_an_earlier_number_without_need(receipt: date) -> None:
    raw = deadline(receipt).raw

    assert (raw.year * 12 + raw.month) - (receipt.year * 12 + receipt.month) == 1
    assert raw.day == receipt.day or (raw.day < receipt.day and (raw + timedelta(days=1)).day == 1)


@given(st.dates(date(2018, 5, 25), date(2060, 12, 31)), st.integers(0, 40))
def test_who_wrote_earlier_never_waits_longer(receipt: date, days: int) -> None:
    assert deadline(receipt).legal <= deadline(receipt + timedelta(days=days)).legal
