"""What the desk sends, before it is put into words: ids and facts, so that a waiting letter holds as little as it can."""

from collections.abc import Sequence
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


class SeePrivate(_Letter):
    """In a channel: the desk has answered privately, and nothing more."""

    kind: Literal["see_private"] = "see_private"


class Card(_Letter):
    """A ticket's card in the officers' channel. Sent again with ``replaces`` set, it redraws the card."""

    kind: Literal["card"] = "card"
    ticket: int


class TicketLine(_Letter):
    """One line in a ticket's thread: what happened, who did it, and the event that holds the words, if there are any."""

    kind: Literal["ticket_line"] = "ticket_line"
    ticket: int
    event: int


class Closed(_Letter):
    """Tells the one who asked that the ticket is done or refused, and why."""

    kind: Literal["closed"] = "closed"
    ticket: int


class Explain(_Letter):
    """What the desk is and how it is used."""

    kind: Literal["explain"] = "explain"


class Notice(_Letter):
    """A sentence of the catalogue, by its name, with the facts that it needs."""

    kind: Literal["notice"] = "notice"
    text: str
    facts: dict[str, str] = {}


class PersonWanted(_Letter):
    """A question that somebody hands over to the officers, in their own words."""

    kind: Literal["person_wanted"] = "person_wanted"
    asker: str
    words: str


Letter = Annotated[
    Reply | Opened | SeePrivate | Card | TicketLine | Closed | Explain | Notice | PersonWanted,
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


__all__: Sequence[str] = [name for name in globals() if name[0].isupper()] + [
    "letter_from_json",
    "letter_to_json",
    "place_from_json",
    "place_to_json",
]
