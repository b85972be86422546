"""One connection of HTTP mode: a single request, judged by its head before its body is read, then closed."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from time import monotonic
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.utilities import Error

from bot.slack.web import Refusal

Judge = Callable[[str, str, Mapping[str, str], int | None], Refusal | None]
"""Decides by method, path, headers and size of the body (None if the client does not say) whether a request is refused."""


class Refused(Error):
    """The answer to a request that was refused by its head. It repeats nothing of the request."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("")
        self.code, self.reason = refusal.status.value, refusal.status.phrase
        self._allow = refusal.allow

    def to_response(self, ident: str | None = None) -> Any:  # noqa: ARG002 - the library's signature
        """Return status, headers and body."""
        allow = [("Allow", ", ".join(self._allow))] if self._allow else []
        headers = [("Content-Type", "text/plain; charset=utf-8"), *allow]
        return f"{self.code} {self.reason}", headers, f"{self.reason.lower()}\n".encode()


class IncomingRequest(HTTPRequestParser):
    """A request as it comes in."""

    def __init__(self, judge: Judge, adj: Any) -> None:
        super().__init__(adj)
        self._judge = judge

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and refuse the request if it is not worth reading the body."""
        try:
            super().parse_header(header_plus)
        except (ValueError, TransferEncodingNotImplemented) as error:
            # The library expects neither a Content-Length of 5,000 digits nor an address such as http://[
            raise ParsingError("the head cannot be read") from error
        # One request a connection: nothing is idle that would have to be told from what is slow.
        self._read.headers["CONNECTION"] = "close"
        if refusal := self._refusal():
            self.error, self.completed = Refused(refusal), True
        if self.error or self.body_rcv is None:
            self.expect_continue = False  # the library would wait for a body after its "100 Continue"

    def _refusal(self) -> Refusal | None:
        size = None if self.chunked else self.content_length
        if size is not None and size >= self.adj.max_request_body_size:
            return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self._judge(self._read.command, self._read.path, self._read.headers, size)

    @property
    def _read(self) -> Any:
        return self  # the library's published types are those of its past

    @property
    def is_brief(self) -> bool:
        """Whether the answer takes no time: the request is refused, or only asks how things are."""
        return bool(self.error) or self._read.command in {"GET", "HEAD"}


class Connection(HTTPChannel):
    """A connection that knows how long it has been waiting for its client."""

    def __init__(self, judge: Judge, *details: Any, **more: Any) -> None:
        self.parser_class = partial(IncomingRequest, judge)  # type: ignore[assignment]
        self.since = monotonic()
        """When the client was accepted, or when the last part of the answer was written."""
        super().__init__(*details, **more)

    @property
    def is_coming_in(self) -> bool:
        """Whether the request has not arrived whole."""
        return not self.requests and not self.total_outbufs_len

    def is_late(self, now: float, limit: float) -> bool:
        """Whether the client has taken longer than the limit to send its request, or to take its answer."""
        return not self.requests and now - self.since > limit

    def write_soon(self, data: Any) -> int:
        """Queue a part of the answer; called by a worker, before the request counts as answered."""
        self.since = monotonic()
        return int(super().write_soon(data))
