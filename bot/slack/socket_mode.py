"""Connects over Socket Mode, and disconnects without losing requests."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

_WAKE = 0.5
"""Seconds between two attempts to wake the reading thread. One is enough unless it has only just started to read."""


def connect(app: App, app_token: str, *, ping_interval: float = 10) -> Callable[[], None]:
    """Connect an app to Slack. Return a function that stops taking requests, finishes those in hand and disconnects.

    After `ping_interval` seconds at most it is noticed that a connection is gone; the default is the library's.
    """
    handler = SocketModeHandler(app, app_token, ping_interval=ping_interval)
    handler.connect()  # type: ignore[no-untyped-call]

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
