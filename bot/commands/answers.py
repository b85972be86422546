"""`insyn knowledge answers`: every answer as a person reads it, for whoever checks it against policy and law."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from bot.assembly import load_knowledge, load_texts
from bot.desk.outcomes import Answer, NoAnswer
from bot.knowledge import Entry, Knowledge, Unanswered
from bot.texts.answers import Answers
from bot.texts.sheet import Part, Quote, SmallPrint, Text


def run(folder: Path | None) -> None:
    """Print the page as Markdown."""
    knowledge = load_knowledge(folder)
    click.echo("\n\n".join(_page(knowledge, Answers(knowledge, load_texts(knowledge)))))


def _page(knowledge: Knowledge, spoken: Answers) -> Iterator[str]:
    policy = knowledge.policy
    yield "# Every answer, as people read it"
    yield (
        f"For the policy “{policy.title}” of {knowledge.company.company}, version {policy.version} of {policy.date}. Printed by "
        "`insyn knowledge answers`; change the files in `knowledge/` instead."
    )
    for file, entries in groupby(knowledge.entries.values(), key=lambda entry: knowledge.files[entry.id]):
        yield f"## {Path(file).stem}"
        for entry in entries:
            yield from _said(knowledge, spoken, entry, Answer(entry=entry.id))
    yield "## What the policy does not answer"
    for item in knowledge.unanswered.values():
        yield from _said(knowledge, spoken, item, NoAnswer(unanswered=item.id))


def _said(knowledge: Knowledge, spoken: Answers, question: Entry | Unanswered, outcome: Answer | NoAnswer) -> Iterator[str]:
    yield f"### {question.id}"
    for language in knowledge.languages:
        yield f"**{question.phrasings[language][0]}**"
        yield from filter(None, map(_markdown, spoken.parts(outcome, language)))


def _markdown(part: Part) -> str:
    match part:
        case Text():
            return part.text
        case Quote():
            quoted = part.text.replace("\n", "\n> ")
            return f"> {quoted}\n>\n> {part.source}"
        case SmallPrint():
            return f"*{part.text}*"
    return ""
