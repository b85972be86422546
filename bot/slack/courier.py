"""Delivers the outbox: every letter once, in the order of its conversation, and again where Slack did not take it."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.desk.places import Private
from bot.desk.ports import Unavailable, WaitingLetter
from bot.slack.errors import NotSent
from bot.slack.posting import Posting

AT_ONCE = 4
"""Conversations that are served at the same time."""
LEASE = timedelta(minutes=2)
"""After this a letter that a courier took and never reported on is given to another one."""
PATIENCE = timedelta(minutes=10)
"""The longest pause between two attempts."""
PRIVATE_ATTEMPTS = 5
"""An answer beside a command is worth nothing later, and its address ends after half an hour."""

log = logging.getLogger("insyn.courier")


class Courier:
    """Takes letters from the outbox, puts them into words, and posts them."""

    def __init__(self, posting: Posting) -> None:
        self._posting = posting
        self._outbox = posting.outbox
        self._clock = posting.clock
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """There may be something to deliver."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the letters that are being delivered, and return from ``run``."""
        self._stopping = True
        self._wake.set()

    def run(self) -> None:
        """Deliver until ``stop`` is called. Trouble with the database is waited out, and said."""
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="courier") as pool:
            while not self._stopping:
                self._wake.clear()
                try:
                    while self.round(pool) and not self._stopping:
                        pass
                    pause = self.pause()
                except Exception as error:  # noqa: BLE001 - the courier must outlive whatever stops one round
                    why = str(error) if isinstance(error, Unavailable) else type(error).__name__
                    log.error("no delivery for 5 s: %s", why)
                    pause = 5.0
                self._wake.wait(pause)

    def round(self, pool: ThreadPoolExecutor | None = None) -> int:
        """Deliver what is due now, one letter of each conversation; how many were tried."""
        claimed = self._outbox.claim(self._clock(), AT_ONCE, LEASE)
        if pool is None:
            for waiting in claimed:
                self._deliver(waiting)
        else:
            list(pool.map(self._deliver, claimed))
        return len(claimed)

    def pause(self) -> float:
        """Seconds until the next letter is due; at most five, since a replica's letters wake nobody here."""
        now = self._clock()
        due = self._outbox.next_due(now)
        return 5.0 if due is None else min(5.0, max(0.05, (due - now).total_seconds()))

    def _deliver(self, waiting: WaitingLetter) -> None:
        try:
            sent = self._posting.send(waiting)
        except NotSent as error:
            self._put_off(waiting, error)
        except Exception as error:  # noqa: BLE001 - one letter that cannot be written must not stop the others
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
        # Compared as numbers: after some hours of attempts the power of two is more than a timedelta can hold.
        seconds = error.wait or min(PATIENCE.total_seconds(), 2**waiting.attempts)
        log.warning("letter %s is tried again in %.0f s: %s", waiting.id, seconds, error.code)
        self._outbox.retry(waiting.id, now + timedelta(seconds=seconds), error.code)
