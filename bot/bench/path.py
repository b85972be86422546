"""Times from a person's message to the answer in their thread, by the clock of the stand-in for Slack."""

import time
from collections.abc import Sequence

from bot.bench.figures import Pace, summary
from bot.workspace import Workspace

PEOPLE = 20
"""How many people write at the same time."""
PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""


def one_by_one(slack: Workspace, texts: Sequence[str], seconds: float) -> Pace:
    """Let one person ask, wait for the answer, and ask the next question, for at most that many seconds."""
    user = slack.add_user("anna")
    channel, times = slack.dm(user), []
    end = time.perf_counter() + seconds
    for text in texts:
        times.append(_wait(slack, channel, slack.say(user, channel, text)))
        if time.perf_counter() > end:
            break
    slack.settled()  # the last acks may still be under way
    return summary(times)


def at_once(slack: Workspace, texts: Sequence[str], seconds: float, people: int = PEOPLE) -> Pace:
    """Let people write at the same time, and again once all have their answers, for at most that many seconds."""
    users = [slack.add_user(f"person{number}") for number in range(people)]
    times: list[float] = []
    lasted, end = 0.0, time.perf_counter() + seconds
    for first in range(0, len(texts), people):
        waits = _burst(slack, users, texts[first : first + people])
        times += waits.values()
        lasted += max(asked + wait for asked, wait in waits.items()) - min(waits)
        if time.perf_counter() > end:
            break
    slack.settled()
    return summary(times, lasted)


def _burst(slack: Workspace, users: Sequence[str], texts: Sequence[str]) -> dict[float, float]:
    """Return when each message was written, and how long its writer waited."""
    channels = [slack.dm(user) for user in users]
    asked = [(channel, slack.say(user, channel, text)) for user, channel, text in zip(users, channels, texts, strict=False)]
    return {float(ts): _wait(slack, channel, ts) for channel, ts in asked}


def _wait(slack: Workspace, channel: str, ts: str) -> float:
    """Return the seconds between a message and the first answer in its thread, by their timestamps."""
    answer = slack.wait(lambda: slack.thread(channel, ts)[1:], PATIENCE)[0]
    return float(answer.ts) - float(ts)
