"""Makes a ticket of a submission: a new one, or the open one that it belongs to."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import AnsweredPrivately, Card, Opened
from bot.desk.messages import Message, RequestForm
from bot.desk.places import Direct, OfficersChannel, Place
from bot.desk.ports import UnitOfWork
from bot.desk.ticket_log import note_event, redraw
from bot.knowledge import Right
from bot.tickets import Incident, Kind, Role, State, Subject, Ticket, joined
from bot.understanding import Reading


@dataclass(frozen=True, slots=True)
class Submission:
    """One request or one suspected breach before it is a ticket, from a message, a mail or a form."""

    asker: str | None
    subject: Subject
    rights: tuple[Right, ...]
    words: str
    language: str
    receipt: date
    source_channel: str | None = None
    source_ts: str | None = None
    draft_language: str | None = None
    suspected: bool = False
    """Whether the words may mean something else; the ticket is then opened as suspected."""
    outside: bool = False
    """Whether the asker belongs to another company, so that officers must ask who they are."""

    @classmethod
    def from_form(cls, form: RequestForm, today: date) -> "Submission":
        """The submission of a form that ``check_form`` has accepted."""
        for_customer = form.for_customer and not form.outside
        subject = Subject(name=form.customer_name, email=form.customer_email) if for_customer else None
        return cls(
            asker=form.asker,
            subject=subject or Subject(user=form.asker),
            rights=form.rights,
            words=form.words,
            language=form.language,
            receipt=form.receipt or today,
            draft_language=form.language if for_customer else None,
            outside=form.outside,
        )

    @property
    def role(self) -> Role:
        """EMPLOYEE where a colleague passes a customer's request on, else PERSON."""
        return Role.EMPLOYEE if self.asker and self.subject.is_customer else Role.PERSON


def subject_of(message: Message, reading: Reading) -> Subject:
    """Whose data it is: the customer's whose words or request is passed on, else the asker's.

    Who is of another company can exercise their own rights alone, or letters about others would go to a stranger.
    """
    if message.outside:
        return Subject(user=message.asker)
    if message.customer or reading.for_someone_else:
        return Subject(name=reading.name, email=reading.email)
    return Subject(user=message.asker)


