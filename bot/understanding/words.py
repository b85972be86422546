"""Words as the matcher compares them: folded, stemmed, synonyms read as one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import snowballstemmer

from bot.knowledge.values import Synonyms

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_ALGORITHMS = {"sv": "swedish", "en": "english", "no": "norwegian", "da": "danish", "de": "german", "fi": "finnish", "fr": "french", "nl": "dutch", "es": "spanish", "it": "italian"}  # fmt: skip
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l", "’": "'"})


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, in lower case."""
    return _WORD.findall(text.casefold())


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without accents: å and a, ø and o, é and e are read alike, as people leave them out."""
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


class Words:
    """One language's way from words to the stems that are compared."""

    def __init__(self, language: str, synonyms: Synonyms) -> None:
        algorithm = _ALGORITHMS.get(language)
        self._stem_word = snowballstemmer.stemmer(algorithm).stemWord if algorithm else str
        self._stems: dict[str, str] = {}
        self._leader: dict[str, str] = {}
        self._leader = dict(_leaders(self, synonyms.groups.get(language, ())))
        self._empty = frozenset(fold(word) for word in synonyms.empty.get(language, ()))

    def stem(self, word: str) -> str:
        """What a word is compared by."""
        known = self._stems.get(word)
        if known is None:
            bare = fold(self._stem_word(word.split("'")[0] or word))
            known = self._leader.get(bare, bare)
            if len(self._stems) < 100_000:  # enough for a vocabulary; noise must not fill the memory
                self._stems[word] = known
        return known

    def is_empty(self, word: str) -> bool:
        """Whether a word carries no meaning for the matching."""
        return fold(word) in self._empty

    def stems(self, words: Iterable[str]) -> list[str]:
        """The stems of words, in order."""
        return [self.stem(word) for word in words]


def _leaders(words: Words, groups: Sequence[Sequence[str]]) -> Mapping[str, str]:
    leaders = {}
    for group in groups:
        stems = [words.stem(word.casefold()) for word in group]
        leaders |= dict.fromkeys(stems, stems[0])
    words._stems.clear()
    return leaders
