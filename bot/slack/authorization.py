"""Who the desk is in Slack: asked once at the start, renewed apart from the payloads."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.errors import NotSent, slack_errors

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between attempts to be let in at the start: doubled each time, up to the longest."""
REFUSED = frozenset(
    {
        "access_denied",
        "account_inactive",
        "enterprise_is_restricted",
        "invalid_auth",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""Slack's error codes for a token that somebody has to replace. Any other trouble is waited out."""

log = logging.getLogger("insyn.slack")

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Identity:
    """The desk's own ids in the workspace in which it is installed."""

    user: str
    bot: str | None
    team: str | None
    enterprise: str | None = None
    app: str | None = None
    url: str | None = None
    """The workspace's address, with a slash at its end."""

    def address_of(self, channel: str, ts: str) -> str | None:
        """The address of a message that is no reply, as Slack makes it, without asking; None where the workspace's is unknown.

        Source: https://docs.slack.dev/reference/methods/chat.getPermalink
        """
        return f"{self.url}archives/{channel}/p{ts.replace('.', '')}" if self.url else None


class Authorization:
    """Authorizes every payload with the identity that the desk already has.

    Bolt's own authorization calls ``auth.test`` at the first payload, and acknowledges the payload if that fails: the
    message would be lost. Here nothing stands between a payload and the database.
    """

    def __init__(self, client: WebClient, identity: Identity, time: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._time = time
        self.identity = identity
        self._accepted = time()
        self.refused: str | None = None
        """The code with which Slack refused the token when it was last asked; None while it is accepted."""

    def result(self) -> AuthorizeResult:
        """Return the identity as Bolt wants it."""
        mine = self.identity
        return AuthorizeResult(
            enterprise_id=mine.enterprise,
            team_id=mine.team,
            bot_user_id=mine.user,
            bot_id=mine.bot,
            bot_token=self._client.token,
        )

    def renew(self) -> None:
        """Ask Slack again. A token that is refused by now is logged once and kept: what arrives is still stored."""
        try:
            self.identity = _asked(self._client)
            self.refused, self._accepted = None, self._time()
        except NotSent as error:
            if error.code in REFUSED:
                if not self.refused:
                    log.error("Slack no longer accepts the bot token (%s). Run: insyn doctor", error.code)
                self.refused = error.code

    @property
    def seconds_since(self) -> float:
        """Seconds since Slack last accepted the token."""
        return self._time() - self._accepted


def authorize(client: WebClient, wait: Callable[[float], object]) -> Authorization:
    """Return the desk's authorization, waiting for as long as Slack is out of order.

    ``wait`` pauses for a number of seconds. Raises NotSent if Slack refuses the token.
    """
    return Authorization(client, with_patience(lambda: _asked(client), wait))


def with_patience(call: Callable[[], Made], wait: Callable[[float], object]) -> Made:
    """Return what ``call`` returns, trying again until Slack answers. Raises NotSent if Slack refuses the token."""
    pause = FIRST_PAUSE
    while True:
        try:
            with slack_errors():
                return call()
        except NotSent as error:
            if error.code in REFUSED:
                raise
            seconds = error.wait or pause
            log.warning("Slack does not let the desk in yet (%s); next attempt in %.0f s", error.code, seconds)
            wait(seconds)
            pause = min(LONGEST_PAUSE, 2 * pause)


def _asked(client: WebClient) -> Identity:
    with slack_errors():
        me: SlackResponse = client.auth_test()
    ids = (me.get("bot_id"), me.get("team_id"), me.get("enterprise_id"), me.get("app_id"))
    return Identity(str(me["user_id"]), *ids, url=me.get("url"))
