"""A running desk, connected to the stand-in over Socket Mode or signed HTTP requests, with its courier."""

import threading
from collections.abc import Callable
from typing import Any

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.assembly import Service, build_service
from bot.commands.http_server import HttpServer
from bot.settings import Settings
from bot.slack.web import web_app
from bot.workspace import Workspace
from tests.scenarios.clock import SteppingClock
from tests.shipped import reader


class DeskAtWork:
    """One running desk. Several on one database are replicas."""

    def __init__(self, settings: Settings, clock: SteppingClock, slack: Workspace, *, http: bool = False) -> None:
        self.service: Service = build_service(settings, clock, reader())
        self._slack = slack
        self._handler: Any = None
        self._disconnect = self._over_http() if http else self._over_socket()
        self._courier = self.service.start()

    def stop(self) -> None:
        """End the process after the stand-in has stopped."""
        self._disconnect()
        self.service.stop(self._courier)

    def leave(self) -> None:
        """End the process while the stand-in goes on. Of several desks, it must be the last one started."""
        before = self._slack.connections
        self._handler.client.auto_reconnect_enabled = False
        self._handler.client.current_session_state.terminated = True
        self._slack._server.run(self._cut())
        self._slack.wait(lambda: self._slack.connections < before)
        self.stop()

    async def _cut(self) -> None:
        request, _ = self._slack._links._open[-1]
        if request.transport:
            request.transport.abort()

    def _over_socket(self) -> Callable[[], None]:
        # The client looks at its connection often, so that a story with a cut connection is a short one.
        handler = self._handler = SocketModeHandler(self.service.app, self._slack.app_token, ping_interval=0.5)
        handler.connect()

        def close() -> None:
            # Wait until the client's reader has seen the end: otherwise both would close the same socket.
            handler.client.auto_reconnect_enabled = False
            handler.client.current_session_runner.shutdown()
            handler.close()

        # Closing waits up to a second for the client's own queue; no test needs to wait for that.
        return threading.Thread(target=close).start

    def _over_http(self) -> Callable[[], None]:
        server = HttpServer(web_app(self.service.app), "127.0.0.1", 0, threads=4)
        self._slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
        return server.stop
