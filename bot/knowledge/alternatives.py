"""Phrasings that write several wordings as one: ``[sparar|behåller] ni [mina|kundens] uppgifter``."""

import re
from itertools import product

MOST = 64
"""More wordings than this from one line say less with more."""


def expand(phrasing: str) -> list[str]:
    """Every wording that a phrasing stands for, the first alternatives first; an alternative may be empty.

    ValueError where a bracket is left open, the line would give more than MOST wordings, or one of them has no word.
    """
    pieces = re.split(r"\[([^\[\]]*)\]", phrasing)
    if any(mark in piece for piece in pieces[::2] for mark in "[]"):
        raise ValueError("has a square bracket without its partner")
    choices = [piece.split("|") if number % 2 else [piece] for number, piece in enumerate(pieces)]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST:
        raise ValueError(f"stands for {total} wordings, more than {MOST}")
    wordings = [" ".join("".join(wording).split()) for wording in product(*choices)]
    if not all(re.search(r"\w", wording) for wording in wordings):
        raise ValueError("has no word in it" if total == 1 else "stands for a wording that has no word in it")
    return wordings
