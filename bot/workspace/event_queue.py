"""What is on its way to the app: sent, acknowledged, sent again after three seconds, given up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .payloads import event_callback
from .values import Json
from .world import World

ACK_SECONDS = 3
RETRIES = 3
Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(eq=False)
class Parcel:
    """One payload for the app and how far it has come."""

    id: str
    kind: Kind
    payload: Json
    due: float
    state: Literal["waiting", "sent", "acked", "failed"] = "waiting"
    attempt: int = 0
    reason: str = ""
    answer: Any = None

    @property
    def done(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("acked", "failed")

    def envelope(self) -> Json:
        """The frame that carries it over Socket Mode."""
        frame: Json = {"envelope_id": self.id, "type": self.kind, "payload": self.payload}
        frame["accepts_response_payload"] = self.kind != "events_api"
        if self.kind == "events_api":
            frame |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return frame


class EventQueue:
    """The queue between the workspace and the app, whatever the wire. Its callers hold the world's lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wake: Callable[[], None] = lambda: None
        self.retry_delays: tuple[float, ...] = (0, 0, 0)
        self._parcels: dict[str, Parcel] = {}
        self.sent = 0
        self.given_up = 0

    @property
    def pending(self) -> list[Parcel]:
        """What the app has not acknowledged and may yet."""
        return list(self._parcels.values())

    def event(self, event: Json) -> None:
        """Sends an event if the manifest subscribes to it; the caller has seen to who may see it."""
        self.send("events_api", event_callback(self.world, event))

    def send(self, kind: Kind, payload: Json) -> Parcel:
        """Puts a payload on its way: an event waits for a wire, a person gives up after three seconds."""
        due = self.world.clock() + (0 if kind == "events_api" else ACK_SECONDS)
        parcel = Parcel(self.world.new_id("E-"), kind, payload, due)
        self._parcels[parcel.id] = parcel
        self.world.touch()
        self.wake()
        return parcel

    def take_ready(self) -> list[Parcel]:
        """What is to be sent now, marked as sent: the wire that asks must carry it."""
        now = self.world.clock()
        ready = [p for p in self._parcels.values() if p.state == "waiting" and (p.kind != "events_api" or p.due <= now)]
        for parcel in ready:
            parcel.state = "sent"
            self.sent += 1
            if parcel.kind == "events_api":
                parcel.due = now + ACK_SECONDS
        if ready:
            self.world.touch()
        return ready

    def not_carried(self, parcel: Parcel) -> None:
        """Takes back a parcel whose wire broke before it was written."""
        if parcel.state == "sent":
            parcel.state = "waiting"
            parcel.due = min(parcel.due, self.world.clock()) if parcel.kind == "events_api" else parcel.due

    def acknowledged(self, parcel_id: str, answer: Any) -> None:
        """Notes the app's ack; one that comes after the time is up changes nothing."""
        parcel = self._parcels.pop(parcel_id, None)
        if parcel:
            parcel.state, parcel.answer = "acked", answer
            self.world.touch()

    def failed(self, parcel: Parcel, reason: str, *, again: bool = True) -> None:
        """Sends an event again, up to three times; tells a person that the app did not answer."""
        if parcel.done:
            return
        if parcel.kind == "events_api" and again and parcel.attempt < RETRIES:
            parcel.due = self.world.clock() + self.retry_delays[parcel.attempt]
            parcel.attempt, parcel.reason, parcel.state = parcel.attempt + 1, reason, "waiting"
        else:
            parcel.state = "failed"
            self.given_up += 1
            del self._parcels[parcel.id]
        self.world.touch()

    def tick(self) -> None:
        """Lets the time-outs that are due happen."""
        now = self.world.clock()
        for parcel in self.pending:
            overdue = parcel.due <= now
            if overdue and (parcel.state == "sent" or parcel.kind != "events_api"):
                self.failed(parcel, "timeout")
        if any(parcel.state == "waiting" for parcel in self._parcels.values()):
            self.wake()
