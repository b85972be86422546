"""Connects over Socket Mode, keeps the order of each conversation, and disconnects without losing requests."""

import json
from collections.abc import Callable
from contextlib import suppress
from queue import Empty
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.slack.conversation_order import Backlog, ConversationOrder, conversation_of
from bot.slack.hearing import Hearing

_WAKE = 0.5
"""Seconds between two attempts to wake the reading thread. One is enough unless it has only just started to read."""


WORKERS = 16
"""Conversations that are served at once. Five slow ones would fill a small pool, and commands would get no ack."""


class _Client(SocketModeClient):
    """Slack's client, except that the requests of one conversation are handled one after the other."""

    order: ConversationOrder
    hearing: Hearing | None = None

    def connect(self) -> None:
        """Connect. What was written while there was no connection, or Slack did not know that it is cut, may be lost."""
        is_again = self.current_session is not None
        super().connect()
        if is_again and self.hearing:
            self.hearing.interrupted()

    def process_message(self) -> None:
        """Hand the next message to the workers; the library's own way would let them overtake each other."""
        with suppress(Empty):
            raw = self.message_queue.get(timeout=1)
            message = json.loads(raw) if raw and raw.startswith("{") else {}
            if message.get("type") == "disconnect":
                self.connect_to_new_endpoint(force=True)
            elif raw is not None:
                self.order.submit(conversation_of(message), lambda: self.run_message_listeners(message, raw))


class _Handler(SocketModeHandler):
    """Bolt's handler with the client above."""

    def __init__(self, app: App, app_token: str, ping_interval: float, backlog: Backlog | None, hearing: Hearing | None) -> None:
        self.app = app
        self.app_token = app_token
        self.client = client = _Client(
            app_token,
            logger=app.logger,
            web_client=app.client,
            proxy=app.client.proxy,
            ping_interval=ping_interval,
            concurrency=WORKERS,
        )
        client.order, client.hearing = ConversationOrder(client.message_workers, backlog), hearing
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]


def connect(
    app: App,
    app_token: str,
    *,
    ping_interval: float = 10,
    backlog: Backlog | None = None,
    hearing: Hearing | None = None,
) -> Callable[[], None]:
    """Connect an app to Slack. Return a function that stops taking requests, finishes those in hand and disconnects.

    After ``ping_interval`` seconds at most it is noticed that a connection is gone; the default is the library's.
    ``backlog`` counts the requests that wait, and ``hearing`` learns whether there is a connection.
    Raises what Slack's library raises where there is no connection.
    """
    handler = _Handler(app, app_token, ping_interval, backlog, hearing)
    if hearing:
        hearing.is_connected = handler.client.is_connected
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except BaseException:
        handler.close()  # type: ignore[no-untyped-call]
        raise

    def disconnect() -> None:
        # The library's own close() closes the connection first, and requests in hand could no longer be acked.
        _stop_connecting(handler.client)
        _stop_reading(handler.client)
        _answer(handler.client)
        handler.close()  # type: ignore[no-untyped-call]

    return disconnect


def _stop_connecting(client: Any) -> None:
    client.default_auto_reconnect_enabled = False  # what a connection being made would restore
    client.auto_reconnect_enabled = False
    client.current_app_monitor.shutdown()


def _stop_reading(client: Any) -> None:
    """Let the reading thread end. It waits for the next frame from Slack, so a ping is sent to get one."""
    runner = client.current_session_runner
    runner.event.set()
    while runner.is_alive():
        client.current_session_state.terminated = True
        with suppress(OSError):  # a connection that is gone has already woken it
            client.current_session.ping("end")
        runner.thread.join(_WAKE)


def _answer(client: Any) -> None:
    """Process what was read and wait for the listeners; their calls to Slack and the database have time-outs of their own."""
    client.closed = True
    client.enqueue_message(None)  # wakes the thread that waits for a message
    client.message_processor.shutdown()
    while not client.message_queue.empty():
        client.process_message()
    client.message_workers.shutdown()
