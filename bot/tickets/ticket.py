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
"""Rights for which the use of data must stop before the answer is written: Articles 7(3), 18(1)(d) and 21(3)."""


class Kind(StrEnum):
    """What a ticket is about; decides the prefix of its reference."""

    REQUEST = "request"
    INCIDENT = "incident"


class State(StrEnum):
    """The state of a ticket. The table of transitions says which act leads where."""

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
        """Whether no answer was sent and the ticket has not ended; also while the desk waits for the person."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({State.SUSPECTED, State.OPEN, State.WAITING_IDENTITY, State.WAITING_SCOPE, State.WORKING, State.REVIEW})
WAITING = frozenset({State.WAITING_IDENTITY, State.WAITING_SCOPE})
ANSWERED = frozenset({State.SENT, State.REFUSED})
"""The answer was sent. The person counts as informed only when it has arrived: ``Ticket.informed_at``."""


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
        """Whether the data subject is a customer, outside the workspace."""
        return self.user is None

    def key(self, asker: str, source: str) -> str:
        """Equal for two requests of the same person: by user, by e-mail, or by name and who passed it on.

        A customer of whom nothing is known gets the key of ``source``, their message, so that no two are mixed up.
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
    """The record of a request or a suspected breach. ``receipt`` only ever changes to an earlier day.

    The store keeps every field in a column of its name, or sealed where it is marked with WORDS.
    """

    id: int
    reference: str
    rights: tuple[Right, ...]
    asker: str | None = field(metadata=PERSON)
    """User id of who wrote to the desk; None for a mail that arrived in a channel directly."""
    subject: Subject
    subject_key: str
    language: str
    own_words: str = field(metadata=PERSONS_WORDS)
    receipt: date
    opened_at: datetime
    """When the ticket was opened."""
    source_channel: str | None = field(default=None, metadata=PERSON)
    source_ts: str | None = field(default=None, metadata=PERSON)
    letter_language: str | None = None
    """Language of letters to a customer; None for ``language``, that of who passed the request on."""
    country: str = "SE"
    kind: Kind = Kind.REQUEST
    state: State = State.OPEN
    officer: str | None = None
    """User id of the officer who took it."""
    prepared_by: str | None = None
    """User id of the officer who prepared the answer."""
    decisions: Mapping[Right, Decision] = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    """Items of the checklist that the prepared answer contains."""
    ground: str | None = None
    """Why a right was refused, also in part: a code of ``codes.GROUNDS``."""
    answer: str = field(default="", metadata=WORDS)
    """The prepared answer, with the reasons of a refusal."""
    identity: str | None = None
    """How identity was checked, or ``failed``; None where it was not. The evidence is never kept."""
    extended_at: datetime | None = None
    extension_ground: str | None = None
    complaint: bool = False
    legal_hold: bool = False
    stopped_at: datetime | None = None
    """When the use of data was stopped to which the person objects, or for which they withdrew consent."""
    waiting_since: date | None = None
    waited: int = 0
    """Days for which the desk has waited for the person. They do not move the deadline."""
    unreachable: bool = False
    """Whether Slack no longer reaches the person, so that officers send letters by other means."""
    linked_to: int | None = None
    answer_letter: int | None = None
    """Outbox id of the answer or refusal."""
    informed_at: datetime | None = None
    """When the answer reached the person, which is what the deadline is about: Article 12(3)."""
    closed_at: datetime | None = None
    """When it was closed, dismissed, linked or withdrawn."""
    shredded_at: datetime | None = None
    """When its contents were destroyed."""
    removed: tuple[str, ...] = ()
    """What retention has removed: values of ``Removal``."""
    incident: Incident | None = None
    log_length: int = 0
    """Number of events in its log, and the sequence number of the last."""

    @property
    def deadline(self) -> Deadline:
        """The dates that follow from the receipt date and the country."""
        return deadline(self.receipt, self.country)

    @property
    def due(self) -> date:
        """The legal date for the answer, extended if an extension was made."""
        return self.deadline.extended if self.extended_at else self.deadline.legal

    @property
    def target(self) -> date:
        """The desk's own date: the next working day after receipt while a use must still be stopped."""
        if self.is_unstopped:
            return next_working_day(self.receipt)
        return last_working_day(self.deadline.extended_raw) if self.extended_at else self.deadline.target

    @property
    def by_hand(self) -> bool:
        """Whether people must send its letters, because the person is outside the workspace or Slack cannot reach them."""
        return self.subject.is_customer or self.unreachable

    @property
    def stops_first(self) -> bool:
        """Whether a use must be stopped before the answer: for an objection or a withdrawal of consent."""
        return bool(STOP_FIRST.intersection(self.rights))

    @property
    def is_unstopped(self) -> bool:
        """Whether such a use has not been stopped, in whatever state the ticket is."""
        return self.stops_first and self.stopped_at is None

    @property
    def must_stop(self) -> bool:
        """Whether a use must still be stopped: an ended or answered ticket demands it no more."""
        return self.state.is_open and self.is_unstopped

    @property
    def only_stops(self) -> bool:
        """Whether only such rights are exercised, for which no identity check is needed."""
        return STOP_FIRST.issuperset(self.rights)

    @property
    def awaits_answer(self) -> bool:
        """Whether the person is owed an answer: the request is open, or its answer has not arrived."""
        return self.kind is Kind.REQUEST and (self.state.is_open or (self.state in ANSWERED and self.informed_at is None))

    @property
    def is_owed(self) -> bool:
        """Whether the desk still owes something: an answer that has not arrived, or the end of an open breach."""
        return self.awaits_answer or (self.incident is not None and self.state.is_open)

    def is_overdue(self, local: datetime) -> bool:
        """Whether the law's time has passed: the legal date of an answer that is owed, or an open breach's 72 hours.

        ``local`` is the present time in the company's time zone.
        """
        if self.incident:
            return self.state.is_open and self.incident.is_overdue(local)
        return self.awaits_answer and local.date() > self.due

    def claimable(self, today: date) -> date | None:
        """``due`` and the days waited for the person: a date to argue for, not a deadline. None without waiting."""
        days = self.waited + ((today - self.waiting_since).days if self.waiting_since else 0)
        return self.due + timedelta(days=days) if days else None

    def decision_on(self, right: Right) -> Decision | None:
        """The decision on a right, or None."""
        return self.decisions.get(right)


