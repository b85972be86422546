"""Words as the model compares them: in lower case, stemmed, with and without their accents."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

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


def stemmer(language: str) -> Callable[[str], str]:
    """What gives the stem of a word of this language; the word itself where the language has no stemmer."""
    algorithm = _ALGORITHMS.get(language)
    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord if algorithm else str
    return lru_cache(maxsize=65_536)(stem)
