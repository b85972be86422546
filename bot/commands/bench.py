"""`insyn bench`: speed and memory, each beside a baseline that is run in the same command."""

import click

from bot.assembly import load_knowledge
from bot.bench import path, processes, speed
from bot.bench.figures import Pace
from bot.understanding import Reader


def run(seconds: float) -> None:
    """Print the table. The machine's own speed drops out of the ratios."""
    knowledge = load_knowledge(None)
    reader = Reader(knowledge)
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
