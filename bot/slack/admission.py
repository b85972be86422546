"""Tells the desk's own payloads from those of other workspaces and apps."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.slack.authorization import Identity
from bot.slack.damage import entries, entry, text
from bot.slack.errors import NotSent, slack_errors

log = logging.getLogger("insyn.slack")


@dataclass(frozen=True, slots=True)
class Home:
    """The desk's own team, app and user in Slack. ``app`` is empty where Slack does not tell it."""

    team: str
    user: str
    app: str = ""

    def sends(self, body: Mapping[str, Any]) -> bool:
        """Whether a payload is for this app in this team. In shared channels, ``team_id`` may be another company's."""
        app, team = text(body, "api_app_id"), text(body, "team_id") or text(entry(body, "team"), "id")
        if self.app and app and app != self.app:
            return False
        return not team or team == self.team or (_is_shared(body) and self.team in _installed(body))

    def _is_own(self, body: Mapping[str, Any]) -> bool:
        event = entry(body, "event")
        return event.get("type") == "message" and event.get("user") == self.user and "subtype" not in event

    def admit(self, body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        """Bolt's middleware: payloads of others are acked, so that they do not come again, and ignored.

        So is what Slack tells the desk of its own messages: half of all events, which need not go through all of Bolt.
        """
        if self._is_own(body):
            return BoltResponse(status=200, body="")
        if self.sends(body):
            return next()
        log.warning("a payload of another team or app was ignored")
        return BoltResponse(status=200, body="")


def home_of(client: WebClient, identity: Identity) -> Home:
    """Return the desk's own ids. Its app's is asked for if the authorization does not say it."""
    return Home(identity.team or "", identity.user, identity.app or _app_of(client, identity.bot) or "")


def _app_of(client: WebClient, bot: str | None) -> str | None:
    try:
        with slack_errors():
            return str(client.bots_info(bot=bot)["bot"]["app_id"]) if bot else None
    except (NotSent, KeyError):
        return None


def _is_shared(body: Mapping[str, Any]) -> bool:
    """Whether an event is from a channel shared with another company, or a press or form of one of its people."""
    return bool(body.get("is_ext_shared_channel")) or "event" not in body


def _installed(body: Mapping[str, Any]) -> set[str]:
    """The teams for which the app got a payload."""
    of_events = {text(found, "team_id") for found in entries(body, "authorizations")}
    view, message, user = entry(body, "view"), entry(body, "message"), entry(body, "user")
    return of_events | {text(view, "app_installed_team_id"), text(view, "team_id"), text(message, "team"), text(user, "team_id")}
