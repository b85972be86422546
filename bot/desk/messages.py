"""What reaches the desk, made from Slack's payloads or anything else that carries people's words."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.desk.places import Direct, Place
from bot.knowledge import Right
from bot.tickets import Act, ActInput, State

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's message that somebody passes on, and what is known of its writer."""

    words: str
    name: str | None = None
    email: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something that a person wrote to the desk."""

    keys: tuple[str, ...]
    """Delivery keys: a message with one that was seen before is a repeat."""
    about: str | None
    """The key of the message itself, by which an edit finds the desk's reply; None for commands."""
    asker: str | None
    """None for a mail that came into a channel by itself."""
    words: str
    reply_to: Place
    sent_at: datetime
    customer: Customer | None = None
    locale: str | None = None
    source_channel: str | None = None
    source_ts: str | None = None
    thread: tuple[str, str] | None = None
    """Channel and first message of the thread in which it was written, in a conversation with the desk alone."""

    @property
    def confidential(self) -> Place:
        """Where a request may be spoken of: with the asker alone, or below the mail that nobody passed on."""
        if self.asker is None or isinstance(self.reply_to, Direct):
            return self.reply_to
        return Direct(self.asker)


@dataclass(frozen=True, slots=True)
class TicketCommand:
    """Something that somebody does with a ticket."""

    keys: tuple[str, ...]
    ticket: int
    act: Act
    user: str
    place: Place
    """Where they are told why it cannot be done."""
    given: ActInput = field(default_factory=ActInput)
    other: str | None = None
    """Reference of another ticket, for linking."""
    only_in: State | None = None
    """The state that the button was drawn for, where the same act means something else in another one."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What somebody filled in to exercise a right."""

    key: str
    asker: str
    rights: tuple[Right, ...]
    for_customer: bool
    customer_name: str | None
    customer_email: str | None
    words: str
    receipt: date | None
    language: str


class FormFaults(Exception):
    """What is wrong with a form: field -> name of a sentence in the catalogues."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(", ".join(sorted(faults)))


def check_form(form: RequestForm, today: date) -> None:
    """FormFaults with every field that is wrong, and the name of the sentence that says how to put it right."""
    faults = {}
    if not form.rights:
        faults["rights"] = "form_rights_missing"
    if form.for_customer and not (form.customer_name or "").strip():
        faults["customer_name"] = "form_name_missing"
    if form.for_customer and not _ADDRESS.fullmatch((form.customer_email or "").strip()):
        faults["customer_email"] = "form_email_missing"
    if form.receipt and form.receipt > today:
        faults["receipt"] = "form_receipt_later"
    if faults:
        raise FormFaults(faults)
