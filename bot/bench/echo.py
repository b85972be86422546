"""The baseline for the desk in Slack: a bare Bolt app that echoes each message in its thread until it gets a signal."""

import os
import signal
import threading
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.socket_mode import connect


def build(token: str, api_url: str) -> App:
    """Return the app, with Bolt's defaults."""
    app = App(client=WebClient(token=token, base_url=api_url), token_verification_enabled=False)

    @app.event("message")
    def repeat(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=event["text"])

    return app


def main() -> None:
    """Connect to the Slack named in the environment, as the desk does."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    disconnect = connect(build(os.environ.pop("SLACK_BOT_TOKEN"), os.environ["SLACK_API_URL"]), os.environ["SLACK_APP_TOKEN"])
    ended.wait()
    disconnect()


if __name__ == "__main__":
    main()
