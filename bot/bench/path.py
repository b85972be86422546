"""From a person's message to the answer in their thread, on the stand-in for Slack, by the stand-in's own clock."""

import time
from collections.abc import Sequence

from bot.bench.figures import Pace, summary
from bot.workspace import Workspace

PEOPLE = 20
"""How many write at the same moment."""
PATIENCE = 60.0
"""Seconds after which an answer is taken for lost."""


def one_by_one(slack: Workspace, texts: Sequence[str], seconds: float) -> Pace:
    """One person asks, waits for the answer, and asks the next question, for so many seconds at most."""
    user = slack.add_user("anna")
    channel, times = slack.dm(user), []
    end = time.perf_counter() + seconds
    for text in texts:
        times.append(_wait(slack, channel, slack.say(user, channel, text)))
        if time.perf_counter() > end:
            break
    slack.settled()  # the last acks are still on their way
    return summary(times)


def at_once(slack: Workspace, texts: Sequence[str], seconds: float, people: int = PEOPLE) -> Pace:
    """People write at the same moment, and again when all of them have their answers, for so many seconds at most."""
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
    """When each message was written, and how long its writer waited."""
    channels = [slack.dm(user) for user in users]
    asked = [(channel, slack.say(user, channel, text)) for user, channel, text in zip(users, channels, texts, strict=False)]
    return {float(ts): _wait(slack, channel, ts) for channel, ts in asked}


def _wait(slack: Workspace, channel: str, ts: str) -> float:
    """Seconds between a message and the first answer in its thread, by the times that stand on them."""
    answer = slack.wait(lambda: slack.thread(channel, ts)[1:], PATIENCE)[0]
    return float(answer.ts) - float(ts)
