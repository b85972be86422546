"""Until when claimed letters are this courier's alone."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from bot.desk.ports import WaitingLetter
from bot.slack.errors import NotSent

LEASE = timedelta(seconds=12)
"""How long a claimed letter is safe from other couriers. A courier that lives renews it; a dead one's letters are free soon."""
RENEWAL = 3.0
"""Seconds between renewals."""


class Leases:
    """The claimed letters whose fate is not in the database yet."""

    def __init__(self, time: Callable[[], float] = time.monotonic) -> None:
        self.time = time
        self._lock = threading.Lock()
        self._attempts: dict[int, int] = {}
        self._until: dict[int, float] = {}
        self._renewed = time()

    def __len__(self) -> int:
        return len(self._attempts)

    def hold(self, letters: Iterable[WaitingLetter], since: float) -> None:
        """Hold letters for whose claim the database was asked at ``since``."""
        with self._lock:
            if not self._attempts:
                self._renewed = since
            for letter in letters:
                self._attempts[letter.id] = letter.attempts
                self._until[letter.id] = since + LEASE.total_seconds()

    def drop(self, letters: Iterable[int]) -> None:
        """Hold letters no longer."""
        with self._lock:
            for letter in letters:
                self._attempts.pop(letter, None)
                self._until.pop(letter, None)

    def due(self) -> dict[int, int]:
        """Return the letters whose leases are to be renewed now, each with the attempt that its claim began."""
        with self._lock:
            is_due = self.time() - self._renewed >= RENEWAL
            return dict(self._attempts) if is_due else {}

    def renewed(self, letters: Iterable[int], since: float) -> None:
        """Note those whose leases the database has renewed; it was asked at ``since``."""
        with self._lock:
            self._renewed = since
            self._until |= {letter: since + LEASE.total_seconds() for letter in letters if letter in self._until}

    def need(self, letter: int) -> None:
        """Raise NotSent where a letter may be another courier's by now, who posts it: this one was held up for too long."""
        with self._lock:
            if self.time() >= self._until.get(letter, float("inf")):
                raise NotSent("lease_over", passing=True)
