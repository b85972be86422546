"""Faults of a knowledge folder, in sentences for the people who edit it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.values import ID, LANGUAGE


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file, the entry (or ""), the field (or "") and what is wrong. ``str`` gives the full sentence."""

    file: str
    entry: str
    field: str
    wrong: str

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.entry and f"entry '{self.entry}'", self.field)))
        return f"{place}: {self.wrong}"


class KnowledgeError(Exception):
    """The knowledge folder cannot be used; ``faults`` lists all its faults, sorted."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


_DATE = "must be a date, written as 2020-07-16"
_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key",
    "string_type": "must be a text (put it in quotes if YAML reads it as something else)",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "must be {example}",
    "literal_error": "must be {expected}",
    "too_short": "is empty",
    "too_long": "has {actual_length} items, and {max_length} is the most",
    "list_type": "must be a list",
    "sequence_str": "must be a list",
    "is_instance_of": "must be a list",
    "dict_type": "must be a mapping, such as one item for each language",
    "mapping_type": "must be a mapping, such as one item for each language",
    "model_type": "must be a mapping of keys",
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_type": _DATE,
}
_EXAMPLES = {
    ID: "small letters, digits and single hyphens, such as cookie-definition",
    LANGUAGE: "the code of a language, such as sv",
}


def faults_of(file: str, data: Any, error: ValidationError) -> Iterator[Fault]:
    """The faults in one file's ``data``, from pydantic's error, with the ids of the entries concerned."""
    for detail in error.errors(include_url=False):
        entry, field = _place(data, detail["loc"])
        yield Fault(file, entry, field, _sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    facts = detail.get("ctx", {})
    wrong = _SENTENCES.get(detail["type"]) or detail["msg"][:1].lower() + detail["msg"][1:]
    return wrong.format(**facts, example=_EXAMPLES.get(facts.get("pattern", ""), "written otherwise"))


def _place(data: Any, path: tuple[int | str, ...]) -> tuple[str, str]:
    """The entry's id, or its number where it has none, and the field as ``a.b[2]``, counted from 1."""
    entry, field = "", ""
    for step in path:
        if step == "[key]":  # the step before it is the key itself
            continue
        data = _step(data, step)
        if isinstance(data, Mapping) and isinstance(step, int) and not entry:
            entry, field = str(data.get("id", f"number {step + 1}")), ""
        else:
            field = f"{field}[{step + 1}]" if isinstance(step, int) else f"{field}.{step}".strip(".")
    return entry, field


def _step(data: Any, step: int | str) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
