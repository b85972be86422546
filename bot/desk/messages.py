"""What reaches the desk: messages, forms and commands, as values that know nothing of Slack's payloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.desk.places import Direct, Place
from bot.knowledge import Right
from bot.tickets import Act, ActInput, State

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's message that somebody passes on, with its writer's name and address where known."""

    words: str
    name: str | None = None
    email: str | None = None
    sent_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of an e-mail, their names in lower case."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to the desk."""

    keys: tuple[str, ...]
    """Delivery keys: a message with any key that was seen before is a repeat, and ignored."""
    about: str | None
    """The key of the message itself, by which an edit finds the desk's reply; None for commands."""
    asker: str | None
    """User id of the writer; None for a mail that arrived in a channel directly."""
    words: str
    reply_to: Place
    sent_at: datetime
    customer: Customer | None = None
    locale: str | None = None
    source_channel: str | None = None
    source_ts: str | None = None
    thread: tuple[str, str] | None = None
    """Channel and timestamp of the thread in which it was written; only set in a direct conversation with the desk."""
    file: str | None = None
    """Id of a file that must be fetched before the message can be read: an e-mail, or one of which nothing is known."""
    unreadable: bool = False
    """Whether it carries files that the desk cannot read, such as pictures, voice and documents."""
    missed: bool = False
    """Whether it was found afterwards, as nobody told the desk of it when it was written."""
    outside: bool = False
    """Whether its writer belongs to another company, whose word for who they are nobody here can check."""

    @property
    def confidential(self) -> Place:
        """Where a request may be discussed: the asker's direct messages, or the thread of a mail that has no asker."""
        if self.asker is None or isinstance(self.reply_to, Direct):
            return self.reply_to
        return Direct(self.asker)


ORIGINAL = ""
"""The version of a message as it was first written: before every edit."""
DELETED = "~"
"""The version of a message that was deleted: after every edit."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that was edited or deleted."""

    keys: tuple[str, ...]
    about: str
    """The key of the message itself."""
    version: str
    """The moment of the edit, to the second, and what orders the edits of one second: the later version is the greater."""
    channel: str
    ts: str
    written_at: datetime
    """When the message was first written."""
    after: Message | None
    """As it reads now, sent when it was edited; None where it was deleted."""
    before: Message | None
    """As it read before, sent when it was first written; None where Slack does not tell."""
    for_desk: bool
    """Whether it is addressed to the desk now."""
    was_for_desk: bool
    """Whether it was addressed to the desk before; False where Slack does not tell."""

    @property
    def concerns_desk(self) -> bool:
        """Whether any of its versions is addressed to the desk, as far as Slack tells."""
        return self.for_desk or self.was_for_desk

    @property
    def second(self) -> str:
        """The moment of the edit, the same for everything that Slack tells of one edit."""
        return self.version.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class TicketCommand:
    """One act of one person on one ticket, as it reaches the desk."""

    keys: tuple[str, ...]
    ticket: int
    act: Act
    user: str
    place: Place
    """Where the person is told why the act was refused."""
    given: ActInput = field(default_factory=ActInput)
    other: str | None = None
    """Reference of another ticket, for linking."""
    only_in: State | None = None
    """Refuse the act unless the ticket is in this state: set where the act means something else in other states."""


@dataclass(frozen=True, slots=True)
class RequestForm:
    """The request form as somebody sent it."""

    key: str
    asker: str
    rights: tuple[Right, ...]
    for_customer: bool
    customer_name: str | None
    customer_email: str | None
    words: str
    receipt: date | None
    language: str
    outside: bool = False
    """Whether its sender belongs to another company; then it is about their own data, whatever it says."""


class FormFaults(Exception):
    """A form has missing or wrong fields; ``faults`` maps each field to the name of a sentence in the catalogues."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(", ".join(sorted(faults)))


def check_form(form: RequestForm, today: date) -> None:
    """Raise FormFaults with every field that is missing or wrong; return None where all are right."""
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
