"""The loopback server: Web API, Socket Mode, response URLs and files on one free port, in a thread of its own."""

import asyncio
import contextlib
import json
import re
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

from .answers import answer
from .checks import decoded, scopes_of
from .failures import Failure
from .links import Links
from .signed import SignedRequests
from .values import Json, RefusedError
from .webapi import TAKES_EFFECT, WebApi

T = TypeVar("T")
TICK_SECONDS = 0.05
LARGEST_BODY = 10_000_000
HTTP_FAULT = re.compile(r"http_(\d{3})")
REFUSED_STATUS = {"expired_url": 404, "used_url": 404}


class Server:
    """Runs the event loop in a thread. Only start, stop, soon and run are called from other threads."""

    def __init__(self, api: WebApi, links: Links, requests: SignedRequests, tick: Any) -> None:
        self._api, self._links, self._requests, self._tick = api, links, requests, tick
        self._world = api.board.world
        self._stopping = asyncio.Event()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="workspace", daemon=True)

    def start(self) -> None:
        """Start serving on a free port, and set the world's `base` to its URL."""
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """End every connection and the thread. Does nothing if the server was never started."""
        if self._started.is_set():
            self.soon(self._stopping.set)
            self._thread.join()

    def soon(self, act: Any) -> None:
        """Call a function on the event loop soon. Does nothing if the loop has ended."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(act)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the event loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._started.set()
            self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", self._web_api)
        app.router.add_get("/link/", self._links.serve)
        app.router.add_post("/actions/{team}/{ticket}", self._response_url)
        app.router.add_get("/files-pri/{file}/{name}", self._download)
        # A call that is never answered ends when its client gives up and the handler is cancelled.
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._world.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._started.set()
        await self._tick_until_stopped()
        await self._links.close()
        await self._requests.close()
        await runner.cleanup()
        await asyncio.sleep(0.05)  # transports that were just closed let go of their sockets in the loop's next turns

    async def _tick_until_stopped(self) -> None:
        while not self._stopping.is_set():
            self._tick()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), TICK_SECONDS)

    async def _web_api(self, request: web.Request) -> web.StreamResponse:
        self._count(1)
        try:
            return await self._answer(request, request.match_info["method"])
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._world.changed:
            self._world.calls_under_way += step
            self._world.touch()

    async def _answer(self, request: web.Request, method: str) -> web.StreamResponse:
        try:
            arguments = await _arguments(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"}, headers=self._headers())
        token = _bearer(request) or arguments.pop("token", None)
        arguments.pop("token", None)
        with self._world.changed:
            fault = self._api.fault_for(method, arguments)
            # The answer is serialized under the lock, since it contains the world's own dictionaries.
            takes_effect = fault is None or fault.error in TAKES_EFFECT
            text = json.dumps(self._api.call(method, token, arguments)) if takes_effect else ""
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.error != "slow":
            return await self._go_wrong(request, fault)
        return web.Response(text=text, content_type="application/json", headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(scopes_of(self._world)), "x-slack-req-id": "0"}

    async def _go_wrong(self, request: web.Request, fault: Failure) -> web.StreamResponse:
        if status := HTTP_FAULT.fullmatch(fault.error):
            return web.Response(status=int(status[1]), text="<html>Error</html>", content_type="text/html")
        if fault.error == "ratelimited":
            headers = self._headers() | ({} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)})
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault.error == "timeout":
            await self._stopping.wait()
        if fault.error in ("timeout", "drop", "lost_answer"):
            if request.transport:
                request.transport.abort()
            return web.Response(status=503)
        return web.json_response({"ok": False, "error": fault.error}, headers=self._headers())

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        self._count(1)
        try:
            return await self._take_answer(request)
        finally:
            self._count(-1)

    async def _take_answer(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        with self._world.changed:
            fault = self._api.failures.take("response_url", None)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.error not in ("slow", "lost_answer"):
            return await self._go_wrong(request, fault)
        try:
            body: Json = decoded(text, dict, "invalid_payload")
            with self._world.changed:
                answer(self._api.board, request.match_info["ticket"], body)
        except RefusedError as refused:
            told = {"ok": False, "error": refused.error} | refused.extra
            return web.json_response(told, status=REFUSED_STATUS.get(refused.error, 400))
        return await self._go_wrong(request, fault) if fault else web.Response(text="ok")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        with self._world.changed:
            content = self._world.contents.get(request.match_info["file"])
            allowed = self._api.is_bot_token(_bearer(request)) and "files:read" in scopes_of(self._world)
        if content is None:
            return web.Response(status=404)
        if not allowed:
            # Slack answers a request without a right token with its sign-in page, not with an error.
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=content, content_type="application/octet-stream")


async def _arguments(request: web.Request) -> Json:
    arguments: Json = dict(request.query)
    body = await request.text()
    if request.content_type == "application/json":
        given = json.loads(body) if body else {}
        return arguments | (given if isinstance(given, dict) else {})
    return arguments | {name: str(value) for name, value in (await request.post()).items()}


def _bearer(request: web.Request) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else None
