"""The only module that posts to Slack. Every call names the place, which decides who can see the message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.desk.places import Private
from bot.slack.blocks import Post
from bot.slack.errors import NotSent, need_shown, slack_errors

MARK = "insyn_outbox"
"""Event type of the metadata that marks the desk's own messages. Its payload holds the outbox id."""
MESSAGE_GONE = frozenset({"message_not_found", "thread_not_found"})
"""Slack's error codes for a message or thread that has been deleted."""


@dataclass(frozen=True, slots=True)
class Address:
    """A channel and, for a reply, the timestamp of the thread's first message."""

    channel: str
    thread: str | None = None


class Mailbox:
    """Posts, updates, deletes and finds the desk's messages. Every method may raise NotSent."""

    def __init__(self, client: WebClient, user: str) -> None:
        """``user`` is the desk's own user id in Slack."""
        self._client = client
        self._user = user
        self._direct = lru_cache(maxsize=10_000)(self._open_direct)

    def post(self, to: Address, post: Post, mark: Mapping[str, int]) -> tuple[str, str]:
        """Post a message and return its channel and timestamp. NotSent if Slack refuses it."""
        with slack_errors(posts=True):
            answer = self._client.chat_postMessage(
                channel=to.channel,
                thread_ts=to.thread,
                text=post.text,
                blocks=list(post.blocks),
                metadata={"event_type": MARK, "event_payload": dict(mark)},
                unfurl_links=False,
                unfurl_media=False,
            )
        return str(answer["channel"]), str(answer["ts"])

    def rewrite(self, at: tuple[str, str], post: Post) -> None:
        """Replace a posted message with another one."""
        with slack_errors():
            self._client.chat_update(channel=at[0], ts=at[1], text=post.text, blocks=list(post.blocks))

    def respond(self, to: Private, post: Post) -> None:
        """Answer a command or button so that only the person who used it sees the answer, in the thread where they did."""
        # The library would retry by itself after a lost response, and the person would see the answer twice.
        hook = WebhookClient(to.response_url, timeout=10, retry_handlers=[])
        body = {"text": post.text, "blocks": list(post.blocks), "response_type": "ephemeral", "replace_original": False}
        if to.thread:
            body["thread_ts"] = to.thread
        with slack_errors():
            answer = hook.send_dict(body)
        need_shown(answer.status_code, answer.body, answer.headers)

    def delete(self, at: tuple[str, str]) -> None:
        """Delete a message of the desk. One that is already gone is no error."""
        try:
            with slack_errors():
                self._client.chat_delete(channel=at[0], ts=at[1])
        except NotSent as error:
            if error.code not in MESSAGE_GONE:
                raise

    def find(self, to: Address, mark: Mapping[str, int], since: str) -> tuple[str, str] | None:
        """Return channel and timestamp of the message with this mark, or None if it was not posted."""
        return next((at for at, found in self.marked(to, since) if found == dict(mark)), None)

    def pages(self, to: Address, id: int, since: str) -> dict[int, tuple[str, str]]:
        """Return channel and timestamp of a letter's pages by page number."""
        return {mark["part"]: at for at, mark in self.marked(to, since) if mark.get("id") == id}

    def marked(self, to: Address, since: str) -> list[tuple[tuple[str, str], Mapping[str, int]]]:
        """Return channel and timestamp of the desk's own messages in a channel or thread, each with its mark."""
        with slack_errors():
            recent = list(self._recent(to, since))
        found = [(str(message["ts"]), message.get("metadata") or {}) for message in recent if self._is_own(message)]
        return [((to.channel, ts), mark["event_payload"]) for ts, mark in found if mark.get("event_type") == MARK]

    def has_written(self, channel: str) -> bool:
        """Whether the desk has a message in a channel, not counting replies, among its newest thousand."""
        with slack_errors():
            recent = islice(self._recent(Address(channel), "0"), 1000)
            return any(self._is_own(message) and (message.get("metadata") or {}).get("event_type") == MARK for message in recent)

    def is_empty(self, channel: str) -> bool:
        """Whether nobody has written anything in a conversation."""
        with slack_errors():
            return not self._client.conversations_history(channel=channel, limit=1)["messages"]

    def need_reader(self, user: str) -> None:
        """Raise NotSent if a user's account is deactivated: Slack accepts messages to it, but nobody reads them."""
        try:
            with slack_errors():
                gone = bool(self._client.users_info(user=user)["user"].get("deleted"))
        except NotSent as error:
            if error.passing or error.code == "user_not_found":
                raise
            return
        if gone:
            raise NotSent("user_disabled")

    def direct(self, user: str) -> str:
        """Return the channel id of the direct conversation with a user."""
        return str(self._direct(user))

    def permalink(self, channel: str, ts: str) -> str | None:
        """Return the URL of a message, or None if Slack gives none."""
        try:
            with slack_errors():
                return str(self._client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
        except NotSent as error:
            if error.passing:
                raise
            return None

    def _open_direct(self, user: str) -> str:
        with slack_errors():
            return str(self._client.conversations_open(users=user)["channel"]["id"])

    def _is_own(self, message: Mapping[str, Any]) -> bool:
        # Another desk, such as one on trial, may write to the same channel, and its outbox ids are not ours.
        return bool(message.get("user", self._user) == self._user)

    def _recent(self, to: Address, since: str) -> Iterator[Mapping[str, Any]]:
        facts: dict[str, Any] = {"channel": to.channel, "oldest": since, "include_all_metadata": True, "limit": 200}
        if to.thread:
            pages = self._client.conversations_replies(ts=to.thread, **facts)
        else:
            pages = self._client.conversations_history(**facts)
        for page in pages:  # the library asks for the next page when this one is used up
            yield from page["messages"]
