"""The desk knows who it is before the first payload, and waits for a Slack that is out of order."""

from collections.abc import Iterator

import pytest
import yaml
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.slack.authorization import Authorization, authorize, with_patience
from bot.slack.errors import NotSent
from bot.workspace import Workspace


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with Workspace(yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))) as slack:
        yield slack


@pytest.fixture
def client(slack: Workspace) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])


class Waits:
    """Counts the seconds that somebody would have waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ("internal_error", [1, 2, 4]),
        ("http_503", [1, 2, 4]),
        ("drop", [1, 2, 4]),
        ("org_login_required", [1, 2, 4]),
        ("an_error_of_tomorrow", [1, 2, 4]),
        ("ratelimited", [7, 7, 7]),
    ],
)
def test_trouble_at_the_start_is_waited_out(slack: Workspace, client: WebClient, fault: str, waits: list[float]) -> None:
    slack.fail("auth.test", fault, times=3, retry_after=7)
    waited = Waits()

    assert authorize(client, waited).identity.user == slack.bot_user_id
    assert waited.seconds == waits


def test_the_pause_grows_to_a_minute(slack: Workspace, client: WebClient) -> None:
    slack.fail("auth.test", "internal_error", times=9)
    waited = Waits()
    authorize(client, waited)

    assert waited.seconds == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive", "token_revoked", "token_expired"])
def test_a_token_that_somebody_must_replace_is_not_waited_for(slack: Workspace, client: WebClient, code: str) -> None:
    slack.fail("auth.test", code)
    waited = Waits()

    with pytest.raises(NotSent, match=code):
        authorize(client, waited)
    assert waited.seconds == []


@pytest.mark.parametrize(("code", "refused"), [("token_revoked", "token_revoked"), ("internal_error", None)])
def test_a_renewal_that_fails_keeps_the_identity(slack: Workspace, client: WebClient, code: str, refused: str | None) -> None:
    authorization = authorize(client, Waits())
    before = authorization.identity
    slack.fail("auth.test", code)
    authorization.renew()

    assert (authorization.identity, authorization.refused) == (before, refused)
    authorization.renew()
    assert authorization.refused is None


def test_the_result_is_what_bolt_would_have_found_itself(slack: Workspace, client: WebClient) -> None:
    me = client.auth_test()
    result = Authorization(client, authorize(client, Waits()).identity).result()

    assert result.bot_user_id == me["user_id"]
    assert (result.bot_id, result.team_id, result.bot_token) == (me["bot_id"], me["team_id"], client.token)


def test_whatever_slacks_library_raises_is_waited_out() -> None:
    failures: list[Exception] = [ConnectionRefusedError(), TimeoutError()]
    waited = Waits()

    def connect() -> str:
        if failures:
            raise failures.pop()
        return "connected"

    assert (with_patience(connect, waited), waited.seconds) == ("connected", [1, 2])
