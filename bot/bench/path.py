"""From a person's message to the answer in their thread, on the stand-in for Slack, beside a bare Bolt app that echoes."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import yaml
from slack_bolt import App
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.bench.figures import Pace, summary
from bot.demo.office import open_office
from bot.slack.socket_mode import connect
from bot.workspace import Workspace


def desk(texts: Sequence[str], seconds: float) -> Pace:
    """The pace of the whole desk, one question after the other."""
    with open_office() as office:
        return _answers(office.slack, office.anna, texts, seconds)


def echo(texts: Sequence[str], seconds: float) -> Pace:
    """The pace of a Bolt app that does nothing but say the words again in the thread."""
    with _echoing() as slack:
        return _answers(slack, slack.add_user("anna"), texts, seconds)


@contextmanager
def _echoing() -> Iterator[Workspace]:
    with Workspace(yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))) as slack:
        app = App(client=WebClient(token=slack.bot_token, base_url=slack.url), token_verification_enabled=False)

        @app.event("message")
        def repeat(event: dict[str, Any], client: WebClient) -> None:
            client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=event["text"])

        disconnect = connect(app, slack.app_token)
        try:
            yield slack
        finally:
            slack.stop()
            disconnect()


def _answers(slack: Workspace, user: str, texts: Sequence[str], seconds: float) -> Pace:
    channel, times = slack.dm(user), []
    end = time.perf_counter() + seconds
    for text in texts:
        start = time.perf_counter()
        ts = slack.say(user, channel, text)
        slack.wait(lambda ts=ts: len(slack.thread(channel, ts)) > 1)  # type: ignore[misc]
        times.append(time.perf_counter() - start)
        if time.perf_counter() > end:
            break
    slack.settled()  # the last acks are still on their way
    return summary(times)
