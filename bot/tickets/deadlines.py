"""By when a request must be answered: GDPR Article 12(3), counted by Regulation (EEC, Euratom) 1182/71.

Articles 3(1), 3(2)(c) and 3(4) below are those of the regulation.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.tickets.calendar import VERSION, countries_of, day_off, is_eve, last_working_day, working_day_from


@dataclass(frozen=True, slots=True)
class Deadline:
    """The dates that follow from a receipt date."""

    receipt: date
    raw: date
    """The same day of the next month, or that month's last day: Article 3(2)(c)."""
    legal: date
    """The raw date, moved to the next working day where it falls on a day off: Article 3(4)."""
    target: date
    """The desk's own date: the last day up to the raw date on which people work in both countries.

    A notice of extension should reach the person by this day too.
    """
    extended_raw: date
    """Three months after receipt; counted from receipt, not from the legal date."""
    extended: date
    """The extended raw date, moved like the legal one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: ``why_`` and its name are a sentence of the catalogues, which ``facts`` fill in."""

    name: str
    facts: Mapping[str, date | str | int] = field(default_factory=dict)


def deadline(receipt: date, country: str = "SE") -> Deadline:
    """The dates of a request that was received on a local calendar day. That day itself is not counted: Article 3(1).

    ``country`` is the controller's: ``SE``, ``NO``, or ``SE+NO`` for both, where the earlier date counts.
    Raises ValueError for any other.
    """
    raw, extended = add_months(receipt, 1), add_months(receipt, 3)
    places = countries_of(country)
    return Deadline(
        receipt=receipt,
        raw=raw,
        legal=min(working_day_from(raw, [place]) for place in places),
        target=last_working_day(raw),
        extended_raw=extended,
        extended=min(working_day_from(extended, [place]) for place in places),
    )


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day: Article 3(2)(c)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def deadline_steps(receipt: date, country: str, language: str, *, extended: bool = False) -> list[Step]:
    """The steps from a receipt date to the legal date and the desk's own, or to the extended legal date.

    Holidays are named in ``language``. Raises ValueError for an unknown country.
    """
    months = 3 if extended else 1
    raw = add_months(receipt, months)
    steps = [Step("receipt", {"day": receipt, "after": receipt + timedelta(days=1)})]
    if extended:
        steps.append(Step("extension"))
    same = raw.day == receipt.day
    steps.append(Step("same_day" if same else "last_day", {"day": raw, "months": months, "number": receipt.day}))
    found = [_rolled(raw, place, language) for place in countries_of(country)]
    steps += [step for rolled, _ in found for step in rolled]
    legal = min(day for _, day in found)
    steps.append(Step("earlier" if len({day for _, day in found}) > 1 else "legal", {"day": legal}))
    if not extended:
        steps += _target(raw)
    return [*steps, Step("calendar", {"version": VERSION})]


def _rolled(raw: date, country: str, language: str) -> tuple[list[Step], date]:
    steps, day = [], raw
    while why := day_off(day, country, language):
        name = f"off_{why}" if why in {"saturday", "sunday"} else "off_holiday"
        steps.append(Step(name, {"day": day, "holiday": why, "country": country}))
        day += timedelta(days=1)
    return [*steps, Step("working", {"day": day, "country": country})], day


def _target(raw: date) -> list[Step]:
    target = last_working_day(raw)
    if target == raw:
        return [Step("target_same", {"day": target})]
    return [Step("target_eve" if is_eve(raw) else "target", {"day": target, "raw": raw})]
