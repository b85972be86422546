"""Mends typing errors and missing accents, by the words of the knowledge."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.words import WORDS_CACHED, fold

SHORTEST = 4
"""Fewest letters of an unknown word that is mended."""
TWO_ERRORS_FROM = 8
"""Fewest letters of a word that may have two errors; shorter ones may have one."""


class Spelling:
    """The vocabulary of one language. ``foreign`` words, those of the other languages, are not mended.

    ``read_as`` maps words of neighbouring languages and short forms to the words that they stand for.
    """

    def __init__(self, words: Iterable[str], foreign: Iterable[str] = (), read_as: Mapping[str, str] | None = None) -> None:
        self._read_as = dict(read_as or {})
        self._counts = Counter(map(self.meant, words))
        self._known = frozenset(self._counts)
        self._foreign = frozenset(foreign)
        self._accented: dict[str, str] = {}
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, _ in self._counts.most_common():
            self._accented.setdefault(fold(word), word)
        for bare in self._accented:
            self._alike[bare[0], len(bare)].append(bare)
        self.mended = lru_cache(maxsize=WORDS_CACHED)(self._mended)

    def meant(self, word: str) -> str:
        """The word that ``read_as`` has for this one, else the word itself."""
        return self._read_as.get(word, word)

    def knows(self, word: str) -> bool:
        """Whether a word is in the vocabulary."""
        return word in self._known

    def _mended(self, word: str) -> str:
        """The known word that was meant; the word itself where it is known or resembles none."""
        word = self.meant(word)
        if word in self._known or word.isdigit():
            return word
        bare = fold(word)
        if accented := self._accented.get(bare):
            return accented
        if word in self._foreign or len(bare) < SHORTEST:
            return word
        return self._nearest(bare) or word

    def _nearest(self, bare: str) -> str | None:
        errors = 2 if len(bare) >= TWO_ERRORS_FROM else 1
        sizes = range(len(bare) - errors, len(bare) + errors + 1)
        near = [word for size in sizes for word in self._alike.get((bare[0], size), ())]
        found = process.extract(bare, near, scorer=OSA.distance, score_cutoff=errors, limit=4)
        # Letters are more often left out than added: of equally near words, take the longest, then the most frequent.
        words = [(distance, -len(word), -self._counts[self._accented[word]], word) for word, distance, _ in found]
        return self._accented[min(words)[-1]] if words else None
