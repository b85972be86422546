"""What a pretend workspace shows: messages, modals and the outcomes of what people do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class ImpossibleError(ValueError):
    """A person tried what Slack's own client would not let them do, such as pressing a button that is not there."""


class RefusedError(Exception):
    """The Web API's `ok: false`, with Slack's name for the error and whatever else goes into the answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


@dataclass(frozen=True)
class ShownMessage:
    """One message as the people who may see it do; `ephemeral_to` names the only one who does."""

    channel: str
    ts: str
    thread_ts: str | None
    user: str | None
    bot_id: str | None
    text: str
    blocks: Sequence[Json] = ()
    attachments: Sequence[Json] = ()
    files: Sequence[Json] = ()
    metadata: Mapping[str, Any] | None = None
    edited: Mapping[str, str] | None = None
    subtype: str | None = None
    reactions: Sequence[Json] = ()
    ephemeral_to: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @classmethod
    def seen(cls, channel: str, raw: Mapping[str, Any], ephemeral_to: str | None = None) -> "ShownMessage":
        """The message that a raw Slack message object describes."""
        return cls(
            channel,
            raw["ts"],
            raw.get("thread_ts"),
            raw.get("user"),
            raw.get("bot_id"),
            raw.get("text", ""),
            tuple(raw.get("blocks", ())),
            tuple(raw.get("attachments", ())),
            tuple(raw.get("files", ())),
            raw.get("metadata"),
            raw.get("edited"),
            raw.get("subtype"),
            tuple(raw.get("reactions", ())),
            ephemeral_to,
        )


@dataclass(frozen=True)
class View:
    """A modal (or home tab) as its user sees it; `values` is what the inputs hold now."""

    id: str
    type: str
    callback_id: str
    title: str
    blocks: Sequence[Json]
    private_metadata: str
    hash: str
    submit: str | None
    close: str | None
    values: Mapping[str, Any] = field(default_factory=dict)
    previous_view_id: str | None = None
    root_view_id: str | None = None

    @classmethod
    def seen(cls, raw: Mapping[str, Any], values: Mapping[str, Any]) -> "View":
        """The view that a raw Slack view object describes, with what is typed into it."""
        words = {name: (raw.get(name) or {}).get("text") for name in ("title", "submit", "close")}
        return cls(
            raw["id"],
            raw["type"],
            raw.get("callback_id", ""),
            words["title"] or "",
            tuple(raw["blocks"]),
            raw.get("private_metadata", ""),
            raw["hash"],
            words["submit"],
            words["close"],
            values,
            raw.get("previous_view_id"),
            raw.get("root_view_id"),
        )


@dataclass(frozen=True)
class Ack:
    """The app's answer to a slash command; not `ok` when none came in time or when Slack could not show it."""

    ok: bool
    text: str = ""
    blocks: Sequence[Json] = ()
    response_type: str = "ephemeral"
    error: str | None = None


@dataclass(frozen=True)
class SubmitResult:
    """What became of a modal's submit button: errors shown under inputs, and whether that view went away.

    `problem` names what Slack would show as "something went wrong": no answer in time, or an answer that it cannot use.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    problem: str | None = None


@dataclass(frozen=True)
class PendingDelivery:
    """A payload that the app has not acknowledged: which repeat it is, and whether it is out or waits to be sent."""

    kind: str
    attempt: int
    is_out: bool


@dataclass(frozen=True)
class Call:
    """One Web API call that arrived, without its token; `error` is Slack's name, the injected failure or None."""

    method: str
    arguments: Mapping[str, Any]
    error: str | None = None
