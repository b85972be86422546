"""By when the law wants an answer: GDPR Article 12(3), counted by Regulation (EEC, Euratom) 1182/71."""

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays


@dataclass(frozen=True, slots=True)
class Deadline:
    """The dates that follow from a receipt date, for one country."""

    receipt: date
    raw: date
    """The same day next month, or that month's last day: Article 3(2)(c)."""
    legal: date
    """The raw date, moved to the next working day where it falls on a day off: Article 3(4)."""


def deadline(receipt: date, country: str = "SE") -> Deadline:
    """The deadline of a request that reached the company on a local calendar day, which is not counted: Article 3(1)."""
    raw = add_months(receipt, 1)
    return Deadline(receipt, raw, _next_working_day(raw, _public_holidays(country)))


def add_months(day: date, months: int) -> date:
    """The day of the same number, or the last one of a month that has no such day: Article 3(2)(c)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _next_working_day(day: date, off: Container[date]) -> date:
    # Eves are in none of the statutes' lists of public holidays (SFS 1989:253), so nothing moves because of them.
    while day.weekday() >= calendar.SATURDAY or day in off:
        day += timedelta(days=1)
    return day


@cache
def _public_holidays(country: str) -> Container[date]:
    # The package's category "public"; Swedish eves stand in its category "de_facto".
    return holidays.country_holidays(country, categories="public")
