import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import Workspace

Connect = Callable[..., SocketModeHandler]
MANIFEST = Path(__file__).parents[2] / "app.yaml"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def step(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("SLACK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(manifest: dict[str, Any], clock: Clock) -> Iterator[Workspace]:
    """A workspace whose clock stands still until a test moves it, so that no rate limit would ever be over."""
    with Workspace(manifest, clock=clock, rate_limits=False) as started:
        yield started


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna", real_name="Anna Ek", email="anna@example.com")


@pytest.fixture
def general(workspace: Workspace, anna: str) -> str:
    return workspace.add_channel("general", members=[anna, workspace.bot_user_id])


@pytest.fixture
def grant(manifest: dict[str, Any]) -> Callable[..., None]:
    """Gives the app further scopes."""

    def add(*scopes: str) -> None:
        manifest["oauth_config"]["scopes"]["bot"].extend(scopes)

    return add


@pytest.fixture
def web(workspace: Workspace) -> WebClient:
    return WebClient(token=workspace.bot_token, base_url=workspace.url)


@pytest.fixture
def seen() -> list[dict[str, Any]]:
    """The payloads that reached the app; an event is here before the app acknowledges it."""
    return []


@pytest.fixture
def app(web: WebClient, seen: list[dict[str, Any]]) -> App:
    """A Bolt app that notes all it gets and acknowledges every event."""
    made = App(client=web, ignoring_self_events_enabled=False)

    @made.middleware
    def note(body: dict[str, Any], next: Callable[[], None]) -> None:
        seen.append(body)
        next()

    return made


def _close(handler: SocketModeHandler) -> None:
    # Wait until the client's reader has seen the close frame: otherwise both would close the same socket.
    handler.client.current_session_runner.shutdown()
    handler.close()


@pytest.fixture
def attach(workspace: Workspace) -> Iterator[Connect]:
    """Connects an app in Socket Mode as it is."""
    handlers = []

    def attach_now(app: App, ping_interval: float = 10) -> SocketModeHandler:
        handler = SocketModeHandler(app, workspace.app_token, ping_interval=ping_interval)
        handler.connect()
        handlers.append(handler)
        return handler

    yield attach_now
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    workspace.stop()
    for handler in handlers:
        # Closing waits up to a second for the client's own queue; no test needs to wait for that.
        threading.Thread(target=_close, args=[handler]).start()


@pytest.fixture
def connect(attach: Connect) -> Connect:
    """Connects an app that acknowledges every event; its other listeners must be registered before."""

    def connect_now(app: App, **more: Any) -> SocketModeHandler:
        @app.event("message")
        @app.event("app_mention")
        def ignore() -> None:
            """Events that no other listener took are acknowledged too."""

        return attach(app, **more)

    return connect_now
