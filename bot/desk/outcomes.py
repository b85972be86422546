"""What the desk decided about a message."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.knowledge import Right


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Value):
    """One entry answers. ``offer`` is the suspected ticket, where the words may also exercise ``rights``."""

    kind: Literal["answer"] = "answer"
    entry: str
    rights: Sequence[Right] = ()
    offer: int | None = None


class Choices(_Value):
    """Up to three entries may be meant."""

    kind: Literal["choices"] = "choices"
    entries: Sequence[str]
    rights: Sequence[Right] = ()
    offer: int | None = None


class Request(_Value):
    """A right was exercised."""

    kind: Literal["request"] = "request"
    rights: Sequence[Right]


class NoAnswer(_Value):
    """The policy says nothing of it; ``unanswered`` is the known question that it is, if it is one."""

    kind: Literal["no_answer"] = "no_answer"
    unanswered: str | None = None
    about_privacy: bool = True
    rights: Sequence[Right] = ()
    offer: int | None = None


class IncidentReported(_Value):
    """Somebody tells of what may be a breach of personal data."""

    kind: Literal["incident"] = "incident"


class Smalltalk(_Value):
    """A greeting, thanks and the like."""

    kind: Literal["smalltalk"] = "smalltalk"
    about: str


class Unreadable(_Value):
    """There were no words to read: an empty message, a picture alone."""

    kind: Literal["unreadable"] = "unreadable"


Outcome = Annotated[
    Answer | Choices | Request | IncidentReported | NoAnswer | Smalltalk | Unreadable, Field(discriminator="kind")
]
