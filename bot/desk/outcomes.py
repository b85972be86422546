"""What the desk decided about a message."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.knowledge import Right
from bot.understanding import Reading, Verdict


class _Outcome(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Outcome):
    """One entry answers. ``offer`` is the id of the suspected ticket where the words may also exercise ``rights``."""

    kind: Literal["answer"] = "answer"
    entry: str
    rights: Sequence[Right] = ()
    offer: int | None = None


class Choices(_Outcome):
    """Up to three entries may be meant; the asker picks one."""

    kind: Literal["choices"] = "choices"
    entries: Sequence[str]
    rights: Sequence[Right] = ()
    offer: int | None = None


class Request(_Outcome):
    """A right was exercised."""

    kind: Literal["request"] = "request"
    rights: Sequence[Right]


class NoAnswer(_Outcome):
    """The policy does not answer it. ``unanswered`` is the id of the known question, None where it is not a known one."""

    kind: Literal["no_answer"] = "no_answer"
    unanswered: str | None = None
    about_privacy: bool = True
    rights: Sequence[Right] = ()
    offer: int | None = None


class IncidentReported(_Outcome):
    """A suspected breach of personal data was reported."""

    kind: Literal["incident"] = "incident"


class Smalltalk(_Outcome):
    """A greeting, thanks and the like."""

    kind: Literal["smalltalk"] = "smalltalk"
    about: str


class Unreadable(_Outcome):
    """There were no words to read, as in an empty message or a picture."""

    kind: Literal["unreadable"] = "unreadable"


Outcome = Annotated[
    Answer | Choices | Request | IncidentReported | NoAnswer | Smalltalk | Unreadable, Field(discriminator="kind")
]


def outcome_of(reading: Reading, offer: int | None = None) -> Outcome:
    """The outcome of a reading; ``offer`` is the id of the suspected ticket where the words may be a request."""
    rights = reading.rights if offer is not None else ()
    match reading.verdict:
        case Verdict.ANSWER:
            return Answer(entry=reading.entries[0], rights=rights, offer=offer)
        case Verdict.CHOICES:
            return Choices(entries=reading.entries, rights=rights, offer=offer)
        case Verdict.REQUEST:
            return Request(rights=reading.rights)
        case Verdict.INCIDENT:
            return IncidentReported()
        case Verdict.SMALLTALK:
            return Smalltalk(about=reading.smalltalk or "acknowledgement")
        case Verdict.UNREADABLE:
            return Unreadable()
    return NoAnswer(unanswered=reading.unanswered, about_privacy=reading.about_privacy, rights=rights, offer=offer)
