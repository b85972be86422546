"""Reads in Slack's history what was written to the desk while it could not hear it."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.desk.ports import Unavailable
from bot.slack.admission import Home
from bot.slack.conversation_listeners import ConversationListeners
from bot.slack.damage import Payload, entries, entry, identifier, text, time_in
from bot.slack.errors import NotSent, slack_errors

TYPES = ("im", "mpim", "private_channel", "public_channel")
PAGE = 200
"""Rows of a page, as Slack recommends."""
ATTEMPTS = 4
"""Attempts at one call while Slack is out of order. A pause that it asks for is waited out however often."""
OLDEST_ROOT, OLDEST_DIRECT_ROOT = timedelta(days=30), timedelta(days=90)
"""How long before what was missed a thread can have begun whose new replies are found: Slack lists no threads by reply."""
GONE = frozenset(
    {"channel_not_found", "is_archived", "method_not_supported_for_channel_type", "not_in_channel", "thread_not_found"}
)
"""Slack's error codes for a conversation or thread that is not the desk's any more."""

log = logging.getLogger("insyn.missed")

GoOn = Callable[[float], object]
"""Called before each call of Slack's, with the seconds to wait at least. Raises whatever ends the reading."""
Event = dict[str, Any]


class MissedMessages:
    """Finds messages in the desk's conversations, and hands them to the listeners as if Slack had just told of them."""

    def __init__(self, client: WebClient, listeners: ConversationListeners, home: Home) -> None:
        self._client = client
        self._listeners = listeners
        mine = {"team_id": home.team, "user_id": home.user, "is_bot": True}
        self._body = {"team_id": home.team, "api_app_id": home.app, "authorizations": [mine]}

    def read(self, since: datetime, go_on: GoOn) -> None:
        """Hand over what was written or edited after a moment, the messages of each conversation in their order.

        What was heard before changes nothing. Raises NotSent where Slack does not let everything be read, and Unavailable.
        """
        for row in list(self._pages(go_on, self._client.users_conversations, "channels", types=TYPES, exclude_archived=True)):
            if identifier(row, "id"):
                for event in self._missed(go_on, {"channel": row["id"], "channel_type": _kind(row)}, since):
                    self._hand_over(event)

    def _missed(self, go_on: GoOn, where: Event, since: datetime) -> list[Event]:
        """The messages of a conversation that the desk may have to hear of, the oldest first."""
        found: dict[str, Event] = {}
        for message in self._messages(go_on, where, since):
            # What is left out in a message of the history, and stands in its event.
            event = {**message, **where, "type": "message", "event_ts": message.get("ts")}
            if _is_after(message, since) and self._listeners.may_concern(event):
                found[event["ts"]] = event  # a reply that is shown in the channel too comes twice
        return [found[ts] for ts in sorted(found, key=lambda ts: time_in(found[ts], "ts") or since)]

    def _messages(self, go_on: GoOn, where: Event, since: datetime) -> Iterator[Payload]:
        began = since - (OLDEST_DIRECT_ROOT if where["channel_type"] == "im" else OLDEST_ROOT)
        place, threads = where["channel"], []
        for message in self._pages(go_on, self._client.conversations_history, "messages", channel=place, oldest=_stamp(began)):
            yield message
            if (replied := time_in(message, "latest_reply")) and replied > since:
                threads.append(text(message, "ts"))
        for ts in threads:
            facts = {"channel": place, "ts": ts, "oldest": _stamp(since)}
            yield from self._pages(go_on, self._client.conversations_replies, "messages", **facts)

    def _pages(self, go_on: GoOn, method: Callable[..., SlackResponse], rows: str, **facts: object) -> Iterator[Payload]:
        """All rows of a method's pages; none from where on Slack says that the conversation is not the desk's any more."""
        cursor: str | None = None
        while cursor != "":
            try:
                page = self._asked(go_on, lambda cursor=cursor: method(limit=PAGE, cursor=cursor, **facts))  # type: ignore[misc]
            except NotSent as error:
                if error.code not in GONE:
                    raise
                log.warning("a conversation cannot be read any more: %s", error.code)
                return
            yield from entries(page.data, rows)
            cursor = text(entry(page.data, "response_metadata"), "next_cursor")

    def _asked(self, go_on: GoOn, call: Callable[[], SlackResponse]) -> SlackResponse:
        for attempt in count(1):
            go_on(0)
            try:
                with slack_errors():
                    return call()
            except NotSent as error:
                if not error.passing or (error.wait is None and attempt >= ATTEMPTS):
                    raise
                go_on(error.wait or 2.0**attempt)
        raise AssertionError("never reached")

    def _hand_over(self, event: Event) -> None:
        try:
            self._listeners.on_missed(self._body, event)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one message that cannot be read must not keep all others unread
            log.error("a missed message could not be taken in: %s", type(error).__name__)


def _kind(conversation: Payload) -> str:
    """A conversation's ``channel_type`` in events."""
    if conversation.get("is_im"):
        return "im"
    if conversation.get("is_mpim"):
        return "mpim"
    return "group" if conversation.get("is_private") else "channel"


def _is_after(message: Payload, since: datetime) -> bool:
    moments = (time_in(message, "ts"), time_in(entry(message, "edited"), "ts"))
    return any(moment > since for moment in moments if moment)


def _stamp(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"
