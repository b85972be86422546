"""HTTP mode: signed requests from Slack, and a health check."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

log = logging.getLogger("insyn.web")

Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]


def web_app(app: App) -> Wsgi:
    """Return a WSGI application with ``/slack/events`` and ``GET /healthz``."""
    slack = SlackRequestHandler(app, path="/slack/events")

    def serve(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/healthz" and environ.get("REQUEST_METHOD") in {"GET", "HEAD"}:
            start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"ok\n"]
        try:
            return slack(environ, start_response)
        except (ValueError, AttributeError) as error:
            # Bolt parses the body before it checks the signature, so anybody can send a body that is no JSON object.
            log.warning("a request that cannot be read was refused: %s", type(error).__name__)
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"cannot be read\n"]

    return serve
