"""Turns sheets into Block Kit messages within Slack's limits, with people's text escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.markup import unescaped
from bot.texts.sheet import (
    Button,
    Buttons,
    Choice,
    Draft,
    Facts,
    Link,
    Menu,
    Part,
    Quote,
    Sheet,
    SmallPrint,
    Text,
    Title,
    UserMention,
)

Block = dict[str, Any]

SECTION = 2_900
"""Characters put into a section. Slack allows 3,000; the rest is room for quotation marks (``>``)."""
MESSAGE = 11_000
"""Characters in all blocks of one message. Slack refuses more than about 13,000 in total."""
BLOCKS = 45
"""Blocks in one message. Slack allows 50."""
FALLBACK = 3_000
"""Characters of the text beside the blocks. Slack allows 4,000 when a message is updated."""
FIELDS = 10
"""Fields in one section."""
OPTIONS = 100
"""Options in one menu."""
LABEL = 75
"""Characters of a button's or an option's label."""


@dataclass(frozen=True, slots=True)
class Post:
    """One Slack message: its blocks, and the text for notifications and screen readers."""

    blocks: Sequence[Block]
    text: str


def escape(text: str) -> str:
    """Escape text so that Slack shows it literally, with no mention, link or channel made of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def posts(sheet: Sheet) -> list[Post]:
    """Return the messages for a sheet: one, or several where the text does not fit into one."""
    pages: list[list[Block]] = [[]]
    size = 0
    for block in (block for part in sheet.parts for block in _blocks(part)):
        length = len(str(block.get("text", block)))
        if pages[-1] and (size + length > MESSAGE or len(pages[-1]) >= BLOCKS):
            pages.append([])
            size = 0
        pages[-1].append(block)
        size += length
    fallback = _fitted(sheet.plain, FALLBACK)
    return [Post(blocks, fallback if number == 0 else "…") for number, blocks in enumerate(pages)]


def _blocks(part: Part) -> Iterator[Block]:
    match part:
        case Title(text):
            yield {"type": "header", "text": _plain(text, 150)}
        case Text(text, by):
            name = f"<@{by.id}> " if by else ""
            yield from (_section(name * (number == 0) + piece) for number, piece in enumerate(_pieces(text)))
        case Quote(text, source):
            yield from (_section(_quoted(piece)) for piece in _pieces(text))
            if source:
                yield _context(escape(source))
        case SmallPrint(text):
            yield from (_context(piece) for piece in _pieces(text))
        case Draft(text):
            yield from (_preformatted(piece) for piece in _pieces(text))
        case Facts(pairs):
            fields = [_field(name, value) for name, value in pairs]
            starts = range(0, len(fields), FIELDS)
            yield from ({"type": "section", "fields": fields[start : start + FIELDS]} for start in starts)
        case Choice(text, button):
            yield {**_section(_fitted(text, SECTION)), "accessory": _button(button)}
        case Buttons(buttons, menu):
            elements = [_button(button) for button in buttons] + ([_menu(menu)] if menu and menu.options else [])
            if elements:
                yield {"type": "actions", "elements": elements}


def _pieces(text: str) -> Iterator[str]:
    """Split escaped text into pieces that fit a section, between lines or words where possible."""
    rest = escape(text).strip() or "–"
    while len(rest) > SECTION:
        end = max(rest.rfind("\n", SECTION // 2, SECTION), rest.rfind(" ", SECTION // 2, SECTION))
        end = end if end > 0 else _before_entity(rest, SECTION)
        yield rest[:end]
        rest = rest[end:].strip()
    if rest:
        yield rest


def _before_entity(text: str, end: int) -> int:
    """Return the nearest position at or before ``end`` that is not inside an escaped character."""
    start = text.rfind("&", end - 5, end)
    return start if start > 0 and ";" not in text[start:end] else end


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    # Verbatim: Slack does not turn what looks like a URL or @channel into a link. The desk's own <...> still work.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _quoted(text: str) -> str:
    # Each line gets a mark, so very many short lines could exceed the section's limit.
    lines = text.splitlines()
    return "\n".join(f">{line}" for line in lines) if len(lines) < 90 else text


def _preformatted(text: str) -> Block:
    words = {"type": "text", "text": unescaped(text)}  # rich text is shown as it is
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [words]}]}


def _field(name: str, value: str | UserMention | Link) -> Block:
    match value:
        case UserMention(id):
            shown = f"<@{id}>"
        case Link(url, text):
            shown = f"<{url}|{escape(text)}>"
        case _:
            shown = _fitted(value, 1_500)
    return _mrkdwn(f"*{escape(name)}*\n{shown}")


def _button(button: Button) -> Block:
    found: Block = {
        "type": "button",
        "action_id": button.action,
        "text": _plain(button.label, LABEL),
        "value": button.value,
    }
    if button.confirm:
        found["confirm"] = _confirm(button)
    return found if button.style == "plain" else {**found, "style": button.style}


def _confirm(button: Button) -> Block:
    """The confirmation dialog for a button whose act cannot be undone."""
    return {
        "title": _plain(button.label, 100),
        "text": _plain(button.confirm or "", 300),
        "confirm": _plain(button.label, 30),
        "deny": _plain(button.deny, 30),
    }


def _menu(menu: Menu) -> Block:
    options = [{"text": _plain(option.label, LABEL), "value": option.value} for option in menu.options]
    return {
        "type": "static_select",
        "action_id": menu.action,
        "placeholder": _plain(menu.placeholder, 150),
        "options": options[:OPTIONS],
    }


def _plain(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": _cut(text, most)}


def _fitted(text: str, most: int) -> str:
    """Escape text and shorten it to at most that many characters."""
    escaped = escape(text)
    return escaped if len(escaped) <= most else escaped[: _before_entity(escaped, most - 1)] + "…"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
