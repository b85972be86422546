"""What the stand-in for Slack shows: messages, modals and the results of what people do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class ImpossibleError(ValueError):
    """Slack's client would not let a person do this, such as pressing a button that does not exist."""


class RefusedError(Exception):
    """A Web API answer with `ok: false`, Slack's error code and any other fields."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


@dataclass(frozen=True)
class ShownMessage:
    """A message as people see it; `ephemeral_to` is the only user who sees an ephemeral one."""

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
        """Whether the message is a reply in a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @classmethod
    def seen(cls, channel: str, raw: Mapping[str, Any], ephemeral_to: str | None = None) -> "ShownMessage":
        """Return the message that a raw Slack message object describes."""
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
    """A modal or home tab as its user sees it; `values` holds the current values of the inputs."""

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
        """Return the view that a raw Slack view object describes, with what is typed into it."""
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
    """The app's answer to a slash command; not `ok` if none came in time or Slack could not show it."""

    ok: bool
    text: str = ""
    blocks: Sequence[Json] = ()
    response_type: str = "ephemeral"
    error: str | None = None


@dataclass(frozen=True)
class SubmitResult:
    """The result of submitting a modal: errors shown below inputs, and whether the view was closed.

    `problem` names what Slack shows as "something went wrong": no answer in time, or one that it cannot use.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    problem: str | None = None


@dataclass(frozen=True)
class PendingDelivery:
    """A payload that the app has not acknowledged: which retry it is, and whether it has been sent."""

    kind: str
    attempt: int
    is_out: bool
    user: str | None = field(default=None, compare=False)
    """Who wrote the message that an event carries."""


@dataclass(frozen=True)
class Call:
    """A received Web API call, without its token; `error` is Slack's error code, the injected failure or None."""

    method: str
    arguments: Mapping[str, Any]
    error: str | None = None
