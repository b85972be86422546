"""What the mixins of Workspace share: the state, the board, and waiting for a condition."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .board import Board
from .event_queue import EventQueue, Kind, QueuedPayload
from .values import Json
from .world import World

T = TypeVar("T")
LAST_ERRORS = 5
# Longer than Slack's three seconds for an ack, so that this limit only counts when the clock stands still.
PATIENCE = 10.0


class Core:
    """The state behind a workspace, and waiting for it to change."""

    _world: World
    _queue: EventQueue
    _board: Board

    def wait(self, condition: Callable[[], T], timeout: float = 20.0) -> T:
        """Wait until the condition is true and return its value; TimeoutError with a summary after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        with self._world.changed:
            while not (found := condition()):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not so within {timeout} s: {self._summary()}")
                self._world.changed.wait(left)
        return found

    def settled(self, timeout: float = 20.0) -> None:
        """Wait until the app has acknowledged everything that was sent, and no call is being answered.

        An app that acks before it does its work may still be working: wait for the outcome too.
        """
        self.wait(lambda: not self._queue.pending and not self._world.calls_under_way, timeout)

    @contextmanager
    def rearranged(self, order: Callable[[list[Json]], Iterable[Json]], *, at_once: bool = False) -> Iterator[None]:
        """Hold back the events of the block, and deliver them afterwards as ``order`` arranges them.

        Slack promises no order: it may also deliver one twice, or none. Each waits for the ack of the one before it
        unless they are delivered ``at_once``.
        """
        self._queue.held = []
        yield
        held, self._queue.held = self._queue.held, None
        for payload in order(held):
            with self._world.changed:
                self._queue.send("events_api", payload)
            if not at_once:
                self.settled()

    def _summary(self) -> str:
        world = self._world
        messages = {channel.name: len(world.messages[channel.id]) for channel in world.channels.values()}
        ephemerals = sum(len(shown) for shown in world.ephemerals.values())
        errors = [f"{call.method}: {call.error}" for call in world.calls if call.error][-LAST_ERRORS:]
        counts = f"{len(world.calls)} calls, {world.calls_under_way} under way, {self._queue.sent} payloads sent"
        waiting = f"{len(self._queue.pending)} not acknowledged, {len(self._queue.unheard)} given up"
        return f"messages {messages}, {ephemerals} ephemeral; {counts}, {waiting}; last errors {errors}"

    def _send_and_wait(self, kind: Kind, payload: Json) -> QueuedPayload:
        delivery = self._queue.send(kind, payload)
        end = time.monotonic() + PATIENCE
        while not delivery.done:
            left = end - time.monotonic()
            if left <= 0:
                self._queue.failed(delivery, "timeout")
            self._world.changed.wait(max(left, 0))
        return delivery
