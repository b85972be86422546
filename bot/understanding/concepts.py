"""Finds the concepts of the knowledge folder in a text: what different words have in common, across languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.knowledge.values import ConceptTerms
from bot.understanding.words import WORDS_CACHED, stemmer

SHORTEST_PART = 2


class Concepts:
    """The concepts of one language."""

    def __init__(self, language: str, concepts: Mapping[str, ConceptTerms]) -> None:
        self._stem = stemmer(language)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._beginnings: dict[str, set[str]] = defaultdict(set)
        self._endings: dict[str, set[str]] = defaultdict(set)
        self._expressions: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for concept, terms in concepts.items():
            for term in terms.get(language, ()):
                self._learn(concept, term.casefold().split())
        self._of_word = lru_cache(maxsize=WORDS_CACHED)(self._look_up)

    def find(self, words: Sequence[str]) -> list[frozenset[str]]:
        """For each word, the concepts that it expresses, or that an expression of several words from it on does."""
        found = []
        for place, word in enumerate(words):
            expressed = self._expressed(word, words[place + 1 :])
            found.append(self._of_word(word).union(expressed) if expressed else self._of_word(word))
        return found

    def _learn(self, concept: str, term: Sequence[str]) -> None:
        first, *rest = term
        if rest:
            self._expressions[self._stem(first)].append(([self._stem(word) for word in rest], concept))
        elif first.endswith("*"):
            self._beginnings[first[:-1]].add(concept)
        elif first.startswith("*"):
            self._endings[first[1:]].add(concept)
        else:
            self._words[self._stem(first)].add(concept)

    def _look_up(self, word: str) -> frozenset[str]:
        found = set(self._words.get(self._stem(word), ()))
        for size in range(SHORTEST_PART, len(word) + 1):
            found |= self._beginnings.get(word[:size], set()) | self._endings.get(word[-size:], set())
        return frozenset(found)

    def _expressed(self, word: str, following: Sequence[str]) -> list[str]:
        known = self._expressions.get(self._stem(word))
        if not known:
            return []
        stems = [self._stem(other) for other in following[: max(len(rest) for rest, _ in known)]]
        return [concept for rest, concept in known if stems[: len(rest)] == rest]


def concept_features(found: Iterable[frozenset[str]]) -> Iterator[tuple[str, float]]:
    """Names and weights of features for concepts: each one, any two together, and any two in succession."""
    places = [concepts for concepts in found if concepts]
    everything = sorted(frozenset().union(*places))
    for number, one in enumerate(everything):
        yield f"#{one}", 1.0
        for other in everything[number + 1 :]:
            yield f"#{one}&{other}", 0.5
    for before, after in pairwise(places):
        for one in before:
            for other in after - {one}:
                yield f"#{one}>{other}", 0.5
