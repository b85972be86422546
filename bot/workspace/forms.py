"""Interactive elements: their state, what a person may enter, and how Slack reports it to the app."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .limits import STATEFUL
from .values import ImpossibleError, Json

ActInput = str | list[str] | None
TEXT_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
ONE_OF = {"static_select", "radio_buttons"}
SOME_OF = {"multi_static_select", "checkboxes"}
# Key in the state for elements whose value is a plain string.
PLAIN_STATE = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}
INITIAL = {"datepicker": "initial_date", "timepicker": "initial_time", "datetimepicker": "initial_date_time"}
INITIAL |= {"users_select": "initial_user"}
INITIAL |= {"channels_select": "initial_channel", "conversations_select": "initial_conversation"}
REQUIRED = "Please complete this required field."


def elements_in(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Return every interactive element with its block."""
    for block in blocks:
        inner = block.get("elements", []) if block["type"] in ("actions", "context_actions") else []
        for element in [block.get("accessory"), block.get("element"), *inner]:
            if element and (element["type"] in STATEFUL or element["type"] in ("button", "overflow")):
                yield block, element


def options_of(element: Json) -> list[Json]:
    """Return an element's options, including those in groups."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _option(element: Json, value: str) -> Json:
    for option in options_of(element):
        if option.get("value") == value:
            return option
    known = ", ".join(repr(option.get("value")) for option in options_of(element))
    raise ImpossibleError(f"{element['action_id']} has no option {value!r}; it has {known}")


def entered(element: Json, given: ActInput) -> Json:
    """Return an element's state after a person entered a value."""
    kind = element["type"]
    if kind in TEXT_INPUTS:
        return {"type": kind, "value": given or None}
    if kind in ONE_OF:
        return {"type": kind, "selected_option": _option(element, str(given)) if given else None}
    if kind in SOME_OF:
        values = [given] if isinstance(given, str) else given or []
        return {"type": kind, "selected_options": [_option(element, value) for value in values]}
    if kind == "datetimepicker":
        return {"type": kind, PLAIN_STATE[kind]: int(str(given)) if given else None}
    if kind == "datepicker" and given:
        date.fromisoformat(str(given))
    if kind in PLAIN_STATE:
        return {"type": kind, PLAIN_STATE[kind]: given or None}
    raise ImpossibleError(f"nobody can enter something into a {kind}")


def initial(element: Json) -> Json:
    """Return an element's initial state."""
    kind = element["type"]
    if kind in TEXT_INPUTS:
        return {"type": kind, "value": element.get("initial_value") or None}
    if kind in ONE_OF:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in SOME_OF:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    return {"type": kind, PLAIN_STATE.get(kind, "value"): element.get(INITIAL.get(kind, "initial_value"))}


def state_of(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """Return state.values as Slack sends it: what was entered, else the initial values."""
    values: dict[str, dict[str, Json]] = {}
    for block, element in elements_in(blocks):
        if element["type"] in STATEFUL:
            held = typed.get(block["block_id"], {}).get(element["action_id"]) or initial(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def shown(state: Json) -> ActInput:
    """Return the value of an element in a state: a string, a list of values, or None."""
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"]]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    found: Any = next((value for name, value in state.items() if name != "type"), None)
    return None if found is None else str(found)


def forget_gone(typed: dict[str, dict[str, Json]], blocks: list[Json]) -> None:
    """Drop what was entered into elements that no longer exist."""
    there = {(block["block_id"], element["action_id"]) for block, element in elements_in(blocks)}
    for block_id, actions in typed.items():
        for action_id in [action_id for action_id in actions if (block_id, action_id) not in there]:
            del actions[action_id]


def refusals(blocks: list[Json], values: dict[str, dict[str, Json]]) -> dict[str, str]:
    """Return the errors, by block, with which Slack's client refuses to submit a form."""
    said: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            complaint = _complaint(block, shown(values[block["block_id"]][block["element"]["action_id"]]))
            if complaint:
                said[block["block_id"]] = complaint
    return said


def _complaint(block: Json, value: ActInput) -> str | None:
    element = block["element"]
    if not value:
        return None if block.get("optional") else REQUIRED
    if element["type"] == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)):
        return "Please enter a valid email address."
    if element["type"] in TEXT_INPUTS and len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if element["type"] in TEXT_INPUTS and len(value) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return None


def action(block: Json, element: Json, given: ActInput, action_ts: str) -> Json:
    """Return the entry in `actions` for a press or a choice."""
    told: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": action_ts,
    }
    if element["type"] == "button":
        extra = {name: element[name] for name in ("text", "value", "style") if name in element}
        return told | extra
    if element["type"] == "overflow":
        return told | {"selected_option": _option(element, str(given))}
    return told | entered(element, given)
