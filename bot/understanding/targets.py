"""Everything that a message can mean, each with the wordings by which people say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import RIGHTS, Knowledge


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A meaning: an entry, a right exercised, a question about rights, smalltalk, and what the desk must not answer."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying it."""

    target: Target
    language: str
    text: str


ANY_REQUEST = Target("request", "any")
"""What the requests of all rights have in common: somebody wants something done with their data, now."""
ABOUT_RIGHTS = Target("question", "rights")
"""What only looks like a request. It is no meaning of its own: some entry, or none, answers it."""
INCIDENT = Target("incident", "incident")
"""Somebody tells of a suspected breach."""
ABOUT_INCIDENTS = Target("question", "incidents")
"""What only looks like it; again no meaning of its own."""
NO_MEANING = frozenset({ABOUT_RIGHTS, ABOUT_INCIDENTS})


def wordings(knowledge: Knowledge) -> Iterator[Wording]:
    """All wordings of a knowledge folder."""
    for target, phrasings in _phrasings(knowledge):
        for language in knowledge.languages:
            for text in phrasings.get(language, ()):
                yield Wording(target, language, text)


def meanings(wordings: Sequence[Wording]) -> list[Target]:
    """The meanings that a model tells apart, in a fixed order."""
    return [*sorted({wording.target for wording in wordings} - NO_MEANING), ANY_REQUEST]


def labels(wordings: Sequence[Wording], heads: Sequence[Target]) -> NDArray[np.int8]:
    """Which head each wording belongs to (1), not (-1), or says nothing about (0).

    A request for erasure says nothing about the entry on erasure: where it is no request after all, that entry answers.
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
