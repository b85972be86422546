"""`insyn knowledge`: for the person who maintains the policy and its entries."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from bot.assembly import load_knowledge
from bot.knowledge import Knowledge
from bot.knowledge.coverage import sentences
from bot.understanding.held_out import JudgedWording, confusions, held_out
from bot.understanding.targets import Target


def run_test(folder: Path | None, most: int) -> None:
    """Print how many held-out phrasings are understood, and which meanings are confused."""
    knowledge = load_knowledge(folder)
    click.echo("Asking each phrasing of a desk that was taught without it; this takes some minutes ...", err=True)
    judged = held_out(knowledge)
    entries = [one for one in judged if one.wording.target.kind == "entry"]
    click.echo(f"{_share(judged)} of all wordings, {_share(entries)} of the entries' phrasings come to their own meaning first.")
    for confusion in confusions(judged)[:most]:
        click.echo(f"\n{_name(confusion.own)} is taken for {_name(confusion.taken_for)}: {len(confusion.wordings)}")
        for one in confusion.wordings[:5]:
            click.echo(f"  {one.behind:5.2f} behind   {one.wording.text}")


def _share(judged: Sequence[JudgedWording]) -> str:
    right = sum(one.right for one in judged)
    return f"{right} of {len(judged)} ({100 * right / max(len(judged), 1):.1f} %)"


def _name(target: Target) -> str:
    return target.id if target.kind == "entry" else f"{target.kind} {target.id}"


def run_check(folder: Path | None, *, quiet: bool) -> None:
    """Print which entries tell each sentence of the policy. Raises the faults of a folder that has any."""
    knowledge = load_knowledge(folder)
    if quiet:
        return
    click.echo(_size(knowledge))
    untold = 0
    for place, group in groupby(sentences(knowledge), key=lambda sentence: sentence.paragraph):
        click.echo(f"{place:>6}  {knowledge.policy.paragraphs[place].heading}")
        for sentence in group:
            click.echo(f"        {sentence.text[:50]:50}  {', '.join(sentence.entries) or '(told by no entry)'}")
            untold += not sentence.entries
    click.echo(f"Sentences of the policy that no entry tells: {untold}.")
    click.echo("No faults.")


def _size(knowledge: Knowledge) -> str:
    counts = {
        language: sum(len(entry.phrasings[language]) for entry in knowledge.entries.values()) for language in knowledge.languages
    }
    counted = ", ".join(f"{count} phrasings in {language}" for language, count in counts.items())
    policy = knowledge.policy
    return f"{knowledge.company.company}: policy {policy.version} of {policy.date}, {len(knowledge.entries)} entries, {counted}."
