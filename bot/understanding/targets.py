"""Everything that a message can mean, each with the wordings by which people say it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge import RIGHTS, Knowledge


@dataclass(frozen=True, slots=True)
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


def wordings(knowledge: Knowledge) -> Iterator[Wording]:
    """All wordings of a knowledge folder."""
    for target, phrasings in _phrasings(knowledge):
        for language in knowledge.languages:
            for text in phrasings.get(language, ()):
                yield Wording(target, language, text)


def _phrasings(knowledge: Knowledge):  # type: ignore[no-untyped-def]
    for entry in knowledge.entries.values():
        yield Target("entry", entry.id), entry.phrasings
    for item in knowledge.unanswered.values():
        yield Target("unanswered", item.id), item.phrasings
    for right in RIGHTS:
        yield Target("request", right), knowledge.requests.of(right)
    yield Target("question", "rights"), knowledge.requests.questions
    for about, phrasings in knowledge.smalltalk.items():
        yield Target("smalltalk", about), phrasings
    yield Target("outside", "outside"), knowledge.outside
