"""Words as the model compares them: in lower case, stemmed, with and without their accents."""

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
_LONGEST = 40
"""Letters of a word that are looked at; longer ones are noise, and noise must cost no time."""


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, in lower case."""
    return [word[:_LONGEST].replace("’", "'") for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without accents: å and a, ø and o, é and e are read alike, as people leave them out."""
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """What gives the stem of a word of this language; the word itself where the language has no stemmer."""
    if language not in _ALGORITHMS:
        return str
    algorithm = snowballstemmer.stemmer(_ALGORITHMS[language])
    lock = Lock()

    @lru_cache(maxsize=65_536)
    def stem(word: str) -> str:
        with lock:  # the algorithm keeps the word it works on in itself; two threads would mix theirs
            return str(algorithm.stemWord(word))

    return stem
