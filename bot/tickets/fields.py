"""What is said of a field where it is declared; whoever keeps, shows or removes records follows it."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

Mark = Mapping[str, bool]

WORDS: Mark = MappingProxyType({"words": True})
"""What people wrote, or can be known by: it is sealed wherever it is kept, and never exported."""
PERSON: Mark = MappingProxyType({"person": True})
"""Tells who the person is: removed with the link between a ticket and its person, and never exported."""
PERSONS_WORDS: Mark = MappingProxyType({**WORDS, **PERSON})
"""Both: it is sealed, and removed with the link."""


def marked(record: type, mark: Mark) -> tuple[str, ...]:
    """Names of the fields of a dataclass that carry this mark, in their order."""
    return tuple(field.name for field in fields(record) if mark.items() <= field.metadata.items())
