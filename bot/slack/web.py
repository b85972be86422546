"""HTTP mode: signed requests from Slack, and two health checks."""

import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier

EVENTS, HEALTH, READY = "/slack/events", "/healthz", "/readyz"
METHODS = {EVENTS: ("POST",), HEALTH: ("GET", "HEAD"), READY: ("GET", "HEAD")}
MOST_AGE = 300
"""Seconds by which a time stamp may differ from now, as Slack recommends:
https://docs.slack.dev/authentication/verifying-requests-from-slack/"""
UNSIGNED_BODY = 1024
"""Bytes of the largest body without a time stamp: room for ``ssl_check``, by which Slack looks at the certificate."""
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What Bolt raises for a body that is no payload of Slack's, before any listener runs. Listeners' errors never get here."""

log = logging.getLogger("insyn.web")

Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not taken."""

    status: HTTPStatus
    allow: tuple[str, ...] = ()
    """With 405: the methods that the address has."""


def refusal(method: str, path: str, headers: Mapping[str, str], size: int | None) -> Refusal | None:
    """Judge a request by its head, before its body is read; None if the body is worth reading.

    ``headers`` as WSGI spells them, without ``HTTP_``. ``size`` of the body in bytes, None if the client does not say.
    """
    if path not in METHODS:
        return Refusal(HTTPStatus.NOT_FOUND)
    if method not in METHODS[path]:
        return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, METHODS[path])
    if path != EVENTS:
        return Refusal(HTTPStatus.BAD_REQUEST) if size != 0 else None
    stamp = headers.get("X_SLACK_REQUEST_TIMESTAMP")
    if stamp is None:
        is_small = size is not None and size <= UNSIGNED_BODY
        return None if is_small else Refusal(HTTPStatus.UNAUTHORIZED)
    return None if _is_recent(stamp) else Refusal(HTTPStatus.UNAUTHORIZED)


class WebApp:
    """A WSGI application with ``/slack/events``, ``/healthz`` and ``/readyz``, for requests that ``refusal`` lets through."""

    def __init__(
        self, app: App, signing_secret: str, is_ready: Callable[[], bool], on_payload: Callable[[], object] = lambda: None
    ) -> None:
        """``on_payload`` is called for each request that Slack has signed."""
        self._slack = SlackRequestHandler(app, path=EVENTS)
        self._verifier = SignatureVerifier(signing_secret)
        self._is_ready = is_ready
        self._on_payload = on_payload

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"]
        if path == EVENTS:
            return self._take(environ, start_response)
        is_well = path == HEALTH or self._is_ready()
        answer = _plain(start_response, HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else answer

    def _take(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        # Bolt would parse the body before it looks at the signature, and log the body if that is wrong.
        if not self._is_signed(body, environ):
            return _plain(start_response, HTTPStatus.OK if _is_ssl_check(body) else HTTPStatus.UNAUTHORIZED)
        self._on_payload()
        try:
            return self._slack(environ | {"wsgi.input": BytesIO(body)}, start_response)
        except _UNREADABLE as error:
            log.warning("a signed request that cannot be read was refused: %s", type(error).__name__)
            return _plain(start_response, HTTPStatus.BAD_REQUEST)

    def _is_signed(self, body: bytes, environ: Mapping[str, Any]) -> bool:
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return False
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:  # Slack sends UTF-8
            return False


def _is_recent(stamp: str) -> bool:
    return bool(_STAMP.fullmatch(stamp)) and abs(time.time() - int(stamp)) <= MOST_AGE


def _is_ssl_check(body: bytes) -> bool:
    return len(body) <= UNSIGNED_BODY and parse_qs(body.decode("latin-1")).get("ssl_check") == ["1"]


def _plain(start_response: Start, status: HTTPStatus) -> list[bytes]:
    text = f"{status.phrase.lower()}\n".encode()
    start_response(
        f"{status.value} {status.phrase}", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    )
    return [text]
