"""`insyn ask`: answers without Slack. The JSON form is a stable interface, described in docs/commands.md."""

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.assembly import Answerer, build_answerer
from bot.commands.explain import explained
from bot.desk.outcomes import outcome_of
from bot.understanding import Reading, Verdict


def run(question: str, *, as_json: bool, jsonl: bool, why: bool, locale: str | None, folder: Path | None) -> None:
    """Print the reply to a question, or to each line of standard input; ``why`` prints the reasons for it too."""
    asking = build_answerer(folder)
    if jsonl:
        for line in replies(asking, sys.stdin.buffer, locale):
            click.echo(line)
            sys.stdout.flush()
    elif as_json:
        click.echo(_dump(reply(asking, None, question, locale)))
    else:
        click.echo(reply(asking, None, question, locale)["text"])
        if why:
            click.echo("\n" + explained(asking, asking.reader.read(question, locale=locale)))


def replies(asking: Answerer, lines: Iterable[bytes], locale: str | None = None) -> Iterator[str]:
    """Yield a JSON reply for each line, in order; for an invalid line, an object with ``error``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        id: Any = None
        try:
            id, text, own_locale = _question(line)
            yield _dump(reply(asking, id, text, own_locale or locale))
        except _BadLine as bad:
            yield _dump({"id": bad.id, "error": f"line {number}: {bad}"})


def reply(asking: Answerer, id: Any, text: str, locale: str | None) -> dict[str, Any]:
    """Return one reply in the form that the README describes."""
    reading = asking.reader.read(text, locale=locale)
    entry = asking.knowledge.entries[reading.entries[0]] if reading.verdict is Verdict.ANSWER else None
    outcome = outcome_of(reading)
    return {
        "id": id,
        "language": reading.language,
        "outcome": "no_answer" if reading.verdict is Verdict.UNREADABLE else str(reading.verdict),
        "entry": entry.id if entry else None,
        "paragraphs": list(entry.paragraphs) if entry else [],
        "quotes": [citation.quote for citation in entry.citations] if entry else [],
        "choices": _choices(asking, reading),
        "rights": list(reading.rights) if reading.verdict is Verdict.REQUEST else [],
        "score": round(min(max(reading.score, 0.0), 1.0), 4),
        "matched": list(reading.matched),
        "text": asking.renderer.outcome(outcome, reading.language).plain,
    }


class _BadLine(ValueError):
    """A line of input that is not a valid question."""

    def __init__(self, id: Any, wrong: str) -> None:
        self.id = id
        super().__init__(wrong)


def _question(line: bytes) -> tuple[Any, str, str | None]:
    try:
        # Python accepts NaN, Infinity and 1e999, and would then write JSON that other programs reject.
        row = json.loads(line.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise _BadLine(None, "is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _BadLine(_id_in(line), "is not a JSON object") from error
    if not isinstance(row, dict):
        raise _BadLine(None, "is not a JSON object")
    text, locale = row.get("text"), row.get("locale")
    if not isinstance(text, str):
        raise _BadLine(row.get("id"), 'has no "text", or one that is not a string')
    if not isinstance(locale, str | None):
        raise _BadLine(row.get("id"), '"locale" is not a string')
    return row.get("id"), text, locale


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large a number")
    return number


def _id_in(line: bytes) -> str | None:
    """Return the id of an invalid line, if it can be read."""
    found = re.search(rb'"id"\s*:\s*"([^"\\]{1,200})"', line)
    return found[1].decode("utf-8", "replace") if found else None


def _choices(asking: Answerer, reading: Reading) -> list[dict[str, Any]]:
    if reading.verdict is not Verdict.CHOICES:
        return []
    entries = [asking.knowledge.entries[id] for id in reading.entries]
    return [
        {"entry": entry.id, "paragraphs": list(entry.paragraphs), "question": entry.question(reading.language)}
        for entry in entries
    ]


def _dump(value: dict[str, Any]) -> str:
    # A lone surrogate in an id cannot be written as UTF-8, so it is escaped.
    text = json.dumps(value, ensure_ascii=False)
    return text if text.encode("utf-8", "ignore").decode() == text else json.dumps(value)
