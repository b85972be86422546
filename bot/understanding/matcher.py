"""Which meanings a text comes nearest to.

Two views are added. The *profile* of a meaning is what all its wordings have in common: the mean of their weighted
features. The *nearest* wording catches what only one person would say. Features are stems, pairs of stems and runs of
four letters (these see compounds, their parts, and most typing errors), weighted by how few meanings share them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.understanding.targets import Target, Wording
from bot.understanding.words import Words, fold, tokens

Features = dict[str, float]

STEM, PAIR, GRAM = 1.0, 0.7, 0.35
"""Weight of a feature's sort, before its rarity."""
MEND_FROM = 5
"""Letters that an unknown word must have to be read as the known one that it resembles."""
MEND_LIKENESS = 82


@dataclass(frozen=True, slots=True)
class Match:
    """A meaning, and how near the text comes to it, 0 to 1."""

    target: Target
    score: float


class Matcher:
    """The wordings of one language, ready to be compared with."""

    def __init__(self, wordings: Iterable[Wording], words: Words) -> None:
        self.words = words
        self.wordings = list(wordings)
        self._vocabulary: dict[str, str] = {}
        for wording in self.wordings:
            for word in tokens(wording.text):
                self._vocabulary.setdefault(fold(word), word)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            if len(word) >= MEND_FROM - 1:
                self._by_length[len(word)].append(word)
        counted = [self._features(tokens(wording.text)) for wording in self.wordings]
        self._rarity = _rarities(self.wordings, counted)
        self._unseen = max(self._rarity.values(), default=1.0)
        self._profiles: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.targets = list(dict.fromkeys(wording.target for wording in self.wordings))
        self._index(counted)

    def _index(self, counted: Sequence[Features]) -> None:
        position = {target: number for number, target in enumerate(self.targets)}
        self._owner = [position[wording.target] for wording in self.wordings]
        sums: dict[int, Counter[str]] = defaultdict(Counter)
        for number, features in enumerate(counted):
            vector = self._unit(features)
            for feature, weight in vector.items():
                self._postings[feature].append((number, weight))
                sums[self._owner[number]][feature] += weight  # type: ignore[assignment]
        for owner, profile in sums.items():
            length = math.sqrt(sum(weight * weight for weight in profile.values())) or 1.0
            for feature, weight in profile.items():
                self._profiles[feature].append((owner, weight / length))

    def mended(self, words: Sequence[str]) -> list[str]:
        """The words, with unknown ones that look like a typing error of a known one put right."""
        return [self._mend(word) for word in words]

    def _mend(self, word: str) -> str:
        bare = fold(word)
        if bare in self._vocabulary or len(bare) < MEND_FROM or bare.isdigit():
            return word
        near = [known for size in range(len(bare) - 2, len(bare) + 3) for known in self._by_length.get(size, ())]
        best = process.extractOne(bare, near, scorer=fuzz.ratio, score_cutoff=MEND_LIKENESS)
        return self._vocabulary[best[0]] if best and best[0][0] == bare[0] else word

    def rank(self, words: Sequence[str], leave_out: int | None = None) -> list[Match]:
        """All meanings that share anything with the words, nearest first.

        ``leave_out`` is the number of a wording that is not looked at, for measuring.
        """
        vector = self._unit(self._features(words))
        profile = self._against_profiles(vector)
        nearest = self._against_wordings(vector, leave_out)
        if leave_out is not None:
            self._forget(profile, leave_out, vector)
        scores = {owner: 0.6 * profile.get(owner, 0.0) + 0.4 * nearest.get(owner, 0.0) for owner in {*profile, *nearest}}
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        return [Match(self.targets[owner], min(score, 1.0)) for owner, score in ranked]

    def telling(self, words: Sequence[str], target: Target, most: int = 5) -> list[str]:
        """The words that speak most for a meaning, as they stand in the text."""
        owner = self.targets.index(target)
        weighed = {}
        for word in words:
            if self.words.is_empty(word):
                continue
            feature = f"w{self.words.stem(word)}"
            share = next((weight for number, weight in self._profiles.get(feature, ()) if number == owner), 0.0)
            if share:
                weighed[word] = share * self._rarity.get(feature, 0.0)
        return sorted(weighed, key=weighed.__getitem__, reverse=True)[:most]

    def _against_profiles(self, vector: Features) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            for owner, share in self._profiles.get(feature, ()):
                scores[owner] += weight * share
        return scores

    def _against_wordings(self, vector: Features, leave_out: int | None) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            for number, share in self._postings.get(feature, ()):
                scores[number] += weight * share
        scores.pop(leave_out, None)  # type: ignore[arg-type]
        best: dict[int, float] = {}
        for number, score in scores.items():
            owner = self._owner[number]
            if score > best.get(owner, 0.0):
                best[owner] = score
        return best

    def _forget(self, profile: dict[int, float], number: int, vector: Features) -> None:
        """Take a wording's own share out of its meaning's profile, near enough for measuring."""
        owner = self._owner[number]
        size = self._owner.count(owner)
        profile[owner] = max(0.0, profile[owner] - sum(w * w for w in vector.values()) / math.sqrt(size) / 1.5)

    def _features(self, words: Sequence[str]) -> Features:
        found: Features = {}
        stems = [self.words.stem(word) for word in words]
        telling = [stem for word, stem in zip(words, stems, strict=True) if not self.words.is_empty(word)] or stems
        for stem in telling:
            found[f"w{stem}"] = STEM
        for one, other in zip(["^", *stems], [*stems, "$"], strict=True):
            found[f"p{one} {other}"] = PAIR
        for word in telling:
            padded = f" {word} "
            for start in range(len(padded) - 3):
                found[f"g{padded[start : start + 4]}"] = GRAM
        return found

    def _unit(self, features: Features) -> Features:
        weighed = {feature: weight * self._rarity.get(feature, self._unseen) for feature, weight in features.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {feature: weight / length for feature, weight in weighed.items()}


def _rarities(wordings: Sequence[Wording], counted: Sequence[Features]) -> Mapping[str, float]:
    """How telling each feature is: the fewer wordings have it, the more."""
    seen = Counter(feature for features in counted for feature in features)
    total = len(wordings)
    return {feature: math.log(1 + total / count) for feature, count in seen.items()}
