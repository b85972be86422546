"""Sheets as Block Kit, within Slack's limits, and with people's text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
"""Of the 3,000 characters of a section; the rest is for the marks of a quotation."""
MESSAGE = 11_000
"""Characters in all blocks of one message: more than about 13,000 are refused, whatever each block holds."""
BLOCKS = 45
"""Of the 50 blocks of a message."""
FALLBACK = 3_000
"""Of the 4,000 characters that a message written over another may have beside its blocks."""
FIELDS = 10
"""Pairs in one section."""
OPTIONS = 100
"""Of a menu."""
LABEL = 75
"""Characters on a button, or of an option."""


@dataclass(frozen=True, slots=True)
class Post:
    """One Slack message: its blocks, and the text for notifications and screen readers."""

    blocks: Sequence[Block]
    text: str


def escape(text: str) -> str:
    """Text that Slack shows as it is: no mention, link or channel can come out of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def posts(sheet: Sheet) -> list[Post]:
    """The messages that a sheet makes: one, or several where people's words are longer than a message may be."""
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
    """Escaped text in pieces that a section can hold, cut between lines or words where that is possible."""
    rest = escape(text).strip() or "–"
    while len(rest) > SECTION:
        end = max(rest.rfind("\n", SECTION // 2, SECTION), rest.rfind(" ", SECTION // 2, SECTION))
        end = end if end > 0 else _before_entity(rest, SECTION)
        yield rest[:end]
        rest = rest[end:].strip()
    if rest:
        yield rest


def _before_entity(text: str, end: int) -> int:
    """Where to cut so that no escaped sign is cut in two."""
    start = text.rfind("&", end - 5, end)
    return start if start > 0 and ";" not in text[start:end] else end


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text)]}


def _mrkdwn(text: str) -> Block:
    # Verbatim: what looks like an address or @channel in people's words stays text. The desk's own <...> still work.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _quoted(text: str) -> str:
    # A quotation of very many short lines must not outgrow the section by its marks.
    lines = text.splitlines()
    return "\n".join(f">{line}" for line in lines) if len(lines) < 90 else text


def _preformatted(text: str) -> Block:
    words = {"type": "text", "text": _unescaped(text)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [words]}]}


def _unescaped(text: str) -> str:
    # Rich text takes text as it is and needs no escaping.
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


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
    """The question before a press that cannot be taken back."""
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
    """Escaped text that is no longer than that."""
    escaped = escape(text)
    return escaped if len(escaped) <= most else escaped[: _before_entity(escaped, most - 1)] + "…"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
