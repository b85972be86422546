"""Words as the model compares them: in lower case, stemmed, and without accents."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_ALGORITHMS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "sv": "swedish",
}
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "đ": "d", "ł": "l", "’": "'"})
WORDS_CACHED = 16_384
"""Words of which each step keeps what it found: more than people use. Four times as many would hold 80 MB of noise."""
_LONGEST = 40
"""Most letters of a word; the rest is cut off, so that noise costs no time."""


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, in lower case and in order."""
    return [word[:_LONGEST].replace("’", "'") for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=WORDS_CACHED)
def fold(word: str) -> str:
    """A word without accents, as people often leave them out: å becomes a, ø becomes o, é becomes e."""
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """A function that returns the stem of a word; the word itself where the language has no stemmer. Thread-safe."""
    if language not in _ALGORITHMS:
        return str
    algorithm = snowballstemmer.stemmer(_ALGORITHMS[language])
    lock = Lock()

    @lru_cache(maxsize=WORDS_CACHED)
    def stem(word: str) -> str:
        with lock:  # the algorithm keeps its word in an attribute, and so is not thread-safe
            return str(algorithm.stemWord(word))

    return stem
