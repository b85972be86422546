"""Finds whose data a message is about: the asker's own, or a customer's whose words or request is passed on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.knowledge import Knowledge
from bot.understanding.concepts import Concepts
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.mail_heads import EMAIL, any_of
from bot.understanding.model import Piece
from bot.understanding.sender import Sender, is_via, person_name

_PART = r"[^\W\d_a-zà-ÿ][^\W\d_]*+(?:[-'’][^\W\d_]++){0,4}+"
"""One capitalised name, with hyphens. Its quantifiers are possessive, so that long words cannot cause backtracking."""
_NAME = re.compile(rf"(?<![^\W\d_]){_PART}(?: (?:[a-z]{{2,3}} )?{_PART}){{1,3}}")
_LONGEST_NAME = 60
_NEAR = 90
"""Within how many characters of "my client" the client's name stands."""
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Herr|Fru|Frau|Fröken)\.? ")

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
        self._home = knowledge.company.contact.email.casefold().rpartition("@")[2]
        """The company's own domain."""
        words = any_of(knowledge.mail.representing)
        self._representing = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def person(self, parts: MailParts, read: Sequence[Piece], language: str) -> Person:
        """The person of a message: the writer of a pasted mail, or whom the asker's own words speak of."""
        if parts.mail is not None:
            return self._writer(parts, Sender())
        if not self._of_others(read, language):
            return Person(False)
        return Person(True, _first(_names(parts.note)), self._address(parts.note))

    def speaks_for_self(self, words: Sequence[str], language: str) -> bool:
        """Whether words speak of their writer as "I"."""
        return any(WRITER in found for found in self._concepts[language].find(words))

    def customer(self, parts: MailParts, sender: Sender, *, by_note: bool) -> Person:
        """The person of a mail or a message that came from ``sender``: its innermost writer, or whom that one represents.

        Where the words of who passed it on decided, or a colleague wrote what is passed on, it is the sender.
        """
        if parts.passed_on and not by_note and not self._is_colleague(parts.email):
            # The headers of a letter within a mail name its own sender, often without an address.
            outer = Sender(email=sender.email) if person_name(sender.name) == parts.sender else Sender()
            return self._represented(parts) or self._writer(parts, outer)
        return self._represented(parts) or self._writer(replace(parts, sender=None, email=None), sender)

    def _represented(self, parts: MailParts) -> Person | None:
        """Whom the writer represents, such as a lawyer's client; the writer is then not the person concerned."""
        words = " ".join((parts.mail or "").split())
        found = list(self._representing.finditer(words))
        if not found:
            return None
        after = (_names(words[place.end() : place.end() + _NEAR]) for place in found)
        return Person(True, _first(_TITLE.sub("", name) for names in after for name in names))

    def _writer(self, parts: MailParts, sender: Sender) -> Person:
        """The writer of a mail, by its headers, else by a signature: below the closing, or in its last lines."""
        lines = [line.strip() for line in parts.raw.splitlines() if line.strip()]
        last = [self._mails.own.without_closing(line) for line in lines[2:][-5:]]
        signed = [line for line in last if len(line) <= _LONGEST_NAME and _NAME.fullmatch(line)]
        name = parts.sender or self._sender_name(sender) or self._mails.own.signed(lines) or _first(signed)
        return Person(True, name, parts.email or self._sender_address(sender) or self._address(parts.raw))

    def _sender_name(self, sender: Sender) -> str | None:
        return None if self._is_colleague(sender.email) and not is_via(sender.name) else person_name(sender.name)

    def _sender_address(self, sender: Sender) -> str | None:
        """The writer's own address: not that of a list or of the company's own form, which say for whom they send."""
        if not is_via(sender.name) and not self._is_colleague(sender.email):
            return sender.email
        for name in ("x-original-from", "x-original-sender", "reply-to", "reply_to"):
            if (found := self._address(sender.headers.get(name, ""))) and found != sender.email:
                return found
        return None

    def _address(self, words: str) -> str | None:
        """The first address in the words that is not the company's own."""
        return next((found for found in EMAIL.findall(words) if not self._is_colleague(found)), None)

    def _is_colleague(self, email: str | None) -> bool:
        return bool(self._home) and (email or "").casefold().endswith(f"@{self._home}")

    def _of_others(self, read: Sequence[Piece], language: str) -> bool:
        find = self._concepts[language].find
        found: set[str] = set()
        for piece in read:
            found.update(*find(piece.words))
        if SELF in found:
            return False
        # An address counts as somebody else's unless the words say that it is the writer's own.
        return OTHER in found or (WRITER not in found and any(EMAIL.search(piece.text) for piece in read))


def _names(text: str) -> list[str]:
    return [found for found in _NAME.findall(text) if len(found) <= _LONGEST_NAME]


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
