"""What was understood of a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge import Right


class Verdict(StrEnum):
    """What a message is, in the words of the outcomes."""

    ANSWER = "answer"
    CHOICES = "choices"
    REQUEST = "request"
    NO_ANSWER = "no_answer"
    INCIDENT = "incident"
    SMALLTALK = "smalltalk"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Scored:
    """Something that a message may mean, and how well it fits: 1 as its own wordings do, -1 not at all."""

    kind: str
    """``entry``, ``request``, ``unanswered``, ``smalltalk`` or ``outside``."""
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A message, understood."""

    language: str
    """Of the reply: that of the asker's own words."""
    customer_language: str | None
    """Of a forwarded mail, for the draft; None where nothing was forwarded."""
    verdict: Verdict
    entries: Sequence[str] = ()
    """Ids: the entry of an answer, or up to three choices."""
    rights: Sequence[Right] = ()
    """Exercised (a request), or perhaps exercised (any other verdict)."""
    unanswered: str | None = None
    smalltalk: str | None = None
    about_privacy: bool = True
    for_someone_else: bool = False
    """Whether the words speak of a customer's or somebody else's data and not the asker's own."""
    name: str | None = None
    email: str | None = None
    """Of that other person, where the words give them."""
    score: float = 0.0
    """How sure the reading is, 0 to 1."""
    request_score: float = -2.0
    """How sure it is that a right is exercised; ``Limits.request`` says from when on it is believed."""
    doubtful: bool = False
    """Whether the words may exercise ``rights`` although the verdict is another: people must say what they meant."""
    unsure: bool = False
    """Whether a request is only just taken for one."""
    breach: bool = False
    """Whether it tells of a suspected breach of personal data; with any verdict but ``incident`` it asks something too."""
    matched: Sequence[str] = ()
    """The words that decided, as they were written, the weightiest first."""
    mended: Sequence[tuple[str, str]] = ()
    """Typing errors: the word as it was written, and as it was read."""
    ranking: Sequence[Scored] = ()
