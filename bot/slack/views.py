"""What all forms are made of: Slack's views and inputs, and what people filled into them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.slack.markup import whole
from bot.texts import Texts

View = dict[str, Any]
Block = dict[str, Any]
Body = Mapping[str, Any]

LONGEST = 3_000
"""Characters that an input takes."""
LABEL = 75
"""Characters of an option."""
BOXES = 10
"""Checkboxes in one group."""
VALUE = "value"
"""Action id of every input: each stands in a block of its own, whose id is the field's name."""


class FormBuilder:
    """Makes views and inputs in one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language

    def say(self, name: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self._texts.say(self._language, name, **facts)

    def hint(self, name: str) -> str | None:
        """The text of that name, where the catalogue has one: not every field needs to be explained."""
        try:
            return self.say(name)
        except KeyError:
            return None

    def day(self, day: date) -> str:
        """A date as people write it."""
        return self._texts.day(self._language, day)

    def view(self, callback: str, title: str, blocks: list[Block], **state: object) -> View:
        """A modal; ``state`` is what it carries along until it is sent."""
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
        """An input below its label; ``label`` and ``hint`` are the words themselves."""
        found = {
            "type": "input",
            "block_id": block,
            "label": _plain(label),
            "optional": optional,
            "element": {"action_id": VALUE, **element},
        }
        return {**found, "hint": _plain(hint)} if hint else found

    def options(self, names: Mapping[str, str]) -> dict[str, Block]:
        """Options by their values, each with the words of the text of that name."""
        return {value: option(value, self.say(name)) for value, name in names.items()}


def option(value: str, label: str) -> Block:
    """Something to choose, cut to what Slack shows."""
    return {"text": _plain(label if len(label) <= LABEL else label[: LABEL - 1] + "…"), "value": value}


def warning(text: str) -> Block:
    """A sentence above the inputs."""
    return {"type": "section", "text": _plain(text)}


def text(value: str | None = None, most: int = LONGEST) -> dict[str, Any]:
    """Something to write, with what stands there already."""
    filled = {"initial_value": value[:most]} if value else {}
    return {"type": "plain_text_input", "max_length": most, **filled}


def words(value: str | None = None) -> dict[str, Any]:
    """Something to write, in several lines."""
    return {**text(value), "multiline": True}


def select(options: Mapping[str, Block], chosen: str | None = None) -> dict[str, Any]:
    """One of several, from a list."""
    initial = {"initial_option": options[chosen]} if chosen is not None and chosen in options else {}
    return {"type": "static_select", "options": list(options.values()), **initial}


def boxes(options: Mapping[str, Block], ticked: Iterable[str] = ()) -> dict[str, Any]:
    """Any of several, in one group of boxes."""
    chosen = [options[value] for value in ticked if value in options]
    return {"type": "checkboxes", "options": list(options.values()), **({"initial_options": chosen} if chosen else {})}


def day(initial: date) -> dict[str, Any]:
    """A calendar day."""
    return {"type": "datepicker", "initial_date": initial.isoformat()}


def moment(initial: datetime) -> dict[str, Any]:
    """A day and a time, shown by the wall clock of the one who fills it in."""
    return {"type": "datetimepicker", "initial_date_time": int(initial.timestamp())}


def beside(ticket: int, response_url: str, now: datetime) -> dict[str, Any]:
    """What a form about a ticket carries along: where its answer goes, and since when it is open."""
    return {"ticket": ticket, "response_url": response_url, "at": int(now.timestamp())}


def fields_of(body: Body) -> Mapping[str, Mapping[str, Any]]:
    """What every field of a form that was sent holds now."""
    values: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"]
    return {field: held[VALUE] for field, held in values.items() if VALUE in held}


def typed(fields: Mapping[str, Mapping[str, Any]], field: str) -> str:
    """What was written into a field; nothing where there is no such field."""
    return whole(fields.get(field, {}).get("value") or "").strip()


def chosen(fields: Mapping[str, Mapping[str, Any]], field: str) -> str | None:
    """What was chosen in a field, if anything was."""
    found = fields.get(field, {}).get("selected_option")
    return str(found["value"]) if found else None


def ticked(fields: Mapping[str, Mapping[str, Any]], field: str) -> tuple[str, ...]:
    """What was ticked in a field."""
    return tuple(str(found["value"]) for found in fields.get(field, {}).get("selected_options") or ())


def picked(fields: Mapping[str, Mapping[str, Any]], field: str) -> date | None:
    """The day that was picked in a field, if one was."""
    found = fields.get(field, {}).get("selected_date")
    return date.fromisoformat(found) if found else None


def timed(fields: Mapping[str, Mapping[str, Any]], field: str) -> datetime | None:
    """The moment that was picked in a field, if one was."""
    found = fields.get(field, {}).get("selected_date_time")
    return datetime.fromtimestamp(int(found), UTC) if found else None


def words_of(body: Body) -> str:
    """What somebody wrote into a form that asks for words alone."""
    return typed(fields_of(body), "words")


def state_of(body: Body) -> dict[str, Any]:
    """What the form carried along."""
    found: dict[str, Any] = json.loads(body["view"]["private_metadata"] or "{}")
    return found


def language_of(body: Body) -> str:
    """The language that the form was shown in."""
    return str(state_of(body)["language"])


def faulty(body: Body, faults: Mapping[str, str]) -> dict[str, str]:
    """The faults at inputs that the form has: a field in several parts shows them at its first, a missing one at the form's.

    Slack shows an error below an input only.
    """
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    found: dict[str, str] = {}
    for field, fault in faults.items():
        parts = (block for block in inputs if part_of(block) == field)
        found.setdefault(next(parts, inputs[0]), fault)
    return found


def part(field: str, name: str | int) -> str:
    """Block id of one part of a field that takes several inputs."""
    return f"{field}:{name}"


def part_of(block: str) -> str:
    """The field that an input is or belongs to."""
    return block.partition(":")[0]


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
