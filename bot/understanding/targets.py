"""The meanings that the model tells apart, and the wordings that it is trained on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import RIGHTS, Knowledge


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A meaning: a kind, such as ``entry`` or ``request``, and an id within it."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that has this meaning, in one language."""

    target: Target
    language: str
    text: str


ANY_REQUEST = Target("request", "any")
"""A head that all requests share, whatever the right: something is to be done with somebody's data."""
ABOUT_RIGHTS = Target("question", "rights")
"""Questions that only look like a request. They train the request heads, and have no head of their own."""
INCIDENT = Target("incident", "incident")
"""A suspected breach is reported."""
ABOUT_INCIDENTS = Target("question", "incidents")
"""Questions that only look like a report of a breach; they have no head of their own either."""
NO_MEANING = frozenset({ABOUT_RIGHTS, ABOUT_INCIDENTS})


def wordings(knowledge: Knowledge) -> Iterator[Wording]:
    """All wordings of a knowledge folder."""
    for target, phrasings in _phrasings(knowledge):
        for language in knowledge.languages:
            for text in phrasings.get(language, ()):
                yield Wording(target, language, text)


def meanings(wordings: Sequence[Wording]) -> list[Target]:
    """The targets of a model, one per head, in a fixed order; ANY_REQUEST is the last."""
    return [*sorted({wording.target for wording in wordings} - NO_MEANING), ANY_REQUEST]


def labels(wordings: Sequence[Wording], heads: Sequence[Target]) -> NDArray[np.int8]:
    """The signs for training, of shape (wordings, heads): 1 belongs to the head, -1 does not, 0 is not used for it.

    Requests are not used for entries: a text that resembles a request for erasure may ask for the entry on erasure.
    """
    requests = np.array([head.kind == "request" for head in heads])
    incidents = np.array([head == INCIDENT for head in heads])
    found = np.full((len(wordings), len(heads)), -1, np.int8)
    number = {head: column for column, head in enumerate(heads)}
    for row, wording in enumerate(wordings):
        if wording.target in NO_MEANING:
            looks_like = requests if wording.target == ABOUT_RIGHTS else incidents
            found[row, ~looks_like] = 0
            continue
        if wording.target.kind == "request":
            found[row, [head.kind == "entry" for head in heads]] = 0
            found[row, number[ANY_REQUEST]] = 1
        found[row, number[wording.target]] = 1
    return found


def _phrasings(knowledge: Knowledge) -> Iterator[tuple[Target, Mapping[str, Sequence[str]]]]:
    for entry in knowledge.entries.values():
        yield Target("entry", entry.id), entry.phrasings
    for item in knowledge.unanswered.values():
        yield Target("unanswered", item.id), item.phrasings
    for right in RIGHTS:
        yield Target("request", right), knowledge.requests.of(right)
    yield ABOUT_RIGHTS, knowledge.requests.questions
    yield INCIDENT, knowledge.incidents.incidents
    yield ABOUT_INCIDENTS, knowledge.incidents.questions
    for about, phrasings in knowledge.smalltalk.items():
        yield Target("smalltalk", about), phrasings
    yield Target("outside", "outside"), knowledge.outside
