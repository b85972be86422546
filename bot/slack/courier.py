"""Delivers the outbox: each letter once, in order within its lane, with retries."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.desk.places import Private
from bot.desk.ports import Unavailable, WaitingLetter
from bot.slack.errors import NotSent
from bot.slack.posting import Posting

AT_ONCE = 4
"""Lanes that are served at the same time."""
LEASE = timedelta(minutes=2)
"""How long a courier may keep a claimed letter; after that another courier may claim it."""
LONGEST_PAUSE = timedelta(minutes=10)
"""Longest pause between two attempts."""
PRIVATE_ATTEMPTS = 5
"""Attempts for a private answer: its response_url expires after half an hour."""

log = logging.getLogger("insyn.courier")


class Courier:
    """Claims letters from the outbox, posts them, and reports back to it."""

    def __init__(self, posting: Posting) -> None:
        self._posting = posting
        self._outbox = posting.outbox
        self._clock = posting.clock
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """End the pause in ``run``: there may be something to deliver."""
        self._wake.set()

    def stop(self) -> None:
        """Make ``run`` return once the letters being delivered are finished."""
        self._stopping = True
        self._wake.set()

    def run(self) -> None:
        """Deliver until ``stop`` is called. Errors of the database are logged, and delivery is tried again."""
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="courier") as pool:
            while not self._stopping:
                self._wake.clear()
                try:
                    while self.deliver_due(pool) and not self._stopping:
                        pass
                    pause = self.pause()
                except Exception as error:  # noqa: BLE001 - no error may end the courier
                    why = str(error) if isinstance(error, Unavailable) else type(error).__name__
                    log.error("no delivery for 5 s: %s", why)
                    pause = 5.0
                self._wake.wait(pause)

    def deliver_due(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Deliver what is due now, one letter per lane, and return how many letters were tried."""
        claimed = self._outbox.claim(self._clock(), AT_ONCE, LEASE)
        if pool is None:
            for waiting in claimed:
                self._deliver(waiting)
        else:
            list(pool.map(self._deliver, claimed))
        return len(claimed)

    def pause(self) -> float:
        """Return the seconds until the next letter is due, at most five: other replicas cannot wake this courier."""
        now = self._clock()
        due = self._outbox.next_due(now)
        return 5.0 if due is None else min(5.0, max(0.05, (due - now).total_seconds()))

    def _deliver(self, waiting: WaitingLetter) -> None:
        try:
            sent = self._posting.send(waiting)
        except NotSent as error:
            self._put_off(waiting, error)
        except Exception as error:  # noqa: BLE001 - a letter that cannot be rendered must not stop the others
            log.error("letter %s cannot be put into words: %s", waiting.id, type(error).__name__)
            self._outbox.failed(waiting.id, self._clock(), type(error).__name__)
        else:
            self._outbox.sent(waiting.id, self._clock(), *(sent or ()))

    def _put_off(self, waiting: WaitingLetter, error: NotSent) -> None:
        now = self._clock()
        lost = isinstance(waiting.place, Private) and waiting.attempts >= PRIVATE_ATTEMPTS
        if not error.passing or lost:
            log.error("letter %s cannot be delivered: %s (see: insyn outbox)", waiting.id, error.code)
            self._outbox.failed(waiting.id, now, error.code)
            return
        # Compared as seconds: after some hours of attempts, the power of two would overflow a timedelta.
        seconds = error.wait or min(LONGEST_PAUSE.total_seconds(), 2**waiting.attempts)
        log.warning("letter %s is tried again in %.0f s: %s", waiting.id, seconds, error.code)
        self._outbox.retry(waiting.id, now + timedelta(seconds=seconds), error.code)
