"""Socket Mode: a connection that Slack's library keeps, and its end."""

from collections.abc import Callable
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler


def connect(app: App, app_token: str) -> Callable[[], None]:
    """Connect an app to Slack; what is returned ends the connection for good."""
    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]

    def disconnect() -> None:
        handler.client.auto_reconnect_enabled = False
        # The library closes its socket once more where its reading thread has done so a moment before.
        with suppress(AttributeError):
            handler.close()  # type: ignore[no-untyped-call]

    return disconnect