class Intake:
    """Opens tickets for submissions, or joins submissions to open tickets."""

    def __init__(self, rules: DeskRules) -> None:
        self._rules = rules

    def from_message(
        self, unit: UnitOfWork, message: Message, reading: Reading, replaces: int | None = None, own: Ticket | None = None
    ) -> Ticket:
        """Open or join a ticket for a message that exercises a right: ``own``, if it has one already.

        Details go to the asker alone, never to a channel.
        """
        submission = self.submission(message, reading)
        ticket, is_joined = (self.join(unit, own, submission), True) if own else self._join_or_open(unit, submission)
        return self._confirm(unit, message, ticket, submission, is_joined, replaces)

    def from_incident(self, unit: UnitOfWork, message: Message, reading: Reading, replaces: int | None = None) -> Ticket:
        """Open a ticket for a message that reports a suspected breach. Its 72 hours run from when the company received it."""
        submission = replace(self.submission(message, reading), rights=(), subject=Subject(user=message.asker))
        ticket = self._open_new(unit, submission, Incident(aware_at=self.received(message)))
        return self._confirm(unit, message, ticket, submission, False, replaces)

    def report(self, unit: UnitOfWork, asker: str, words: str, language: str) -> None:
        """Open a ticket for a suspected breach that somebody reports while they add words to another ticket."""
        submission = Submission(asker, Subject(user=asker), (), words, language, self._rules.today)
        ticket = self._open_new(unit, submission, Incident(aware_at=self._rules.clock()))
        self._confirm_receipt(unit, ticket, submission, Direct(asker), is_joined=False, about=None, replaces=None)

    def suspect(self, unit: UnitOfWork, message: Message, reading: Reading) -> Ticket:
        """The ticket for a message that may exercise a right.

        It is suspected, so that the reply offers to confirm it, unless the message joined one that is open already.
        """
        submission = replace(self.submission(message, reading), suspected=True)
        return self._join_or_open(unit, submission)[0]

    def submission(self, message: Message, reading: Reading) -> Submission:
        """The submission that a message makes, with whose data it is about and the receipt date."""
        return Submission(
            asker=message.asker,
            subject=subject_of(message, reading),
            rights=tuple(reading.rights),
            words="\n\n".join(filter(None, (message.words, message.customer.words if message.customer else None))),
            language=reading.language,
            receipt=self._receipt(message, reading),
            source_channel=message.source_channel,
            source_ts=message.source_ts,
            draft_language=None if message.outside else reading.customer_language,
            outside=message.outside,
        )

    def _receipt(self, message: Message, reading: Reading) -> date:
        """The local day of receipt; a mail that is passed on counts from the day on which its writer sent it."""
        day = self._rules.local(self.received(message)).date()
        return min(day, reading.written_at) if reading.written_at else day

    def received(self, message: Message) -> datetime:
        """When the words reached the company, never later than now. A forwarded message counts from when it was first sent."""
        sent = message.customer.sent_at if message.customer else None
        return min(filter(None, (sent, message.sent_at, self._rules.clock())))

    def open(
        self, unit: UnitOfWork, submission: Submission, tell: Place, *, about: str | None = None, replaces: int | None = None
    ) -> Ticket:
        """The ticket that a submission now belongs to, new or joined. ``tell`` is where its person gets the confirmation."""
        ticket, is_joined = self._join_or_open(unit, submission)
        self._confirm_receipt(unit, ticket, submission, tell, is_joined, about, replaces)
        return ticket

    def join(self, unit: UnitOfWork, ticket: Ticket, submission: Submission) -> Ticket:
        """Join a submission to an open ticket, and return the ticket. A clear request confirms a suspected ticket."""
        together = joined(ticket, submission.rights, submission.receipt, self._rules.zone)
        if together.state is State.SUSPECTED and not submission.suspected:
            together = replace(together, state=State.OPEN)
        unit.save(together)
        note_event(unit, self._rules, together, "joined", role=submission.role, words=submission.words, before=ticket.state)
        redraw(unit, self._rules, together)
        return together

    def _confirm(
        self, unit: UnitOfWork, message: Message, ticket: Ticket, submission: Submission, is_joined: bool, replaces: int | None
    ) -> Ticket:
        about, tell = message.about, message.confidential
        if tell == message.reply_to:
            self._confirm_receipt(unit, ticket, submission, tell, is_joined, about, replaces)
            return ticket
        told = self._confirm_receipt(unit, ticket, submission, tell, is_joined, None, None)
        see = AnsweredPrivately(language=submission.language)
        unit.enqueue(message.reply_to, see, about=about, replaces=replaces, after=told)
        return ticket

    def _confirm_receipt(
        self,
        unit: UnitOfWork,
        ticket: Ticket,
        submission: Submission,
        tell: Place,
        is_joined: bool,
        about: str | None,
        replaces: int | None,
    ) -> int:
        letter = Opened(
            language=submission.language,
            ticket=ticket.id,
            joined=is_joined,
            draft_language=None if ticket.incident else submission.draft_language,
            looked_at=self._rules.looked_at,
        )
        return unit.enqueue(tell, letter, about=about, replaces=replaces)

    def _join_or_open(self, unit: UnitOfWork, submission: Submission) -> tuple[Ticket, bool]:
        """The ticket of a submission, and whether it was an open one that the submission joined."""
        earlier = unit.open_ticket(self._key(submission), submission.rights)
        return (self.join(unit, earlier, submission), True) if earlier else (self._open_new(unit, submission), False)

    @staticmethod
    def _key(submission: Submission) -> str:
        return submission.subject.key(submission.asker or "mail", f"{submission.source_channel}:{submission.source_ts}")

    def _open_new(self, unit: UnitOfWork, submission: Submission, incident: Incident | None = None) -> Ticket:
        rules = self._rules
        blank = Ticket(
            id=0,
            reference="",
            rights=submission.rights,
            asker=submission.asker,
            subject=submission.subject,
            subject_key=self._key(submission),
            language=submission.language,
            own_words=submission.words,
            receipt=submission.receipt,
            opened_at=rules.clock(),
            source_channel=submission.source_channel,
            source_ts=submission.source_ts,
            letter_language=submission.draft_language,
            country=rules.country,
            kind=Kind.INCIDENT if incident else Kind.REQUEST,
            state=State.SUSPECTED if submission.suspected else State.OPEN,
            incident=incident,
        )
        ticket = unit.new_ticket(blank, rules.today.year)
        unit.enqueue(OfficersChannel(), Card(language=rules.language, ticket=ticket.id))
        what = "suspected" if submission.suspected else "reported" if incident else "opened"
        note_event(unit, rules, ticket, what, role=submission.role, words=submission.words)
        if submission.outside:
            note_event(unit, rules, ticket, "outside", role=Role.DESK)
        return ticket
