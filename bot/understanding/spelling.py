"""Typing errors and left-out accents, mended against the words that the knowledge is written in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.words import fold

SHORTEST = 4
"""Letters that an unknown word must have before it is read as the known one that it resembles."""
TWO_ERRORS_FROM = 8
"""Letters from which on a word may have two errors; below, one."""


class Spelling:
    """The words of one language, and which of them an unknown word was meant to be."""

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
        self.mended = lru_cache(maxsize=65_536)(self._mended)

    def meant(self, word: str) -> str:
        """The word that a neighbouring language's word or a short form stands for; any other word itself."""
        return self._read_as.get(word, word)

    def _mended(self, word: str) -> str:
        """The word that was meant: this one where it is known, or resembles none."""
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
        # A letter is more often left out than put in: of words that are as near, the longer one was meant.
        words = [(distance, -len(word), -self._counts[self._accented[word]], word) for word, distance, _ in found]
        return self._accented[min(words)[-1]] if words else None
