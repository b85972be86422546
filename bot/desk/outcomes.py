"""What the desk decided about a message."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.knowledge import Right
from bot.understanding import Reading, Verdict


class _Outcome(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Outcome):
    """One entry answers, or several: ``asked`` then has what each question is about, in the order asked.

    That is the id of an entry or of a known question that the policy does not answer, or nothing. ``offer`` is the id of
    the suspected ticket where the words may also exercise ``rights``.
    """

    kind: Literal["answer"] = "answer"
    entry: str
    asked: Sequence[str] = ()
    rights: Sequence[Right] = ()
    offer: int | None = None


class Choices(_Outcome):
    """Up to three entries may be meant; the asker picks one."""

    kind: Literal["choices"] = "choices"
    entries: Sequence[str]
    rights: Sequence[Right] = ()
    offer: int | None = None


class Request(_Outcome):
    """A right was exercised. ``beside`` answers what the words ask too."""

    kind: Literal["request"] = "request"
    rights: Sequence[Right]
    beside: Answer | None = None


class NoAnswer(_Outcome):
    """The policy does not answer it. ``unanswered`` is the id of the known question, None where it is not a known one.

    ``tongue`` is the code of the words' language where the desk does not answer in it.
    """

    kind: Literal["no_answer"] = "no_answer"
    unanswered: str | None = None
    about_privacy: bool = True
    tongue: str | None = None
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


class FromAuthority(_Outcome):
    """A supervisory authority wrote: people answer, and at once. ``due`` is the day by which it wants an answer."""

    kind: Literal["authority"] = "authority"
    reference: str | None = None
    due: date | None = None


Outcome = Annotated[
    Answer | Choices | Request | IncidentReported | NoAnswer | Smalltalk | Unreadable | FromAuthority,
    Field(discriminator="kind"),
]


def outcome_of(reading: Reading, offer: int | None = None) -> Outcome:
    """The outcome of a reading; ``offer`` is the id of the suspected ticket where the words may be a request."""
    rights = reading.rights if offer is not None else ()
    match reading.verdict:
        case Verdict.ANSWER:
            return Answer(entry=reading.entries[0], asked=reading.asked, rights=rights, offer=offer)
        case Verdict.CHOICES:
            return Choices(entries=reading.entries, rights=rights, offer=offer)
        case Verdict.REQUEST:
            return Request(rights=reading.rights, beside=answer_beside(reading))
        case Verdict.INCIDENT:
            return IncidentReported()
        case Verdict.SMALLTALK:
            return Smalltalk(about=reading.smalltalk or "acknowledgement")
        case Verdict.UNREADABLE:
            return Unreadable()
        case Verdict.AUTHORITY:
            letter = reading.authority
            return FromAuthority(reference=letter.reference, due=letter.due) if letter else FromAuthority()
    about, tongue = reading.about_privacy, reading.tongue
    return NoAnswer(unanswered=reading.unanswered, about_privacy=about, tongue=tongue, rights=rights, offer=offer)


def answer_beside(reading: Reading) -> Answer | None:
    """The answer to what the words of a request ask too; None where they ask nothing that has one."""
    return Answer(entry=reading.entries[0], asked=reading.asked) if reading.entries else None
