"""`insyn deadline`: when a request must be answered, and why. The JSON form is a stable interface, described in its help."""

import calendar
import json
import os
import re
from datetime import UTC, date, datetime
from typing import Any

import click

from bot.assembly import load_records_knowledge, load_texts
from bot.settings import read_zone
from bot.terminal import columns
from bot.texts import Texts
from bot.texts.overviews import DeadlineWords
from bot.tickets import Deadline, Step, deadline, deadline_steps
from bot.tickets.calendar import VERSION, last_working_day

FIRST, LAST = date(2018, 5, 25), date(2099, 12, 31)
"""Days that are accepted: from the day that the GDPR applies, as far ahead as anybody plans."""


def run(day: str, *, country: str, extended: bool, why: bool, as_json: bool, language: str) -> None:
    """Print the dates that follow from a receipt day, and with ``why`` the steps that lead to them."""
    receipt, texts = read_day(day), load_texts(load_records_knowledge(None))
    if language not in texts.languages:
        raise click.BadParameter(f"{language!r} is not spoken here; there are {', '.join(texts.languages)}.")
    found = deadline(receipt, country)
    steps = deadline_steps(receipt, country, language, extended=extended) if why else []
    words = DeadlineWords(texts).steps(steps, language)
    planned = receipt > datetime.now(UTC).astimezone(read_zone(os.environ)).date()
    if as_json:
        facts = _facts(found, country, extended) | {"planned": planned}
        click.echo(json.dumps(facts | {"steps": _steps(steps, words)} if why else facts, ensure_ascii=False))
        return
    _print(texts, found, extended, language)
    for number, sentence in enumerate(words, 1):
        click.echo(click.wrap_text(sentence, columns(), f"{number:2}. ", "    "))
    if planned:
        click.echo(f"{receipt} has not come yet: these dates are a plan.", err=True)


def read_day(text: str) -> date:
    """Parse a day as YYYY-MM-DD. click.BadParameter says what is wrong with it."""
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip())
    if parts is None:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-01-31.")
    year, month, number = map(int, parts.groups())
    if not 1 <= month <= 12:
        raise click.BadParameter(f"{text} is not a date: there is no month {month}.")
    if not FIRST.year <= year <= LAST.year:
        raise click.BadParameter(_outside(text))
    days = calendar.monthrange(year, month)[1]
    if not 1 <= number <= days:
        raise click.BadParameter(f"{text} is not a date: {calendar.month_name[month]} {year} has {days} days.")
    day = date(year, month, number)
    if day < FIRST:
        raise click.BadParameter(_outside(text))
    return day


def _outside(text: str) -> str:
    return f"{text} cannot be counted from: the GDPR applies since {FIRST}, and calendars are known until {LAST}."


def _ours(found: Deadline, extended: bool) -> date:
    return last_working_day(found.extended_raw) if extended else found.target


def _facts(found: Deadline, country: str, extended: bool) -> dict[str, Any]:
    days = {
        "receipt": found.receipt,
        "raw": found.raw,
        "legal": found.legal,
        "target": found.target,
        "extended_raw": found.extended_raw,
        "extended": found.extended,
        "answer_by": found.extended if extended else found.legal,
        "ours": _ours(found, extended),
    }
    return {"country": country, **{name: day.isoformat() for name, day in days.items()}, "calendar": VERSION}


def _steps(steps: list[Step], words: list[str]) -> list[dict[str, Any]]:
    return [
        {"name": step.name, "facts": {name: _plain(fact) for name, fact in step.facts.items()}, "text": text}
        for step, text in zip(steps, words, strict=True)
    ]


def _plain(fact: date | str | int) -> str | int:
    return fact.isoformat() if isinstance(fact, date) else fact


def _print(texts: Texts, found: Deadline, extended: bool, language: str) -> None:
    say, day = texts.say, texts.weekday
    law = found.extended if extended else found.legal
    click.echo(f"{say(language, 'card_receipt')}: {day(language, found.receipt)}")
    click.echo(say(language, "dates", law=day(language, law), ours=day(language, _ours(found, extended))))
