"""Phrasings that write several wordings as one: ``[sparar|behåller] ni [mina|kundens] uppgifter``."""

import re
from itertools import product

MOST_WORDINGS = 64
"""Most wordings that one phrasing may stand for."""


def expand(phrasing: str) -> list[str]:
    """Every wording that a phrasing stands for, in the order of its alternatives; an alternative may be empty.

    Raises ValueError where a bracket has no partner, there are more than MOST_WORDINGS wordings, or one of them has no word.
    """
    pieces = re.split(r"\[([^\[\]]*)\]", phrasing)
    if any(mark in piece for piece in pieces[::2] for mark in "[]"):
        raise ValueError("has a square bracket without its partner")
    choices = [piece.split("|") if number % 2 else [piece] for number, piece in enumerate(pieces)]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST_WORDINGS:
        raise ValueError(f"stands for {total} wordings, more than {MOST_WORDINGS}")
    wordings = [" ".join("".join(wording).split()) for wording in product(*choices)]
    if not all(re.search(r"\w", wording) for wording in wordings):
        raise ValueError("has no word in it" if total == 1 else "stands for a wording that has no word in it")
    return wordings
