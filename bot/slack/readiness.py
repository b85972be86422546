"""Whether the desk can do its work now: looked at now and then in a thread, so that whoever asks costs and waits for nothing."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from bot.desk.ports import Outbox
from bot.slack.authorization import Authorization

LOOK_EVERY = 10.0
"""Seconds between two looks: one short query of the database."""
ASK_SLACK_EVERY = 60.0
"""Seconds between two calls of Slack's auth.test, which allows hundreds a minute."""
SLACK_LATELY = 180.0
"""Seconds for which Slack may fail to answer; a refused token counts at once."""
LOOK_LASTS = 60.0
"""Seconds for which a look counts. After that the next one hangs, and nobody knows how things are."""
LONGEST_WAIT = timedelta(minutes=15)
"""How long a letter may wait: longer than the longest pause between two attempts, ten minutes."""

log = logging.getLogger("insyn.readiness")


class Readiness:
    """Remembers what the last look found. Only names of parts are logged, and only when they change."""

    def __init__(self, authorization: Authorization, outbox: Outbox, time: Callable[[], float] = time.monotonic) -> None:
        """Slack has just let the desk in. From now on the authorization is renewed here, and nowhere else."""
        self._authorization, self._outbox, self._time = authorization, outbox, time
        self._slack_asked = time()
        self._looked: float | None = None
        self._troubles: tuple[str, ...] = ()

    def is_ready(self) -> bool:
        """Whether the last look is fresh, and found database, Slack and delivery well. Returns at once."""
        return self._looked is not None and self._time() - self._looked <= LOOK_LASTS and not self._troubles

    def start(self) -> Callable[[], None]:
        """Look in a thread, now and every ten seconds. Return a function that ends that."""
        ended = threading.Event()
        thread = threading.Thread(target=self._look_until, args=(ended,), name="readiness", daemon=True)
        thread.start()

        def stop() -> None:
            ended.set()
            thread.join(timeout=5)  # a look that hangs does no harm when the process ends

        return stop

    def look(self) -> None:
        """Look at the database, at what waits in it and, once a minute, at Slack."""
        began = self._time()
        troubles = (*self._of_database(), *self._of_slack())
        if troubles != self._troubles:
            log.warning("not ready: %s", ", ".join(troubles)) if troubles else log.info("ready again")
        # A look that took long found out about its beginning.
        self._looked, self._troubles = began, troubles

    def _look_until(self, ended: threading.Event) -> None:
        while not ended.is_set():
            self.look()
            ended.wait(LOOK_EVERY)

    def _of_database(self) -> tuple[str, ...]:
        try:
            waited = self._outbox.waited()
        except Exception:  # noqa: BLE001 - whatever it is, the database cannot be used
            return ("database",)
        return ("delivery",) if waited and waited > LONGEST_WAIT else ()

    def _of_slack(self) -> tuple[str, ...]:
        if self._time() - self._slack_asked >= ASK_SLACK_EVERY:
            self._slack_asked = self._time()
            self._authorization.renew()
        is_well = not self._authorization.refused and self._authorization.seconds_since <= SLACK_LATELY
        return () if is_well else ("Slack",)
