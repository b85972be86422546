"""Which days people work on: weekends, public holidays and eves of Sweden and Norway."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

import holidays
from holidays.version import __version__ as holidays_version

COUNTRIES = ("SE", "NO")
"""Countries of the group's controllers, ISO 3166."""
BOTH = "SE+NO"
"""Two controllers, each of which must answer."""
VERSION = f"holidays {holidays_version}"
"""Package and version of the holidays, shown with each calculation."""

_NAMES = {("SE", "sv"): "sv", ("SE", "en"): "en_US", ("NO", "sv"): "no", ("NO", "en"): "en_US"}
_DAY = timedelta(days=1)


def countries_of(country: str) -> tuple[str, ...]:
    """The countries that ``SE``, ``NO`` or ``SE+NO`` names. Raises ValueError for anything else."""
    found = tuple(country.split("+"))
    if not found or set(found) - set(COUNTRIES):
        raise ValueError(f"no such country: {country}; there are {', '.join((*COUNTRIES, BOTH))}")
    return found


def is_country(country: str) -> bool:
    """Whether ``country`` is ``SE``, ``NO`` or ``SE+NO``."""
    return country in {*COUNTRIES, BOTH}


def day_off(day: date, country: str, language: str = "en") -> str | None:
    """The name of a public holiday, ``saturday`` or ``sunday``, or None on a working day.

    Eves are working days: no statute lists them as public holidays (for Sweden: SFS 1989:253).
    """
    holiday: str | None = _public(country, language).get(day)
    if holiday:
        return holiday
    return {calendar.SATURDAY: "saturday", calendar.SUNDAY: "sunday"}.get(day.weekday())


def is_eve(day: date) -> bool:
    """Whether it is Midsummer, Christmas or New Year's Eve: working days by law on which hardly anybody works."""
    return day in _eves()


def works_everywhere(day: date) -> bool:
    """Whether people work on that day in both countries: no day off in either, and no eve."""
    return not is_eve(day) and all(day_off(day, country) is None for country in COUNTRIES)


def working_day_from(day: date, countries: Iterable[str]) -> date:
    """The first day, from ``day`` on, that is a working day by law in all these countries."""
    places = tuple(countries)
    while any(day_off(day, country) for country in places):
        day += _DAY
    return day


def next_working_day(day: date) -> date:
    """The first day after ``day`` on which people work in both countries."""
    day += _DAY
    while not works_everywhere(day):
        day += _DAY
    return day


def last_working_day(day: date) -> date:
    """The last day, up to and including ``day``, on which people work in both countries."""
    while not works_everywhere(day):
        day -= _DAY
    return day


def looked_at(now: datetime, opens: int, closes: int) -> date | None:
    """The day on which somebody will look at what arrives at this local time; None within office hours.

    ``opens`` and ``closes`` are hours of the local day.
    """
    today = now.date()
    if works_everywhere(today) and opens <= now.hour < closes:
        return None
    if works_everywhere(today) and now.hour < opens:
        return today
    return next_working_day(today)


@cache
def _public(country: str, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, categories="public", language=_NAMES.get((country, language), "en_US"))


@cache
def _eves() -> holidays.HolidayBase:
    # The package lists the Swedish eves in its category of days off without a law.
    return holidays.country_holidays("SE", categories="de_facto")
