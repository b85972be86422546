"""Delivers the outbox: each letter once, in order within its lane, with retries."""

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.desk.places import Direct, Private
from bot.desk.ports import GivenUp, PutOff, Report, Sent, Unavailable, WaitingLetter
from bot.slack.conversation_order import Backlog
from bot.slack.errors import NotSent
from bot.slack.leases import LEASE, RENEWAL
from bot.slack.posting import Posting
from bot.slack.resting import RestingChannels

AT_ONCE = 16
"""Letters that are posted at the same time."""
LONGEST_PAUSE = 600.0
"""Longest pause between two attempts, in seconds."""
PRIVATE_ATTEMPTS = 5
"""Attempts at a private answer before it is sent as a direct message: its response_url expires after half an hour."""
GATHER = 0.02
"""Seconds in which letters finish that are then reported together, in one transaction."""
LONGEST_ROOM = 0.5
"""Seconds for which letters wait for requests at most: answers are to come at once, too."""
DATABASE_PAUSE = 2.0
"""Seconds to wait after the database could not be used."""

log = logging.getLogger("insyn.courier")


class Courier:
    """Claims letters from the outbox, posts them, and reports back to it."""

    def __init__(self, posting: Posting, backlog: Backlog | None = None) -> None:
        self._posting = posting
        self._backlog = backlog or Backlog()
        self._outbox = posting.outbox
        self._resting = RestingChannels(posting.clock)
        self._wake = threading.Event()
        self._stopping = False
        self._lock = threading.Lock()
        self._leases = posting.leases
        self._reports: list[Report] = []
        self._look_at = 0.0
        """When to look for due letters again, by this process's own timer."""

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
                self._wake.wait(self._safely(pool))
                self._make_room()
                self._wake.clear()
        self._safely(None)

    def _make_room(self) -> None:
        """Let letters finish that are then reported together, and let a burst of requests be acked first."""
        if len(self._leases) and not self._stopping:
            time.sleep(GATHER)
        until = time.monotonic() + LONGEST_ROOM
        while self._backlog.is_long and not self._stopping and time.monotonic() < until:
            time.sleep(GATHER)

    def deliver_due(self) -> int:
        """Deliver what is due now, one letter per lane, and return how many letters were tried."""
        claimed = self._exchange(AT_ONCE)
        for waiting in claimed:
            self._deliver(waiting)
        self._exchange(0)
        return len(claimed)

    def _safely(self, pool: Executor | None) -> float:
        try:
            return self._turn(pool)
        except Exception as error:  # noqa: BLE001 - no error may end the courier
            why = str(error) if isinstance(error, Unavailable) else type(error).__name__
            log.error("no delivery for %.0f s: %s", DATABASE_PAUSE, why)
            return DATABASE_PAUSE

    def _turn(self, pool: Executor | None) -> float:
        """Report what was done, hand out what is due, and return the seconds to wait for more."""
        claimed = self._exchange(AT_ONCE - len(self._leases) if pool else 0)
        for waiting in claimed:
            assert pool is not None
            pool.submit(self._deliver, waiting)
        self._renew()
        return max(0.0, self._look_at - time.monotonic())

    def _renew(self) -> None:
        """Extend the leases of what is being posted, if some time has passed since the last time."""
        since = self._leases.time()
        if due := self._leases.due():
            self._leases.renewed(self._outbox.renew(due, LEASE), since)

    def _exchange(self, limit: int) -> Sequence[WaitingLetter]:
        """Report the letters that are finished, and claim up to ``limit`` others. After an error, the reports are kept."""
        with self._lock:
            reports, self._reports = self._reports, []
        if not reports and not limit:
            return ()
        since = self._leases.time()
        try:
            claimed = self._outbox.claim(limit, LEASE, reports)
        except Exception:
            with self._lock:
                self._reports = reports + self._reports
            raise
        with self._lock:
            self._look_at = next_look(self._look_at, reports, time.monotonic())
        self._leases.drop(report.letter for report in reports)
        self._leases.hold(claimed, since)
        return claimed

    def _deliver(self, waiting: WaitingLetter) -> None:
        report = self._tried(waiting)
        if not isinstance(report, Sent):
            report = replace(report, attempt=waiting.attempts)
        with self._lock:
            self._reports.append(report)
        self._wake.set()

    def _tried(self, waiting: WaitingLetter) -> Report:
        rest = self._resting.seconds(waiting.place)
        if rest:
            return PutOff(waiting.id, timedelta(seconds=rest), "ratelimited", tried=False)
        try:
            return Sent(waiting.id, *(self._posting.send(waiting) or ()))
        except NotSent as error:
            return self._not_sent(waiting, error)
        except Unavailable as error:
            log.warning("letter %s waits: %s", waiting.id, error)
            return PutOff(waiting.id, timedelta(seconds=DATABASE_PAUSE), type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a letter that cannot be rendered must not stop the others
            log.error("letter %s cannot be put into words: %s", waiting.id, type(error).__name__)
            return GivenUp(waiting.id, type(error).__name__)

    def _not_sent(self, waiting: WaitingLetter, error: NotSent) -> Report:
        if isinstance(waiting.place, Private) and (error.final or waiting.attempts >= PRIVATE_ATTEMPTS):
            log.warning("letter %s goes to a direct message: %s", waiting.id, error.code)
            return PutOff(waiting.id, timedelta(0), error.code, to=Direct(waiting.place.user))
        if error.final:
            log.error("letter %s cannot be delivered: %s (see: insyn outbox)", waiting.id, error.code)
            return GivenUp(waiting.id, error.code)
        seconds = min(LONGEST_PAUSE, error.wait or 2.0 ** min(waiting.attempts, 10))
        if error.of_channel:
            self._resting.rest(waiting.place, seconds)
        log.warning("letter %s is tried again in %.0f s: %s", waiting.id, seconds, error.code)
        return PutOff(waiting.id, timedelta(seconds=seconds), error.code)


def next_look(known: float, reports: Sequence[Report], now: float) -> float:
    """Return when to look for due letters again: when the first that was put off is due, and after ``RENEWAL`` at the latest.

    ``known`` is when that was before these ``reports``.
    """
    pauses = [now + report.pause.total_seconds() for report in reports if isinstance(report, PutOff)]
    return min([now + RENEWAL, *pauses, *([known] if known > now else [])])
