"""Finds whose data a message is about: the asker's own, or a customer's whose words or request is passed on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.understanding.concepts import Concepts
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.model import Piece

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PART = r"[^\W\d_a-zà-ÿ][^\W\d_]*+(?:[-'’][^\W\d_]++){0,4}+"
"""One capitalised name, with hyphens. Its quantifiers are possessive, so that long words cannot cause backtracking."""
_NAME = re.compile(rf"(?<![^\W\d_]){_PART}(?: (?:[a-z]{{2,3}} )?{_PART}){{1,3}}")
_LONGEST_NAME = 60

OTHER, SELF, WRITER = "other-person", "me", "i-am"
"""Concepts of the knowledge folder: words for somebody else, for the writer, and for the writer as subject."""


@dataclass(frozen=True, slots=True)
class Person:
    """The person whose data a message is about; name and address are of somebody else than the asker, where given."""

    somebody_else: bool
    name: str | None = None
    email: str | None = None


class PersonFinder:
    """Finds the person whose data a message is about."""

    def __init__(self, knowledge: Knowledge, mails: MailParser) -> None:
        self._concepts = {language: Concepts(language, knowledge.concepts) for language in knowledge.languages}
        self._mails = mails

    def person(self, parts: MailParts, read: Sequence[Piece], language: str) -> Person:
        """The person of a message: the writer of a pasted mail, or whom the asker's own words speak of."""
        if parts.mail is not None:
            return self._writer(parts.raw)
        if not self._of_others(read, language):
            return Person(False)
        return Person(True, _first(_names(parts.note)), _first(_EMAIL.findall(parts.note)))

    def _writer(self, mail: str) -> Person:
        """The writer of a mail, by its From header, else by a signature in its last lines."""
        header = self._mails.sender(mail) or ""
        lines = [line.strip() for line in mail.splitlines() if line.strip()]
        signed = [line for line in lines[2:][-5:] if len(line) <= _LONGEST_NAME and _NAME.fullmatch(line)]
        name = _first([*_names(_EMAIL.sub("", header)), *signed])
        return Person(True, name, _first(_EMAIL.findall(f"{header} {mail}")))

    def _of_others(self, read: Sequence[Piece], language: str) -> bool:
        find = self._concepts[language].find
        found: set[str] = set()
        for piece in read:
            found.update(*find(piece.words))
        if SELF in found:
            return False
        # An address counts as somebody else's unless the words say that it is the writer's own.
        return OTHER in found or (WRITER not in found and any(_EMAIL.search(piece.text) for piece in read))


def _names(text: str) -> list[str]:
    return [found for found in _NAME.findall(text) if len(found) <= _LONGEST_NAME]


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
