"""The time in the office: it stands still until the story moves it."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""


def local(moment: str) -> datetime:
    """A moment by the office's wall clock, such as ``2026-03-06 18:30``."""
    return datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM)


class SteppingClock:
    """Time stands still until the test moves it; both the desk and the stand-in for Slack go by it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self._lock = threading.Lock()
        self._last = 0.0

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """For the stand-in, whose timestamps must differ."""
        with self._lock:
            self._last = max(self._last + 0.0001, self.now.timestamp())
            return self._last

    def advance(self, step: timedelta) -> None:
        self.now += step
