"""The one way in which words leave for Slack. Who can see them is the place, which every call must name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks import Post
from bot.slack.errors import NotSent, slack_errors

MARK = "insyn_outbox"
"""Event type of the metadata by which the desk knows its own messages. It holds an id and nothing else."""
GONE = frozenset({"message_not_found", "thread_not_found"})
"""What Slack says of a message that somebody has deleted, or whose thread they have."""


@dataclass(frozen=True, slots=True)
class Address:
    """A channel and, for an answer in a thread, the thread's first message."""

    channel: str
    thread: str | None = None


class Mailbox:
    """Posts, rewrites and finds the desk's messages."""

    def __init__(self, client: WebClient, user: str) -> None:
        """``user`` is the desk's own user id in Slack."""
        self._client = client
        self._user = user
        self._direct = lru_cache(maxsize=10_000)(self._open_direct)

    def post(self, to: Address, post: Post, mark: Mapping[str, int]) -> tuple[str, str]:
        """Post a message; its channel and timestamp. NotSent where Slack does not take it."""
        with slack_errors():
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
        """Write another message over one that was posted."""
        with slack_errors():
            self._client.chat_update(channel=at[0], ts=at[1], text=post.text, blocks=list(post.blocks))

    def whisper(self, response_url: str, post: Post) -> None:
        """Answer beside a command or button, for the eyes of the person who used it."""
        # The library would send again by itself after a lost answer, and the person see it twice.
        hook = WebhookClient(response_url, timeout=10, retry_handlers=[])
        with slack_errors():
            answer = hook.send(text=post.text, blocks=list(post.blocks), response_type="ephemeral", replace_original=False)
        if answer.status_code != 200:
            refused = answer.status_code in {404, 410}
            raise NotSent(f"http_{answer.status_code}", passing=not refused)

    def delete(self, at: tuple[str, str]) -> None:
        """Take down a message of the desk's; one that is gone already is as it should be."""
        try:
            with slack_errors():
                self._client.chat_delete(channel=at[0], ts=at[1])
        except NotSent as error:
            if error.code not in GONE:
                raise

    def find(self, to: Address, mark: Mapping[str, int], since: str) -> tuple[str, str] | None:
        """Where a message with this mark stands, if it was posted after all."""
        return next((at for at, found in self.marked(to, since) if found == dict(mark)), None)

    def pages(self, to: Address, id: int, since: str) -> dict[int, tuple[str, str]]:
        """Where the pages of a letter stand, by their numbers."""
        return {mark["part"]: at for at, mark in self.marked(to, since) if mark.get("id") == id}

    def marked(self, to: Address, since: str) -> list[tuple[tuple[str, str], Mapping[str, int]]]:
        """The desk's own messages in a channel or thread, each with its mark."""
        with slack_errors():
            recent = list(self._recent(to, since))
        found = [(str(message["ts"]), message.get("metadata") or {}) for message in recent if self._is_own(message)]
        return [((to.channel, ts), mark["event_payload"]) for ts, mark in found if mark.get("event_type") == MARK]

    def need_reader(self, user: str) -> None:
        """NotSent where nobody reads what is sent to a user: Slack takes letters to those who have left, and says nothing."""
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
        """The channel in which the desk talks with one person."""
        return str(self._direct(user))

    def permalink(self, channel: str, ts: str) -> str | None:
        """The address of a message; None where Slack gives none."""
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
        # A second desk, such as one on trial, may write to the same channel: its ids are not ours.
        return bool(message.get("user", self._user) == self._user)

    def _recent(self, to: Address, since: str) -> Iterator[Mapping[str, Any]]:
        facts: dict[str, Any] = {"channel": to.channel, "oldest": since, "include_all_metadata": True, "limit": 200}
        if to.thread:
            pages = self._client.conversations_replies(ts=to.thread, **facts)
        else:
            pages = self._client.conversations_history(**facts)
        for page in pages:  # the library asks for the next page when this one is used up
            yield from page["messages"]
