"""Builds Slack's views and inputs, and reads what was filled into them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.desk.places import Private
from bot.slack.blocks import LABEL
from bot.slack.markup import whole
from bot.texts import Texts

View = dict[str, Any]
Block = dict[str, Any]
Body = Mapping[str, Any]

LONGEST = 3_000
"""Maximum characters in a text input."""
BOXES = 10
"""Maximum checkboxes in one group."""
VALUE = "value"
"""Action id of every input. The input's block id is the name of the field."""


class FormBuilder:
    """Builds views and inputs in one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language

    def say(self, name: str, **facts: object) -> str:
        """Return a text of the catalogue."""
        return self._texts.say(self._language, name, **facts)

    def hint(self, name: str) -> str | None:
        """Return a hint of the catalogue, or None: not every field has one."""
        try:
            return self.say(name)
        except KeyError:
            return None

    def day(self, day: date) -> str:
        """Return a date in the language's long form."""
        return self._texts.day(self._language, day)

    def view(self, callback: str, title: str, blocks: list[Block], **state: object) -> View:
        """Return a modal; ``state`` comes back with its submission."""
        return {
            "type": "modal",
            "callback_id": callback,
            "title": _plain(self.say(title)),
            "submit": _plain(self.say("form_submit")),
            "close": _plain(self.say("form_cancel")),
            "private_metadata": json.dumps({"language": self._language, **state}),
            "blocks": blocks,
        }

    def input(self, block: str, label: str, hint: str | None = None, *, optional: bool = False, **element: Any) -> Block:
        """Return an input block; ``label`` and ``hint`` are texts, not names of texts."""
        found = {
            "type": "input",
            "block_id": block,
            "label": _plain(label),
            "optional": optional,
            "element": {"action_id": VALUE, **element},
        }
        return {**found, "hint": _plain(hint)} if hint else found

    def options(self, names: Mapping[str, str]) -> dict[str, Block]:
        """Return options by value; ``names`` maps each value to the name of its text."""
        return {value: option(value, self.say(name)) for value, name in names.items()}


def option(value: str, label: str) -> Block:
    """Return an option, its label cut to what Slack allows."""
    return {"text": _plain(label if len(label) <= LABEL else label[: LABEL - 1] + "…"), "value": value}


def warning(text: str) -> Block:
    """Return a block with a warning, to be put above the inputs."""
    return {"type": "section", "text": _plain(text)}


def text(value: str | None = None, most: int = LONGEST) -> dict[str, Any]:
    """Return a text input of one line, with its initial value."""
    filled = {"initial_value": value[:most]} if value else {}
    return {"type": "plain_text_input", "max_length": most, **filled}


def words(value: str | None = None) -> dict[str, Any]:
    """Return a text input of several lines."""
    return {**text(value), "multiline": True}


def select(options: Mapping[str, Block], chosen: str | None = None) -> dict[str, Any]:
    """Return a select with one choice."""
    initial = {"initial_option": options[chosen]} if chosen is not None and chosen in options else {}
    return {"type": "static_select", "options": list(options.values()), **initial}


def boxes(options: Mapping[str, Block], ticked: Iterable[str] = ()) -> dict[str, Any]:
    """Return a group of checkboxes."""
    chosen = [options[value] for value in ticked if value in options]
    return {"type": "checkboxes", "options": list(options.values()), **({"initial_options": chosen} if chosen else {})}


def day(initial: date) -> dict[str, Any]:
    """Return a date picker."""
    return {"type": "datepicker", "initial_date": initial.isoformat()}


def moment(initial: datetime) -> dict[str, Any]:
    """Return a date and time picker; Slack shows it in the user's own time zone."""
    return {"type": "datetimepicker", "initial_date_time": int(initial.timestamp())}


def form_state(ticket: int, beside: Private, now: datetime) -> dict[str, Any]:
    """Return the state of a form about a ticket: the ticket, where its answer goes, and when it was opened."""
    thread = {"thread": beside.thread} if beside.thread else {}
    return {"ticket": ticket, "response_url": beside.response_url, "at": int(now.timestamp()), **thread}


def fields_of(body: Body) -> Mapping[str, Mapping[str, Any]]:
    """Return the value of every field of a submitted form."""
    values: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"]
    return {field: held[VALUE] for field, held in values.items() if VALUE in held}


def typed(fields: Mapping[str, Mapping[str, Any]], field: str) -> str:
    """Return the text in a field; empty if there is no such field."""
    return whole(fields.get(field, {}).get("value") or "").strip()


def chosen(fields: Mapping[str, Mapping[str, Any]], field: str) -> str | None:
    """Return the value chosen in a field, or None."""
    found = fields.get(field, {}).get("selected_option")
    return str(found["value"]) if found else None


def ticked(fields: Mapping[str, Mapping[str, Any]], field: str) -> tuple[str, ...]:
    """Return the values ticked in a field."""
    return tuple(str(found["value"]) for found in fields.get(field, {}).get("selected_options") or ())


def picked(fields: Mapping[str, Mapping[str, Any]], field: str) -> date | None:
    """Return the date picked in a field, or None."""
    found = fields.get(field, {}).get("selected_date")
    return date.fromisoformat(found) if found else None


def timed(fields: Mapping[str, Mapping[str, Any]], field: str) -> datetime | None:
    """Return the moment picked in a field, or None."""
    found = fields.get(field, {}).get("selected_date_time")
    return datetime.fromtimestamp(int(found), UTC) if found else None


def words_of(body: Body) -> str:
    """Return the text of a form whose only field is ``words``."""
    return typed(fields_of(body), "words")


def state_of(body: Body) -> dict[str, Any]:
    """Return the state that the form was opened with."""
    found: dict[str, Any] = json.loads(body["view"]["private_metadata"] or "{}")
    return found


def language_of(body: Body) -> str:
    """Return the language of the form."""
    return str(state_of(body)["language"])


def input_errors(body: Body, faults: Mapping[str, str]) -> dict[str, str]:
    """Map faults by field to errors by block id, as Slack wants them.

    Slack shows errors only below inputs. A field split into several inputs shows its fault at the first of them; a
    field without any, at the first input of the form.
    """
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    found: dict[str, str] = {}
    for field, fault in faults.items():
        parts = (block for block in inputs if part_of(block) == field)
        found.setdefault(next(parts, inputs[0]), fault)
    return found


def part(field: str, name: str | int) -> str:
    """Return the block id of one part of a field that is split into several inputs."""
    return f"{field}:{name}"


def part_of(block: str) -> str:
    """Return the field that a block id belongs to."""
    return block.partition(":")[0]


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
