"""Baselines: common ways to find the nearest wording, for `insyn bench` and `insyn bench quality`."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from rapidfuzz import fuzz, process

from bot.understanding.targets import Target, Wording
from bot.understanding.words import tokens


class Finder(Protocol):
    """Finds the meaning of a text."""

    def __call__(self, text: str, language: str) -> Target:
        """Return the nearest meaning."""
        ...


def by_rapidfuzz(scorer: Callable[..., float]) -> Callable[[Sequence[Wording]], Finder]:
    """Find by one of rapidfuzz's scorers."""

    def over(examples: Sequence[Wording]) -> Finder:
        known = _per_language(examples)
        texts = {language: [wording.text.casefold() for wording in wordings] for language, wordings in known.items()}

        def find(text: str, language: str) -> Target:
            best = process.extractOne(text.casefold(), texts[language], scorer=scorer)
            return known[language][best[2]].target

        return find

    return over


def bm25(examples: Sequence[Wording]) -> Finder:
    """Find by Okapi BM25 with the usual k1 = 1.2 and b = 0.75."""
    return _by_postings(examples, _bm25_weight)


def tf_idf(examples: Sequence[Wording]) -> Finder:
    """Find by the cosine of TF-IDF vectors of words."""
    return _by_postings(examples, _tf_idf_weight)


Weight = Callable[[int, int, float, float], float]


def _bm25_weight(count: int, seen: int, total: float, length: float) -> float:
    rarity = math.log(1 + (total - seen + 0.5) / (seen + 0.5))
    return rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length))


def _tf_idf_weight(count: int, seen: int, total: float, length: float) -> float:
    return count * math.log(1 + total / seen) ** 2 / math.sqrt(length)


def _by_postings(examples: Sequence[Wording], weight: Weight) -> Finder:
    known = _per_language(examples)
    postings = {language: _postings(wordings, weight) for language, wordings in known.items()}

    def find(text: str, language: str) -> Target:
        scores: dict[int, float] = defaultdict(float)
        for word in tokens(text):
            for number, share in postings[language].get(word, ()):
                scores[number] += share
        return known[language][max(scores, key=scores.__getitem__, default=0)].target

    return find


def _postings(examples: Sequence[Wording], weight: Weight) -> Mapping[str, Sequence[tuple[int, float]]]:
    counted = [Counter(tokens(example.text)) for example in examples]
    seen = Counter(word for words in counted for word in words)
    mean = sum(words.total() for words in counted) / len(counted)
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, words in enumerate(counted):
        for word, count in words.items():
            found[word].append((number, weight(count, seen[word], len(examples), words.total() / mean)))
    return found


def _per_language(examples: Sequence[Wording]) -> Mapping[str, Sequence[Wording]]:
    found: dict[str, list[Wording]] = defaultdict(list)
    for example in examples:
        found[example.language].append(example)
    return found


LADDER: Mapping[str, Callable[[Sequence[Wording]], Finder]] = {
    "rapidfuzz WRatio": by_rapidfuzz(fuzz.WRatio),
    "rapidfuzz token_set_ratio": by_rapidfuzz(fuzz.token_set_ratio),
    "BM25": bm25,
    "TF-IDF": tf_idf,
}
