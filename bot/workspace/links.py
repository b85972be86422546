"""Socket Mode: the WebSocket connections that an app has opened. Runs on the server's event loop."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Coroutine
from typing import Any

from aiohttp import WSMsgType, web

from .event_queue import EventQueue, QueuedPayload
from .values import Json
from .world import World

LINK_SECONDS = 3600
REFRESH_SECONDS = 0.5
CLOSE_SECONDS = 1.0


class Links:
    """The open connections; each payload goes to one of them."""

    def __init__(self, world: World, queue: EventQueue) -> None:
        self._world = world
        self._queue = queue
        self._tickets: set[str] = set()
        self._open: list[tuple[web.Request, web.WebSocketResponse]] = []
        self._leaving: list[tuple[float, web.WebSocketResponse]] = []
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """The number of connections that accept payloads."""
        return len(self._open)

    def new_url(self) -> str:
        """Return a WebSocket URL that can be used once."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"{self._world.base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._world.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection: send hello and what is waiting, then read the app's acks until it closes."""
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        await socket.send_str(json.dumps(self._hello()))
        self._set_open([*self._open, (request, socket)])
        self.pump()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._read(frame.data)
        finally:
            self._set_open([link for link in self._open if link[1] is not socket])
        return socket

    def _hello(self) -> Json:
        debug = {"host": "workspace", "started": "", "build_number": 1, "approximate_connection_time": LINK_SECONDS}
        told = {"type": "hello", "connection_info": {"app_id": self._world.app_id}, "debug_info": debug}
        return told | {"num_connections": self.count + 1}

    def _set_open(self, links: list[tuple[web.Request, web.WebSocketResponse]]) -> None:
        with self._world.changed:
            self._open = links
            self._world.touch()

    def _read(self, text: str) -> None:
        frame = json.loads(text)
        if frame.get("envelope_id"):
            with self._world.changed:
                self._queue.acknowledged(frame["envelope_id"], frame.get("payload"))

    def pump(self) -> None:
        """Send what is ready over the open connections in turn; without any, everything waits."""
        if not self._open:
            return
        with self._world.changed:
            ready = self._queue.take_ready()
        for delivery in ready:
            self._turn += 1
            self._start(self._send(self._open[self._turn % len(self._open)][1], delivery))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, socket: web.WebSocketResponse, delivery: QueuedPayload) -> None:
        try:
            await socket.send_str(json.dumps(delivery.envelope()))
        except (ConnectionError, RuntimeError):
            with self._world.changed:
                self._queue.requeue(delivery)

    def drop(self) -> None:
        """Cut every connection without a close frame."""
        for request, _ in self._open:
            if request.transport:
                request.transport.abort()
        self._set_open([])

    async def close(self) -> None:
        """Close every connection properly, so that the app's clients notice at once."""
        sockets = [socket for _, socket in self._open] + [socket for _, socket in self._leaving]
        self._set_open([])
        await asyncio.gather(*(socket.close() for socket in sockets))

    def refresh(self) -> None:
        """Ask the app to reconnect. The old connections get nothing more and are closed shortly after."""
        frame = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "workspace"}}
        for _, socket in self._open:
            self._start(_say(socket, json.dumps(frame)))
            self._leaving.append((self._world.clock() + REFRESH_SECONDS, socket))
        self._set_open([])

    def tick(self) -> None:
        """Close the old connections whose time is up."""
        now = self._world.clock()
        due = [socket for moment, socket in self._leaving if moment <= now]
        self._leaving = [(moment, socket) for moment, socket in self._leaving if moment > now]
        for socket in due:
            self._start(_close(socket))


async def _say(socket: web.WebSocketResponse, text: str) -> None:
    # The connection may have ended in the meantime.
    with contextlib.suppress(ConnectionError, RuntimeError):
        await socket.send_str(text)


async def _close(socket: web.WebSocketResponse) -> None:
    await socket.close()
