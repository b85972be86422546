"""A running desk, connected to the stand-in over Socket Mode or signed HTTP requests, with its courier."""

from collections.abc import Callable

from bot.assembly import build_service
from bot.commands.http_server import HttpServer
from bot.service import Service
from bot.settings import Settings
from bot.slack.socket_mode import connect
from bot.slack.web import refusal
from bot.workspace import Workspace
from tests.scenarios.clock import SteppingClock
from tests.shipped import reader


class DeskAtWork:
    """One running desk. Several on one database are replicas."""

    def __init__(self, settings: Settings, clock: SteppingClock, slack: Workspace, *, http: bool = False) -> None:
        self.service: Service = build_service(settings, clock, reader())
        self.service.people.patience = 20.0  # on a busy machine too, a story knows people's languages
        self.service.hearing.settle = self.service.hearing.pause = 0
        self._slack = slack
        self._courier = self.service.start()
        self._disconnect = self._over_http() if http else self._over_socket()
        self.service.catch_up()

    def stop(self) -> None:
        """End the process, as `insyn serve` does."""
        self._disconnect()
        self.service.stop(self._courier)

    def leave(self) -> None:
        """End the process, and wait until the stand-in has noticed."""
        before = self._slack.connections
        self.stop()
        self._slack.wait(lambda: self._slack.connections < before)

    def _over_socket(self) -> Callable[[], None]:
        # The client looks at its connection often, so that a story with a cut connection is a short one.
        return connect(self.service.app, self._slack.app_token, ping_interval=0.5, hearing=self.service.hearing)

    def _over_http(self) -> Callable[[], None]:
        server = HttpServer(self.service.web(), "127.0.0.1", 0, judge=refusal, threads=4)
        self._slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
        return server.stop
