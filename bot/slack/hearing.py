"""Watches whether the desk hears everything that is written to it, and after each gap has what was missed read."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.ports import Clock, Heard, Unavailable
from bot.slack.errors import NotSent

MARGIN = timedelta(minutes=10)
"""What was written that long ago is stored, or was given up: Slack's last retry comes after six minutes.
https://docs.slack.dev/apis/events-api/#retries"""
LONGEST = timedelta(days=30)
"""How far back is read at most."""
SILENCE = timedelta(minutes=5)
"""Over HTTP: time without a payload after which some may have been given up, because nothing tells a quiet hour from a cut."""
REST = timedelta(minutes=15)
"""Over HTTP: time between two readings, as a gap may be none."""
REST_IN_SILENCE = timedelta(hours=1)
"""Time between two readings while nothing is heard."""
LEASE = timedelta(minutes=3)
"""How long a reading keeps other replicas from one of their own; longer than Slack ever asks to wait."""
RENEWAL = timedelta(seconds=30)
LOOK_EVERY = 60.0
"""Seconds between two looks."""
PAUSE = 1.5
"""Seconds between two calls. Slack takes 50 a minute of each method, and the courier needs some of them."""
SETTLE = 5.0
"""Seconds to wait before a reading: replicas that start together need one, and Slack shows what it has just taken."""

log = logging.getLogger("insyn.hearing")


class _Ended(Exception):
    """The desk ends while it reads."""


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """Payloads may have been lost between these moments, and since the moment until which everything was heard."""

    since: datetime
    until: datetime


class Hearing:
    """Moves the moment until which everything was heard while payloads come in, and closes gaps, in a thread of its own."""

    def __init__(self, heard: Heard, read: Callable[[datetime, Callable[[float], object]], None], clock: Clock) -> None:
        """``read`` hands over what was written since a moment; before each call it calls its second argument, which waits."""
        self._heard, self._read, self._clock = heard, read, clock
        self.is_connected: Callable[[], bool] = lambda: True
        """Whether payloads can come in now, as far as anything tells."""
        self.settle, self.pause = SETTLE, PAUSE
        self._rest = timedelta(0)
        self._gap: _Gap | None = None
        self._lock = threading.Lock()
        self._wake, self._ended = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._payload = self._renewed = clock()
        self._last: datetime | None = None
        self._trouble = ""

    def begin(self) -> None:
        """Before the first payload: what was written since the desk was last at work was missed."""
        if not self._heard.begin(self._clock()):
            self.interrupted()

    def over_http(self) -> None:
        """No connection tells whether payloads can come in: that none came does."""
        self._rest, self.is_connected = REST, lambda: self._clock() - self._payload <= SILENCE

    def payload(self) -> None:
        """A payload has come in over HTTP."""
        before, self._payload = self._payload, self._clock()
        if self._payload - before > SILENCE:
            self.interrupted()

    def interrupted(self) -> None:
        """Payloads may have been lost until now."""
        self._note_gap()
        self._wake.set()

    def start(self) -> None:
        """Watch in a thread until ``stop``."""
        self._thread = threading.Thread(target=self._run, name="hearing", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, for up to 15 seconds; what it was reading is read at the next start."""
        self._ended.set()
        self._wake.set()
        if self._thread:
            self._thread.join(timeout=15)

    @property
    def has_gap(self) -> bool:
        """Whether something may have been missed that is not read yet."""
        return self._gap is not None

    def look(self) -> None:
        """Close a gap if it is time, or record that everything was heard. An error is logged; the next look tries again."""
        try:
            self._look()
            self._trouble = ""
        except _Ended:
            return
        except Exception as error:  # noqa: BLE001 - no error may end the watch
            self._tell(error)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._wake.clear()
            self.look()
            self._wake.wait(LOOK_EVERY)

    def _look(self) -> None:
        is_connected, now = self.is_connected(), self._clock()
        if not is_connected:
            self._note_gap()
        gap, rest = self._gap, self._rest if is_connected else REST_IN_SILENCE
        if gap is None:
            self._heard.move(now - MARGIN)
        elif self._last is None or now - self._last >= rest:
            self._close(gap)

    def _close(self, gap: _Gap) -> None:
        self._go_on(self.settle)
        if not self._heard.claim(LEASE):
            return
        began: datetime | None = None
        try:
            began = self._read_missed(gap)
        finally:
            self._heard.release(began)
        with self._lock:
            self._gap = None if self._gap is gap else self._gap

    def _read_missed(self, gap: _Gap) -> datetime | None:
        """Read what was missed, and return when that began; None if another replica has read it since the gap."""
        read_at, until, began = self._heard.read_at(), self._heard.until(), self._clock()
        if read_at is not None and read_at > gap.until:
            return None
        # Another replica that hears everything may have moved the moment beyond this one's gap.
        since = until if until <= gap.since else gap.since - MARGIN
        self._renewed = began
        self._read(max(since, began - LONGEST), self._renew_and_go_on)
        self._heard.move(began - MARGIN)
        self._last = began
        log.info("what was missed is read")
        return began

    def _renew_and_go_on(self, seconds: float) -> None:
        if abs(self._clock() - self._renewed) >= RENEWAL:
            self._heard.renew(LEASE)
            self._renewed = self._clock()
        self._go_on(max(seconds, self.pause))

    def _go_on(self, seconds: float) -> None:
        if self._ended.wait(seconds):
            raise _Ended

    def _note_gap(self) -> None:
        now = self._clock()
        with self._lock:
            self._gap = _Gap(self._gap.since if self._gap else now, now)

    def _tell(self, error: Exception) -> None:
        """Log a trouble once, until another one comes or it ends."""
        why = error.code if isinstance(error, NotSent) else str(error) if isinstance(error, Unavailable) else type(error).__name__
        if why != self._trouble:
            log.error("what was missed cannot be read now, and is tried again: %s%s", why, _advice(error))
        self._trouble = why


def _advice(error: Exception) -> str:
    is_scope = isinstance(error, NotSent) and error.code == "missing_scope"
    return ". Install the app again from app.yaml, see: insyn doctor" if is_scope else ""
