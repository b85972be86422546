"""Tells a letter from a supervisory authority, with its reference and the day by which it wants an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.values import Authorities

_REFERENCE = re.compile(
    r"(?<![\w@.-])(?:[A-ZÅÄÖ]{2,8}[-_/. ]?\d{2,4}[-/.]\d{1,6}(?:[-/.]\d{1,6}){0,2}"
    r"|20\d\d[-/]\d{3,6}|\d\d/\d{5,6}(?:-\d{1,3})?)(?!\w)"
)
_DATES = re.compile(r"(?<!\w)20\d\d-\d\d-\d\d(?!\w)")
_DAY = r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
_SHORT_DAY = r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>20\d\d)"
_SHORTEST = 3
"""Fewest letters of an authority's name in a domain: "om" stands in too many."""
_LONGEST = 6_000
"""Characters of a message that are looked at: a letter says at its beginning who writes."""


@dataclass(frozen=True, slots=True)
class AuthorityLetter:
    """A letter from a supervisory authority: what it gives as its reference, and the day by which it wants an answer."""

    reference: str | None
    due: date | None


class AuthorityLetters:
    """Tells letters from supervisory authorities, by the words of ``authorities.yaml``."""

    def __init__(self, words: Authorities) -> None:
        self._names = [name.casefold() for name in (*words.names, *words.domains)]
        self._name = _pattern(r"(?<!\w)(?:%s)(?!\w)", words.names)
        self._domain = _pattern(r"[@.](?:%s)(?![\w-])", words.domains)
        labels = [label for domain in words.domains if len(label := domain.partition(".")[0]) >= _SHORTEST]
        self._label = _pattern(r"[@.](?:%s)\.[a-z.]+$", labels)
        self._letter = _pattern(r"(?<!\w)(?:%s)", words.letters)
        number = r"\s{0,2}[.:#]{0,2}\s{0,2}(?:(?:no|nr)\b[.:]?\s{0,2})?((?=[\w./-]{0,30}\d)[\w./-]{3,30})"
        self._referring = _pattern(r"(?<!\w)(?:%s)" + number, words.references)
        self._months = {name.casefold(): number for number, names in enumerate(words.months, 1) for name in names}
        month = _any(self._months)
        spelt = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?(?P<m>{month})\.?\s+(?:de\s+)?(?P<y>20\d\d)"
        american = rf"(?P<m>{month})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d)"
        until = rf"(?<!\w)(?:{_any(words.until)})\s+(?:den\s+|the\s+|am\s+|le\s+)?"
        self._until = [re.compile(until + day, re.IGNORECASE) for day in (_DAY, _SHORT_DAY, spelt, american)]

    def letter(self, text: str, address: str | None = None) -> AuthorityLetter | None:
        """The letter that a text is, or None. It names an authority, or comes from one, and speaks as they do.

        ``address`` of its writer, where known, decides: who writes from elsewhere only speaks of an authority. Another
        domain with an authority's name in it may be theirs too, if the words are those of a letter.
        """
        text = text[:_LONGEST]
        by_address = False
        if address and "@" in address:
            if self._domain.search(address):
                return AuthorityLetter(self._reference(text), self._due(text))
            by_address = bool(self._label.search(address))
            if not by_address:
                return None
        if not by_address and not self._may_be_letter(text):
            return None
        formulas = {found[0].casefold() for found in self._letter.finditer(text)}
        named, by_mail = self._name.search(text), self._domain.search(text)
        due, reference = self._due(text), self._reference(text)
        marks = len(formulas) + bool(due) + bool(reference)
        is_letter = (named and formulas and marks > 1) or ((by_mail or by_address) and marks)
        return AuthorityLetter(reference, due) if is_letter else None

    def _may_be_letter(self, text: str) -> bool:
        """Whether a text has the letters of an authority's name or domain: nearly none has, which costs little to see."""
        plain = text.casefold()
        return any(name in plain for name in self._names)

    def _reference(self, text: str) -> str | None:
        """The reference of a letter: what follows a word for one, else what looks most like one."""
        if named := self._referring.search(text):
            return named[1].strip(" .,")
        found = [match[0] for match in _REFERENCE.finditer(_DATES.sub(" ", text))]
        return max(found, key=len, default=None)

    def _due(self, text: str) -> date | None:
        found = (match for pattern in self._until for match in pattern.finditer(text))
        return min((day for match in found if (day := self._day(match))), default=None)

    def _day(self, found: re.Match[str]) -> date | None:
        month = found["m"]
        number = int(month) if month.isdigit() else self._months[month.casefold()]
        try:
            return date(int(found["y"]), number, int(found["d"]))
        except ValueError:
            return None


def _any(words: Sequence[str] | dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _pattern(shape: str, words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(shape.replace("%s", _any(words)), re.IGNORECASE)
