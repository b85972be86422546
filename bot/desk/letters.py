"""What the desk sends, as ids and facts. Letters are worded when they are sent, so the outbox holds little personal data."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.desk.messages import Message
from bot.desk.outcomes import Outcome
from bot.desk.places import Place


class _Letter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str


class TicketLetter(_Letter):
    """A letter about one ticket, which the outbox keeps beside it: what is known of the ticket's letters follows from that."""

    ticket: int


class Reply(_Letter):
    """The desk's reply to a message, with a draft to a customer where ``draft_language`` is set."""

    kind: Literal["reply"] = "reply"
    outcome: Outcome
    draft_language: str | None = None
    customer: str | None = None
    """The customer's name for the draft's greeting, if known."""


class ReplyRemoval(_Letter):
    """Has the reply deleted that it is queued to replace, as the message that was answered is gone."""

    kind: Literal["reply_removal"] = "reply_removal"


class Opened(TicketLetter):
    """Confirms to the asker which ticket was opened or, with ``joined``, which open ticket their words were added to."""

    kind: Literal["opened"] = "opened"
    joined: bool = False
    draft_language: str | None = None
    looked_at: date | None = None
    """The day on which somebody will look at it; None within office hours."""


class AnsweredPrivately(_Letter):
    """Says in a channel that the desk has answered privately, and nothing more. It is queued to come after that answer."""

    kind: Literal["answered_privately"] = "answered_privately"
    arrived: bool = True
    """Whether the private answer was sent; the courier sets it to False where it was given up."""


class Card(TicketLetter):
    """A ticket's card in the officers' channel. Queued with ``replaces``, it redraws the existing card."""

    kind: Literal["card"] = "card"


class TicketLine(TicketLetter):
    """One line in a ticket's thread: what happened, who did it, and their words, if any."""

    kind: Literal["ticket_line"] = "ticket_line"
    event: int
    """Sequence number of the event in the ticket's log."""


class ToPerson(TicketLetter):
    """A letter to a ticket's person; ``about`` is the ``tells`` of the transition that caused it, or ``taken_back``.

    For a customer outside Slack it goes to whoever passed the request on, as a draft to send.
    """

    kind: Literal["to_person"] = "to_person"
    about: str
    event: int
    """Sequence number of the log event that holds the officer's words."""


class Reminder(TicketLetter):
    """Reminds officers of a date. ``days`` until it, negative when overdue; for a breach, hours since awareness."""

    kind: Literal["reminder"] = "reminder"
    name: str
    days: int


class Digest(_Letter):
    """The officers' weekly overview, sent on the first working day of a week."""

    kind: Literal["digest"] = "digest"
    new: int
    closed: int
    answered: int
    in_time: int
    overdue: Sequence[int]
    soonest: Sequence[int]
    to_close: Sequence[int] = ()


class TicketList(_Letter):
    """A person's own tickets or, with ``officers``, all open tickets, soonest due first."""

    kind: Literal["ticket_list"] = "ticket_list"
    tickets: Sequence[int]
    officers: bool = False
    start: int = 0
    """How many tickets come before these."""
    more: int = 0
    """How many come after these."""


class DeadlineExplanation(TicketLetter):
    """How a ticket's dates were counted."""

    kind: Literal["deadline_explanation"] = "deadline_explanation"


class ThreadRemoval(TicketLetter):
    """Has a ticket's messages deleted from Slack, and its card replaced by one without personal data."""

    kind: Literal["thread_removal"] = "thread_removal"


class Introduction(_Letter):
    """What the desk is and how it is used."""

    kind: Literal["introduction"] = "introduction"
    unasked: bool = False
    """Whether nobody asked for it: then it is sent only where nothing was said in the conversation yet."""


class Notice(_Letter):
    """One sentence of the catalogue: ``text`` is its name without ``notice_``, ``facts`` what it needs."""

    kind: Literal["notice"] = "notice"
    text: str
    facts: dict[str, str] = {}


class QuestionHandedOver(_Letter):
    """A question that somebody wants an officer to answer, in their own words; or a message with a file that may be a request."""

    kind: Literal["question_handed_over"] = "question_handed_over"
    asker: str | None
    """User id of who wrote it; None for a mail that arrived in a channel by itself."""
    words: str
    source: tuple[str, str] | None = None
    """Channel and timestamp of the message, if it has a file that the desk cannot read."""


class AuthorityWrote(_Letter):
    """A letter from a supervisory authority, for the officers: in its own words, with its reference and the day of its answer."""

    kind: Literal["authority_wrote"] = "authority_wrote"
    asker: str | None
    """User id of who brought it; None for a mail that arrived in a channel by itself."""
    words: str
    source: tuple[str, str] | None = None
    """Channel and timestamp of the message."""
    received: date
    reference: str | None = None
    due: date | None = None


class FileToFetch(_Letter):
    """A message that waits for a file from Slack. It is nothing to send: the courier fetches the file, and asks the desk."""

    kind: Literal["file_to_fetch"] = "file_to_fetch"
    message: Message
    addressed: bool = True
    """Whether the message was for the desk; else it is read only where the file is a mail about privacy."""


Letter = Annotated[
    Reply
    | ReplyRemoval
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
    | QuestionHandedOver
    | AuthorityWrote
    | FileToFetch,
    Field(discriminator="kind"),
]
_LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)
_PLACE: TypeAdapter[Place] = TypeAdapter(Annotated[Place, Field(discriminator="kind")])


def letter_to_json(letter: Letter) -> str:
    """The JSON that the outbox stores for a letter."""
    return _LETTER.dump_json(letter).decode()


def letter_from_json(text: str) -> Letter:
    """The letter that the outbox stored; pydantic.ValidationError where the JSON is not a letter."""
    return _LETTER.validate_json(text)


def place_to_json(place: Place) -> str:
    """The JSON that the outbox stores for a place."""
    return _PLACE.dump_json(place).decode()


def place_from_json(text: str) -> Place:
    """The place that the outbox stored; pydantic.ValidationError where the JSON is not a place."""
    return _PLACE.validate_json(text)
