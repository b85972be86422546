"""HTTP mode: payloads as signed requests to the app's request URL."""

import asyncio
import hashlib
import hmac
import json
import time
from functools import partial
from typing import Any
from urllib.parse import urlencode

import aiohttp

from .event_queue import EventQueue, QueuedPayload
from .values import Json
from .world import World

RETRY_DELAYS = (0.0, 60.0, 300.0)
OK = 200
REASONS = {"timeout": "http_timeout"}


class SignedRequests:
    """Sends payloads to the request URL. Runs on the server's event loop."""

    def __init__(self, world: World, queue: EventQueue, secret: str) -> None:
        self._world = world
        self._queue = queue
        self.secret = secret
        self.url = ""
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[tuple[QueuedPayload, asyncio.Task[None]]] = set()

    def pump(self) -> None:
        """Send what is ready."""
        with self._world.changed:
            ready = self._queue.take_ready()
        for delivery in ready:
            task = asyncio.ensure_future(self._send(delivery))
            self._under_way.add((delivery, task))
            task.add_done_callback(partial(self._forget, delivery))

    def _forget(self, delivery: QueuedPayload, task: asyncio.Task[None]) -> None:
        self._under_way.discard((delivery, task))

    def tick(self) -> None:
        """Cancel requests that have timed out."""
        for delivery, task in list(self._under_way):
            if delivery.state != "sent":
                task.cancel()

    async def _send(self, delivery: QueuedPayload) -> None:
        attempt = delivery.id
        try:
            status, headers, answer = await self._post(*_body(delivery), _retry_headers(delivery))
        except aiohttp.ClientError:
            self._note_failure(delivery, "connection_failed", again=True)
            return
        except ValueError:
            self._note_failure(delivery, "unknown_error", again=True)
            return
        if status == OK:
            with self._world.changed:
                self._queue.acknowledged(attempt, answer)
        else:
            self._note_failure(delivery, "http_error", again=headers.get("x-slack-no-retry") != "1")

    def _note_failure(self, delivery: QueuedPayload, reason: str, *, again: bool) -> None:
        with self._world.changed:
            if delivery.state == "sent":
                self._queue.failed(delivery, reason, again=again)
        self.pump()

    async def _post(self, body: str, content_type: str, more: dict[str, str]) -> tuple[int, Any, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        headers = self._signature(body) | {"Content-Type": content_type} | more
        async with self._session.post(self.url, data=body.encode(), headers=headers) as response:
            return response.status, response.headers, _answer(response.content_type, await response.text())

    def _signature(self, body: str) -> dict[str, str]:
        # The app compares with the real time, so the workspace's clock cannot be used.
        stamp = str(int(time.time()))
        digest = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def verify(self, challenge: str) -> bool:
        """Whether the app answers Slack's url_verification with the challenge."""
        body = {"token": self._world.verification_token, "challenge": challenge, "type": "url_verification"}
        try:
            status, _, answer = await self._post(json.dumps(body), "application/json", {})
        except aiohttp.ClientError:
            return False
        said = answer.get("challenge", answer.get("text")) if isinstance(answer, dict) else None
        return status == OK and said == challenge

    async def close(self) -> None:
        """Cancel the requests under way."""
        for _, task in list(self._under_way):
            task.cancel()
        if self._session:
            await self._session.close()


def _body(delivery: QueuedPayload) -> tuple[str, str]:
    form = "application/x-www-form-urlencoded"
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), "application/json"
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload), form
    return urlencode({"payload": json.dumps(delivery.payload)}), form


def _retry_headers(delivery: QueuedPayload) -> dict[str, str]:
    if not delivery.attempt:
        return {}
    return {"x-slack-retry-num": str(delivery.attempt), "x-slack-retry-reason": REASONS.get(delivery.reason, delivery.reason)}


def _answer(content_type: str, text: str) -> Json | None:
    if not text:
        return None
    if content_type == "application/json":
        told: Json = json.loads(text)
        return told
    return {"text": text}
