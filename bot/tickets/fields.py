"""Metadata of dataclass fields that decides how the store seals, exports and removes them."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

Mark = Mapping[str, bool]

WORDS: Mark = MappingProxyType({"words": True})
"""What people wrote, or what identifies them: stored sealed, and never exported."""
PERSON: Mark = MappingProxyType({"person": True})
"""Tells who the person is: removed when the link between ticket and person is removed, and never exported."""
PERSONS_WORDS: Mark = MappingProxyType({**WORDS, **PERSON})
"""Both: stored sealed, and removed with the link."""


def marked(record: type, mark: Mark) -> tuple[str, ...]:
    """Names of the dataclass fields whose metadata contains this mark, in the order of declaration."""
    return tuple(field.name for field in fields(record) if mark.items() <= field.metadata.items())
