"""The features of a text that the model is trained on: stems, pairs of stems, runs of letters, and concepts.

Stems carry the meaning. Pairs tell "ta bort mig" from "hur tar man bort". Runs of letters match compounds, inflections,
loan words and the typing errors that could not be mended. Concepts transfer what is learnt from one word to others, and
from one language to the next.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.knowledge.values import ConceptTerms
from bot.understanding.concepts import Concepts, concept_features
from bot.understanding.words import fold, stemmer

Features = dict[str, float]

STEM, PAIR, RUN, MARK = 1.0, 0.4, 0.5, 1.0
"""Weight of each sort of feature, before it is multiplied by the feature's rarity."""
RUNS = (3, 4, 5)
"""Lengths of the runs of letters."""
MOST_WORDS = 80
"""Words of a piece of text that are used; the rest is ignored."""


class FeatureExtractor:
    """Extracts the features of texts in one language."""

    def __init__(self, language: str, concepts: Mapping[str, ConceptTerms], without: frozenset[str] = frozenset()) -> None:
        """``without`` names sorts of features, as ``sort_of`` does, to leave out for measurements."""
        self._without = without
        self._stem: Callable[[str], str] = stemmer(language)
        self._concepts = Concepts(language, concepts)

    def features(self, words: Sequence[str], *, asks: bool) -> Features:
        """The features of a piece of text and their weights; ``asks`` says whether it has a question mark."""
        words = words[:MOST_WORDS]
        found = dict.fromkeys(_runs(words), RUN)
        stems = [self._stem(word) for word in words]
        for one, other in zip(["^", *stems], [*stems, "$"], strict=True):
            found[f"{one}+{other}"] = PAIR
        for stem in stems:
            found[f"={stem}"] = STEM
        found.update(concept_features(self._concepts.find(words)))
        if asks:
            found["?"] = MARK
        return {name: weight for name, weight in found.items() if sort_of(name) not in self._without} if self._without else found


def sort_of(feature: str) -> str:
    """The sort of a feature, by its name: ``stem``, ``concept``, ``pair`` or ``run``."""
    if feature[0] in "=#":
        return "stem" if feature[0] == "=" else "concept"
    return "pair" if "+" in feature else "run"


def _runs(words: Sequence[str]) -> list[str]:
    return [
        padded[start : start + size]
        for padded in (f" {fold(word)} " for word in words)
        for size in RUNS
        for start in range(len(padded) - size + 1)
    ]
