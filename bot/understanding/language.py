"""Which language a text is in, learnt from the knowledge's own wording."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.words import fold, tokens

SURE = 2.0
"""By how much, in logarithms of odds, one language must be likelier than the next."""
_QUOTATION = re.compile(r'["“”«»][^"“”«»]{24,}["“”«»]')
"""What somebody else said, in a language of their own."""


class Languages:
    """Guesses the language of a text among those of the knowledge."""

    def __init__(self, samples: Mapping[str, Iterable[str]], neighbours: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.default, *_ = self.known = tuple(samples)
        written = neighbours or {}
        samples = {
            language: [*texts, *written.get(language, ()), *written.get(language, ())] for language, texts in samples.items()
        }
        grams = {language: Counter(g for text in texts for g in _grams(text)) for language, texts in samples.items()}
        kinds = len(set().union(*grams.values())) or 1
        self._cost = {language: _costs(counts, kinds) for language, counts in grams.items()}

    def guess(self, text: str, tie: str | None = None) -> str:
        """The language of the text; ``tie`` (a locale such as ``en-US``) decides where the text itself does not."""
        fallback = (tie or "").replace("_", "-").split("-")[0]
        fallback = fallback if fallback in self.known else self.default
        if len(self.known) == 1:
            return self.default
        text = _QUOTATION.sub(" ", text) if tokens(_QUOTATION.sub(" ", text)) else text
        if not tokens(text):
            return fallback
        scores = self._scores(text)
        best, *_ = ranked = sorted(self.known, key=scores.__getitem__, reverse=True)
        sure = scores[best] - scores[ranked[1]]
        return best if sure > SURE else fallback

    def _scores(self, text: str) -> dict[str, float]:
        grams = list(_grams(text))
        return {language: sum(costs.get(gram, unknown) for gram in grams) for language, (costs, unknown) in self._cost.items()}


def _costs(counts: Mapping[str, int], kinds: int) -> tuple[Mapping[str, float], float]:
    """The logarithm of each gram's probability in one language, and of one that it was not seen with."""
    total = sum(counts.values()) + kinds / 2
    return {gram: math.log((count + 0.5) / total) for gram, count in counts.items()}, math.log(0.5 / total)


def _grams(text: str) -> Sequence[str]:
    """Whole words and the runs of three letters in them; letters with accents are kept and count by themselves."""
    found = []
    for word in tokens(text)[:400]:
        padded = f" {word} "
        found.append(padded)
        found += [padded[i : i + 3] for i in range(len(padded) - 2)]
        if (bare := fold(word)) != word:
            found += [f" {bare} "]
    return found
