"""From somebody's wish to a ticket: a new one, or the open one that it belongs to."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.letters import Card, Opened, SeePrivate, TicketLine
from bot.desk.messages import Message, RequestForm
from bot.desk.places import Officers, Place, TicketThread
from bot.desk.ports import Clock, Offer, Unit
from bot.knowledge import Right
from bot.tickets import Event, Subject, Ticket, joined
from bot.understanding import Reading


@dataclass(frozen=True, slots=True)
class Wish:
    """One exercise of rights, however it came."""

    asker: str | None
    subject: Subject
    rights: tuple[Right, ...]
    words: str
    language: str
    receipt: date
    source_channel: str | None = None
    source_ts: str | None = None
    draft_language: str | None = None

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

    @classmethod
    def from_offer(cls, offer: Offer, zone: ZoneInfo, user: str) -> "Wish":
        """The wish that a doubtful message turned out to be, as ``user`` says."""
        customer = Subject(name=offer.customer_name, email=offer.customer_email)
        return cls(
            asker=user,
            subject=customer if offer.for_customer else Subject(user=user),
            rights=offer.rights,
            words=offer.words,
            language=offer.language,
            receipt=offer.receipt.astimezone(zone).date(),
            source_channel=offer.source_channel,
            source_ts=offer.source_ts,
            draft_language=offer.draft_language,
        )


class Intake:
    """Opens tickets, or joins wishes to open ones."""

    def __init__(self, clock: Clock, zone: ZoneInfo, officers_language: str) -> None:
        self._clock = clock
        self._zone = zone
        self._officers_language = officers_language

    def from_message(self, unit: Unit, message: Message, reading: Reading, replaces: int | None) -> None:
        """A message exercised a right. Its own place says no more than who may see that place may know."""
        wish = self.wish(message, reading)
        if message.confidential == message.reply_to:
            self.open(unit, wish, message.reply_to, about=message.about, replaces=replaces)
            return
        see = SeePrivate(language=wish.language)
        unit.put(message.reply_to, see, now=self._clock(), about=message.about, replaces=replaces)
        self.open(unit, wish, message.confidential)

    def wish(self, message: Message, reading: Reading) -> Wish:
        """What a message asks for, and for whom."""
        return Wish(
            asker=message.asker,
            subject=self.subject(message, reading),
            rights=tuple(reading.rights),
            words="\n\n".join(filter(None, (message.words, message.customer.words if message.customer else None))),
            language=reading.language,
            receipt=self.received(message).astimezone(self._zone).date(),
            source_channel=message.source_channel,
            source_ts=message.source_ts,
            draft_language=reading.customer_language,
        )

    def subject(self, message: Message, reading: Reading) -> Subject:
        """Whose data it is: that of the customer whose words or wish is passed on, or else of the asker."""
        if message.customer:
            return Subject(name=message.customer.name or reading.name, email=message.customer.email or reading.email)
        if reading.for_someone_else:
            return Subject(name=reading.name, email=reading.email)
        return Subject(user=message.asker)

    def received(self, message: Message) -> datetime:
        """When the words reached the company: a forwarded message has done so when it was first sent."""
        sent = message.customer.sent_at if message.customer else None
        return min(sent, message.sent_at) if sent else message.sent_at

    def open(self, unit: Unit, wish: Wish, tell: Place, *, about: str | None = None, replaces: int | None = None) -> Ticket:
        """The ticket that a wish now belongs to; its person and the officers are told."""
        key = wish.subject.key(wish.asker or "mail", f"{wish.source_channel}:{wish.source_ts}")
        earlier = unit.open_ticket(key, wish.rights)
        ticket = self._join(unit, earlier, wish) if earlier else self._new(unit, wish, key)
        letter = Opened(
            language=wish.language,
            ticket=ticket.id,
            joined=earlier is not None,
            draft_language=wish.draft_language,
        )
        unit.put(tell, letter, now=self._clock(), about=about, replaces=replaces)
        return ticket

    def _new(self, unit: Unit, wish: Wish, key: str) -> Ticket:
        now = self._clock()
        blank = Ticket(
            id=0,
            reference="",
            rights=wish.rights,
            asker=wish.asker,
            subject=wish.subject,
            subject_key=key,
            language=wish.language,
            own_words=wish.words,
            receipt=wish.receipt,
            opened_at=now,
            source_channel=wish.source_channel,
            source_ts=wish.source_ts,
        )
        ticket = unit.new_ticket(blank, now.astimezone(self._zone).year)
        unit.put(Officers(), Card(language=self._officers_language, ticket=ticket.id), now=now)
        self._line(unit, ticket, Event(ticket.id, now, wish.asker, "opened", wish.words))
        return ticket

    def _join(self, unit: Unit, ticket: Ticket, wish: Wish) -> Ticket:
        now = self._clock()
        ticket = joined(ticket, wish.rights, wish.receipt)
        unit.save(ticket)
        self._line(unit, ticket, Event(ticket.id, now, wish.asker, "joined", wish.words))
        redrawn = Card(language=self._officers_language, ticket=ticket.id)
        unit.put(Officers(), redrawn, now=now, replaces=unit.card(ticket.id))
        return ticket

    def _line(self, unit: Unit, ticket: Ticket, event: Event) -> None:
        line = TicketLine(language=self._officers_language, ticket=ticket.id, event=unit.add_event(event))
        unit.put(TicketThread(ticket.id), line, now=event.at)
