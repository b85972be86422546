"""The result of reading a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.knowledge import Right
from bot.understanding.authority import AuthorityLetter


class Verdict(StrEnum):
    """What the understanding takes a message for."""

    ANSWER = "answer"
    CHOICES = "choices"
    REQUEST = "request"
    NO_ANSWER = "no_answer"
    INCIDENT = "incident"
    SMALLTALK = "smalltalk"
    UNREADABLE = "unreadable"
    AUTHORITY = "authority"
    """A letter from a supervisory authority, which people answer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A meaning and its score: 1 is typical of its own wordings, -1 of all others."""

    kind: str
    """``entry``, ``request``, ``unanswered``, ``smalltalk`` or ``outside``."""
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A verdict with everything else that was understood of a message."""

    language: str
    """Language of the asker's own words, in which the reply is written."""
    customer_language: str | None
    """Language of a forwarded message, for the draft; None where nothing was forwarded."""
    verdict: Verdict
    entries: Sequence[str] = ()
    """Ids of entries: up to three that answer, in the order asked, or that may be meant where the verdict is CHOICES.

    Beside a request, those that answer what the words ask too.
    """
    asked: Sequence[str] = ()
    """Where several questions are asked, what each is about: the id of an entry, of an unanswered question, or nothing."""
    rights: Sequence[Right] = ()
    """Rights that are exercised where the verdict is a request; that may be exercised where it is another."""
    unanswered: str | None = None
    smalltalk: str | None = None
    about_privacy: bool = True
    for_someone_else: bool = False
    """Whether the words are about somebody else's data and not the asker's own."""
    name: str | None = None
    email: str | None = None
    """Name and address of that other person, where the words give them."""
    score: float = 0.0
    """How sure the reading is, 0 to 1."""
    request_score: float = -2.0
    """Score of the words as a request; from ``Limits.request`` on they are one."""
    maybe_request: bool = False
    """Whether the words may exercise ``rights`` although the verdict is another, so that the asker must confirm."""
    unsure: bool = False
    """Whether the verdict is a request with a score below ``Limits.sure``."""
    breach: bool = False
    """Whether a suspected breach is reported; where the verdict is not INCIDENT, the words ask something too."""
    automatic: bool = False
    """Whether a program sent the mail, so that nobody waits for a reply: an automatic reply, a bounce, a newsletter."""
    asks: bool = True
    """Whether the words of a mail ask for anything at all."""
    written_at: date | None = None
    """The day on which the innermost mail of a forward was sent, where its headers tell."""
    authority: AuthorityLetter | None = None
    """What a letter from a supervisory authority says; None where it is not one."""
    tongue: str | None = None
    """Code of the language that the words are in, where the desk does not answer in it."""
    names_request: bool = False
    """Whether the words speak of a request, which may stand in a file beside them."""
    names_file: bool = False
    """Whether the words speak of a file that comes with them."""
    matched: Sequence[str] = ()
    """The words that decided, as they were written, the largest contribution first."""
    mended: Sequence[tuple[str, str]] = ()
    """Typing errors: pairs of the word as written and as read."""
    ranking: Sequence[Scored] = ()
