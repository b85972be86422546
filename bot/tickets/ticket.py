"""The record of a request or a suspected breach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.knowledge import Right
from bot.tickets.calendar import last_working_day, next_working_day
from bot.tickets.deadlines import Deadline, deadline
from bot.tickets.fields import PERSON, PERSONS_WORDS, WORDS
from bot.tickets.incident import Incident

STOP_FIRST: frozenset[Right] = frozenset({"objection", "consent_withdrawal"})
"""Rights of which the use is stopped first and the paper comes after: Articles 7(3), 18(1)(d) and 21(3)."""


class Kind(StrEnum):
    """What a ticket is about; also how its reference begins."""

    REQUEST = "request"
    INCIDENT = "incident"


class State(StrEnum):
    """Where a ticket stands."""

    SUSPECTED = "suspected"
    OPEN = "open"
    WAITING_IDENTITY = "waiting_identity"
    WAITING_SCOPE = "waiting_scope"
    WORKING = "working"
    REVIEW = "review"
    SENT = "sent"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    LINKED = "linked"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        """Whether the person still waits for an answer; waiting for the person does not end that."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({State.SUSPECTED, State.OPEN, State.WAITING_IDENTITY, State.WAITING_SCOPE, State.WORKING, State.REVIEW})
WAITING = frozenset({State.WAITING_IDENTITY, State.WAITING_SCOPE})
ANSWERED = frozenset({State.SENT, State.REFUSED})
"""The answer has left the desk; the person is informed when it has arrived."""


class Decision(StrEnum):
    """What came of one right in a request."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is: the asker themselves (``user``), or a customer known by name or e-mail."""

    user: str | None = field(default=None, metadata=PERSON)
    name: str | None = field(default=None, metadata=PERSONS_WORDS)
    email: str | None = field(default=None, metadata=PERSONS_WORDS)

    @property
    def is_customer(self) -> bool:
        """Whether somebody else than a member of the workspace is meant."""
        return self.user is None

    def key(self, asker: str, source: str) -> str:
        """What two requests of one person have in common: user, e-mail, or name with the one who passed it on.

        A customer of whom nothing is known is told apart by the message they came with: no two persons are mixed.
        """
        if self.user:
            return f"user:{self.user}"
        if self.email:
            return f"email:{self.email.strip().casefold()}"
        if self.name:
            return f"name:{asker}:{' '.join(self.name.split()).casefold()}"
        return f"source:{asker}:{source}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request, its dates and how far it has come. ``receipt`` never changes, except to an earlier day.

    The store keeps every field: in a column of its name, or sealed, where it is marked as people's words.
    """

    id: int
    reference: str
    rights: tuple[Right, ...]
    asker: str | None = field(metadata=PERSON)
    """Who wrote to the desk; None where a customer's mail came into a channel by itself."""
    subject: Subject
    subject_key: str
    language: str
    own_words: str = field(metadata=PERSONS_WORDS)
    receipt: date
    opened_at: datetime
    """When the desk heard of it."""
    source_channel: str | None = field(default=None, metadata=PERSON)
    source_ts: str | None = field(default=None, metadata=PERSON)
    letter_language: str | None = None
    """Language of letters to a customer, where they are not written in that of the one who passed it on."""
    country: str = "SE"
    kind: Kind = Kind.REQUEST
    state: State = State.OPEN
    officer: str | None = None
    """Who has it."""
    prepared_by: str | None = None
    """Who prepared the answer that is under review or was sent."""
    decisions: Mapping[Right, Decision] = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    """Items of the checklist that the prepared answer has."""
    ground: str | None = None
    """Why a right was refused, also in part: a code of ``codes.GROUNDS``."""
    answer: str = field(default="", metadata=WORDS)
    """The prepared answer, with the reasons of a refusal."""
    identity: str | None = None
    """How identity was checked, or ``failed``; never the evidence."""
    extended_at: datetime | None = None
    extension_ground: str | None = None
    complaint: bool = False
    legal_hold: bool = False
    stopped_at: datetime | None = None
    """When the use that the person objects to, or has withdrawn consent from, was stopped."""
    waiting_since: date | None = None
    waited: int = 0
    """Days for which the desk has waited for the person; they move no date."""
    unreachable: bool = False
    """Whether Slack no longer reaches the person: letters to them go out by another way."""
    linked_to: int | None = None
    answer_letter: int | None = None
    """Outbox id of the answer or refusal."""
    informed_at: datetime | None = None
    """When the answer reached the person: the end that the law asks for, Article 12(3)."""
    closed_at: datetime | None = None
    """When it came to any end."""
    shredded_at: datetime | None = None
    """When its contents were destroyed."""
    removed: tuple[str, ...] = ()
    """What retention has removed of it."""
    incident: Incident | None = None
    log_length: int = 0
    """Rows of its log: the sequence number of the last one."""

    @property
    def deadline(self) -> Deadline:
        """The dates that follow from the receipt date."""
        return deadline(self.receipt, self.country)

    @property
    def due(self) -> date:
        """By when the law wants the answer."""
        return self.deadline.extended if self.extended_at else self.deadline.legal

    @property
    def target(self) -> date:
        """By when the desk means to have done it; the next working day where use must stop first."""
        if self.stops_first and self.stopped_at is None:
            return next_working_day(self.receipt)
        return last_working_day(self.deadline.extended_raw) if self.extended_at else self.deadline.target

    @property
    def by_hand(self) -> bool:
        """Whether somebody sends its letters on to the person, who is no member of the workspace, or no longer one."""
        return self.subject.is_customer or self.unreachable

    @property
    def stops_first(self) -> bool:
        """Whether use must stop before anything is written: an objection or a withdrawal of consent."""
        return bool(STOP_FIRST.intersection(self.rights))

    @property
    def only_stops(self) -> bool:
        """Whether nothing but that is asked for; then nobody needs to prove who they are."""
        return STOP_FIRST.issuperset(self.rights)

    @property
    def awaits(self) -> bool:
        """Whether the person has not been informed yet: every state in which something is owed to them."""
        return self.kind is Kind.REQUEST and (self.state.is_open or (self.state in ANSWERED and self.informed_at is None))

    def is_overdue(self, today: date) -> bool:
        """Whether the law's date has passed while something is owed."""
        return self.awaits and today > self.due

    def claimable(self, today: date) -> date | None:
        """The date that could be argued for because the desk had to wait: an argument, not a deadline."""
        days = self.waited + ((today - self.waiting_since).days if self.waiting_since else 0)
        return self.due + timedelta(days=days) if days else None

    def decision_on(self, right: Right) -> Decision | None:
        """What came of a right, if that was decided."""
        return self.decisions.get(right)


