"""Who the privacy officers are: the members of their channel who work at the company, read apart from the presses."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.desk.ports import OfficersUnknown
from bot.slack.errors import NotSent, slack_errors

FRESH = 60.0
"""Seconds for which a reading of a channel's members counts. Nobody acts by an older one."""
REFRESH_EVERY = 20.0
"""Seconds between two readings of the officers' channel: a call may take ten, and one may fail, before a reading is too old."""
REMEMBER_STANDING = 300.0
"""Seconds for which it counts whether somebody is a guest, a bot or from another company."""
PATIENCE = 0.4
"""Seconds for which a press waits for Slack where no reading is fresh: the ack should be there within one."""
MOST_AHEAD = 50
"""Most members about whom Slack is asked before they press anything; of more, those who press wait for an answer."""
MOST = 1_000
"""Most channels, and most users, of which something is remembered."""

log = logging.getLogger("insyn.officers")


@dataclass(frozen=True, slots=True)
class _Reading:
    members: frozenset[str]
    at: float


class ChannelOfficers:
    """Implements the port ``Officers``: members of the officers' channel, but no guests, bots or strangers."""

    def __init__(
        self,
        client: WebClient,
        channel: str,
        team: str,
        time: Callable[[], float] = time.monotonic,
        *,
        worker: Executor | None = None,
    ) -> None:
        self._client, self._channel, self._team, self._time = client, channel, team, time
        self._worker = worker or ThreadPoolExecutor(4, thread_name_prefix="officers")
        self.patience = PATIENCE
        """Seconds to wait for an answer of Slack's that is not there yet."""
        self._readings: dict[str, _Reading] = {}
        self._standing: dict[str, tuple[bool, float]] = {}
        self._asked: dict[tuple[str, str], Future[bool]] = {}
        self._changes = 0
        self._wake = threading.Event()
        self._ended = False
        self._trouble = ""

    def includes(self, user: str) -> bool:
        """Whether a user is an officer, by a reading of the last minute. Raises OfficersUnknown without one."""
        return self.is_colleague_in(self._channel, user)

    def is_colleague_in(self, channel: str, user: str) -> bool:
        """Whether a user is a member of a channel and no guest, bot or stranger. Raises OfficersUnknown as ``includes``."""
        known = self._known(channel, user)
        return self._in_time(channel, user) if known is None else known

    @property
    def employees(self) -> frozenset[str] | None:
        """The officers by the last reading, however old; None where there was none yet."""
        if self._channel not in self._readings:
            return None
        return frozenset(user for user in self._members if self._standing.get(user, (False, 0.0))[0])

    @property
    def _members(self) -> frozenset[str]:
        reading = self._readings.get(self._channel)
        return reading.members if reading else frozenset()

    def changed(self, user: str | None = None) -> None:
        """Forget the members of the officers' channel, as they have changed, and read them anew in the background."""
        self._changes += 1
        self._readings.pop(self._channel, None)
        self._standing.pop(user or "", None)
        self._wake.set()

    def start(self) -> Callable[[], None]:
        """Read the officers now, and then every so often in a thread. Return a function that ends that."""
        self.refresh()
        thread = threading.Thread(target=self._refresh_until_ended, name="officers", daemon=True)
        thread.start()

        def stop() -> None:
            self._ended = True
            self._wake.set()
            thread.join(timeout=5)  # a call that hangs does no harm when the process ends
            self._worker.shutdown(wait=False, cancel_futures=True)

        return stop

    def refresh(self) -> None:
        """Read who the officers are. Trouble is logged when it begins; presses then wait for Slack, and say so."""
        trouble = self._tried(lambda: self._read(self._channel))
        for user in sorted(self._members)[:MOST_AHEAD]:
            if self._time() > self._standing.get(user, (False, 0.0))[1] - REMEMBER_STANDING / 2:
                trouble = self._tried(lambda user=user: self._ask_standing(user)) or trouble  # type: ignore[misc]
        if trouble and trouble != self._trouble:
            log.warning("Slack does not say who the officers are: %s", trouble)
        self._trouble = trouble

    @staticmethod
    def _tried(call: Callable[[], object]) -> str:
        try:
            call()
        except NotSent as error:
            return error.code
        return ""

    def _refresh_until_ended(self) -> None:
        while not self._wake.wait(REFRESH_EVERY) or not self._ended:
            self._wake.clear()
            self.refresh()

    def _known(self, channel: str, user: str) -> bool | None:
        reading, (is_employee, until) = self._readings.get(channel), self._standing.get(user, (False, 0.0))
        if reading is None or self._time() - reading.at > FRESH:
            return None
        if user not in reading.members:
            return False
        return is_employee if self._time() < until else None

    def _in_time(self, channel: str, user: str) -> bool:
        key = channel, user
        if key not in self._asked or self._asked[key].done():
            if len(self._asked) > MOST:
                self._asked.clear()
            self._asked[key] = self._worker.submit(self._ask, channel, user)
        try:
            return self._asked[key].result(self.patience)
        except (NotYet, NotSent):
            raise OfficersUnknown("Slack does not say now who the officers are.") from None

    def _ask(self, channel: str, user: str) -> bool:
        return user in self._read(channel) and self._ask_standing(user)

    def _read(self, channel: str) -> frozenset[str]:
        began, changes = self._time(), self._changes
        with slack_errors():
            pages = self._client.conversations_members(channel=channel, limit=200)
            members = frozenset(user for page in pages for user in page["members"])
        if changes == self._changes:  # else the members may be those of before
            _remember(self._readings, channel, _Reading(members, began))
        return members

    def _ask_standing(self, user: str) -> bool:
        began = self._time()
        with slack_errors():
            found = self._client.users_info(user=user)["user"]
        is_employee = _is_employee(found, self._team)
        _remember(self._standing, user, (is_employee, began + REMEMBER_STANDING))
        return is_employee


def _remember(kept: dict[str, Any], key: str, value: object) -> None:
    if len(kept) > MOST:
        kept.clear()
    kept[key] = value


def _is_employee(user: Mapping[str, Any], team: str) -> bool:
    flags = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    return not any(user.get(flag) for flag in flags) and user.get("team_id", team) == team
