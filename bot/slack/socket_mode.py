"""Socket Mode: a connection that Slack's library keeps, and its end."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

_WAKE = 0.5
"""Seconds between two attempts at waking the reading thread; one is enough unless it has only just begun to read."""


def connect(app: App, app_token: str) -> Callable[[], None]:
    """Connect an app to Slack. What is returned takes no more requests, answers those in hand and ends the connection."""
    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]

    def disconnect() -> None:
        # The library's own close() cuts the connection first, so that requests in hand could not be acked any more.
        _stop_connecting(handler.client)
        _stop_reading(handler.client)
        _answer(handler.client)
        handler.close()  # type: ignore[no-untyped-call]

    return disconnect


def _stop_connecting(client: Any) -> None:
    client.default_auto_reconnect_enabled = False  # what a connection that is being made goes back to
    client.auto_reconnect_enabled = False
    client.current_app_monitor.shutdown()


def _stop_reading(client: Any) -> None:
    """Let the reading thread end. It waits for Slack's next word, and the answer to a ping is one."""
    runner = client.current_session_runner
    runner.event.set()
    while runner.is_alive():
        client.current_session_state.terminated = True
        with suppress(OSError):  # a connection that is gone has woken it already
            client.current_session.ping("end")
        runner.thread.join(_WAKE)


def _answer(client: Any) -> None:
    """Hand over what was read, and wait for the answers: what they wait for, Slack or the database, has limits of its own."""
    client.closed = True
    client.enqueue_message(None)  # wakes who waits for a message
    client.message_processor.shutdown()
    while not client.message_queue.empty():
        client.process_message()
    client.message_workers.shutdown()
