"""Which language a text is in, learnt from the knowledge's own wording."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.words import fold, tokens

# Norwegian and Danish are answered in Swedish; these words are in neither Swedish nor English.
_NEIGHBOURS = frozenset(
    "hvor hva hvem hvordan hvorfor hvilken hvilke hvis ikke jeg dere jeres deres vores noe noen noget nogen meg dig seg "
    "fra opplysninger oplysninger opplysningene slette slett slettes slettet innsyn personvern mulig muligt må skjer når "
    "hei venligst vennligst hos bliver blir kundens gjør gør eller også også være været hvad sidder sletter".split()
)


class Languages:
    """Guesses the language of a text among those of the knowledge."""

    def __init__(self, samples: Mapping[str, Iterable[str]]) -> None:
        self.default, *_ = self.known = tuple(samples)
        grams = {language: Counter(g for text in texts for g in _grams(text)) for language, texts in samples.items()}
        kinds = len(set().union(*grams.values())) or 1
        self._cost = {
            language: ({gram: math.log((n + 0.5) / (sum(counts.values()) + kinds / 2)) for gram, n in counts.items()},
                       math.log(0.5 / (sum(counts.values()) + kinds / 2)))
            for language, counts in grams.items()
        }  # fmt: skip

    def guess(self, text: str, tie: str | None = None) -> str:
        """The language of the text; ``tie`` (a locale such as ``en-US``) decides where the text itself does not."""
        fallback = (tie or "").replace("_", "-").split("-")[0]
        fallback = fallback if fallback in self.known else self.default
        if len(self.known) == 1:
            return self.default
        words = tokens(text)
        if "sv" in self.known and sum(word in _NEIGHBOURS for word in words) * 6 >= max(len(words), 1):
            return "sv"
        if not words:
            return fallback
        scores = self._scores(text)
        best, *_ = ranked = sorted(self.known, key=scores.__getitem__, reverse=True)
        sure = scores[best] - scores[ranked[1]]
        return best if sure > 1.0 else fallback

    def _scores(self, text: str) -> dict[str, float]:
        grams = list(_grams(text))
        return {
            language: sum(costs.get(gram, unknown) for gram in grams)
            for language, (costs, unknown) in self._cost.items()
        }


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
