"""Finds rights that a sentence says not to exercise: "do not delete my data", "jag vill inte att ni raderar något"."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bot.knowledge import Right
from bot.knowledge.values import ConceptTerms
from bot.understanding.concepts import Concepts

ACTS: Mapping[str, Right] = {
    "erase": "erasure",
    "see-copy": "access",
    "move-data": "portability",
    "withdraw": "consent_withdrawal",
}
"""Concepts of acts, and the right that each exercises. What is stopped by its nature, such as marketing, is not among them."""
DENY, DENIES_NOTHING, EVIDENCE, WONDER = "deny", "deny-not", "evidence", "wonder"
"""Concepts: words that deny, expressions of them that do not, what data is needed for in a dispute, and plain curiosity."""
BEFORE, AFTER = 5, 2
"""How many words before and after the act a denial may stand."""


class Denials:
    """Finds what the words of one language deny."""

    def __init__(self, language: str, concepts: Mapping[str, ConceptTerms]) -> None:
        own = {*ACTS, DENY, DENIES_NOTHING, EVIDENCE, WONDER}
        self._deny = frozenset(concepts.get(DENY, {}).get(language, ()))
        self._concepts = Concepts(language, {name: terms for name, terms in concepts.items() if name in own})

    def may_deny(self, words: Sequence[str]) -> bool:
        """Whether any of the words denies something; most sentences have none, and need no closer look."""
        return not self._deny.isdisjoint(words)

    def denied(self, clauses: Iterable[Sequence[str]]) -> frozenset[Right]:
        """The rights whose acts the clauses of a sentence name and deny every time."""
        named = list(chain.from_iterable(self._named(self._concepts.find(words)) for words in clauses))
        return frozenset(right for right in ACTS.values() if {deny for act, deny in named if act == right} == {True})

    def only_wonders(self, words: Sequence[str]) -> bool:
        """Whether words say that they only want to know."""
        return any(WONDER in found for found in self._concepts.find(words))

    def is_dispute(self, words: Sequence[str]) -> bool:
        """Whether words speak of a legal claim, for which data must be kept."""
        return any(EVIDENCE in found for found in self._concepts.find(words))

    @staticmethod
    def _named(found: Sequence[frozenset[str]]) -> Iterable[tuple[Right, bool]]:
        """The acts of one clause as rights, and whether each is denied."""
        denials = [place for place, concepts in enumerate(found) if DENY in concepts]
        if any(DENIES_NOTHING in concepts for concepts in found):
            denials = []
        for place, concepts in enumerate(found):
            is_denied = any(-AFTER <= place - denial <= BEFORE for denial in denials)
            yield from ((ACTS[concept], is_denied) for concept in ACTS.keys() & concepts)
