"""Inputs of a form at a terminal: how each is shown, and how typed lines are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.lines import Wrong, one_of
from bot.workspace.forms import ONE_OF, SOME_OF, options_of

Json = Mapping[str, Any]
Value = str | list[str] | None

ALL = frozenset({"all", "alla"})
MOST_STANDING = 60
"""Characters shown of a field's current text."""
EMPTY = "-"
"""What to type to empty a field."""


@dataclass(frozen=True)
class Field:
    """One input of a form."""

    block: Json
    held: Value
    """The current value."""
    zone: ZoneInfo
    """The time zone of typed times."""

    @property
    def label(self) -> str:
        """The label, and whether the field is optional."""
        return str(self.block["label"]["text"]) + (" (optional)" if self.block.get("optional") else "")

    @property
    def hint(self) -> str:
        """The hint, or an empty text."""
        return str((self.block.get("hint") or {}).get("text", ""))

    @property
    def choices(self) -> list[str]:
        """The labels to choose from; empty if it is no choice."""
        return [str(option["text"]["text"]) for option in self._options]

    @property
    def prompt(self) -> str:
        """The prompt: what to type, and the current value."""
        standing = self._standing()
        return f"    {self._how()}{f' [{standing}]' if standing else ''}: "

    def value(self, line: str) -> Value:
        """Return the field's value after a typed line. Wrong if the field cannot hold it."""
        if line == EMPTY:
            return [] if self._kind in SOME_OF else None
        if self._kind in ONE_OF:
            return str(self._options[one_of(self.choices, line)]["value"])
        if self._kind in SOME_OF:
            return [str(option["value"]) for option in self._several(line)]
        match self._kind:
            case "datepicker":
                return _day(line)
            case "timepicker":
                return _time(line)
            case "datetimepicker":
                return self._moment(line)
        return line

    @property
    def _kind(self) -> str:
        return str(self.block["element"]["type"])

    @property
    def _options(self) -> Sequence[Json]:
        return options_of(self.block["element"])

    def _how(self) -> str:
        if self._kind in ONE_OF:
            return "number"
        if self._kind in SOME_OF:
            return "numbers, or all"
        return {"datepicker": "YYYY-MM-DD", "timepicker": "HH:MM", "datetimepicker": "YYYY-MM-DD HH:MM"}.get(self._kind, "text")

    def _standing(self) -> str:
        if self._kind in ONE_OF | SOME_OF:
            held = [self.held] if isinstance(self.held, str) else self.held or []
            return ", ".join(str(number) for number, option in enumerate(self._options, 1) if option["value"] in held)
        if self._kind == "datetimepicker" and isinstance(self.held, str):
            return f"{datetime.fromtimestamp(int(self.held), self.zone):%Y-%m-%d %H:%M}"
        return shorten(str(self.held or ""), MOST_STANDING, placeholder=" …")

    def _several(self, line: str) -> list[Json]:
        if line.casefold() in ALL:
            return list(self._options)
        places = {one_of(self.choices, number) for number in re.split(r"[\s,;]+", line) if number}
        return [option for place, option in enumerate(self._options) if place in places]

    def _moment(self, line: str) -> str:
        try:
            return str(int(datetime.fromisoformat(line).replace(tzinfo=self.zone).timestamp()))
        except (ValueError, OverflowError):
            raise Wrong("Type a day and a time, such as 2026-03-02 14:30.") from None


def _day(line: str) -> str:
    try:
        return date.fromisoformat(line).isoformat()
    except ValueError:
        raise Wrong("Type a day, such as 2026-03-02.") from None


def _time(line: str) -> str:
    try:
        return time.fromisoformat(line).strftime("%H:%M")
    except ValueError:
        raise Wrong("Type a time, such as 14:30.") from None
