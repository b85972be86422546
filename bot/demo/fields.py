"""The inputs of a form at a terminal: what each shows, and what a typed line means to it."""

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
"""Characters that are shown of a text that stands in a field."""
EMPTY = "-"
"""Typed to leave a field empty that has something in it."""


@dataclass(frozen=True)
class Field:
    """One input of a form."""

    block: Json
    held: Value
    """What stands in it now."""
    zone: ZoneInfo
    """Whose wall clock times are typed by."""

    @property
    def label(self) -> str:
        """What it is called, and whether it may be left empty."""
        return str(self.block["label"]["text"]) + (" (optional)" if self.block.get("optional") else "")

    @property
    def hint(self) -> str:
        """What explains it; empty where nothing does."""
        return str((self.block.get("hint") or {}).get("text", ""))

    @property
    def choices(self) -> list[str]:
        """The labels to choose from, if it is a choice."""
        return [str(option["text"]["text"]) for option in self._options]

    @property
    def prompt(self) -> str:
        """How a line is asked for: what to type, and what stands there now."""
        standing = self._standing()
        return f"    {self._how()}{f' [{standing}]' if standing else ''}: "

    def value(self, line: str) -> Value:
        """What a line that was typed makes of the field; Wrong where the field cannot hold it."""
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
