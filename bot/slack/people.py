"""What Slack knows about people: the locale that they have set."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.errors import NotSent, slack_errors

log = logging.getLogger("insyn.people")

REMEMBER = 24 * 3600.0
"""Seconds for which a locale is cached; people seldom change it."""
PATIENCE = 0.5
"""Seconds for which a listener waits at most for a locale: Slack wants its ack in three, also while it is slow itself."""
MOST = 10_000
"""Most people of whom something is cached."""


@dataclass(frozen=True, slots=True)
class _Known:
    answer: Future[str | None]
    until: float
    before: str | None
    """What was known before, which counts until there is an answer."""


class UserLocales:
    """Users' locales, fetched from Slack in the background at most once a day for each user."""

    def __init__(
        self,
        client: WebClient,
        time: Callable[[], float] = time.monotonic,
        *,
        worker: Executor | None = None,
    ) -> None:
        self._client = client
        self._time = time
        self._worker = worker or ThreadPoolExecutor(1, thread_name_prefix="locales")
        self.patience = PATIENCE
        """Seconds to wait for an answer that is not there yet."""
        self._known: dict[str, _Known] = {}

    def locale(self, user: str) -> str | None:
        """Return the locale that a user has set in Slack, such as ``sv-SE``; None if Slack does not say, or not soon enough.

        An answer that comes later is there the next time.
        """
        known, patience = self._known.get(user), 0.0
        if known is None or known.until < self._time():
            if len(self._known) > MOST:
                self._known.clear()
            before = _result(known)
            known = self._known[user] = _Known(self._worker.submit(self._ask, user), self._time() + REMEMBER, before)
            patience = self.patience  # who writes ten messages waits once: in a burst, waiting for each would delay every ack
        try:
            return known.answer.result(patience)
        except NotYet:
            return known.before
        except NotSent as error:
            log.warning("no locale from Slack: %s", error.code)
            self._known.pop(user, None)
            return known.before

    def close(self) -> None:
        """Ask for no more locales."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _ask(self, user: str) -> str | None:
        with slack_errors():
            locale = self._client.users_info(user=user, include_locale=True)["user"].get("locale")
        return str(locale) if locale else None


def _result(known: _Known | None) -> str | None:
    if known is None:
        return None
    done = known.answer.done() and not known.answer.exception()
    return known.answer.result() if done else known.before