class Role(StrEnum):
    """The role in which somebody acts on a ticket."""

    PERSON = "person"
    EMPLOYEE = "employee"
    OFFICER = "officer"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a ticket's log. ``words``, what somebody wrote, is stored apart from the log.

    ``actor`` is an officer's user id, None for everybody else: the log identifies no other person.
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
    """Sequence number in the ticket's log, from 1; assigned by the store."""


def reference(year: int, number: int, kind: Kind = Kind.REQUEST) -> str:
    """The reference of a ticket: ``DSR-2026-0001``, or ``INC-2026-0002`` for a suspected breach."""
    return f"{'INC' if kind is Kind.INCIDENT else 'DSR'}-{year}-{number:04d}"


def joined(ticket: Ticket, rights: Sequence[Right], receipt: date, zone: tzinfo) -> Ticket:
    """An open ticket joined by another request: with the rights of both and the earlier receipt date.

    A ticket under review goes back to WORKING where a right is added, as its prepared answer lacks that right.
    """
    together = tuple(dict.fromkeys((*ticket.rights, *rights)))
    state = State.WORKING if ticket.state is State.REVIEW and together != ticket.rights else ticket.state
    return extension_kept(replace(ticket, rights=together, receipt=min(ticket.receipt, receipt), state=state), zone)


def extension_kept(ticket: Ticket, zone: tzinfo) -> Ticket:
    """The ticket, without its extension if that was made after the legal date as it is now.

    The legal date becomes earlier when a request turns out to have been received earlier.
    ``zone`` is the company's time zone, in which the day of the extension is counted.
    """
    if ticket.extended_at is None or ticket.extended_at.astimezone(zone).date() <= ticket.deadline.legal:
        return ticket
    return replace(ticket, extended_at=None, extension_ground=None)
