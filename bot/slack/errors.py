"""Translates failed calls to Slack into ``NotSent``."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError

from slack_sdk.errors import SlackApiError, SlackClientError

_PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "ratelimited"}
)
"""Slack's error codes for failures that are temporary."""


@dataclass
class NotSent(Exception):
    """A call to Slack failed, or its answer was lost. ``passing`` is true if it is worth trying again."""

    code: str
    passing: bool = False
    wait: float | None = None
    """Seconds to wait before the next attempt, if Slack named any."""


@contextmanager
def slack_errors() -> Iterator[None]:
    """Raise NotSent for any error of Slack, its library or the network in the block."""
    try:
        yield
    except SlackApiError as error:
        raise _refused(error) from None  # the original quotes the whole message
    except HTTPError as error:
        raise _http(error.code) from None
    except (OSError, HTTPException, SlackClientError) as error:
        raise NotSent(type(error).__name__, passing=True) from None


def _refused(error: SlackApiError) -> NotSent:
    response = error.response
    status = getattr(response, "status_code", 200)
    code = response.get("error") if hasattr(response, "get") else None
    if status == 429 or code == "ratelimited":
        headers = {name.lower(): value for name, value in getattr(response, "headers", {}).items()}
        return NotSent("ratelimited", passing=True, wait=float(headers.get("retry-after", 30)))
    if status >= 500:
        return _http(status)
    return NotSent(code or "unknown_error", passing=code in _PASSING)


def _http(status: int) -> NotSent:
    return NotSent(f"http_{status}", passing=status >= 500 or status == 429)
