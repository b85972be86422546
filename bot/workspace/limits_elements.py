"""Slack's limits on texts, options, buttons, selects and inputs."""

import re
from typing import Any

Faults = list[str]

TEXT_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
SELECTS = {"static_select", "multi_static_select"}
PICKERS = {"datepicker", "timepicker", "datetimepicker", "users_select", "channels_select", "conversations_select"}
# Elements whose value is part of state.values.
STATEFUL = TEXT_INPUTS | SELECTS | PICKERS | {"radio_buttons", "checkboxes"}
# Elements that Slack knows and whose contents are not checked here.
UNCHECKED = {"image", "feedback_buttons", "icon_button"}

BUTTON_TEXT, BUTTON_VALUE, BUTTON_URL = 75, 2000, 3000
ACTION_ID, PLACEHOLDER = 255, 150
OPTION_TEXT, OPTION_VALUE, OPTIONS, OPTION_GROUPS = 75, 150, 100, 100
FEW_OPTIONS, OVERFLOW_OPTIONS = 10, 5
INPUT_LENGTH = 3000
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
PICKED = {
    "initial_date": (r"\d{4}-\d\d-\d\d", "YYYY-MM-DD"),
    "initial_time": (r"\d\d:\d\d", "HH:mm"),
    "initial_date_time": (r"\d{10}", "a number of ten digits"),
}
STYLES = (None, "primary", "danger")


def text_faults(text: object, where: str, most: int, *, plain: bool = False) -> Faults:
    """Return the faults of a text object, which may have at most ``most`` characters."""
    if not isinstance(text, dict):
        return [f"{where}: missing, or not a text object"]
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if text.get("type") not in kinds:
        return [f"{where}: type must be {' or '.join(kinds)}, not {text.get('type')}"]
    if not isinstance(text.get("text"), str) or not text["text"]:
        return [f"{where}: must be more than 0 characters"]
    if len(text["text"]) > most:
        return [f"{where}: must be less than {most + 1} characters, there are {len(text['text'])}"]
    return []


def list_faults(items: object, where: str, most: int) -> Faults:
    """Return the faults of a list, which must not be empty and may have at most ``most`` items."""
    if not isinstance(items, list) or not items:
        return [f"{where}: must have at least one item"]
    return [f"{where}: no more than {most} items allowed, there are {len(items)}"] if len(items) > most else []


def element_faults(element: object, where: str, allowed: set[str]) -> Faults:
    """Return the faults of an element, whose type must be among ``allowed``."""
    if not isinstance(element, dict):
        return [f"{where}: missing, or not an object"]
    kind = element.get("type")
    if kind not in allowed:
        return [f"{where}: unsupported type here: {kind}"]
    if kind in UNCHECKED:
        return []
    faults = _common_faults(element, where)
    if kind == "button":
        return faults + _button_faults(element, where)
    if kind in TEXT_INPUTS:
        return faults + _text_input_faults(element, where)
    if kind in PICKERS:
        return faults + _picker_faults(element, where)
    return faults + _choice_faults(element, where)


def _common_faults(element: dict[str, Any], where: str) -> Faults:
    faults: Faults = []
    action_id = element.get("action_id", "x")
    if not isinstance(action_id, str) or not 1 <= len(action_id) <= ACTION_ID:
        faults.append(f"{where}/action_id: must be 1 to {ACTION_ID} characters")
    if "placeholder" in element:
        faults += text_faults(element["placeholder"], f"{where}/placeholder", PLACEHOLDER, plain=True)
    for part, most in CONFIRM.items() if "confirm" in element else ():
        faults += text_faults(element["confirm"].get(part), f"{where}/confirm/{part}", most, plain=part != "text")
    return faults


def _button_faults(element: dict[str, Any], where: str) -> Faults:
    faults = text_faults(element.get("text"), f"{where}/text", BUTTON_TEXT, plain=True)
    for name, most in (("value", BUTTON_VALUE), ("url", BUTTON_URL)):
        if not isinstance(element.get(name, ""), str) or len(element.get(name, "")) > most:
            faults.append(f"{where}/{name}: must be a string of at most {most} characters")
    if element.get("style") not in STYLES:
        faults.append(f"{where}/style: must be primary or danger")
    return faults


def _text_input_faults(element: dict[str, Any], where: str) -> Faults:
    faults: Faults = []
    for name, least in (("min_length", 0), ("max_length", 1)):
        value = element.get(name, least)
        if not isinstance(value, int) or not least <= value <= INPUT_LENGTH:
            faults.append(f"{where}/{name}: must be {least} to {INPUT_LENGTH}")
    if not faults and element.get("min_length", 0) > element.get("max_length", INPUT_LENGTH):
        faults.append(f"{where}/min_length: must not be more than max_length")
    if len(str(element.get("initial_value", ""))) > element.get("max_length", INPUT_LENGTH):
        faults.append(f"{where}/initial_value: longer than the input allows")
    return faults


def _picker_faults(element: dict[str, Any], where: str) -> Faults:
    for name, (form, told) in PICKED.items():
        if name in element and not re.fullmatch(form, str(element[name])):
            return [f"{where}/{name}: must be {told}"]
    return []


def _choice_faults(element: dict[str, Any], where: str) -> Faults:
    kind = element["type"]
    if "option_groups" in element and "options" in element:
        return [f"{where}: needs options or option_groups, not both"]
    if "option_groups" in element and kind in SELECTS:
        faults = list_faults(element["option_groups"], f"{where}/option_groups", OPTION_GROUPS)
        for index, group in enumerate([] if faults else element["option_groups"]):
            here = f"{where}/option_groups[{index}]"
            faults += text_faults(group.get("label"), f"{here}/label", OPTION_TEXT, plain=True)
            faults += _option_faults(group.get("options"), f"{here}/options", kind)
    else:
        faults = _option_faults(element.get("options"), f"{where}/options", kind)
    return faults + ([] if faults else _initial_faults(element, where))


def _option_faults(options: Any, where: str, kind: str) -> Faults:
    most = {"overflow": OVERFLOW_OPTIONS, "radio_buttons": FEW_OPTIONS, "checkboxes": FEW_OPTIONS}.get(kind, OPTIONS)
    faults = list_faults(options, where, most)
    for index, option in enumerate(options if isinstance(options, list) else []):
        faults += _one_option_faults(option, f"{where}[{index}]", kind)
    return faults


def _one_option_faults(option: Any, where: str, kind: str) -> Faults:
    if not isinstance(option, dict):
        return [f"{where}: must be an object"]
    may_mark_up = kind in ("radio_buttons", "checkboxes")
    faults = text_faults(option.get("text"), f"{where}/text", OPTION_TEXT, plain=not may_mark_up)
    if not isinstance(option.get("value"), str) or not 1 <= len(option["value"]) <= OPTION_VALUE:
        faults.append(f"{where}/value: must be 1 to {OPTION_VALUE} characters")
    if "description" in option:
        faults += text_faults(option["description"], f"{where}/description", OPTION_TEXT, plain=not may_mark_up)
    return faults


def _initial_faults(element: dict[str, Any], where: str) -> Faults:
    if element.get("initial_options") == []:
        return [f"{where}/initial_options: must have at least one item"]
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    options = [*element.get("options", []), *grouped]
    chosen = [
        *element.get("initial_options", []),
        *([element["initial_option"]] if "initial_option" in element else []),
    ]
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        return [f"{where}/options: two options have the same value"]
    return [f"{where}: the initial option is not one of the options" for option in chosen if option not in options]
