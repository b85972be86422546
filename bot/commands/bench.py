"""`insyn bench`: speed and memory, each beside a baseline that is run in the same command."""

from pathlib import Path

import click

from bot.assembly import load_knowledge, load_reader
from bot.bench import path, processes, size, speed
from bot.bench.figures import Pace, summary, time_of
from bot.bench.quality import labelled, ladder
from bot.understanding import Reader


def run(seconds: float) -> None:
    """Print the table. The machine's own speed drops out of the ratios."""
    knowledge = load_knowledge(None)
    reader = load_reader(knowledge)
    questions, mails = speed.questions(knowledge), speed.mails(knowledge)
    click.echo("Understanding alone, one core")
    ours = _row("questions", speed.understanding(reader, questions, seconds))
    _row("mails of 200 words", speed.understanding(reader, mails, seconds))
    plain = _row("baseline: rapidfuzz WRatio over all phrasings", speed.baseline(knowledge, questions, seconds))
    click.echo(f"  ratio: {ours.per_second / plain.per_second:.1f} times as many questions a second\n")
    click.echo("From a message to the answer in its thread, on the stand-in for Slack")
    whole = _row("the desk", path.desk(questions, seconds))
    echo = _row("baseline: a bare Bolt app that echoes", path.echo(questions, seconds))
    click.echo(f"  ratio: {whole.p50 / echo.p50:.1f} times the echo's time\n")
    _processes()
    _sizes()


def _row(name: str, found: Pace) -> Pace:
    click.echo(f"  {name:48}{found}")
    return found


def _processes() -> None:
    click.echo("Whole processes, the fastest of three")
    start, bolt = processes.run(processes.START), processes.run(processes.BOLT)
    click.echo(f"  {'start until the first question can be asked':48}{start.seconds:10.2f} s")
    click.echo(f"  {'baseline: import slack_bolt':48}{bolt.seconds:10.2f} s")
    desk, echo = processes.run(processes.DESK, 1), processes.run(processes.ECHO, 1)
    click.echo(f"  {'peak memory, desk and stand-in in one process':48}{desk.megabytes or 0:10.0f} MB")
    click.echo(f"  {'baseline: bare Bolt app and stand-in':48}{echo.megabytes or 0:10.0f} MB")


def _sizes() -> None:
    click.echo("\nInstalled, with all that is needed and without what only developers need")
    click.echo(f"  {'the desk':48}{size.installed() / 1e6:10.1f} MB")
    click.echo(f"  {'of that, its own code, knowledge and texts':48}{size.own() / 1e6:10.1f} MB")
    click.echo(f"  {'baseline: slack_bolt':48}{size.with_dependencies('slack-bolt') / 1e6:10.1f} MB")


def run_quality(questions: Path | None, folder: Path | None) -> None:
    """Print the ladder, a row as soon as it is known."""
    labels = labelled(questions) if questions else []
    click.echo(f"{'':44}{'held-out phrasings':>20}{'labelled questions':>20}{'time':>12}")
    for row in ladder(load_knowledge(folder), labels):
        answered = "-" if row.questions is None else f"{row.questions:.1%}"
        click.echo(f"{row.name:44}{row.phrasings:>20.1%}{answered:>20}{row.milliseconds:>9.2f} ms")


def run_growth() -> None:
    """Print the time per question with ten times the phrasings, and the slowest of many odd inputs."""
    knowledge = load_knowledge(None)
    questions = speed.questions(knowledge)[:2000]
    reader = load_reader(knowledge)
    once = _row("the phrasings as they are", speed.understanding(reader, questions, 2.0))
    _odd(reader, speed.oddities(knowledge))
    click.echo("Teaching a desk ten times the phrasings; this takes some minutes ...", err=True)
    ten = _row("ten times the phrasings", speed.understanding(Reader(speed.tenfold(knowledge)), questions, 2.0))
    click.echo(f"  ratio: {ten.p50 / once.p50:.1f} times the time for a question")


def _odd(reader: Reader, texts: list[str]) -> None:
    """Each odd input once."""
    times = [time_of(reader.read, text) for text in texts]
    found = _row(f"{len(texts)} odd inputs, up to {max(map(len, texts))} characters", summary(times))
    click.echo(f"  the slowest of them: {max(times) * 1000:.1f} ms; half of them: {found.p50:.2f} ms\n")
