"""The Bolt app: the same for Socket Mode and HTTP."""

import logging
import secrets
import traceback
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot.desk.ports import Unavailable
from bot.slack.admission import Home
from bot.slack.authorization import Authorization
from bot.slack.damage import DamagedPayload
from bot.slack.listener_context import ListenerContext
from bot.slack.listeners import register
from bot.texts import Texts

log = logging.getLogger("insyn.slack")


def build_app(
    client: WebClient,
    authorization: Authorization,
    signing_secret: str | None,
    context: ListenerContext,
    home: Home,
    on_lost: Callable[[], object] = lambda: None,
) -> App:
    """Return a Bolt app that acks an event only after the desk has stored it.

    ``on_lost`` is called when an event could not be stored: Slack may give it up before it can.
    """
    app = App(
        client=_without_token(client),
        authorize=lambda: authorization.result(),  # Bolt looks at the names of the arguments, and would want to give it `self`
        signing_secret=signing_secret or "unused-in-socket-mode",
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        before_authorize=home.admit,
        logger=logging.getLogger("slack_bolt.app"),
    )
    register(app, context)

    @app.error
    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            # Nobody listens for this, such as a join or a pin. It is acked all the same, or Slack would send it again.
            return BoltResponse(status=200, body="")
        if isinstance(error, DamagedPayload):
            log.warning("a payload without its %s was refused", error)
            return BoltResponse(status=400, body="")
        code = secrets.token_hex(4)
        log.error("trouble %s: %s at %s. %s", code, type(error).__name__, _where(error), advice(error))
        if "event" in body:
            on_lost()
        if "command" in body:
            return BoltResponse(status=200, body=_failure_response(context.texts, context.officers_language, code))
        return BoltResponse(status=500, body="")

    return app


def _without_token(client: WebClient) -> WebClient:
    """Return a client to which Bolt gives the token of the authorization; with two tokens it would warn at each start."""
    copy = WebClient(base_url=client.base_url, timeout=client.timeout)
    copy.retry_handlers.clear()
    return copy


def advice(error: Exception) -> str:
    """Return what an operator can do about an error. Errors of the store carry their own advice."""
    return str(error) if isinstance(error, Unavailable) else "Nothing was stored; Slack delivers events again."


def _failure_response(texts: Texts, language: str, code: str) -> dict[str, str]:
    return {"response_type": "ephemeral", "text": texts.say(language, "notice_trouble", code=code)}


def _where(error: Exception) -> str:
    """Return file and line of the failure, never the error's message, which may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
