"""Requests that anybody can send to a desk in HTTP mode."""

import hashlib
import hmac
import http.client
import socket
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.scenarios.office import Office


def request(
    office: Office, method: str, path: str, body: str | bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Status and text of what the desk answers to anybody's request."""
    connection = http.client.HTTPConnection(*_address(office), timeout=60)
    try:
        connection.request(method, path, _bytes(body), dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def signed(secret: str, body: str | bytes, at: float | None = None, content_type: str = "application/json") -> dict[str, str]:
    """The headers with which Slack signs a body; now, unless another time is given."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + _bytes(body), hashlib.sha256).hexdigest()
    sign = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
    return sign | {"Content-Type": content_type}


def half_sent(office: Office) -> socket.socket:
    """A connection on which a request has begun, and does not go on."""
    client = socket.create_connection(_address(office), timeout=60)
    client.sendall(
        f"POST /slack/events HTTP/1.1\r\nX-Slack-Request-Timestamp: {int(time.time())}\r\nContent-Length: 9\r\n\r\n{{".encode()
    )
    return client


def _address(office: Office) -> tuple[str, int]:
    address = urlsplit(office.slack.request_url or "")
    return str(address.hostname), int(address.port or 0)


def _bytes(body: str | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.encode()
