"""Messages as people see them: the words, the facts, the draft and the buttons of blocks."""

import re
from collections.abc import Iterator
from typing import Any

from bot.workspace import ShownMessage

Json = dict[str, Any]


def shown(message: ShownMessage) -> str:
    """Return all the words in a message's blocks, in Slack's markup; without blocks, its text."""
    return "\n".join(_words(list(message.blocks))) if message.blocks else message.text


def _words(node: object) -> Iterator[str]:
    match node:
        case {"type": "button" | "static_select"}:
            return
        case {"text": str(text)}:
            yield text
        case dict():
            for value in node.values():
                yield from _words(value)
        case list():
            for value in node:
                yield from _words(value)


def facts(card: ShownMessage) -> dict[str, str]:
    """Return the names and values on a ticket's card."""
    fields = [field["text"] for block in card.blocks for field in block.get("fields", ())]
    return {name.strip("*"): value for name, _, value in (field.partition("\n") for field in fields)}


def title(card: ShownMessage) -> str:
    """Return the heading of a message."""
    return next(str(block["text"]["text"]) for block in card.blocks if block["type"] == "header")


def reference(card: ShownMessage) -> str:
    """Return the reference of the ticket on a card."""
    return title(card).partition(" ")[0]


def is_card(message: ShownMessage) -> bool:
    """Whether a message is the card of a ticket that has not been removed."""
    headings = [str(block["text"]["text"]) for block in message.blocks if block["type"] == "header"]
    return any(re.match(r"(DSR|INC)-\d{4}-\d{4}", heading) for heading in headings)


def number(card: ShownMessage) -> int:
    """Return the id of a card's ticket, from its buttons."""
    return int(buttons(card)["ticket_why"])


def menu(card: ShownMessage) -> list[str]:
    """Return the acts that a card's menu offers."""
    return [str(option["value"]).partition(" ")[0] for found in _menus(list(card.blocks)) for option in found["options"]]


def acts(card: ShownMessage) -> list[str]:
    """Return all acts that a card offers, the next step first."""
    names = [action.removeprefix("ticket_") for action in buttons(card)]
    return [name for name in (*names, *menu(card)) if name != "why"]


def _menus(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        yield from (element for element in block.get("elements", ()) if element["type"] == "static_select")


def buttons(message: ShownMessage) -> dict[str, str]:
    """Return the buttons of a message: action and value."""
    return {element["action_id"]: element["value"] for element in pressable(message)}


def pressable(message: ShownMessage) -> list[Json]:
    """Return the raw buttons of a message, in order."""
    return list(_buttons(list(message.blocks)))


def _buttons(node: Any) -> Iterator[Json]:
    match node:
        case {"type": "button"}:
            yield node
        case dict():
            for value in node.values():
                yield from _buttons(value)
        case list():
            for value in node:
                yield from _buttons(value)


def draft(message: ShownMessage) -> str:
    """Return the draft to a customer in a message, as it would be copied; empty if there is none."""
    found = [element for block in message.blocks if block["type"] == "rich_text" for element in block["elements"]]
    texts = [part["text"] for element in found if element["type"] == "rich_text_preformatted" for part in element["elements"]]
    return "\n".join(texts)


def markup(message: ShownMessage) -> list[str]:
    """Return every mention, link and other live element anywhere in a message."""
    live = [message.text, *_live(list(message.blocks))]
    return [found for text in live for found in re.findall(r"<[^<>]*>", text)]


def _live(node: object) -> Iterator[str]:
    match node:
        case {"type": "rich_text"} | {"type": "plain_text"}:
            return  # text that Slack shows as it is
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for value in node.values():
                yield from _live(value)
        case list():
            for value in node:
                yield from _live(value)
