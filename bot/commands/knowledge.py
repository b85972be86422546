"""`insyn knowledge`: for the person who keeps the answers right."""

from pathlib import Path

import click

from bot.assembly import load_knowledge
from bot.knowledge.checks import coverage


def run_check(folder: Path | None, *, quiet: bool) -> None:
    """Print the coverage of a faultless folder; one with faults raises them."""
    knowledge = load_knowledge(folder)
    if quiet:
        return
    counts = {
        language: sum(len(entry.phrasings[language]) for entry in knowledge.entries.values()) for language in knowledge.languages
    }
    spoken = ", ".join(f"{count} phrasings in {language}" for language, count in counts.items())
    policy = knowledge.policy
    click.echo(
        f"{knowledge.company.company}: policy {policy.version} of {policy.date}, {len(knowledge.entries)} entries, {spoken}."
    )
    for paragraph, entries in coverage(knowledge).items():
        heading = policy.paragraphs[paragraph].heading
        click.echo(f"{paragraph:>6}  {heading[:40]:40}  {', '.join(entries) or '(cited by no entry)'}")
    click.echo("No faults.")
