"""Watches over the officers' channel and over letters that wait, and has somebody told in a way that works."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.desk.ports import Outbox
from bot.desk.troubles import Troubles
from bot.slack.errors import NotSent, slack_errors
from bot.slack.officers import ChannelOfficers

LOOK_EVERY = 3600.0
"""Seconds between two looks at the officers' channel, where no event tells that something changed."""
TOO_LONG = timedelta(minutes=10)
"""How long letters may wait before somebody is told."""
GONE = frozenset({"channel_not_found", "not_in_channel", "is_archived"})

log = logging.getLogger("insyn.watch")


class Watch:
    """Looks once a minute. ``look`` makes no call to Slack but once an hour and after an event about the channel."""

    def __init__(
        self,
        client: WebClient,
        channel: str,
        outbox: Outbox,
        troubles: Troubles,
        officers: ChannelOfficers,
        time: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client, self._channel, self._outbox, self._troubles, self._officers = client, channel, outbox, troubles, officers
        self._time = time
        self._next = time()
        self._name: str | None = None
        self._kept: frozenset[str] | None = None
        self._waited_before = {"letters_persons": False, "letters_officers": False}

    def heard(self, user: str | None = None) -> None:
        """Something changed about the officers' channel, or a member ``user`` joined or left: look as soon as possible."""
        self._officers.changed(user)
        self._next = self._time()

    def look(self) -> None:
        """Look at what waits and, where it is time, at the channel. What changed is logged, and told to officers."""
        self._keep_officers()
        found = self._letters()
        if self._time() >= self._next:
            found |= self._looked_at_channel()
        for name, begins in self._troubles.note(found):
            if begins:
                log.error("trouble begins: %s (%s)", name, ADVICE[name])
            else:
                log.warning("trouble is over: %s", name)

    def _keep_officers(self) -> None:
        employees = self._officers.employees
        if employees is not None and employees != self._kept:
            self._troubles.keep_officers(employees)
            self._kept = employees

    def _letters(self) -> dict[str, bool]:
        """Which letters wait for too long. One that is seen for the first time may be sent at any moment after a stop."""
        stuck = self._outbox.stuck(TOO_LONG)
        now = {"letters_persons": stuck.persons > 0, "letters_officers": stuck.officers > 0}
        before, self._waited_before = self._waited_before, now
        return {name: is_so for name, is_so in now.items() if is_so == before[name]}

    def _looked_at_channel(self) -> dict[str, bool]:
        try:
            with slack_errors():
                channel = self._client.conversations_info(channel=self._channel)["channel"]
        except NotSent as error:
            if error.code not in GONE:
                return {}  # the next look is in a minute
            channel = {"is_private": True}
        self._next = self._time() + LOOK_EVERY
        self._notice_name(channel.get("name"))
        return troubles_of(channel)

    def _notice_name(self, name: str | None) -> None:
        if self._name and name and name != self._name:
            log.info("the officers' channel was renamed; the desk knows it by its id")
        self._name = name or self._name


def is_shared(channel: Mapping[str, Any]) -> bool:
    """Whether people of other companies see a channel, or are invited to (Slack Connect)."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))


def troubles_of(channel: Mapping[str, Any]) -> dict[str, bool]:
    """Return which troubles an officers' channel has, as conversations.info shows it."""
    return {
        "channel_archived": bool(channel.get("is_archived")),
        "channel_left": not channel.get("is_member") and not channel.get("is_archived"),
        "channel_public": not channel.get("is_private"),
        "channel_shared": is_shared(channel),
    }


ADVICE = {
    "channel_archived": "the officers' channel is archived: unarchive it",
    "channel_left": "the desk is not in the officers' channel: write /invite @Insyn there",
    "channel_public": "the officers' channel is public: make it private",
    "channel_shared": "the officers' channel is shared with another company: end that",
    "letters_persons": "letters to persons have waited for more than ten minutes, see: insyn outbox",
    "letters_officers": "letters to the officers' channel have waited for more than ten minutes, see: insyn outbox",
}
"""What the log says of each trouble, and what to do."""
