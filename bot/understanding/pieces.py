"""Splits a text into the pieces that are scored separately."""

import re
from itertools import pairwise

SHORT = 60
"""Most words of a short text, which is also scored as a whole."""
MOST_PIECES = 60
"""Most pieces of one text; the rest is ignored."""
SENTENCES = 29
"""Sentences of a long text that are judged together."""

_JOINT = re.compile(r"[,;] | (?:och|samt|and|&|then|sen|sedan) ", re.IGNORECASE)
"""Expects single blanks between words: matching runs of blanks would take quadratic time."""
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


def pieces(text: str) -> list[str]:
    """The sentences of a text; after the whole text where it is short, and before each two neighbours where it is long."""
    whole = " ".join(text.split())
    sentences = [part.strip() for part in _END.split(text) if len(part.split()) > 1]
    if len(sentences) < 2:
        return [whole]
    if len(whole.split()) <= SHORT:
        return [whole, *sentences[:MOST_PIECES]]
    couples = [f"{one} {other}" for one, other in pairwise(sentences)]
    return [*sentences[: MOST_PIECES // 2], *couples[: MOST_PIECES // 2]]


def windows(text: str) -> list[str]:
    """A long text cut into parts of SENTENCES, so that what is asked in one does not drown in the others; repeats once."""
    sentences = [part.strip() for part in _END.split(text) if part.strip()]
    if not is_long(text) or len(sentences) <= SENTENCES:
        return [text]
    said = list(dict.fromkeys(sentences))
    # Each part begins with the last sentence of the one before, as two neighbours are read together too.
    return ["\n".join(said[max(at - 1, 0) : at + SENTENCES]) for at in range(0, len(said), SENTENCES)]


def clauses(text: str) -> list[str]:
    """The clauses that "and" or commas join, each of which may ask for something else; empty where there is only one."""
    parts = [part for sentence in _END.split(text) for part in _JOINT.split(" ".join(sentence.split()))]
    found = [part.strip() for part in parts if len(part.split()) > 1]
    return found[:MOST_PIECES] if len(found) > 1 else []


def is_long(text: str) -> bool:
    """Whether a text has more than SHORT words, so that most of it may be beside the point."""
    return len(text.split()) > SHORT
