"""What Slack's refusals, and the network's, mean for a letter: give up, or try again, at once or when Slack says."""

import ssl
from http.client import BadStatusLine, IncompleteRead
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.slack.errors import NotSent, slack_errors


def refused(error: str | None, status: int = 200, **headers: str) -> SlackApiError:
    """As the library raises it, with the whole message in the original."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={"json": {"text": "Radera mina uppgifter"}},
        data={"ok": False, **({"error": error} if error else {})},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("The request failed: Radera mina uppgifter", response)


TABLE: list[tuple[Exception, NotSent]] = [
    (refused("channel_not_found"), NotSent("channel_not_found")),
    (refused("not_in_channel"), NotSent("not_in_channel")),
    (refused("invalid_auth"), NotSent("invalid_auth")),
    (refused("msg_too_long"), NotSent("msg_too_long")),
    (refused("invalid_blocks"), NotSent("invalid_blocks")),
    (refused(None), NotSent("unknown_error")),
    (refused("ratelimited", 429, **{"Retry-After": "7"}), NotSent("ratelimited", passing=True, wait=7)),
    (refused("ratelimited", 200, **{"retry-after": "3"}), NotSent("ratelimited", passing=True, wait=3)),
    (refused("ratelimited", 429), NotSent("ratelimited", passing=True, wait=30)),
    (refused(None, 429, **{"Retry-After": "7"}), NotSent("ratelimited", passing=True, wait=7)),
    (refused("internal_error"), NotSent("internal_error", passing=True)),
    (refused("fatal_error"), NotSent("fatal_error", passing=True)),
    (refused("service_unavailable", 503), NotSent("http_503", passing=True)),
    (refused(None, 500), NotSent("http_500", passing=True)),
    (URLError(ConnectionRefusedError()), NotSent("URLError", passing=True)),
    (TimeoutError(), NotSent("TimeoutError", passing=True)),
    (ConnectionResetError(), NotSent("ConnectionResetError", passing=True)),
    (ssl.SSLError(), NotSent("SSLError", passing=True)),
    (BadStatusLine(""), NotSent("BadStatusLine", passing=True)),
    (IncompleteRead(b""), NotSent("IncompleteRead", passing=True)),
    (SlackRequestError("?"), NotSent("SlackRequestError", passing=True)),
    (HTTPError("https://a.example", 502, "", {}, None), NotSent("http_502", passing=True)),
    (HTTPError("https://a.example", 404, "", {}, None), NotSent("http_404")),
    (HTTPError("https://a.example", 429, "", {}, None), NotSent("http_429", passing=True)),
]


@pytest.mark.parametrize(("error", "meaning"), TABLE, ids=[f"{type(e).__name__}-{m.code}" for e, m in TABLE])
def test_an_error_is_read_as_what_to_do(error: Exception, meaning: NotSent) -> None:
    with pytest.raises(NotSent) as caught, slack_errors():
        raise error

    assert caught.value == meaning


@pytest.mark.parametrize("error", [error for error, _ in TABLE[:3]])
def test_the_words_of_the_original_go_no_further(error: Exception) -> None:
    """It quotes the whole message, and would be printed with a traceback."""
    with pytest.raises(NotSent) as caught, slack_errors():
        raise error

    assert caught.value.__suppress_context__
    assert "Radera" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("x"), AssertionError()])
def test_a_fault_of_the_desks_own_is_not_taken_for_slacks(error: Any) -> None:
    with pytest.raises(type(error)), slack_errors():
        raise error
