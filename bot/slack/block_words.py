"""Extracts the words of blocks, as people see them."""

import re
from collections.abc import Iterator, Sequence

from bot.slack.damage import Payload, text
from bot.slack.markup import plain, unescaped, whole

_LINES = frozenset({"section", "header", "context", "rich_text_section", "rich_text_quote", "rich_text_preformatted"})
"""Types of blocks and elements that stand on lines of their own."""
_PRESSED = frozenset({"actions", "button", "overflow", "static_select", "input", "image"})
"""Types of blocks and elements that hold no words of a message."""


def words_of_blocks(blocks: Sequence[Payload]) -> str:
    """Return the words in blocks, a line for each. Never raises, whatever the blocks hold, however deep."""
    found = "".join(_words(blocks))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in whole(found).split("\n"))
    return "\n".join(lines).strip()


def _words(blocks: Sequence[Payload]) -> Iterator[str]:
    waiting: list[object] = [*reversed(blocks)]
    while waiting:
        match waiting.pop():
            case str(mark):
                yield mark
            case {"type": "text", "text": str(words)}:  # a text element of rich text, which is not escaped
                yield f"{words} "
            case {"type": "mrkdwn", "text": str(words)}:
                yield f"{plain(words)} "
            case {"type": "plain_text", "text": str(words)}:
                yield f"{unescaped(words)} "
            case {"type": "link", "url": str(url)} as link:
                yield f"{text(link, 'text') or url} "
            case dict(node) if text(node, "type") not in _PRESSED:
                inner = [value for value in reversed(node.values()) if isinstance(value, (dict, list))]
                waiting += ["\n", *inner] if text(node, "type") in _LINES else inner
            case list(items):
                waiting += [item for item in reversed(items) if isinstance(item, (dict, list))]
