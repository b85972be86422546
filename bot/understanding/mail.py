"""Splits a mail into the layers of those who wrote it, and finds whose words count in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.knowledge.values import MailWords
from bot.understanding.mail_dates import MailDates
from bot.understanding.mail_heads import EMAIL, Head, HeadFinder, any_of
from bot.understanding.own_words import OwnWords
from bot.understanding.sender import person_name

_QUOTED = re.compile(r"^\s*>+ ?")
_QUOTED_INLINE = re.compile(r"(?<=[:.!?])[^\S\n]+>[^\S\n]*(?=\w)")
_MOST_LAYERS = 20
"""Most mails within each other that are told apart."""


@dataclass(frozen=True, slots=True)
class MailParts:
    """``note`` is what the asker says themselves; ``mail`` the customer's own words, None where no mail was pasted."""

    note: str
    mail: str | None
    raw: str = ""
    """The mail with its headers and signature; empty where no mail was pasted."""
    sender: str | None = None
    email: str | None = None
    """Name and address of the mail's writer, as its headers tell."""
    day: date | None = None
    """The day on which it was sent, as its headers tell."""
    passed_on: bool = False
    """Whether the mail was passed on within a mail, so that whoever sent that one is not its writer."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One writer's lines, and the head and lines of the mail below them."""

    own: list[str]
    head: Head | None = None
    below: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class MailParser:
    """Splits mails, by the words of ``mail.yaml``."""

    def __init__(self, words: MailWords) -> None:
        self.heads = HeadFinder(words)
        self.own = OwnWords(words)
        self._dates = MailDates(words.months)
        self._replies, self._forwards = frozenset(words.replies), frozenset(words.forwards)
        marks = any_of([*words.replies, *words.forwards])
        self._mark = re.compile(rf"^\s*(?P<mark>{marks})(?:\[\d+\])?\s?:\s*", re.I)
        self._replies_above = words.replies_above
        self._requests = re.compile(rf"(?<!\w)(?:{any_of(words.requests)})", re.I)
        self._attached = re.compile(rf"(?<!\w)(?:{any_of(words.attached)})", re.I)

    def take_apart(self, text: str) -> MailParts:
        """The parts of a cleaned message to the desk; without a mail in it, all of it is the note."""
        lines = _QUOTED_INLINE.sub("\n> ", text).splitlines()
        if len(lines) > 2 and self._mark_of(lines[0]):
            return replace(self.take_apart_mail(f"Subject: {lines[0]}\n\n" + "\n".join(lines[1:])), raw=text)
        layer = self._layer(lines, lone=True)
        if layer.head is not None:
            note = self.own.of([*layer.own])
            return self._innermost(layer, " ".join(note.splitlines()) if note else "")
        if layer.quotes:
            return self._quotation(layer)
        start = self._start(lines)
        if start is None:
            return MailParts(self.own.of(lines) or text, None)
        raw = "\n".join(lines[start:])
        return MailParts(" ".join(lines[:start]).strip(), self.own.of(lines[start:]) or raw.strip(), raw)

    def take_apart_mail(self, text: str) -> MailParts:
        """The parts of a cleaned e-mail, whose first line may be its subject: ``mail`` is what its customer wrote.

        Where the mail is passed on, that is the innermost writer, and ``note`` has what those say who passed it on.
        """
        lines = text.splitlines()
        top = self._top(lines)
        subject = top.subject if top else ""
        layer = self._layer(lines[top.end if top else 0 :], lone=False)
        if self._passes_on(layer, subject):
            return self._innermost(layer, self.own.of(layer.own), inside_mail=True)
        own = self.own.of(layer.own)
        is_reply = layer.head is not None or bool(layer.quotes)
        title = "" if is_reply and self._mark_of(subject) else self._title(subject)
        raw = "\n".join([*lines[: top.end if top else 0], *layer.own])
        words = "\n".join(filter(None, (title, own)))
        named = self._named(top) if top else MailParts("", None)
        return replace(named, mail=words if words or is_reply or not raw.strip() else raw.strip(), raw=raw)

    def own_words(self, mail: str) -> str:
        """The writer's own words in a mail; the subject is kept unless it only answers an earlier one."""
        return self.take_apart_mail(mail).mail or ""

    def names_request(self, text: str) -> bool:
        """Whether a text speaks of a request, which may stand in a file beside it."""
        return bool(self._requests.search(text))

    def names_file(self, text: str) -> bool:
        """Whether a text speaks of a file that comes with it."""
        return bool(self._attached.search(text))

    def _top(self, lines: Sequence[str]) -> Head | None:
        """The headers with which a text begins, which may be its subject alone."""
        first = next((number for number, line in enumerate(lines) if line), None)
        if first is None:
            return None
        # A blank line ends them: below it may stand those of a mail that is passed on without a word.
        blank = next((number for number in range(first, len(lines)) if not lines[number]), len(lines))
        return self.heads.block(lines[:blank], first)

    def _layer(self, lines: Sequence[str], *, lone: bool) -> _Layer:
        """The own lines down to the head of another mail. With ``lone`` one header alone begins a mail."""
        own: list[str] = []
        quotes: list[str] = []
        number, attributed = 0, False
        while number < len(lines):
            line = lines[number]
            if _QUOTED.match(line):
                quotes.append(_QUOTED.sub("", line, count=1) if line.startswith(">>") else line[1:].strip())
                number += 1
                continue
            head = self.heads.head(lines, number) or (self._lone(lines, number) if lone else None)
            if head is None:
                own.append(line)
                number += 1
            elif not head.fields and not head.forwards and self._is_quoted_below(lines, head.end):
                attributed = True
                number = head.end
            else:
                return _Layer(own, head, tuple(lines[head.end :]), tuple(quotes))
        return _Layer(own, None, (), () if lone and attributed else tuple(quotes))

    def _lone(self, lines: Sequence[str], number: int) -> Head | None:
        """A single From or Subject header, which begins a pasted mail of more than two lines."""
        found = self.heads.header(lines[number])
        if not found or found[0] not in ("sender", "subject") or len([line for line in lines if line]) < 3:
            return None
        return self.heads.block(lines, number) if any(lines[number + 1 :]) else None

    @staticmethod
    def _is_quoted_below(lines: Sequence[str], at: int) -> bool:
        below = next((line for line in lines[at:] if line), "")
        return bool(_QUOTED.match(below))

    def _passes_on(self, layer: _Layer, subject: str) -> bool:
        """Whether the mail below is passed on, and not only quoted. The first mark of the subject decides."""
        if layer.head is None:
            return bool(layer.quotes) and self._is_forward(subject) and not "".join(layer.own).strip()
        if layer.head.forwards:
            return not (self._is_reply(subject) and any(layer.own))
        if not layer.head.fields:
            return self._is_forward(subject) and not self._may_answer(subject)
        return not (self._is_reply(subject) or self._answers_above(subject, layer.head))

    def _answers_above(self, subject: str, head: Head) -> bool:
        """Whether a mark that answers in one language and passes on in others answers above these headers."""
        return self._mark_of(subject) in self._replies_above.get(head.name.casefold(), ())

    def _may_answer(self, subject: str) -> bool:
        return any(self._mark_of(subject) in marks for marks in self._replies_above.values())

    def _mark_of(self, subject: str) -> str:
        found = self._mark.match(subject)
        return found["mark"].casefold() if found else ""

    def _innermost(self, layer: _Layer, note: str, *, inside_mail: bool = False) -> MailParts:
        """The parts where a mail passes others on: the words of the one that none passes on."""
        head, notes = layer.head, [note]
        for _ in range(_MOST_LAYERS):
            lines = _unquoted(layer.below if layer.head else layer.quotes)
            subject, raw = (head.subject if head else ""), "\n".join(lines)
            layer = self._layer(lines, lone=False)
            is_lone_block = head is None and layer.head is not None and not any(layer.own)
            if not is_lone_block and not self._passes_on_again(layer, subject):
                break
            notes.append(self.own.of(layer.own))
            head = layer.head or head
        own = self.own.of(layer.own)
        title = self._title(subject) if not (own and self._is_reply(subject)) else ""
        words = "\n".join(filter(None, (title, own)))
        found = self._named(head) if head else MailParts("", None)
        note = "\n".join(filter(None, notes))
        return replace(found, note=note, mail=words or raw.strip() or None, raw=raw, passed_on=inside_mail)

    def _passes_on_again(self, layer: _Layer, subject: str) -> bool:
        if layer.head is None or not (layer.head.forwards or layer.head.fields):
            return False
        return layer.head.forwards or self._is_forward(subject)

    def _quotation(self, layer: _Layer) -> MailParts:
        """The parts of a message with lines marked ``>``: those are the customer's, all others the asker's."""
        raw = "\n".join(_QUOTED.sub("", line) for line in layer.quotes)
        note = self.own.of(layer.own)
        mail = self.own_words(raw)
        return MailParts(note, mail, raw) if mail else MailParts(note, None)

    def _named(self, head: Head) -> MailParts:
        """What a head tells of the writer of the mail below it."""
        found = EMAIL.search(head.sender)
        shown = head.sender[: found.start()] if found else head.sender
        name = person_name(re.sub(r"[<(\[].*$", "", shown))
        if not head.fields:
            name = _name_in(shown)
        return MailParts("", None, sender=name, email=found[0] if found else None, day=self._dates.day(head.date))

    def _start(self, lines: Sequence[str]) -> int | None:
        """Index of the line where a pasted mail begins, or None: its greeting; 0 for a closing alone."""
        if len([line for line in lines if line.strip()]) < 3:
            return None
        for number, line in enumerate(lines[:-1]):
            if self.own.greets(line):
                return number if any(other.strip() for other in lines[number + 1 :]) else None
        return 0 if any(self.own.closes(line) for line in lines[2:]) else None

    def _is_reply(self, subject: str) -> bool:
        return self._mark_of(subject) in self._replies

    def _is_forward(self, subject: str) -> bool:
        return self._mark_of(subject) in self._forwards

    def _title(self, subject: str) -> str:
        while found := self._mark.match(subject):
            subject = subject[found.end() :]
        subject = subject.strip(" *_:")
        if not subject:
            return ""
        return subject if subject.endswith((".", "?", "!")) else f"{subject}."


_NAME = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*+(?:[-'’][^\W\d_]++){0,4}+(?: (?:[a-z]{2,3} )?[^\W\d_a-zà-ÿ][^\W\d_]*+){1,3}")


def _name_in(words: str) -> str | None:
    """The first name in the line above a quotation."""
    found = _NAME.search(words)
    return found[0] if found else None


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Lines without their marks, where all of them are marked as Apple's Mail does below what it passes on."""
    said = [line for line in lines if line]
    if said and sum(line.startswith(">") for line in said) * 10 >= len(said) * 8:
        return [re.sub(r"^>[^\S\n]?", "", line).strip() for line in lines]
    return list(lines)
