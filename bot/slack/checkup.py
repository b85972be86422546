"""Checks that Slack gives the desk what it needs, and says what to do where it does not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.slack.errors import NotSent, slack_errors
from bot.slack.watch import is_shared

_ADVICE = {
    "invalid_auth": "The token is not valid (any more). Copy it again from your app's settings.",
    "not_authed": "The token is empty. Copy it from your app's settings.",
    "account_inactive": "The app was removed from the workspace. Install it again on the page “Install App”.",
    "token_revoked": "The token was revoked. Install the app again on the page “Install App” and copy the new token.",
    "not_allowed_token_type": "This is another sort of token. A bot token begins with xoxb-, an app-level token with xapp-.",
    "channel_not_found": "There is no such channel, or it is private and the desk is not in it: write /invite @Insyn there.",
    "missing_scope": "Install the app again from app.yaml, so that it has all scopes.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. ``todo`` says what to do, and is empty if nothing is wrong."""

    what: str
    todo: str = ""

    @property
    def is_well(self) -> bool:
        """Whether the check passed."""
        return not self.todo


def check_slack(client: WebClient, app_token: str | None, officers: str, scopes: Collection[str]) -> Iterator[Finding]:
    """Check the tokens, the scopes and the officers' channel, and yield a finding for each as it is made."""
    try:
        with slack_errors():
            me = client.auth_test()
    except NotSent as error:
        yield Finding("The bot token opens the workspace", _todo(error))
        return
    yield Finding(f"The bot token opens the workspace “{me['team']}”")
    yield _scopes(me.headers.get("x-oauth-scopes") or me.headers.get("X-OAuth-Scopes") or "", scopes)
    if app_token is not None:
        yield _app_token(client, app_token)
    yield from _channel(client, officers)


def _scopes(given: str, needed: Collection[str]) -> Finding:
    missing = sorted(set(needed) - {scope.strip() for scope in given.split(",")})
    if missing:
        return Finding("The app has its scopes", f"These are missing: {', '.join(missing)}. {_ADVICE['missing_scope']}")
    return Finding(f"The app has its {len(needed)} scopes")


def _app_token(client: WebClient, app_token: str) -> Finding:
    what = "The app-level token opens Socket Mode"
    try:
        with slack_errors():
            client.apps_connections_open(app_token=app_token)
    except NotSent as error:
        return Finding(what, _todo(error) + " It needs the scope connections:write, and Socket Mode must be on.")
    return Finding(what)


def _channel(client: WebClient, officers: str) -> Iterator[Finding]:
    what = f"The desk is in the officers' channel {officers}"
    try:
        with slack_errors():
            channel = client.conversations_info(channel=officers)["channel"]
    except NotSent as error:
        yield Finding(what, _todo(error))
        return
    invite = "" if channel.get("is_member") else "It is not a member. In the channel, write /invite @Insyn."
    archived = "It is archived, and takes no messages. Unarchive it." if channel.get("is_archived") else ""
    yield Finding(what, archived or invite)
    yield from _seen_by(channel)


def _seen_by(channel: Mapping[str, Any]) -> Iterator[Finding]:
    if not channel.get("is_private"):
        yield Finding(
            "The officers' channel is private",
            "It is public: everybody in the workspace can read the tickets and act on them. Make it private.",
        )
    if is_shared(channel):
        yield Finding(
            "The officers' channel belongs to the company alone",
            "It is shared with another company, or somebody there is invited to it (Slack Connect): they can read the tickets. "
            "End that in the channel's settings, or take another channel.",
        )
    if channel.get("is_org_shared"):
        yield Finding(
            "The officers' channel is shared with other workspaces of the organisation: their members in it read the tickets, "
            "but cannot act"
        )


def _todo(error: NotSent) -> str:
    return _ADVICE.get(error.code, f"Slack says “{error.code}”." + (" Try again in a moment." if error.passing else ""))
