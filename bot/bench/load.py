"""Many people who write at once: how fast a process acks and answers, in which order, and what it costs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.bench.figures import Pace, summary
from bot.bench.processes import Connected
from bot.workspace import Workspace

PEOPLE = 50
PATIENCE = 600.0
"""Seconds after which answers count as lost."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a burst of messages came to."""

    acks: Pace
    answers: Pace
    cpu: float | None
    """Milliseconds of CPU for each message, of all replicas together."""
    repeats: int
    """Deliveries that came again because an ack took more than three seconds."""
    disorder: int
    """Answers that came before the answer to an earlier message of the same conversation."""
    megabytes: float | None


def burst(app: Connected, texts: Sequence[str], people: int = PEOPLE) -> Load:
    """Let people write all texts at once, each in a direct conversation with the app, and wait for the answers."""
    slack = app.slack
    users = [slack.add_user(f"person{number}") for number in range(people)]
    channels = [slack.dm(user) for user in users]
    before, began = app.cpu(), time.perf_counter()
    asked = [(channels[n % people], slack.say(users[n % people], channels[n % people], text)) for n, text in enumerate(texts)]
    posted = [_answer(slack, channel, ts) for channel, ts in asked]
    lasted = time.perf_counter() - began
    slack.settled(PATIENCE)
    after = app.cpu()
    acks = [slack.ack_seconds[ts] for _, ts in asked]
    waits = [answer - float(ts) for answer, (_, ts) in zip(posted, asked, strict=True)]
    cpu = None if before is None or after is None else (after - before) / len(texts) * 1000
    in_order = [[at for at, (channel, _) in zip(posted, asked, strict=True) if channel == own] for own in channels]
    disorder = sum(later < earlier for times in in_order for earlier, later in pairwise(times))
    return Load(summary(acks, lasted), summary(waits, lasted), cpu, slack.repeats, disorder, app.peak())


def _answer(slack: Workspace, channel: str, ts: str) -> float:
    """Return when the first answer in the thread of a message was posted."""
    return float(slack.wait(lambda: slack.thread(channel, ts)[1:], PATIENCE)[0].ts)
