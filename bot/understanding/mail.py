"""Splits a pasted or forwarded mail into the asker's note and the customer's own words, without headers and signatures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.knowledge.values import MailWords

_QUOTED = re.compile(r"^\s*>+ ?")
_QUOTED_INLINE = re.compile(r"(?<=[:.!?])[^\S\n]+>[^\S\n]*(?=\w)")
_DELIMITER = re.compile(r"^(--|__)\s*$")
_POSTSCRIPT = re.compile(r"^p\.?\s?s\b", re.I)
_INITIAL = re.compile(r"^/\s?\w[\w .-]{0,40}$")
"""``/Anna`` under a mail."""


@dataclass(frozen=True, slots=True)
class MailParts:
    """``note`` is what the asker says themselves; ``mail`` the customer's own words, None where no mail was pasted."""

    note: str
    mail: str | None
    raw: str = ""
    """The mail with its headers and signature; empty where no mail was pasted."""


class MailParser:
    """Splits mails, by the words of headers, greetings and signatures in ``mail.yaml``."""

    def __init__(self, words: MailWords) -> None:
        head = r"^\W{0,3}(?:%s)\W{0,3}:"
        self._header = _pattern(head, [*words.sender, *words.subject, *words.headers])
        self._from = _pattern(head + r"\s*(.+)$", words.sender)
        self._subject = _pattern(rf"{head}\s*(?:(?:{_any(words.replies)})\s*:\s*)*(.*)", words.subject)
        self._greeting = _pattern(r"^(?:%s)\b[^.?\n]{0,40}[,!.:]?\s*$", words.greetings)
        self._closing = _pattern(r"^\W{0,3}(?:%s)\b[\w ]{0,20}[,.!]?\s*$", words.closings)
        self._device = _pattern(r"^(?:%s)\b", words.devices)
        wrote = rf"(?:{_any(words.dated)})(?!\w).{{4,120}}\b(?:{_any(words.wrote)})\b.{{0,80}}:\s*$"
        self._requests = _pattern(r"(?<!\w)(?:%s)", words.requests)
        self._attached = _pattern(r"(?<!\w)(?:%s)", words.attached)
        self._earlier = _pattern(rf"^(?:-{{2,}}\s*(?:%s)|_{{8,}}$|{wrote})", words.earlier)

    def take_apart(self, text: str) -> MailParts:
        """The parts of a cleaned message; without a mail in it, all of it is the note."""
        lines = _QUOTED_INLINE.sub("\n> ", text).splitlines()
        quoted = next((number for number, line in enumerate(lines) if _QUOTED.match(line)), None)
        start = self._start(lines[:quoted])
        if start is None and quoted is not None:
            return self._quotation(lines)
        if start is None:
            return MailParts(self._stripped(lines) or text, None)
        raw = "\n".join(lines[start:])
        return MailParts(" ".join(lines[:start]).strip(), self.own_words(raw), raw)

    def own_words(self, mail: str) -> str:
        """The writer's own words in a mail, without headers, greeting, signature and earlier mails; the subject is kept."""
        lines = [self._title(line) if self._header.match(line) else line for line in mail.splitlines()]
        return self._stripped([line for line in lines if line is not None]) or mail.strip()

    def names_request(self, text: str) -> bool:
        """Whether a text speaks of a request, which may stand in a file beside it."""
        return bool(self._requests.search(text))

    def names_file(self, text: str) -> bool:
        """Whether a text speaks of a file that comes with it."""
        return bool(self._attached.search(text))

    def sender(self, mail: str) -> str | None:
        """The value of a mail's From header, or None."""
        found = next((found for line in mail.splitlines() if (found := self._from.match(line))), None)
        return found[1] if found else None

    def _quotation(self, lines: Sequence[str]) -> MailParts:
        """The parts of a message with lines marked ``>``: those are the customer's, all others the asker's."""
        raw = "\n".join(_QUOTED.sub("", line) for line in lines if _QUOTED.match(line))
        note = self._stripped([line for line in lines if not _QUOTED.match(line)])
        mail = self.own_words(raw)
        return MailParts(note, mail, raw) if mail else MailParts(note, None)

    def _start(self, lines: Sequence[str]) -> int | None:
        """Index of the line where a pasted mail begins, or None: a header, an earlier mail, a greeting; 0 for a closing alone."""
        if len([line for line in lines if line.strip()]) < 3:
            return None
        for number, line in enumerate(lines[:-1]):
            if self._header.match(line) or self._earlier.match(line) or self._greeting.match(line.strip()):
                return number if any(other.strip() for other in lines[number + 1 :]) else None
        return 0 if any(self._closes(line) for line in lines[2:]) else None

    def _stripped(self, lines: Sequence[str]) -> str:
        kept: list[str] = []
        for number, line in enumerate(lines):
            bare = line.strip()
            if kept and (self._earlier.match(bare) or _DELIMITER.match(bare) or _QUOTED.match(bare)):
                break
            if kept and self._closes(bare):
                kept += _postscript(lines[number + 1 :])
                break
            if not self._device.match(bare) and not self._greeting.match(bare):
                kept.append(_QUOTED.sub("", bare))
        return "\n".join(kept).strip()

    def _closes(self, line: str) -> bool:
        return bool(self._closing.match(line.strip()) or _INITIAL.match(line.strip()))

    def _title(self, line: str) -> str | None:
        found = self._subject.match(line)
        return f"{found[1]}." if found and found[1] else None


def _postscript(lines: Sequence[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if _POSTSCRIPT.match(line.strip())), None)
    return [] if start is None else [line.strip() for line in lines[start:]]


def _any(words: Iterable[str]) -> str:
    """A pattern that matches any of the words; without words it matches nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _pattern(shape: str, words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(shape.replace("%s", _any(words)), re.IGNORECASE)
