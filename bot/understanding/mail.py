"""A pasted or forwarded mail taken apart: the asker's note, the customer's own words, and what is only wrapping."""

import re
from dataclasses import dataclass

_HEADER = re.compile(
    r"^\W{0,3}(från|fra|from|till|til|to|ämne|emne|subject|skickat|sendt|sent|datum|dato|date|kopia|cc)\W{0,3}:", re.I
)
_OPENING = re.compile(
    r"^(hej(san|sa)?|hei|hejhej|hallå|tjena|god\s?(dag|morgon|kväll|eftermiddag|middag)|goddag|bästa|kära|till den det berör|hi|hello|hey|dear|"
    r"good (morning|afternoon|evening|day)|to whom it may concern|greetings)\b[^.?\n]{0,40}[,!.:]?\s*$",
    re.I,
)
_CLOSING = re.compile(
    r"^\W{0,3}(mvh|vh|/\w+\s*$|med vänlig(a)? hälsning(ar)?|vänlig(a|en)?( hälsning(ar)?)?|hälsningar|hälsning|halsningar|bästa hälsningar|"
    r"tack på förhand|ha det (fint|bra|gott)|kram|allt gott|varma hälsningar|med venlig hilsen|med vennlig hilsen|hilsen|mvh|"
    r"(kind|best|warm|many)( regards| wishes)?|regards|yours( sincerely| faithfully| truly)?|sincerely( yours)?|cheers|"
    r"thanks( in advance)?|thank you( in advance)?|br|rgds)\b[\w\s]{0,20}[,.!]?\s*$",
    re.I,
)
_QUOTED = re.compile(
    r"^(>|-{2,}\s*(ursprungligt|original|forwarded|vidarebefordrat|vidaresänt|opprinnelig|oprindelig)|_{8,}$|"
    r"(on|den|på|d\.)\b.{4,120}\b(wrote|skrev)\b.{0,80}:\s*$)",
    re.I,
)
_DEVICE = re.compile(r"^(skickat från min|sent from my|sendt fra min|get outlook for|hämta outlook)", re.I)
_DELIMITER = re.compile(r"^(--|__)\s*$")


@dataclass(frozen=True, slots=True)
class Parts:
    """``note``: what the asker says in their own name. ``mail``: the customer's own words, None where none was pasted."""

    note: str
    mail: str | None


def take_apart(text: str) -> Parts:
    """The parts of a cleaned message; a message without a mail in it is all note."""
    lines = text.splitlines()
    start = _start_of_mail(lines)
    if start is None:
        return Parts(_own_words(lines), None)
    return Parts(" ".join(lines[:start]).strip(), own_words("\n".join(lines[start:])))


def own_words(mail: str) -> str:
    """What the writer of a mail says in it, without headers, greeting, signature and earlier mails."""
    lines = [line for line in mail.splitlines() if not _HEADER.match(line) or _subject(line)]
    lines = [_subject(line) or line for line in lines]
    return _own_words(lines) or mail.strip()


def _start_of_mail(lines: list[str]) -> int | None:
    """The line where a pasted mail begins: its headers, or a greeting on a line of its own with words below it."""
    if len([line for line in lines if line.strip()]) < 3:
        return None
    for number, line in enumerate(lines):
        follows = any(other.strip() for other in lines[number + 1 :])
        if follows and (_HEADER.match(line) or _QUOTED.match(line) or _OPENING.match(line.strip())):
            return number
    closing = any(_CLOSING.match(line.strip()) for line in lines[2:])
    return 0 if closing else None


def _own_words(lines: list[str]) -> str:
    kept: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip()
        if number and (_QUOTED.match(bare) or _DELIMITER.match(bare)) and kept:
            break
        if _DEVICE.match(bare) or _OPENING.match(bare):
            continue
        if _CLOSING.match(bare) and len(kept) > 0:
            kept += _postscript(lines[number + 1 :])
            break
        kept.append(bare.lstrip("> "))
    return "\n".join(kept).strip()


def _postscript(lines: list[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if re.match(r"\s*p\.?\s?s\b", line, re.I)), None)
    return [] if start is None else [line.strip() for line in lines[start:]]


def _subject(line: str) -> str:
    found = re.match(r"^\W{0,3}(?:ämne|emne|subject)\W{0,3}:\s*(?:(?:sv|re|vb|fwd?)\s*:\s*)*(.*)", line, re.I)
    return f"{found[1]}." if found and found[1] else ""
