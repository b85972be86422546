"""What `insyn doctor` finds in Slack: each thing that is missing, and what to do about it."""

from collections.abc import Callable, Iterator

import pytest
import yaml
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.slack.checkup import Finding, check_slack
from bot.workspace import Workspace

MANIFEST = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]

OPENS = "The bot token opens the workspace"
SOCKET = "The app-level token opens Socket Mode"
NEEDS = " It needs the scope connections:write, and Socket Mode must be on."
PUBLIC = Finding(
    "The officers' channel is private",
    "It is public: everybody in the workspace can read the tickets and act on them. Make it private.",
)


class Office:
    """A workspace with an officers' channel, and what the desk is told of both."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack
        self.officers = slack.add_channel("officers", private=True, members=[slack.bot_user_id])
        self.bot_token, self.app_token = slack.bot_token, slack.app_token

    def opens(self) -> Finding:
        return Finding(f"{OPENS} “Insyn test”")

    def scopes(self, *missing: str) -> Finding:
        if not missing:
            return Finding(f"The app has its {len(SCOPES)} scopes")
        todo = f"These are missing: {', '.join(missing)}. Install the app again from app.yaml, so that it has all scopes."
        return Finding("The app has its scopes", todo)

    def in_channel(self, todo: str = "") -> Finding:
        return Finding(f"The desk is in the officers' channel {self.officers}", todo)

    def all_well(self) -> list[Finding]:
        return [self.opens(), self.scopes(), Finding(SOCKET), self.in_channel()]

    def findings(self, *, http: bool = False) -> list[Finding]:
        client = WebClient(token=self.bot_token, base_url=self.slack.url)
        return list(check_slack(client, None if http else self.app_token, self.officers, SCOPES))


@pytest.fixture
def office() -> Iterator[Office]:
    with Workspace(MANIFEST) as slack:
        yield Office(slack)


def test_where_slack_gives_all_that_is_needed_nothing_has_to_be_done(office: Office) -> None:
    assert office.findings() == office.all_well()
    assert all(finding.is_well for finding in office.findings())


def test_in_http_mode_nobody_asks_for_an_app_level_token(office: Office) -> None:
    assert office.findings(http=True) == [office.opens(), office.scopes(), office.in_channel()]
    assert "apps.connections.open" not in {call.method for call in office.slack.calls}


@pytest.mark.parametrize(
    ("error", "todo"),
    [
        ("invalid_auth", "The token is not valid (any more). Copy it again from your app's settings."),
        ("not_authed", "The token is empty. Copy it from your app's settings."),
        ("account_inactive", "The app was removed from the workspace. Install it again on the page “Install App”."),
        ("token_revoked", "The token was revoked. Install the app again on the page “Install App” and copy the new token."),
        ("ratelimited", "Slack says “ratelimited”. Try again in a moment."),
        ("http_503", "Slack says “http_503”. Try again in a moment."),
        ("org_login_required", "Slack says “org_login_required”. Try again in a moment."),
        ("team_access_not_granted", "Slack says “team_access_not_granted”."),
    ],
)
def test_a_bot_token_that_does_not_open_the_workspace_is_all_that_is_told(office: Office, error: str, todo: str) -> None:
    office.slack.fail("auth.test", error)

    assert office.findings() == [Finding(OPENS, todo)]


def test_scopes_that_the_app_was_installed_without_are_named(office: Office) -> None:
    without = {name: value for name, value in MANIFEST.items() if name != "oauth_config"}
    kept = [scope for scope in SCOPES if scope not in {"users:read", "chat:write"}]
    with Workspace(without | {"oauth_config": {"scopes": {"bot": kept}}}) as slack:
        fewer = Office(slack)
        assert fewer.findings() == [fewer.opens(), fewer.scopes("chat:write", "users:read"), Finding(SOCKET), fewer.in_channel()]


@pytest.mark.parametrize(
    ("spoil", "todo"),
    [
        (lambda office: "xapp-unknown", "The token is not valid (any more). Copy it again from your app's settings."),
        (
            lambda office: office.slack.bot_token,
            "This is another sort of token. A bot token begins with xoxb-, an app-level token with xapp-.",
        ),
    ],
    ids=["unknown", "a bot's"],
)
def test_an_app_level_token_that_does_not_open_socket_mode_is_told(
    office: Office, spoil: Callable[[Office], str], todo: str
) -> None:
    office.app_token = spoil(office)

    assert office.findings() == [office.opens(), office.scopes(), Finding(SOCKET, todo + NEEDS), office.in_channel()]


def test_a_channel_that_nobody_can_find_is_told_and_nothing_more_is_asked_of_it(office: Office) -> None:
    office.officers = "C0NOWHERE"
    todo = "There is no such channel, or it is private and the desk is not in it: write /invite @Insyn there."

    assert office.findings() == [office.opens(), office.scopes(), Finding(SOCKET), office.in_channel(todo)]


def test_a_private_channel_that_the_desk_is_not_in_is_as_good_as_none(office: Office) -> None:
    office.officers = office.slack.add_channel("others", private=True)

    assert [finding.is_well for finding in office.findings()] == [True, True, True, False]


def test_a_public_channel_is_told_though_the_desk_is_in_it(office: Office) -> None:
    office.officers = office.slack.add_channel("open", members=[office.slack.bot_user_id])

    assert office.findings() == [office.opens(), office.scopes(), Finding(SOCKET), office.in_channel(), PUBLIC]


def test_a_public_channel_that_the_desk_is_not_in_is_two_findings(office: Office) -> None:
    office.officers = office.slack.add_channel("open")
    invite = office.in_channel("It is not a member. In the channel, write /invite @Insyn.")

    assert office.findings() == [office.opens(), office.scopes(), Finding(SOCKET), invite, PUBLIC]


SHARED = Finding(
    "The officers' channel belongs to the company alone",
    "It is shared with another company, or somebody there is invited to it (Slack Connect): they can read the tickets. "
    "End that in the channel's settings, or take another channel.",
)
ORGANISATION = Finding(
    "The officers' channel is shared with other workspaces of the organisation: their members in it read the tickets, "
    "but cannot act"
)


def join_stranger(office: Office) -> None:
    office.slack.join(office.officers, office.slack.add_user("eve", team="T0ELSE"))


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (join_stranger, SHARED),
        (lambda office: office.slack.invite_strangers(office.officers), SHARED),
        (lambda office: office.slack.share_in_organisation(office.officers), ORGANISATION),
    ],
    ids=["shared", "somebody is invited", "shared in the organisation"],
)
def test_who_else_reads_the_officers_channel_is_told(office: Office, happens: Callable[[Office], None], told: Finding) -> None:
    happens(office)

    assert office.findings() == [*office.all_well(), told]


def test_an_archived_channel_is_told(office: Office) -> None:
    office.slack.archive(office.officers)

    assert office.findings()[-1] == office.in_channel("It is archived, and takes no messages. Unarchive it.")
