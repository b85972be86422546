"""Slack's limits on blocks and views. Each fault is a sentence that says where and why."""

from collections.abc import Callable
from typing import Any

from .limits_elements import STATEFUL, Faults, element_faults, list_faults, text_faults

__all__ = ["MARKDOWN", "STATEFUL", "faults_in_blocks", "faults_in_view"]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
BLOCK_ID, CALLBACK_ID = 255, 255
VIEW_WORDS, PRIVATE_METADATA = 24, 3000
SECTION_TEXT, FIELD_TEXT, FIELDS = 3000, 2000, 10
HEADER_TEXT, LABEL, CONTEXT_TEXT = 150, 2000, 3000
CONTEXT_ELEMENTS, ACTION_ELEMENTS, CONTEXT_ACTIONS = 10, 25, 5
MARKDOWN, IMAGE_URL, ALT_TEXT = 12_000, 3000, 2000
# Blocks that Slack knows and whose contents are not checked here.
UNCHECKED = {
    "rich_text",
    "file",
    "video",
    "table",
    "task_card",
    "plan",
    "alert",
    "card",
    "container",
    "carousel",
    "call",
}
IN_SECTION = STATEFUL - {"plain_text_input", "email_text_input", "url_text_input", "number_input"} | {
    "button",
    "overflow",
    "image",
}
IN_ACTIONS = IN_SECTION - {"image"}
Check = Callable[[dict[str, Any], str], Faults]


def faults_in_blocks(blocks: object, *, most: int = MESSAGE_BLOCKS, surface: str = "message") -> list[str]:
    """Return why Slack would refuse these blocks; an empty list if it would accept them."""
    if not isinstance(blocks, list):
        return ["blocks: must be a list"]
    faults = [f"blocks: no more than {most} items allowed, there are {len(blocks)}"] if len(blocks) > most else []
    for index, block in enumerate(blocks):
        faults += _block_faults(block, f"blocks[{index}]", surface)
    return faults + _repeated_ids(blocks)


def _block_faults(block: object, where: str, surface: str) -> Faults:
    if not isinstance(block, dict):
        return [f"{where}: must be an object"]
    kind = block.get("type")
    if kind in UNCHECKED:
        return _id_faults(block, where)
    if kind not in CHECKS:
        return [f"{where}: unsupported type: {kind}"]
    here = f"{where} ({kind})"
    faults = _id_faults(block, here) + CHECKS[kind](block, here)
    if kind == "markdown" and surface != "message":
        faults.append(f"{here}: not allowed in a view")
    return faults


def _id_faults(block: dict[str, Any], where: str) -> Faults:
    block_id = block.get("block_id", "x")
    if not isinstance(block_id, str) or not 1 <= len(block_id) <= BLOCK_ID:
        return [f"{where}/block_id: must be 1 to {BLOCK_ID} characters"]
    return []


def _repeated_ids(blocks: list[Any]) -> Faults:
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and isinstance(block.get("block_id"), str)]
    return [
        f"blocks: `block_id` {block_id!r} is used more than once" for block_id in sorted({i for i in ids if ids.count(i) > 1})
    ]


def _repeated_actions(elements: list[Any], where: str) -> Faults:
    ids = [e["action_id"] for e in elements if isinstance(e, dict) and isinstance(e.get("action_id"), str)]
    return [
        f"{where}: `action_id` {action_id!r} is used more than once" for action_id in sorted({i for i in ids if ids.count(i) > 1})
    ]


def _section(block: dict[str, Any], where: str) -> Faults:
    faults: Faults = []
    if "text" not in block and "fields" not in block:
        faults.append(f"{where}: needs text or fields")
    if "text" in block:
        faults += text_faults(block["text"], f"{where}/text", SECTION_TEXT)
    if "fields" in block:
        faults += list_faults(block["fields"], f"{where}/fields", FIELDS)
        for index, entry in enumerate(block["fields"] if isinstance(block["fields"], list) else []):
            faults += text_faults(entry, f"{where}/fields[{index}]", FIELD_TEXT)
    if "accessory" in block:
        faults += element_faults(block["accessory"], f"{where}/accessory", IN_SECTION)
    return faults


