"""Injected failures, and Slack's rate limits."""

import math
from collections.abc import Callable
from dataclasses import dataclass

TIER_PER_MINUTE = {
    "apps.connections.open": 20,
    "conversations.open": 50,
    "conversations.info": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.members": 100,
    "chat.update": 50,
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "users.conversations": 50,
    "users.info": 100,
    "files.info": 100,
    "reactions.add": 50,
    "reactions.remove": 20,
}
DEFAULT_PER_MINUTE = 100
MESSAGE_BURST = 4
METHOD_BURST = 20


@dataclass
class Failure:
    """A failure to be injected into the next calls of a method."""

    method: str
    error: str
    times: int
    retry_after: int | None
    channel: str | None
    after: int = 0
    """How many matching calls succeed first."""
    delay: float = 0.0
    """Seconds of real time that pass before the answer; with the error ``slow`` the call takes effect, and only that happens."""


class Failures:
    """The injected failures that are still waiting for a call, in order."""

    def __init__(self) -> None:
        self._waiting: list[Failure] = []
        self.trouble: Callable[[str, str | None], str | None] | None = None
        """Asked for the failure of every call that none was ordered for."""

    def order(self, fault: Failure) -> None:
        """Make the next `times` matching calls fail."""
        self._waiting.append(fault)

    def mend(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()

    def take(self, method: str, channel: str | None) -> Failure | None:
        """Return the failure for this call, or None."""
        for fault in self._waiting:
            if fault.method == method and fault.channel in (None, channel):
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return self._troubled(method, channel)

    def _troubled(self, method: str, channel: str | None) -> Failure | None:
        error = self.trouble(method, channel) if self.trouble else None
        if error is None:
            return None
        is_silent = error == "ratelimited_silent"
        return Failure(method, "ratelimited" if is_silent else error, 1, None if is_silent else 1, None)


class _Bucket:
    def __init__(self, now: float, size: int, per_second: float) -> None:
        self.filled, self.level, self.size, self.per_second = now, float(size), size, per_second

    def wait(self, now: float) -> float:
        """Take a token and return 0, or return the seconds until there is one."""
        self.level = min(self.size, self.level + (now - self.filled) * self.per_second)
        self.filled = now
        if self.level >= 1:
            self.level -= 1
            return 0
        return (1 - self.level) / self.per_second


class RateLimits:
    """One message per second and channel, with short bursts; other methods by their tier."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str | None], _Bucket] = {}

    def seconds_to_wait(self, method: str, channel: str | None) -> int:
        """Return 0 if the call may go ahead, else the seconds for Retry-After."""
        now = self._clock()
        is_message = method == "chat.postMessage"
        key = (method, channel if is_message else None)
        if key not in self._buckets:
            per_second = 1 if is_message else TIER_PER_MINUTE.get(method, DEFAULT_PER_MINUTE) / 60
            self._buckets[key] = _Bucket(now, MESSAGE_BURST if is_message else METHOD_BURST, per_second)
        return math.ceil(self._buckets[key].wait(now))
