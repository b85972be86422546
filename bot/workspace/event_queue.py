"""The queue of payloads for the app: sent, acknowledged, sent again after three seconds, given up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .payloads import event_callback
from .values import Json
from .world import World

ACK_SECONDS = 3
RETRIES = 3
GIVEN_UP_AFTER = 360
"""Seconds for which an event waits for a connection: until Slack's last retry."""
Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(eq=False)
class QueuedPayload:
    """One payload for the app, and its state."""

    id: str
    kind: Kind
    payload: Json
    due: float
    since: float
    state: Literal["waiting", "sent", "acked", "failed"] = "waiting"
    attempt: int = 0
    reason: str = ""
    answer: Any = None
    first_sent: float | None = None

    @property
    def done(self) -> bool:
        """Whether the delivery has ended."""
        return self.state in ("acked", "failed")

    def envelope(self) -> Json:
        """Return the Socket Mode envelope."""
        frame: Json = {"envelope_id": self.id, "type": self.kind, "payload": self.payload}
        frame["accepts_response_payload"] = self.kind != "events_api"
        if self.kind == "events_api":
            frame |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return frame


class EventQueue:
    """The queue between workspace and app, for Socket Mode and HTTP. Callers must hold the world's lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wake: Callable[[], None] = lambda: None
        self.retry_delays: tuple[float, ...] = (0, 0, 0)
        self.copies_of_events = 1
        self._deliveries: dict[str, QueuedPayload] = {}
        self.held: list[Json] | None = None
        """Events that are held back, to be delivered in another order; None where they are delivered as they come."""
        self.altered: Json = {}
        """What stands in every further event in place of what belongs there."""
        self.sent = 0
        self.repeats = 0
        self.ack_seconds: dict[str, float] = {}
        """By message timestamp: seconds from the first sending of an event about a message until its ack."""
        self.unheard: list[Json] = []
        """The payloads that were given up: the app never acknowledged them."""

    @property
    def pending(self) -> list[QueuedPayload]:
        """The deliveries that are not acknowledged and not given up."""
        return list(self._deliveries.values())

    def event(self, event: Json) -> None:
        """Queue an event. The caller has checked that the app subscribes to it and may see it."""
        payload = event_callback(self.world, event) | self.altered
        if self.held is not None:
            self.held.append(payload)
            return
        for _ in range(self.copies_of_events):
            self.send("events_api", payload)

    def send(self, kind: Kind, payload: Json) -> QueuedPayload:
        """Queue a payload. An event waits six minutes for a connection; an interaction fails after three seconds."""
        now = self.world.clock()
        due = now + (0 if kind == "events_api" else ACK_SECONDS)
        delivery = QueuedPayload(self.world.new_id("E-"), kind, payload, due, now)
        self._deliveries[delivery.id] = delivery
        self.world.touch()
        self.wake()
        return delivery

    def take_ready(self) -> list[QueuedPayload]:
        """Return the deliveries that are due, marked as sent: the caller must send them."""
        now = self.world.clock()
        ready = [p for p in self._deliveries.values() if p.state == "waiting" and (p.kind != "events_api" or p.due <= now)]
        for delivery in ready:
            delivery.state = "sent"
            delivery.first_sent = now if delivery.first_sent is None else delivery.first_sent
            self.sent += 1
            if delivery.kind == "events_api":
                delivery.due = now + ACK_SECONDS
        if ready:
            self.world.touch()
        return ready

    def requeue(self, delivery: QueuedPayload) -> None:
        """Requeue a delivery whose connection broke before it was written."""
        if delivery.state == "sent":
            delivery.state = "waiting"
            delivery.due = min(delivery.due, self.world.clock()) if delivery.kind == "events_api" else delivery.due

    def acknowledged(self, delivery_id: str, answer: Any) -> None:
        """Record the app's ack of one attempt; one that comes too late changes nothing."""
        delivery = self._deliveries.pop(delivery_id, None)
        if delivery:
            delivery.state, delivery.answer = "acked", answer
            ts = delivery.payload.get("event", {}).get("ts")
            if ts and delivery.first_sent is not None:
                self.ack_seconds[ts] = self.world.clock() - delivery.first_sent
            self.world.touch()

    def failed(self, delivery: QueuedPayload, reason: str, *, again: bool = True) -> None:
        """Schedule a failed event again, up to three times; a failed interaction ends."""
        if delivery.done:
            return
        del self._deliveries[delivery.id]
        if delivery.kind == "events_api" and again and delivery.attempt < RETRIES:
            self.repeats += 1
            self._again(delivery, reason)
        else:
            delivery.state = "failed"
            self.unheard.append(delivery.payload)
        self.world.touch()

    def _again(self, delivery: QueuedPayload, reason: str) -> None:
        """Let an event wait for its next attempt. Each has an envelope of its own, so the ack of an earlier one is too late."""
        delivery.due = self.world.clock() + self.retry_delays[delivery.attempt]
        delivery.attempt, delivery.reason, delivery.state = delivery.attempt + 1, reason, "waiting"
        delivery.id = self.world.new_id("E-")
        self._deliveries[delivery.id] = delivery

    def tick(self) -> None:
        """Apply the time-outs that are due."""
        now = self.world.clock()
        for delivery in self.pending:
            overdue = delivery.due <= now
            if overdue and (delivery.state == "sent" or delivery.kind != "events_api"):
                self.failed(delivery, "timeout")
            elif delivery.attempt == 0 and delivery.state == "waiting" and now - delivery.since > GIVEN_UP_AFTER:
                self.failed(delivery, "connection_failed", again=False)
        if any(delivery.state == "waiting" for delivery in self._deliveries.values()):
            self.wake()
