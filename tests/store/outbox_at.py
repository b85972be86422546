"""The outbox as a courier uses it at a certain moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.desk.ports import GivenUp, PutOff, Report, Sent, WaitingLetter
from bot.store import SqlOutbox
from tests.store.clocks import StillClock

LEASE = timedelta(minutes=1)


class OutboxAt:
    """An outbox whose clock is set for each call."""

    def __init__(self, outbox: SqlOutbox, clock: StillClock) -> None:
        self.outbox = outbox
        self._clock = clock

    def claim(self, now: datetime, limit: int, lease: timedelta) -> list[WaitingLetter]:
        """Claim letters."""
        return self._at(now, limit, lease)

    def sent(self, id: int, now: datetime, channel: str | None = None, ts: str | None = None) -> None:
        """Report a letter as sent."""
        self._at(now, reports=[Sent(id, channel, ts)])

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """Report a letter as due again."""
        self._at(self._clock.now, reports=[PutOff(id, due_at - self._clock.now, error)])

    def failed(self, id: int, now: datetime, error: str) -> None:
        """Report a letter as given up."""
        self._at(now, reports=[GivenUp(id, error)])

    def _at(self, now: datetime, limit: int = 0, lease: timedelta = LEASE, reports: Sequence[Report] = ()) -> list[WaitingLetter]:
        before, self._clock.now = self._clock.now, now
        try:
            return self.outbox.claim(limit, lease, reports)
        finally:
            self._clock.now = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self.outbox, name)
