"""Guesses the language of a text, by a model of words and letter trigrams trained on the knowledge's wordings."""

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from bot.understanding.words import fold, tokens

SURE = 2.0
"""By how much, in log-odds, a language must lead the next to overrule the locale."""
AS_USUAL = 5
"""A word less than this many times as frequent in one language as in another belongs to both."""
_QUOTATION = re.compile(r'["“”«»][^"“”«»]{24,}["“”«»]')
"""A quotation of 24 characters or more, which may be in another language."""

MOST_WORDS = 400
"""Words of a text that are used; the rest is ignored."""


class Languages:
    """Guesses the language of a text, among those of ``samples``; the first is the default."""

    def __init__(self, samples: Mapping[str, Iterable[str]], neighbours: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.default, *_ = self.known = tuple(samples)
        written = neighbours or {}
        samples = {
            language: [*texts, *written.get(language, ()), *written.get(language, ())] for language, texts in samples.items()
        }
        grams = {language: _counted(texts) for language, texts in samples.items()}
        kinds = len(set().union(*grams.values())) or 1
        self._cost = {language: _costs(counts, kinds) for language, counts in grams.items()}
        self._shared = _shared(list(grams.values()))

    def guess(self, text: str, tie: str | None = None) -> str:
        """The likeliest language of the text. ``tie``, a locale such as ``en-US``, decides where the text is not clear."""
        if len(self.known) == 1:
            return self.default
        preferred = (tie or "").replace("_", "-").split("-")[0]
        text = _QUOTATION.sub(" ", text) if tokens(_QUOTATION.sub(" ", text)) else text
        if preferred not in self.known:
            return self._likeliest(text) or self.default
        return self._likeliest(text, self._shared, SURE) or preferred

    def _likeliest(self, text: str, without: Container[str] = (), sure: float = 0.0) -> str | None:
        """The likeliest language, or None where it does not lead the next by more than ``sure``."""
        scores = self._scores(text, without)
        first, second, *_ = sorted(self.known, key=scores.__getitem__, reverse=True)
        return first if scores[first] - scores[second] > sure else None

    def _scores(self, text: str, without: Container[str]) -> dict[str, float]:
        grams = list(_grams(text, without))
        return {language: sum(costs.get(gram, unknown) for gram in grams) for language, (costs, unknown) in self._cost.items()}


def _costs(counts: Mapping[str, int], kinds: int) -> tuple[Mapping[str, float], float]:
    """The log-probability of each gram in one language, and that of an unseen gram."""
    total = sum(counts.values()) + kinds / 2
    return {gram: math.log((count + 0.5) / total) for gram, count in counts.items()}, math.log(0.5 / total)


def _shared(counted: Sequence[Counter[str]]) -> frozenset[str]:
    """Words that are about as frequent in all languages, such as "cookies", and say nothing about the language."""
    totals = [sum(counts.values()) for counts in counted]
    everywhere = set(counted[0]).intersection(*counted[1:])
    found = set()
    for word in (gram for gram in everywhere if gram[0] == gram[-1] == " "):
        shares = [counts[word] / total for counts, total in zip(counted, totals, strict=True)]
        if min(counts[word] for counts in counted) > 1 and max(shares) < AS_USUAL * min(shares):
            found.add(word)
    return frozenset(found)


def _grams(text: str, without: Container[str] = ()) -> Sequence[str]:
    """The words and the letter trigrams of a text, accents kept, without the words in ``without``."""
    words = tokens(text)[:MOST_WORDS]
    return [gram for word in words if f" {word} " not in without for gram in _of_word(word)]


def _counted(texts: Iterable[str]) -> Counter[str]:
    """The number of each gram in all the texts."""
    found: Counter[str] = Counter()
    for word, count in Counter(word for text in texts for word in tokens(text)[:MOST_WORDS]).items():
        for gram in _of_word(word):
            found[gram] += count
    return found


def _of_word(word: str) -> list[str]:
    padded, bare = f" {word} ", fold(word)
    return [padded, *(padded[i : i + 3] for i in range(len(padded) - 2)), *([f" {bare} "] if bare != word else ())]
