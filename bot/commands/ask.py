"""`insyn ask`: answers without Slack. The JSON form is a stable interface, described in docs/commands.md."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.assembly import Answerer, build_answerer
from bot.commands.asked import BadLine, asked, message_of_mail, read_letter, read_line
from bot.commands.explain import explained
from bot.desk.intake import subject_of
from bot.desk.mails import read_message
from bot.desk.messages import Message
from bot.desk.outcomes import outcome_of
from bot.desk.unread_files import is_of_interest
from bot.tickets import Subject
from bot.understanding import Reading, Verdict

SILENT = "none"
"""The outcome of a mail that needs no reply."""
NOTHING = "(The desk does not reply to this mail.)"
ANSWERED = (Verdict.ANSWER, Verdict.REQUEST, Verdict.INCIDENT)
"""Outcomes that answers can stand in, or beside."""
_CITED = 3
"""Most citations that the stable interface gives; the text has them all."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked and how it is printed: ``mail`` and ``jsonl`` are read from standard input."""

    json: bool = False
    jsonl: bool = False
    mail: bool = False
    why: bool = False


def run(question: str, *, form: Form, locale: str | None, folder: Path | None) -> None:
    """Print the reply to a question, to a mail on standard input, or to each line of it, as ``form`` says."""
    asking = build_answerer(folder)
    if form.jsonl:
        for line in replies(asking, sys.stdin.buffer, locale):
            click.echo(line)
            sys.stdout.flush()
        return
    message = message_of_mail(read_letter(sys.stdin.buffer.read()), locale) if form.mail else asked(question, locale)
    answered = reply_to(asking, None, message)
    click.echo(_dump(answered) if form.json else answered["text"] or NOTHING)
    if form.why:
        click.echo("\n" + explained(asking, read_message(asking.reader, message)))


def replies(asking: Answerer, lines: Iterable[bytes], locale: str | None = None) -> Iterator[str]:
    """Yield a JSON reply for each line, in order; for an invalid line, an object with ``error``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            id, message = read_line(line, locale)
            yield _dump(reply_to(asking, id, message))
        except BadLine as bad:
            yield _dump({"id": bad.id, "error": f"line {number}: {bad}"})


def reply(asking: Answerer, id: Any, text: str, locale: str | None) -> dict[str, Any]:
    """Return the reply to a question in the form that docs/commands.md describes."""
    return reply_to(asking, id, asked(text, locale))


def reply_to(asking: Answerer, id: Any, message: Message) -> dict[str, Any]:
    """Return the reply to a message in the form that docs/commands.md describes."""
    reading = read_message(asking.reader, message)
    outcome = _outcome(message, reading)
    answers = _entries(asking, reading.entries) if outcome in ANSWERED else []
    first = answers[0] if outcome == Verdict.ANSWER else {"entry": None, "paragraphs": [], "quotes": []}
    heard = outcome not in (SILENT, Verdict.AUTHORITY)
    return {
        "id": id,
        "language": reading.language,
        "outcome": outcome,
        **first,
        "answers": answers,
        "choices": _choices(asking, reading) if outcome == Verdict.CHOICES else [],
        "rights": list(reading.rights) if outcome == Verdict.REQUEST else [],
        "suspected": list(reading.rights) if heard and reading.maybe_request else [],
        "incident": heard and reading.breach and outcome != Verdict.INCIDENT,
        "subject": _subject(subject_of(message, reading)) if heard else None,
        "score": round(min(max(reading.score, 0.0), 1.0), 4),
        "matched": list(reading.matched),
        "text": asking.renderer.outcome(outcome_of(reading), reading.language).plain if heard else "",
    }


def _outcome(message: Message, reading: Reading) -> str:
    if reading.verdict is Verdict.AUTHORITY:
        return Verdict.AUTHORITY
    if message.asker is None and message.customer and not is_of_interest(message, reading):
        return SILENT
    return "no_answer" if reading.verdict is Verdict.UNREADABLE else str(reading.verdict)


def _subject(subject: Subject) -> dict[str, str | None] | None:
    return {"name": subject.name, "email": subject.email} if subject.is_customer else None


def _entries(asking: Answerer, ids: Iterable[str]) -> list[dict[str, Any]]:
    entries = [asking.knowledge.entries[id] for id in ids]
    return [
        {
            "entry": entry.id,
            "paragraphs": list(dict.fromkeys(citation.paragraph for citation in entry.citations[:_CITED])),
            "quotes": [citation.quote for citation in entry.citations[:_CITED]],
        }
        for entry in entries
    ]


def _choices(asking: Answerer, reading: Reading) -> list[dict[str, Any]]:
    entries = [asking.knowledge.entries[id] for id in reading.entries]
    return [
        {"entry": entry.id, "paragraphs": list(entry.paragraphs)[:_CITED], "question": entry.question(reading.language)}
        for entry in entries
    ]


def _dump(value: dict[str, Any]) -> str:
    # A lone surrogate in an id cannot be written as UTF-8, so it is escaped.
    text = json.dumps(value, ensure_ascii=False)
    return text if text.encode("utf-8", "ignore").decode() == text else json.dumps(value)
