"""Hears rights in languages that the desk does not speak, by a few words of each."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge import Right
from bot.knowledge.values import Tongue
from bot.understanding.pieces import sentences
from bot.understanding.words import fold, tokens

LEAST, LIKELY = 2, 4
"""Fewest different frequent words of a language by which a text is taken to be in it; how many languages are compared."""
SHORT = 3
"""Words with fewer letters count half: many languages share them."""
MOST_WORDS = 400
"""Words of a text by which its language is told."""


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """What was heard in a text: the language's code, and the rights that it may exercise."""

    language: str
    rights: Sequence[Right]


class Tongues:
    """The languages that the desk does not speak. ``spoken`` are those that it does."""

    def __init__(self, tongues: Mapping[str, Tongue], spoken: Sequence[str]) -> None:
        self._spoken = frozenset(spoken)
        self._known = {code: _Words(tongue) for code, tongue in tongues.items()}
        self._common: dict[str, dict[str, float]] = defaultdict(dict)
        for code, tongue in tongues.items():
            for word in map(fold, map(str.casefold, tongue.common)):
                self._common[word][code] = 1 if len(word) >= SHORT or not word.isascii() else 0.5
        self._answered = {code: tongue.answered_in for code, tongue in tongues.items()}

    def heard(self, text: str) -> ForeignWords | None:
        """What a text says in the language that it is in; None where that is unclear, or the desk speaks it."""
        words = frozenset(fold(word) for word in tokens(text)[:MOST_WORDS])
        counts: Counter[str] = Counter()
        for word in words & self._common.keys():
            counts.update(self._common[word])
        spoken = max((counts[code] for code in self._spoken), default=0)
        likely = [code for code in counts if code not in self._spoken and counts[code] >= max(1, spoken - 0.5)]
        found = []
        for code in sorted(likely, key=lambda code: -counts[code])[:LIKELY]:
            rights = self._known[code].rights(text)
            found.append((counts[code] + bool(rights), ForeignWords(code, rights)))
        weight, heard = max(found, key=lambda one: one[0], default=(0, None))
        return heard if weight >= LEAST and weight > spoken else None

    def is_answered(self, heard: ForeignWords) -> bool:
        """Whether the desk answers that language in one of its own that is near."""
        return self._answered[heard.language] in self._spoken


class _Words:
    """The words of one language, without accents."""

    def __init__(self, tongue: Tongue) -> None:
        self._personal = _patterns(tongue.personal)
        self._rights = {right: _patterns(terms) for right, terms in tongue.rights.items()}

    def rights(self, text: str) -> list[Right]:
        """The rights whose words stand in one sentence with a word for personal data, in their order there."""
        found: dict[Right, None] = {}
        for sentence in sentences(text) or [text]:
            said = " " + " ".join(fold(word) for word in tokens(sentence)) + " "
            if any(pattern in said for pattern in self._personal):
                found.update(dict.fromkeys(right for right, terms in self._rights.items() if any(term in said for term in terms)))
        return list(found)


def _patterns(terms: Sequence[str]) -> list[str]:
    """Each term as it stands in a text of folded words with blanks around each; without the last blank where it ends in ``*``."""
    return [f" {' '.join(map(fold, tokens(term)))}" + ("" if term.endswith("*") else " ") for term in terms]
