"""Finds every right that a request names: by articles of the GDPR, and by what rights are called."""

import re
from collections.abc import Mapping

from bot.knowledge import RIGHTS, Right
from bot.knowledge.values import Requests
from bot.understanding.words import fold, tokens

OF_ARTICLE: Mapping[int, Right] = {
    15: "access",
    16: "rectification",
    17: "erasure",
    18: "restriction",
    20: "portability",
    21: "objection",
    22: "automated_decision",
}
"""Articles of Regulation (EU) 2016/679, and the right that each gives."""
WITHDRAWAL = "7.3"
"""Article 7(3) of the same: consent can be withdrawn at any time."""

_ARTICLES = re.compile(
    r"\bart(?:\.|[a-z]{0,9}\.?)\s?((?:\d{1,2}|[\s,.;()&–-]|och|and|samt|og|und|et|to|till|[a-f]\)){1,40})", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d{1,2})(?:\s?[.(]\s?(\d)\)?)?")
_RANGE = re.compile(r"(\d{1,2})\s?(?:[-–]|to|till)\s?(\d{1,2})", re.IGNORECASE)


def of_articles(text: str) -> list[Right]:
    """The rights of the articles that a text names: "art. 15, 17 and 21", "artiklarna 15–22"."""
    found: list[Right] = []
    for named in _ARTICLES.finditer(text):
        numbers = [(int(one), part) for one, part in _NUMBER.findall(named[1])]
        numbers += [(number, "") for first, last in _RANGE.findall(named[1]) for number in range(int(first), int(last) + 1)]
        found += [right for number, part in numbers if (right := _right(number, part))]
    return list(dict.fromkeys(found))


def _right(number: int, part: str) -> Right | None:
    return "consent_withdrawal" if f"{number}.{part}" == WITHDRAWAL else OF_ARTICLE.get(number)


class RightNames:
    """Finds rights by what they are called in one language."""

    def __init__(self, requests: Requests, language: str) -> None:
        named = {right: requests.named.get(right, {}).get(language, ()) for right in RIGHTS}
        self._patterns = [(_pattern(term), right) for right, terms in named.items() for term in terms]

    def named(self, text: str) -> list[Right]:
        """The rights that a text calls by name, in their order in the law."""
        said = f" {' '.join(map(fold, tokens(text)))} "
        return list(dict.fromkeys(right for pattern, right in self._patterns if pattern in said))


def _pattern(term: str) -> str:
    return f" {' '.join(map(fold, tokens(term)))}" + ("" if term.endswith("*") else " ")
