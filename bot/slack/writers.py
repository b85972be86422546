"""Tells who wrote a message, and whether the message speaks to the desk."""

import re
from collections.abc import Iterator
from typing import Any

from bot.slack.damage import Payload, entries, entry, identifier, text

SLACKBOT = "USLACKBOT"
"""Slack's own bot: users.info says that it is none, and its messages may come without a bot_id."""

_PEOPLES_SUBTYPES = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of message events that carry a person's own words."""
_OF_APPS = ("bot_id", "app_id", "bot_profile", "workflow_id")
"""Keys of messages that an app or a workflow has posted, also those in a person's name."""
_QUOTED = (
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"^[ \t]*(?:&gt;|>){3}.*", re.DOTALL | re.MULTILINE),
    re.compile(r"^[ \t]*(?:&gt;|>).*$", re.MULTILINE),
    re.compile(r"`[^`\n]+`"),
)
"""Code blocks, a quotation to the end, quoted lines and code, in the order in which they are taken out."""
_NOT_SPOKEN = frozenset({"rich_text_quote", "rich_text_preformatted"})


def is_from_person(event: Payload) -> bool:
    """Whether an event carries a person's words, and is not from an app or one of Slack's own notices, such as a join."""
    return (
        event.get("subtype") in _PEOPLES_SUBTYPES
        and not any(event.get(name) for name in _OF_APPS)
        and identifier(event, "user") not in (None, SLACKBOT)
        and not event.get("hidden")
    )


def is_outside(event: Payload, team: str) -> bool:
    """Whether somebody of another company wrote a message, in a channel or conversation that both share."""
    of_writer = (text(event, name) for name in ("user_team", "source_team", "team"))
    return any(found and found != team for found in (*of_writer, text(entry(event, "user_profile"), "team"))) if team else False


def mentions(event: Payload, bot_user: str) -> bool:
    """Whether a message speaks to the desk: a mention in a quotation or in code repeats somebody else's."""
    spoken = text(event, "text")
    for quoted in _QUOTED:
        spoken = quoted.sub("", spoken)
    if not re.search(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>", spoken):
        return False
    blocks = [block for block in entries(event, "blocks") if block.get("type") == "rich_text"]
    where = [is_quoted for user, is_quoted in _mentioned(blocks) if user == bot_user]
    return not where or not all(where)


def _mentioned(nodes: list[Any]) -> Iterator[tuple[object, bool]]:
    """Yield each user that rich text mentions, and whether in a quotation. The stack replaces Python's, which may be too low."""
    waiting = [(node, False) for node in nodes]
    while waiting:
        node, is_quoted = waiting.pop()
        is_quoted = is_quoted or text(node, "type") in _NOT_SPOKEN
        if node.get("type") == "user":
            yield node.get("user_id"), is_quoted or bool(entry(node, "style").get("code"))
        waiting += [(child, is_quoted) for child in entries(node, "elements")]
