"""Splits a text into the pieces that are scored separately."""

import re
from collections.abc import Iterable
from itertools import count, pairwise

SHORT = 60
"""Most words of a short text, which is also scored as a whole."""

COUPLED = 60
"""Sentences of a long text that are judged together with the next one too."""

_AND = r"(?:och|samt|and|&|then|sen|sedan|därefter|dessutom|men|but|also|og)"
_JOINT = re.compile(rf"[,;:] (?:{_AND} )?| [-–] | {_AND} ", re.IGNORECASE)
"""Expects single blanks between words: matching runs of blanks would take quadratic time."""
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_ITEM = re.compile(r"^(?:\(?(?:\d{1,2}|[a-hA-H])[.)]|[-–•*·])\s+")
_NUMBER = re.compile(r"(?:(?<!\S)\(?(\d)\)|(?:^|(?<=[.:;?!,] )|(?<=\n))(\d)\.)\s+(?=\S)")


def pieces(text: str) -> list[str]:
    """The sentences of a text; after the whole text where it is short, and before each two neighbours where it is long."""
    whole = " ".join(text.split())
    found = sentences(text)
    if len(found) < 2:
        return [whole]
    if not is_long(whole):
        return [whole, *found]
    return [*found, *(f"{one} {other}" for one, other in pairwise(found[:COUPLED]))]


def sentences(text: str) -> list[str]:
    """The sentences and the items of lists, each once and without its mark; of one word only where they are items."""
    return list(dict.fromkeys(piece for line, is_item in _lines(text) for piece in _cut(line, is_item=is_item)))


def items(text: str) -> list[str]:
    """The items of the lists in a text, without their marks; empty where there are fewer than two."""
    found = [line for line, is_item in _lines(text) if is_item]
    return found if len(found) > 1 else []


def clauses(text: str) -> list[str]:
    """The clauses that "and" or commas join, each of which may ask for something else; without those of one word."""
    return [part for sentence in sentences(text) or [text] for part in joined(sentence)]


def joined(sentence: str) -> list[str]:
    """The clauses of one sentence."""
    parts = [part.strip() for part in _JOINT.split(" ".join(sentence.split()))]
    return [part for part in parts if len(part.split()) > 1]


def is_long(text: str) -> bool:
    """Whether a text has more than SHORT words, so that most of it may be beside the point."""
    return len(text.split()) > SHORT


def _lines(text: str) -> Iterable[tuple[str, bool]]:
    """The lines of a text, and whether each is an item of a list, also of one that runs on within a line: ``1) … 2) …``."""
    for line in _numbers_apart(text).splitlines():
        bare = _ITEM.sub("", line.strip(), count=1)
        yield bare, bare != line.strip()


def _numbers_apart(text: str) -> str:
    """The text with a line for each number of a list that counts from 1, as a list may run on within a line."""
    next_one = count(1)
    wanted = next(next_one)
    marks = []
    for found in _NUMBER.finditer(text):
        if int(found[1] or found[2]) == wanted:
            marks.append(found.start())
            wanted = next(next_one)
    if len(marks) < 2:
        return text
    return "\n".join(text[start:end] for start, end in pairwise([0, *marks, len(text)]))


def _cut(line: str, *, is_item: bool) -> list[str]:
    parts = [part.strip() for part in _END.split(line)]
    return [part for part in parts if len(part.split()) > 1 or (is_item and part == line and part)]
