"""A text cut into the pieces that are each judged by themselves."""

import re
from itertools import pairwise

SHORT = 60
"""Words up to which a text is also judged as a whole; in a longer one the point stands in some sentence."""
MOST = 60
"""Pieces of one text that are looked at."""

_JOINT = re.compile(r"[,;] | (?:och|samt|and|&|then|sen|sedan) ", re.IGNORECASE)
"""Where one blank stands between words: among many, a pattern for several would try each run of them again and again."""
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


def pieces(text: str) -> list[str]:
    """The text's sentences, with the whole text first where it is short and each two neighbours where it is long."""
    whole = " ".join(text.split())
    sentences = [part.strip() for part in _END.split(text) if len(part.split()) > 1]
    if len(sentences) < 2:
        return [whole]
    if len(whole.split()) <= SHORT:
        return [whole, *sentences[:MOST]]
    couples = [f"{one} {other}" for one, other in pairwise(sentences)]
    return [*sentences[: MOST // 2], *couples[: MOST // 2]]


def clauses(text: str) -> list[str]:
    """The sentences' parts that an "and" or a comma joins, where there are several: each may ask for something else."""
    parts = [part for sentence in _END.split(text) for part in _JOINT.split(" ".join(sentence.split()))]
    found = [part.strip() for part in parts if len(part.split()) > 1]
    return found[:MOST] if len(found) > 1 else []


def is_long(text: str) -> bool:
    """Whether a text is so long that most of it may be beside the point."""
    return len(text.split()) > SHORT
