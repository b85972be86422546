"""Takes off what surrounds the words of one writer: greeting, closing, signature, and what programs and companies add."""

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.values import MailWords
from bot.understanding.mail_heads import EMAIL, any_of

_DELIMITER = re.compile(r"^(--|__)\s*$")
_RULE = re.compile(r"^_{8,}$")
_POSTSCRIPT = re.compile(r"^p\.?\s?s\b", re.I)
_INITIAL = re.compile(r"^/\s?\w[\w .-]{0,40}$")
"""``/Anna`` under a mail."""
_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*(?:[ ](?:[a-z]{2,3}[ ])?[^\W\d_a-zß-ÿ][\w.'’-]*){0,4}"
_STOPS = " ,!.:–-"
_REACHED_AT = re.compile(rf"https?:|www\.|{EMAIL.pattern}|(?:\d[\s()/-]?){{7}}")
_I_AM = "am|have|had|want|got|received|would|was|did|need|hereby|ask|demand|request"
_ENGLISH_I = re.compile(rf"\bI(?:['’]\w+)? (?:\w+ ){{0,2}}(?:{_I_AM})\b")


class OwnWords:
    """Finds the words of one writer among the lines of one mail."""

    def __init__(self, words: MailWords) -> None:
        self._greeting = re.compile(rf"^(?:{any_of(words.greetings)})(?!\w)(?P<rest>.*)$", re.IGNORECASE)
        closings, courtesies = any_of(words.closings), any_of(words.courtesies)
        one, two = (rf"[\s,.!/–-]+(?P<{group}>{_NAME})" for group in ("one", "two"))
        small = r"[\s,]+[\w-]+(?: [\w-]+)?"  # "mvh karin"
        self._closing = re.compile(rf"^\W{{0,3}}(?:(?i:{closings})(?:{one}|{small})?|(?i:{courtesies})(?:{two})?)\W{{0,3}}$")
        self._trailing = re.compile(rf"(?<=[.!?])\s+(?:(?i:{closings})[\s,]+(?P<name>{_NAME})|(?i:{closings}))[,.!]?\s*$")
        self._device = re.compile(rf"^\W{{0,3}}(?:{any_of(words.devices)})", re.IGNORECASE)
        self._banner = re.compile(rf"^\W{{0,3}}(?:{any_of(words.banners)})", re.IGNORECASE)
        self._this_mail = re.compile(rf"(?<!\w)(?:{any_of(words.this_mail)})(?!\w)", re.IGNORECASE)
        self._legal = re.compile(rf"(?<!\w)(?:{any_of(words.confidential)})", re.IGNORECASE)
        self._footer = re.compile(rf"(?<!\w)(?:{any_of(words.footers)})", re.IGNORECASE)
        self._writer = re.compile(rf"(?<!\w)(?:{any_of(words.writer)})(?!\w)", re.IGNORECASE)

    def of(self, lines: Sequence[str]) -> str:
        """The words of the writer of these lines, which other mails have been taken from."""
        return "\n".join(self._kept([line.strip() for line in lines])).strip()

    def closes(self, line: str) -> bool:
        """Whether a line is what people write before their signature."""
        return bool(self._closing.match(line.strip()) or _INITIAL.match(line.strip()))

    def greets(self, line: str) -> bool:
        """Whether a line is a greeting and nothing else."""
        found = self._greeting.match(line.strip())
        return found is not None and not self._after_greeting(found["rest"])

    def signed(self, lines: Sequence[str]) -> str | None:
        """The name below or beside the closing of a mail, or None."""
        for number, line in enumerate(line.strip() for line in lines):
            if found := self._closing.match(line):
                below = next((other.strip(" ,*/") for other in lines[number + 1 : number + 4] if other.strip()), "")
                name = found["one"] or found["two"] or (below if re.fullmatch(_NAME, below) else None)
                if name:
                    return str(name)
            if found := self._trailing.search(line):
                return found["name"]
        return None

    def without_closing(self, line: str) -> str:
        """A line without the closing that a name follows: "Mvh Karin Holm" is Karin Holm."""
        found = self._closing.match(line.strip())
        return (found["one"] or found["two"] or "") if found else line.strip()

    def _kept(self, lines: Sequence[str]) -> list[str]:
        kept: list[str] = []
        skip_to = 0
        for number, line in enumerate(lines):
            if number < skip_to:
                continue
            if kept and (_DELIMITER.match(line)):
                break
            if kept and (self.closes(line) or _RULE.match(line)):
                return [*kept, *self._below_closing(lines[number + 1 :])]
            words = self._without_footer(lines, number) if any(kept) else line
            if words is None or words != line:
                skip_to = _next_blank(lines, number)
            if words:
                kept += self._plain(words)
            elif not line and kept:
                kept.append("")
        return kept

    def _plain(self, line: str) -> list[str]:
        if self._device.match(line) or self._banner.match(line):
            return []
        if (found := self._greeting.match(line)) and not found["rest"].startswith("?"):
            line = self._after_greeting(found["rest"])
        return [without] if (without := self._trailing.sub("", line)) else []

    @staticmethod
    def _after_greeting(rest: str) -> str:
        """What stands on the line of a greeting beside it and whom it greets; empty where there is nothing else."""
        rest = rest.lstrip(_STOPS)
        whom, _, more = rest.partition(",") if "," in rest else rest.partition("!")
        if more.strip(_STOPS) and all(word[:1].isupper() for word in whom.split()) and len(whom.split()) < 5:
            return more.strip(" ,")
        words = rest.split()
        if len(words) < 2 or (rest.endswith((",", ":")) and len(rest) < 60):
            return ""
        return "" if all(word[:1].isupper() for word in words) else rest

    def _below_closing(self, lines: Sequence[str]) -> Iterator[str]:
        """Lines below a closing that are no signature: a postscript with all below it, and whole sentences."""
        for start, group in _groups(lines):
            if any(_DELIMITER.match(line) for line in group):
                return
            for offset, line in enumerate(group):
                if _POSTSCRIPT.match(line):
                    yield from lines[start + offset :]
                    return
            if self._is_footer(" ".join(group)) or self._device.match(group[0]):
                continue
            said = group if _is_prose(" ".join(group)) else [line for line in group if _is_prose(line)]
            yield from (line for line in said if self._without_footer([line], 0) == line)

    def _without_footer(self, lines: Sequence[str], number: int) -> str | None:
        """A line without the legal notice that begins in it; None where that is all of it."""
        found = self._this_mail.search(lines[number]) or self._footer.search(lines[number])
        if not found:
            return lines[number]
        sentence = max(lines[number].rfind(end, 0, found.start()) for end in ".!?:") + 1
        rest = " ".join((lines[number][sentence:], *lines[number + 1 : _next_blank(lines, number)]))
        return (lines[number][:sentence].strip() or None) if self._is_footer(rest) else lines[number]

    def _is_footer(self, words: str) -> bool:
        """Whether a paragraph is what companies print below all their mails, in which nobody says "I"."""
        if self._writer.search(words) or _ENGLISH_I.search(words):
            return False
        return bool(self._footer.search(words) or (self._this_mail.search(words) and self._legal.search(words)))


def _is_prose(words: str) -> bool:
    """Whether words are a sentence and not the name, the title or the address of a signature."""
    parts = [word for word in words.split() if word[:1].isalpha()]
    if len(parts) < 3 or _REACHED_AT.search(words):
        return False
    lower = sum(word[:1].islower() for word in parts)
    return lower * 2 >= len(parts) and (words.rstrip("\"'”’)").endswith((".", "!", "?")) or len(parts) > 7)


def _next_blank(lines: Sequence[str], number: int) -> int:
    return next((n for n in range(number, len(lines)) if not lines[n]), len(lines))


def _groups(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without a blank one, each with the index of its first."""
    start = 0
    while start < len(lines):
        if not lines[start]:
            start += 1
            continue
        end = _next_blank(lines, start)
        yield start, list(lines[start:end])
        start = end
