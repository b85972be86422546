"""Finds where another mail begins in a text: a block of headers, a line of dashes, or "On 3 May Anna Ek wrote:"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.values import MailWords

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MOST_WRAPPED = 4
"""Lines over which a mail program wraps a header or the line above a quotation."""
_LONGEST = 300
"""Most characters of the line above a quotation; a longer one is prose."""
_NAMES = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w.'’&-]*|[(<\[\"'].*|v[ao]n|de[rn]?|d[aeiou]s?|a[ft]|på|of|at|the|y|e|i|og|&|-|,|\|)")
"""A word of a name, which is capitalised or a particle."""


@dataclass(frozen=True, slots=True)
class Head:
    """The lines between two mails, from ``start`` up to ``end``, and what they tell of the mail below them."""

    start: int
    end: int
    sender: str = ""
    date: str = ""
    subject: str = ""
    forwards: bool = False
    """Whether the lines themselves say that the mail below is passed on."""
    fields: int = 0
    """How many headers they are; 0 for the line above a quotation."""
    name: str = ""
    """What the header of the writer is called."""


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words; without words it matches nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


class HeadFinder:
    """Finds heads, by the words of ``mail.yaml``."""

    def __init__(self, words: MailWords) -> None:
        kinds = {"sender": words.sender, "subject": words.subject, "date": words.sent, "other": words.headers}
        names = "|".join(f"(?P<{kind}>{any_of(own)})" for kind, own in kinds.items())
        self._header = re.compile(rf"^\W{{0,4}}(?:{names})\W{{0,3}}:[*_]*\s*(?P<value>.*)$", re.IGNORECASE)
        self._within = re.compile(rf"(?<=\s)(?:{names})\s?:(?=\s)", re.IGNORECASE)
        dashed = r"^[-=*_‐–—]{2,}\s*(?:%s)|^(?:%s)\W*:\s*$|^\W{0,3}(?:%s)[-=*_‐–—\s]*$"
        self._forwarded = re.compile(dashed.replace("%s", any_of(words.forwarded)), re.IGNORECASE)
        self._earlier = re.compile(rf"^[-=*_‐–—]{{2,}}\s*(?:{any_of(words.earlier)})", re.IGNORECASE)
        self._wrote = re.compile(rf"(?<!\w)(?:{any_of(words.wrote)})(?!\w)", re.IGNORECASE)
        self._prose = re.compile(
            rf"(?<!\w)(?:{any_of(words.pronouns)})\s+(?:{any_of(words.wrote)})(?!\w)"
            rf"|(?<!\w)(?:{any_of(words.wrote)})\s+(?:{any_of(words.pronouns)})(?!\w)",
            re.IGNORECASE,
        )
        self._dated = re.compile(rf"^[\s*_]*(?:(?:{any_of(words.dated)})(?!\w)|\d)", re.IGNORECASE)

    def head(self, lines: Sequence[str], at: int) -> Head | None:
        """The head that begins at a line, or None."""
        line = lines[at]
        if not line:
            return None
        if self._forwarded.match(line):
            return self._below(lines, at, forwards=True)
        if self._earlier.match(line) or re.fullmatch(r"_{8,}", line):
            found = self._below(lines, at, forwards=False)
            return found if found.fields or "_" * 8 not in line else None
        block = self.block(lines, at)
        return block if block and block.fields > 1 else self.attribution(lines, at)

    def header(self, line: str) -> tuple[str, str] | None:
        """The kind and the value of a header line, or None."""
        found = self._header.match(line)
        if not found:
            return None
        kind = next(kind for kind in ("sender", "subject", "date", "other") if found[kind])
        return kind, found["value"].strip(" *_")

    def block(self, lines: Sequence[str], at: int) -> Head | None:
        """The headers that begin at a line, which a mail program may have wrapped; None where there is none."""
        if (first := self.header(lines[at])) is None:
            return None
        if first[0] == "sender" and (joined := self._on_one_line(lines[at])):
            return self._made(lines, at, at + 1, joined)
        found, end, at_line = [list(first)], at + 1, at + 1
        waiting: list[str] = []
        while at_line < len(lines) and at_line - end < _MOST_WRAPPED:
            line = lines[at_line]
            if (header := self.header(line)) is not None:
                if header[0] in ("sender", "subject") and header[0] in {kind for kind, _ in found}:
                    break
                found[-1][1] = " ".join((found[-1][1], *waiting)).strip()
                found.append(list(header))
                waiting, end = [], at_line + 1
            elif not line and not waiting and at_line == end:
                pass  # a mail in HTML may have a blank line between two headers
            elif not line or not lines[at_line - 1]:
                break
            else:
                waiting.append(line)
            at_line += 1
        end += self._wrapped(lines, end, found[-1])
        return self._made(lines, at, end, found)

    def attribution(self, lines: Sequence[str], at: int) -> Head | None:
        """The line above a quotation, such as "On 3 May Anna Ek wrote:", that begins at ``at``; None for prose."""
        for end in range(at + 1, min(at + 1 + _MOST_WRAPPED, len(lines) + 1)):
            line = lines[end - 1]
            if not line or (line.startswith(">") != lines[at].startswith(">")):
                return None
            words = " ".join(part.lstrip("> ") for part in lines[at:end])
            if len(words) > _LONGEST:
                return None
            if self._is_attribution(words):
                # What stands above the line is the writer's own, unless it is the beginning of a wrapped line.
                return None if self._begins_later(lines, at, end) else Head(at, end, sender=words, date=words)
        return None

    def _is_attribution(self, words: str) -> bool:
        # Cheap before dear: nearly every line of a text fails here.
        if not (":" in words[-4:] or words.endswith("--")) or self._prose.search(words):
            return False
        is_dated, has_address = bool(self._dated.match(words)), bool(EMAIL.search(words))
        if (verb := self._wrote.search(words)) is None:
            return is_dated and has_address and bool(re.search(r"[>)\]]\s?:$", words)) and words[:1].isdigit()
        if not (has_address or re.search(r"\d", words)):
            return False
        before = words[: verb.start()].strip("*-_\"' ")
        if is_dated or words.startswith("----"):
            return bool(re.search(r"\d", words)) and len(words) > len(verb[0]) + 6
        named = all(_NAMES.match(word) for word in EMAIL.sub("", before).split())
        return bool(before) and before[:1].isupper() and (named or (has_address and len(before.split()) < 8))

    def _begins_later(self, lines: Sequence[str], at: int, end: int) -> bool:
        wrapped = self._dated.match(lines[at]) and re.search(r"\d", lines[at]) and not lines[at].endswith((".", "!", "?"))
        if end - at == 1 or wrapped:
            return False
        rest = (" ".join(part.lstrip("> ") for part in lines[start:end]) for start in range(at + 1, end))
        return any(self._is_attribution(words) for words in rest)

    def _below(self, lines: Sequence[str], at: int, *, forwards: bool) -> Head:
        """The head of a line of dashes, with the headers below it."""
        quoted = [line.lstrip("> ") for line in lines[at + 1 : at + 40]]
        first = next((number for number, line in enumerate(quoted[:4]) if line), None)
        found = None
        if first is not None:
            found = self.block(quoted, first) or self.attribution(quoted, first)
        if found is None:
            return Head(at, at + 1, forwards=forwards)
        end, fields = at + 1 + found.end, max(found.fields, 1)
        return replace(found, start=at, end=end, fields=fields, forwards=forwards)

    def _on_one_line(self, line: str) -> list[tuple[str, str]]:
        """Headers that stand beside each other on one line; empty where there is one alone."""
        places = list(self._within.finditer(line))
        if len(places) < 2:
            return []
        ends = [place.start() for place in places[1:]] + [len(line)]
        rest = [(str(place.lastgroup), line[place.end() : end].strip(" *_")) for place, end in zip(places, ends, strict=True)]
        first = self.header(line[: places[0].start()].strip())
        return [*([first] if first else []), *rest]

    @staticmethod
    def _wrapped(lines: Sequence[str], end: int, last: Sequence[str]) -> int:
        """How many lines below the last header belong to it."""
        count = 0
        while end + count < len(lines) and (line := lines[end + count]) and count < _MOST_WRAPPED:
            above = lines[end + count - 1]
            is_rest = above.endswith((",", ";", "<")) and last[0] == "other"
            if not (is_rest or re.match(r"^<?[\w.+-]+@[\w.-]+>?[;,]?(?:<\S+>)?$", line)):
                break
            count += 1
        return count

    def _made(self, lines: Sequence[str], start: int, end: int, fields: Sequence[Sequence[str]]) -> Head | None:
        values: dict[str, str] = {}
        for kind, value in fields:
            values.setdefault(kind, value)
        if "sender" not in values and len(fields) < 3 and "subject" not in values:
            return None
        found = (self._header.match(line) for line in lines[start:end])
        name = next((match["sender"] for match in found if match and match["sender"]), "")
        sender, sent, subject = (values.get(kind, "") for kind in ("sender", "date", "subject"))
        return Head(start, end, sender, sent, subject, fields=len(fields), name=name)