def _header(block: dict[str, Any], where: str) -> Faults:
    return text_faults(block.get("text"), f"{where}/text", HEADER_TEXT, plain=True)


def _divider(_block: dict[str, Any], _where: str) -> Faults:
    return []


def _context(block: dict[str, Any], where: str) -> Faults:
    faults = list_faults(block.get("elements"), f"{where}/elements", CONTEXT_ELEMENTS)
    for index, element in enumerate([] if faults else block["elements"]):
        here = f"{where}/elements[{index}]"
        is_image = isinstance(element, dict) and element.get("type") == "image"
        faults += _image(element, here) if is_image else text_faults(element, here, CONTEXT_TEXT)
    return faults


def _actions(block: dict[str, Any], where: str) -> Faults:
    return _elements(block, where, ACTION_ELEMENTS, IN_ACTIONS)


def _context_actions(block: dict[str, Any], where: str) -> Faults:
    return _elements(block, where, CONTEXT_ACTIONS, {"feedback_buttons", "icon_button"})


def _elements(block: dict[str, Any], where: str, most: int, allowed: set[str]) -> Faults:
    faults = list_faults(block.get("elements"), f"{where}/elements", most)
    elements = block["elements"] if isinstance(block.get("elements"), list) else []
    for index, element in enumerate(elements):
        faults += element_faults(element, f"{where}/elements[{index}]", allowed)
    return faults + _repeated_actions(elements, where)


def _input(block: dict[str, Any], where: str) -> Faults:
    faults = text_faults(block.get("label"), f"{where}/label", LABEL, plain=True)
    if "hint" in block:
        faults += text_faults(block["hint"], f"{where}/hint", LABEL, plain=True)
    for name in ("optional", "dispatch_action"):
        if not isinstance(block.get(name, False), bool):
            faults.append(f"{where}/{name}: must be true or false")
    return faults + element_faults(block.get("element"), f"{where}/element", STATEFUL)


def _image(block: dict[str, Any], where: str) -> Faults:
    faults: Faults = []
    if not block.get("image_url") and not block.get("slack_file"):
        faults.append(f"{where}: needs image_url or slack_file")
    if len(str(block.get("image_url", ""))) > IMAGE_URL:
        faults.append(f"{where}/image_url: must be at most {IMAGE_URL} characters")
    if not isinstance(block.get("alt_text"), str) or not 1 <= len(block["alt_text"]) <= ALT_TEXT:
        faults.append(f"{where}/alt_text: must be 1 to {ALT_TEXT} characters")
    return faults


def _markdown(block: dict[str, Any], where: str) -> Faults:
    text = block.get("text")
    if not isinstance(text, str) or not 1 <= len(text) <= MARKDOWN:
        return [f"{where}/text: must be 1 to {MARKDOWN} characters"]
    return []


CHECKS: dict[str, Check] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
}


def faults_in_view(view: object) -> list[str]:
    """Return why Slack would refuse this modal or home tab; an empty list if it would accept it."""
    if not isinstance(view, dict):
        return ["view: must be an object"]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [f"view/type: must be modal or home, not {kind}"]
    faults = _modal_faults(view) if kind == "modal" else []
    for name, most in (
        ("private_metadata", PRIVATE_METADATA),
        ("callback_id", CALLBACK_ID),
        ("external_id", CALLBACK_ID),
    ):
        if not isinstance(view.get(name, ""), str) or len(view.get(name, "")) > most:
            faults.append(f"view/{name}: must be a string of at most {most} characters")
    return faults + faults_in_blocks(view.get("blocks"), most=VIEW_BLOCKS, surface="view")


def _modal_faults(view: dict[str, Any]) -> Faults:
    faults = text_faults(view.get("title"), "view/title", VIEW_WORDS, plain=True)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            faults += text_faults(view[name], f"view/{name}", VIEW_WORDS, plain=True)
    blocks = view.get("blocks") if isinstance(view.get("blocks"), list) else []
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks or [])
    if has_input and not view.get("submit"):
        faults.append("view/submit: required when there is an input block")
    return faults
