"""What Slack knows about people: their locale, and whether they are privacy officers."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.errors import NotSent, slack_errors

log = logging.getLogger("insyn.people")

REMEMBER = 24 * 3600.0
"""Seconds for which a locale is cached; people seldom change it."""


@dataclass(frozen=True, slots=True)
class _Known:
    locale: str | None
    until: float


class UserLocales:
    """Users' locales, fetched from Slack at most once a day for each user."""

    def __init__(self, client: WebClient, time: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._time = time
        self._known: dict[str, _Known] = {}

    def locale(self, user: str) -> str | None:
        """Return the locale that a user has set in Slack, such as ``sv-SE``; None if Slack does not say."""
        known = self._known.get(user)
        if known is None or known.until < self._time():
            if len(self._known) > 10_000:
                self._known.clear()
            try:
                known = self._known[user] = _Known(self._ask(user), self._time() + REMEMBER)
            except NotSent as error:
                log.warning("no locale from Slack: %s", error.code)
                return None
        return known.locale

    def _ask(self, user: str) -> str | None:
        with slack_errors():
            answer = self._client.users_info(user=user, include_locale=True)
        locale = answer["user"].get("locale")
        return str(locale) if locale else None


class ChannelOfficers:
    """Implements the port ``Officers`` with the members of the officers' channel."""

    def __init__(self, client: WebClient, channel: str) -> None:
        self._client = client
        self._channel = channel

    def includes(self, user: str) -> bool:
        """Whether a user is a member now. Raises NotSent if Slack does not answer, so that nobody can act as an officer."""
        with slack_errors():
            pages = self._client.conversations_members(channel=self._channel, limit=200)
            return any(user in page["members"] for page in pages)
