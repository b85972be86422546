"""Which entries tell which sentence of the policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.checks import spaced
from bot.knowledge.values import Knowledge

_NEXT = re.compile(r"(?<=[.!?])(?<!\b\w\.)\s+(?=[«“\"(]?[A-ZÀ-ÖØ-Þ])|\n\s*(?=[-*] )")
"""What parts two sentences: white space before a capital, but not after an initial; the next item of a list."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the policy, and the ids of the entries that quote it or most of it."""

    paragraph: str
    text: str
    entries: tuple[str, ...]


def sentences(knowledge: Knowledge) -> Iterator[Sentence]:
    """Every sentence of the policy, in its order."""
    for paragraph in knowledge.policy.paragraphs.values():
        whole, end = spaced(paragraph.text), 0
        for text in map(spaced, _NEXT.split(paragraph.text)):
            start = whole.index(text, end)
            end = start + len(text)
            yield Sentence(paragraph.id, text, tuple(_telling(knowledge, paragraph.id, whole, start, end)))


def _telling(knowledge: Knowledge, paragraph: str, whole: str, start: int, end: int) -> Iterator[str]:
    for entry in knowledge.entries.values():
        quotes = [spaced(citation.quote) for citation in entry.citations if citation.paragraph == paragraph]
        if any(_covers(whole.find(quote), len(quote), start, end) for quote in quotes):
            yield entry.id


def _covers(quoted: int, length: int, start: int, end: int) -> bool:
    """Whether a quotation lies within the sentence, or has at least half of it."""
    shared = min(quoted + length, end) - max(quoted, start)
    return shared == length or 2 * shared >= end - start
