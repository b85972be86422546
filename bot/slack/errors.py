"""Translates failed calls to Slack into ``NotSent``."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError

from slack_sdk.errors import SlackApiError, SlackClientError

_PASSING = frozenset(
    {
        "accesslimited",
        "ekm_access_denied",
        "external_channel_migrating",
        "fatal_error",
        "internal_error",
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)
"""Slack's error codes for trouble on its side that ends by itself."""
_FINAL = frozenset(
    {
        # the message can never be sent as it is
        "cant_update_message",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "markdown_text_conflict",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        # the message or thread is gone
        "cant_delete_message",
        "message_not_found",
        "thread_not_found",
        # nobody will read it
        "cannot_dm_bot",
        "user_disabled",
        "user_not_found",
        "users_not_found",
        # the answer to a command or button comes too late
        "expired_url",
        "used_url",
    }
)
"""Slack's error codes for a message that can never be sent, however often it is tried.

Everything else may pass: the desk is invited to its channel again, a scope is granted, a channel is unarchived.
Source: the error lists of the methods at docs.slack.dev/reference/methods.
"""


@dataclass
class NotSent(Exception):
    """A call to Slack failed, or its answer was lost."""

    code: str
    passing: bool = False
    """Whether the trouble is Slack's or the network's, and ends by itself."""
    wait: float | None = None
    """Seconds to wait before the next attempt, if Slack named any."""
    of_channel: bool = False
    """Whether ``wait`` holds for everything that is posted in the same channel."""

    @property
    def final(self) -> bool:
        """Whether the same message can never be sent, so that trying again is of no use."""
        return self.code in _FINAL


@contextmanager
def slack_errors(*, posts: bool = False) -> Iterator[None]:
    """Raise NotSent for any error of Slack, its library or the network in the block, which may be one that ``posts``."""
    try:
        yield
    except SlackApiError as error:
        found = _refused(error)
        found.of_channel = posts and found.wait is not None
        raise found from None  # the original quotes the whole message
    except HTTPError as error:
        raise _http(error.code) from None
    except (OSError, HTTPException, SlackClientError) as error:
        raise NotSent(type(error).__name__, passing=True) from None


def need_shown(status: int, body: str, headers: Mapping[str, str]) -> None:
    """Raise NotSent where the answer of a response_url says that nothing was shown: Slack says so with status 200 too."""
    if status in {404, 410}:
        raise NotSent("expired_url")
    code = _code_in(body)
    if status != 200 or code:
        raise _judged(status, code or f"http_{status}", headers)


def _code_in(body: str) -> str | None:
    """Return the error code in an answer; None where it tells of success, which is ``ok`` or ``{"ok": true}``."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return str(told.get("error") or "unknown_error") if isinstance(told, dict) and told.get("ok") is False else None


def _refused(error: SlackApiError) -> NotSent:
    response = error.response
    code = response.get("error") if hasattr(response, "get") else None
    return _judged(getattr(response, "status_code", 200), code or "unknown_error", getattr(response, "headers", {}))


def _judged(status: int, code: str, headers: Mapping[str, str]) -> NotSent:
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        lower = {name.lower(): value for name, value in headers.items()}
        return NotSent("ratelimited", passing=True, wait=_seconds(lower.get("retry-after")))
    if status >= 500:
        return _http(status)
    return NotSent(code, passing=code in _PASSING)


def _seconds(header: str | None) -> float:
    """Return the seconds of a Retry-After header; half a minute where it is missing or no number."""
    return float(header) if header and header.isascii() and header.isdigit() else 30.0


def _http(status: int) -> NotSent:
    return NotSent(f"http_{status}", passing=status >= 500 or status == 429)
