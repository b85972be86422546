"""`insyn bench`: measures speed and memory beside baselines measured in the same run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.assembly import load_knowledge, load_reader
from bot.bench import load, path, processes, size, speed
from bot.bench.figures import Pace, summary, time_of
from bot.bench.quality import labelled, ladder
from bot.bench.unseen import Asked, mails, questions
from bot.knowledge import Knowledge
from bot.store.scratch import scratch_database
from bot.understanding import Reader

FOR_MAILS = 40
"""Questions reserved for mails, so that the desk has not seen their words before."""
ALONE = 60
"""Questions asked one after the other; the rest are asked many at once."""
STARTS = 3
_BUILDS = {"the desk": processes.DESK, "a bare Bolt app that echoes": processes.ECHO}


@dataclass(frozen=True, slots=True)
class App:
    """The figures of a process that is connected to the stand-in for Slack."""

    alone: Pace
    together: Pace
    start: float
    megabytes: float | None


def run(seconds: float, folder: Path | None = None, starts: int = STARTS) -> None:
    """Print the table. The baselines show how fast the machine is; ``starts`` is how often each app is started."""
    _progress("Loading the knowledge and the model ...")
    knowledge = load_knowledge(folder)
    reader, asked = load_reader(knowledge), questions(knowledge.languages)
    click.echo(
        "Each ratio is the desk's figure over the baseline's. No question is a wording of the knowledge; each is asked once.\n"
    )
    click.echo("Understanding alone, one core; baselines over the phrasings of the question's language")
    _understanding("questions", knowledge, reader, asked[FOR_MAILS:], seconds)
    _understanding("mails of 200 words", knowledge, reader, mails(asked[:FOR_MAILS]), seconds)
    desk, echo = (_measured(name, asked, seconds, folder, starts) for name in _BUILDS)
    _apps(desk, echo)
    _sizes()


def _progress(text: str) -> None:
    click.echo(text, err=True)


def _understanding(what: str, knowledge: Knowledge, reader: Reader, asked: Sequence[Asked], seconds: float) -> None:
    _progress(f"Asking {what} of the desk and of the baselines ...")
    ours = _row(f"{what}: the desk", speed.understanding(reader, asked, seconds))
    for name, pace in speed.baselines(knowledge, asked, seconds):
        _row(f"{what}: {name}", pace, ours)


def _row(name: str, found: Pace, ours: Pace | None = None) -> Pace:
    click.echo(f"  {name:48}{found}")
    if ours:
        click.echo(f"    ratio: {ours.over(found)}")
    return found


def _measured(name: str, asked: Sequence[Asked], seconds: float, folder: Path | None, starts: int) -> App:
    texts = [question.text for question in asked]
    _progress(f"Starting {name} and writing to it ...")
    begun = []
    for _ in range(starts - 1):
        with processes.connected(_BUILDS[name], folder) as app:
            begun.append(app.seconds)
    with processes.connected(_BUILDS[name], folder) as app:
        alone = path.one_by_one(app.slack, texts[:ALONE], seconds)
        together = path.at_once(app.slack, texts[ALONE:], seconds)
        return App(alone, together, min([*begun, app.seconds]), app.peak())


def _apps(desk: App, echo: App) -> None:
    ours, theirs = _BUILDS
    click.echo("\nFrom a message to the answer in its thread, on the stand-in for Slack, each app a process of its own")
    _row(f"one after the other: {ours}", desk.alone)
    _row(f"one after the other: {theirs}", echo.alone, desk.alone)
    _row(f"{path.PEOPLE} people at once: {ours}", desk.together)
    _row(f"{path.PEOPLE} people at once: {theirs}", echo.together, desk.together)
    click.echo("\nThese processes; the fastest start, and the memory after all these messages")
    _pair("start until connected to Slack, its model kept", desk.start, "start of the bare Bolt app", echo.start, "s", 2)
    if desk.megabytes and echo.megabytes:
        _pair("peak memory of the desk", desk.megabytes, "peak memory of the bare Bolt app", echo.megabytes, "MB")


def run_load(messages: int, postgresql: str | None, folder: Path | None) -> None:
    """Print what a burst of messages costs the desk, on SQLite and on PostgreSQL, beside the echo app."""
    asked = [question.text for question in questions(load_knowledge(folder).languages)]
    texts = [asked[number % len(asked)] for number in range(messages)]
    click.echo(f"{messages} messages of {load.PEOPLE} people at once, from event to ack and to the posted answer\n")
    echo = _burst("a bare Bolt app that echoes", processes.ECHO, texts)
    _burst("the desk on SQLite", processes.DESK, texts, echo, folder=folder)
    if postgresql is None:
        click.echo("  (PostgreSQL was not measured: name a server with --postgresql, on which databases may be made)")
        return
    for replicas in (1, 2):
        with scratch_database(postgresql) as url:
            name = f"the desk on PostgreSQL, {replicas} process{'es' * (replicas > 1)}"
            _burst(name, processes.DESK, texts, echo, folder=folder, replicas=replicas, database=url)


def _burst(name: str, code: Sequence[str], texts: Sequence[str], beside: load.Load | None = None, **how: Any) -> load.Load:
    _progress(f"Writing to {name} ...")
    with processes.connected(code, **how) as app:
        found = load.burst(app, texts)
    click.echo(f"{name}\n  {'to the ack':24}{found.acks}\n  {'to the answer':24}{found.answers}")
    cost = f"{found.cpu:.1f} ms of CPU a message, " if found.cpu else ""
    peak = f", peak memory {found.megabytes:.0f} MB" if found.megabytes else ""
    click.echo(f"  {cost}{found.repeats} deliveries again, {found.disorder} answers out of order{peak}")
    if beside:
        more = f"; CPU a message {found.cpu / beside.cpu:.1f}" if found.cpu and beside.cpu else ""
        click.echo(
            f"    ratios to the echo app: ack {found.acks.over(beside.acks)}; answer {found.answers.over(beside.answers)}{more}"
        )
    return found


def _sizes() -> None:
    click.echo("\nInstalled, with all that is needed and without what only developers need")
    click.echo(f"  {'own code, knowledge and texts of the desk':48}{size.own() / 1e6:10.1f} MB")
    _pair("the desk", size.installed() / 1e6, "slack_bolt", size.with_dependencies("slack-bolt") / 1e6, "MB")


def _pair(name: str, ours: float, other: str, theirs: float, unit: str, digits: int = 1) -> None:
    click.echo(f"  {name:48}{ours:10.{digits}f} {unit}")
    click.echo(f"  {'baseline: ' + other:48}{theirs:10.{digits}f} {unit}\n    ratio: {ours / theirs:.2g}")


def run_quality(questions: Path | None, folder: Path | None) -> None:
    """Print how well each step of the understanding does, each row as soon as it is measured."""
    labels = labelled(questions) if questions else []
    click.echo(f"{'':44}{'held-out phrasings':>20}{'labelled questions':>20}{'time':>12}")
    for row in ladder(load_knowledge(folder), labels):
        answered = "-" if row.questions is None else f"{row.questions:.1%}"
        click.echo(f"{row.name:44}{row.phrasings:>20.1%}{answered:>20}{row.milliseconds:>9.2f} ms")


def run_growth() -> None:
    """Print the time per question with ten times the phrasings, and the slowest of many unusual inputs."""
    knowledge, asked = load_knowledge(None), questions()
    reader = load_reader(knowledge)
    once = _row("the phrasings as they are", speed.understanding(reader, asked, 2.0))
    _odd(reader, speed.oddities(asked))
    _progress("Teaching a desk ten times the phrasings; this takes some minutes ...")
    ten = _row("ten times the phrasings", speed.understanding(Reader(speed.tenfold(knowledge)), asked, 2.0))
    click.echo(f"  ratio: {ten.p50 / once.p50:.1f} times the time for a question")


def _odd(reader: Reader, texts: list[str]) -> None:
    """Measure each unusual input once."""
    times = [time_of(reader.read, text) for text in texts]
    found = _row(f"{len(texts)} odd inputs, up to {max(map(len, texts))} characters", summary(times))
    click.echo(f"  the slowest of them: {max(times) * 1000:.1f} ms; half of them: {found.p50:.2f} ms\n")
