"""What the desk sends, before it is put into words: ids and facts, so that a waiting letter holds as little as it can."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.desk.outcomes import Outcome
from bot.desk.places import Place


class _Letter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str


class Reply(_Letter):
    """The desk's answer to a message. ``draft_language`` asks for a draft to a customer in that language too."""

    kind: Literal["reply"] = "reply"
    outcome: Outcome
    draft_language: str | None = None
    customer: str | None = None
    """The customer's name for the draft's greeting, if known."""


class Opened(_Letter):
    """Tells the one who asked which ticket was opened or, with ``joined``, which open one their words now belong to."""

    kind: Literal["opened"] = "opened"
    ticket: int
    joined: bool = False
    draft_language: str | None = None
    looked_at: date | None = None
    """The day on which somebody will look, where that is not at once."""


class AnsweredPrivately(_Letter):
    """In a channel: the desk has answered privately, and nothing more."""

    kind: Literal["answered_privately"] = "answered_privately"


class Card(_Letter):
    """A ticket's card in the officers' channel. Sent again with ``replaces`` set, it redraws the card."""

    kind: Literal["card"] = "card"
    ticket: int


class TicketLine(_Letter):
    """One line in a ticket's thread: what happened, who did it, and the words that belong to it, if there are any."""

    kind: Literal["ticket_line"] = "ticket_line"
    ticket: int
    event: int
    """Its place in the ticket's log."""


class ToPerson(_Letter):
    """A letter of a ticket to the one who asked: ``about`` is what the table of transitions says that it tells them.

    For a customer outside Slack it goes to whoever passed the request on, as a letter to send.
    """

    kind: Literal["to_person"] = "to_person"
    ticket: int
    about: str
    event: int
    """Place in the ticket's log of the event that holds the officer's words."""


class Reminder(_Letter):
    """Reminds officers of a date. ``days`` are left to it, or hours have passed since awareness of a breach."""

    kind: Literal["reminder"] = "reminder"
    ticket: int
    name: str
    days: int


class Digest(_Letter):
    """What stands before the officers on the first working day of a week."""

    kind: Literal["digest"] = "digest"
    new: int
    closed: int
    answered: int
    in_time: int
    overdue: Sequence[int]
    soonest: Sequence[int]
    to_close: Sequence[int] = ()


class TicketList(_Letter):
    """A person's own tickets or, with ``officers``, the open ones of all, soonest first."""

    kind: Literal["ticket_list"] = "ticket_list"
    tickets: Sequence[int]
    officers: bool = False


class DeadlineExplanation(_Letter):
    """How a ticket's dates were counted."""

    kind: Literal["deadline_explanation"] = "deadline_explanation"
    ticket: int


class ThreadRemoval(_Letter):
    """Takes a ticket's messages out of Slack, and leaves a card without anybody's data."""

    kind: Literal["thread_removal"] = "thread_removal"
    ticket: int


class Introduction(_Letter):
    """What the desk is and how it is used."""

    kind: Literal["introduction"] = "introduction"


class Notice(_Letter):
    """A sentence of the catalogue, by its name, with the facts that it needs."""

    kind: Literal["notice"] = "notice"
    text: str
    facts: dict[str, str] = {}


class QuestionHandedOver(_Letter):
    """A question that somebody hands over to the officers, in their own words."""

    kind: Literal["question_handed_over"] = "question_handed_over"
    asker: str
    words: str


Letter = Annotated[
    Reply
    | Opened
    | AnsweredPrivately
    | Card
    | TicketLine
    | ToPerson
    | Reminder
    | Digest
    | TicketList
    | DeadlineExplanation
    | ThreadRemoval
    | Introduction
    | Notice
    | QuestionHandedOver,
    Field(discriminator="kind"),
]
_LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)
_PLACE: TypeAdapter[Place] = TypeAdapter(Annotated[Place, Field(discriminator="kind")])


def letter_to_json(letter: Letter) -> str:
    """A letter as it waits in the outbox."""
    return _LETTER.dump_json(letter).decode()


def letter_from_json(text: str) -> Letter:
    """The letter that waited."""
    return _LETTER.validate_json(text)


def place_to_json(place: Place) -> str:
    """A place as it waits in the outbox."""
    return _PLACE.dump_json(place).decode()


def place_from_json(text: str) -> Place:
    """The place that waited."""
    return _PLACE.validate_json(text)
