"""What people did, and what each of it has to bring about."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Deed = Literal["question", "request", "mail", "form", "private", "edit", "addition", "take"]


@dataclass
class Done:
    """One thing that somebody did. ``ts`` is that of its message, None of what leaves no message."""

    deed: Deed
    user: str
    channel: str
    ts: str | None = None
    acked: bool | None = None
    """Whether the desk acknowledged it; None of messages, of which the stand-in tells at the end."""
    ticket: str | None = None
    """The reference on the card that was pressed."""


@dataclass
class Ledger:
    """Everything that was done, by many people at once."""

    done: list[Done] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, done: Done) -> Done:
        """Add what somebody did."""
        with self._lock:
            self.done.append(done)
        return done

    def settle(self, unheard: Iterable[Mapping[str, Any]]) -> None:
        """Mark the messages that were acknowledged: all but those of which the app heard no event."""
        lost = Counter(_about(payload["event"]) for payload in unheard if "event" in payload)
        for done in self.done:
            if done.acked is None:
                # A mention in a channel comes as two events, of which one is enough.
                events = 2 if done.channel.startswith("C") and done.deed != "mail" else 1
                done.acked = lost[(done.deed == "edit", done.channel, str(done.ts))] < events


def _about(event: Mapping[str, Any]) -> tuple[bool, str, str]:
    message = event.get("message") or event
    return "message" in event or "edited" in event, str(event["channel"]), str(message.get("ts"))
