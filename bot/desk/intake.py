"""From somebody's wish to a ticket: a new one, or the open one that it belongs to."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.desk.house import House
from bot.desk.letters import Card, Opened, SeePrivate
from bot.desk.messages import Message, RequestForm
from bot.desk.pen import note_event, redraw
from bot.desk.places import Direct, Officers, Place
from bot.desk.ports import Unit
from bot.knowledge import Right
from bot.tickets import Incident, Kind, Role, State, Subject, Ticket, joined
from bot.understanding import Reading


@dataclass(frozen=True, slots=True)
class Wish:
    """One exercise of rights, or one suspected breach, however it came."""

    asker: str | None
    subject: Subject
    rights: tuple[Right, ...]
    words: str
    language: str
    receipt: date
    source_channel: str | None = None
    source_ts: str | None = None
    draft_language: str | None = None
    doubtful: bool = False
    """Whether the words may mean something else; then the person and the officers say what they mean."""

    @classmethod
    def from_form(cls, form: RequestForm, today: date) -> "Wish":
        """The wish that a checked form states."""
        subject = Subject(name=form.customer_name, email=form.customer_email) if form.for_customer else None
        return cls(
            asker=form.asker,
            subject=subject or Subject(user=form.asker),
            rights=form.rights,
            words=form.words,
            language=form.language,
            receipt=form.receipt or today,
            draft_language=form.language if form.for_customer else None,
        )

    @property
    def role(self) -> Role:
        """In what capacity it was brought."""
        return Role.EMPLOYEE if self.asker and self.subject.is_customer else Role.PERSON


class Intake:
    """Opens tickets, or joins wishes to open ones."""

    def __init__(self, house: House) -> None:
        self._house = house

    def from_message(self, unit: Unit, message: Message, reading: Reading, replaces: int | None) -> None:
        """A message exercised a right. Its own place says no more than who may see that place may know."""
        self._told(unit, message, self.wish(message, reading), replaces)

    def from_incident(self, unit: Unit, message: Message, reading: Reading, replaces: int | None) -> None:
        """A message tells of a suspected breach: the 72 hours run from when the company came to know of it."""
        wish = replace(self.wish(message, reading), rights=(), subject=Subject(user=message.asker))
        self._told(unit, message, wish, replaces, Incident(aware_at=self.received(message)))

    def report(self, unit: Unit, asker: str, words: str, language: str) -> None:
        """Somebody tells of a suspected breach where they add to a ticket of theirs."""
        wish = Wish(asker, Subject(user=asker), (), words, language, self._house.today)
        ticket = self._new(unit, wish, Incident(aware_at=self._house.clock()))
        self._tell_opened(unit, ticket, wish, Direct(asker), is_joined=False, about=None, replaces=None)

    def suspect(self, unit: Unit, message: Message, reading: Reading) -> int | None:
        """A message may exercise a right: the suspected ticket, which the reply offers to confirm.

        None where it belongs to a ticket that is open already: there is nothing left to confirm.
        """
        wish = replace(self.wish(message, reading), doubtful=True)
        ticket, _ = self._ticket(unit, wish)
        return ticket.id if ticket.state is State.SUSPECTED else None

    def wish(self, message: Message, reading: Reading) -> Wish:
        """What a message asks for, and for whom."""
        return Wish(
            asker=message.asker,
            subject=self._subject(message, reading),
            rights=tuple(reading.rights),
            words="\n\n".join(filter(None, (message.words, message.customer.words if message.customer else None))),
            language=reading.language,
            receipt=self._house.local(self.received(message)).date(),
            source_channel=message.source_channel,
            source_ts=message.source_ts,
            draft_language=reading.customer_language,
        )

    def received(self, message: Message) -> datetime:
        """When the words reached the company: a forwarded message has done so when it was first sent, and none in the future."""
        sent = message.customer.sent_at if message.customer else None
        return min(filter(None, (sent, message.sent_at, self._house.clock())))

    def open(self, unit: Unit, wish: Wish, tell: Place, *, about: str | None = None, replaces: int | None = None) -> Ticket:
        """The ticket that a wish now belongs to; its person and the officers are told."""
        ticket, is_joined = self._ticket(unit, wish)
        self._tell_opened(unit, ticket, wish, tell, is_joined, about, replaces)
        return ticket

    def join(self, unit: Unit, ticket: Ticket, wish: Wish) -> Ticket:
        """An open ticket with what a wish adds to it. Explicit words confirm what was only suspected."""
        together = joined(ticket, wish.rights, wish.receipt, self._house.zone)
        if together.state is State.SUSPECTED and not wish.doubtful:
            together = replace(together, state=State.OPEN)
        unit.save(together)
        note_event(unit, self._house, together, "joined", role=wish.role, words=wish.words, before=ticket.state)
        redraw(unit, self._house, together)
        return together

    @staticmethod
    def _subject(message: Message, reading: Reading) -> Subject:
        """Whose data it is: that of the customer whose words or wish is passed on, or else of the asker."""
        if message.customer:
            return Subject(name=message.customer.name or reading.name, email=message.customer.email or reading.email)
        if reading.for_someone_else:
            return Subject(name=reading.name, email=reading.email)
        return Subject(user=message.asker)

    def _told(self, unit: Unit, message: Message, wish: Wish, replaces: int | None, incident: Incident | None = None) -> None:
        about, tell = message.about, message.confidential
        if tell != message.reply_to:
            see = SeePrivate(language=wish.language)
            unit.put(message.reply_to, see, now=self._house.clock(), about=about, replaces=replaces)
            about = replaces = None
        ticket, is_joined = self._breach(unit, wish, incident) if incident else self._ticket(unit, wish)
        self._tell_opened(unit, ticket, wish, tell, is_joined, about, replaces)

    def _tell_opened(
        self, unit: Unit, ticket: Ticket, wish: Wish, tell: Place, is_joined: bool, about: str | None, replaces: int | None
    ) -> None:
        letter = Opened(
            language=wish.language,
            ticket=ticket.id,
            joined=is_joined,
            draft_language=None if ticket.incident else wish.draft_language,
            looked_at=self._house.looked_at,
        )
        unit.put(tell, letter, now=self._house.clock(), about=about, replaces=replaces)

    def _ticket(self, unit: Unit, wish: Wish) -> tuple[Ticket, bool]:
        """The ticket, and whether it is an open one that was joined."""
        earlier = unit.open_ticket(self._key(wish), wish.rights)
        return (self.join(unit, earlier, wish), True) if earlier else (self._new(unit, wish), False)

    def _breach(self, unit: Unit, wish: Wish, incident: Incident) -> tuple[Ticket, bool]:
        """The ticket of a breach, and whether it is the one that the same message, now worded otherwise, has opened."""
        id = unit.ticket_at(wish.source_channel, wish.source_ts) if wish.source_channel and wish.source_ts else None
        earlier = unit.ticket(id) if id is not None else None
        if earlier is None or not earlier.incident or not earlier.state.is_open:
            return self._new(unit, wish, incident), False
        note_event(unit, self._house, earlier, "joined", role=wish.role, words=wish.words, before=earlier.state)
        return earlier, True

    @staticmethod
    def _key(wish: Wish) -> str:
        return wish.subject.key(wish.asker or "mail", f"{wish.source_channel}:{wish.source_ts}")

    def _new(self, unit: Unit, wish: Wish, incident: Incident | None = None) -> Ticket:
        house = self._house
        blank = Ticket(
            id=0,
            reference="",
            rights=wish.rights,
            asker=wish.asker,
            subject=wish.subject,
            subject_key=self._key(wish),
            language=wish.language,
            own_words=wish.words,
            receipt=wish.receipt,
            opened_at=house.clock(),
            source_channel=wish.source_channel,
            source_ts=wish.source_ts,
            letter_language=wish.draft_language,
            country=house.country,
            kind=Kind.INCIDENT if incident else Kind.REQUEST,
            state=State.SUSPECTED if wish.doubtful else State.OPEN,
            incident=incident,
        )
        ticket = unit.new_ticket(blank, house.today.year)
        unit.put(Officers(), Card(language=house.language, ticket=ticket.id), now=house.clock())
        what = "suspected" if wish.doubtful else "reported" if incident else "opened"
        note_event(unit, house, ticket, what, role=wish.role, words=wish.words)
        return ticket