class Role(StrEnum):
    """In what capacity somebody acts."""

    PERSON = "person"
    EMPLOYEE = "employee"
    OFFICER = "officer"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a ticket. ``words`` is what somebody wrote, kept apart from the log.

    ``actor`` is an officer's user id, and None for everybody else: the log names no other person.
    """

    ticket: int
    at: datetime
    actor: str | None
    what: str
    words: str | None = None
    role: Role = Role.OFFICER
    before: str | None = None
    after: str | None = None
    code: str | None = None
    seq: int = 0
    """Its place in the ticket's log, from 1; given by the store."""


def reference(year: int, number: int, kind: Kind = Kind.REQUEST) -> str:
    """What people call a ticket by: ``DSR-2026-0001``, or ``INC-2026-0002`` for a suspected breach."""
    return f"{'INC' if kind is Kind.INCIDENT else 'DSR'}-{year}-{number:04d}"


def joined(ticket: Ticket, rights: Sequence[Right], receipt: date, zone: tzinfo) -> Ticket:
    """An open ticket, joined by another request: new rights are added, and the earliest receipt date counts.

    A right that was added while an answer was under review is not in that answer, so it goes back to work.
    """
    together = tuple(dict.fromkeys((*ticket.rights, *rights)))
    state = State.WORKING if ticket.state is State.REVIEW and together != ticket.rights else ticket.state
    return extension_kept(replace(ticket, rights=together, receipt=min(ticket.receipt, receipt), state=state), zone)


def extension_kept(ticket: Ticket, zone: tzinfo) -> Ticket:
    """The ticket, without an extension that was too late by the law's date as it is known now.

    Else a request that turns out to have come in earlier would get a later date by it.
    ``zone`` says on which local day it was extended.
    """
    if ticket.extended_at is None or ticket.extended_at.astimezone(zone).date() <= ticket.deadline.legal:
        return ticket
    return replace(ticket, extended_at=None, extension_ground=None)
