"""The desk: one short method for each thing that a person can do."""

from collections.abc import Sequence
from datetime import timedelta

from bot.desk.desk_rules import DeskRules
from bot.desk.intake import Intake, Submission
from bot.desk.letters import DeadlineExplanation, Introduction, Letter, Notice, QuestionHandedOver, Reply, TicketList
from bot.desk.messages import Message, RequestForm, TicketCommand, check_form
from bot.desk.outcomes import Answer, outcome_of
from bot.desk.places import Direct, OfficersChannel, Place
from bot.desk.ports import Officers, Store, UnitOfWork, first_delivery
from bot.desk.scheduler import Scheduler
from bot.desk.ticket_actions import TicketActions
from bot.desk.ticket_log import redraw
from bot.tickets import Act, ActInput, Role, Ticket
from bot.tickets.reminders import soonest_due
from bot.tickets.retention import is_forgotten
from bot.understanding import Reader, Reading, Verdict

EDIT_WITHIN = timedelta(minutes=10)
"""Later edits are ignored: the reply has been read by then."""


class Desk:
    """The entry point for everything that reaches the desk. Each method is one transaction.

    When a method returns, everything that it was given is stored. When it raises, nothing is.
    Methods that take delivery keys do nothing for a delivery that was handled before.
    """

    def __init__(self, reader: Reader, store: Store, officers: Officers, rules: DeskRules) -> None:
        self._reader = reader
        self._store = store
        self._officers = officers
        self._rules = rules
        self._intake = Intake(rules)
        self._actions = TicketActions(store, officers, rules)
        self.scheduler = Scheduler(store, officers, self._actions, rules)
        """Does what becomes due as time passes."""

    def ask(self, message: Message) -> None:
        """Answer a message, or open a ticket for it if it exercises a right or reports a suspected breach."""
        reading = self._read(message)
        with first_delivery(self._store, message.keys) as unit:
            if unit and not self._added_to_own_ticket(unit, message, reading):
                self._reply(unit, message, reading)

    def mail(self, message: Message) -> None:
        """Answer a mail that arrived in a channel by itself; ignore it where it is not about privacy, as nobody asked."""
        reading = self._read(message)
        if reading.verdict in {Verdict.SMALLTALK, Verdict.UNREADABLE} or not reading.about_privacy:
            return
        with first_delivery(self._store, message.keys) as unit:
            if unit:
                self._reply(unit, message, reading)

    def choose(self, keys: Sequence[str], entry: str, place: Place, language: str, draft: str | None = None) -> None:
        """Answer with the entry that somebody picked from the choices; ``draft`` is the language of a draft to a customer."""
        self._say(keys, place, Reply(language=language, outcome=Answer(entry=entry), draft_language=draft))

    def edit(self, message: Message) -> None:
        """Replace the reply to an edited message, if it was queued within the last ``EDIT_WITHIN``; else do nothing."""
        reading = self._read(message)
        since = self._rules.clock() - EDIT_WITHIN
        with self._store.transaction() as unit:
            earlier = unit.sent_about(message.about or "", since)
            # An edit that finds no reply yet leaves its key free: delivered again, it may find one.
            if earlier and unit.first_time(message.keys):
                # A message with a ticket's reference is kept when the edited words are no longer a request.
                opens = reading.verdict in {Verdict.REQUEST, Verdict.INCIDENT}
                keeps = earlier.kind == "opened" and not opens
                self._reply(unit, message, reading, replaces=None if keeps else earlier.id)

    def introduce(self, keys: Sequence[str], place: Place, locale: str | None) -> None:
        """Say what the desk is and how it is used."""
        self._say(keys, place, Introduction(language=self.language(locale)))

    def request(self, form: RequestForm) -> None:
        """Open a ticket, or join an open one, for a request form. Raises FormFaults where fields are missing or wrong."""
        today = self._rules.today
        check_form(form, today)
        with first_delivery(self._store, (form.key,)) as unit:
            if unit:
                self._intake.open(unit, Submission.from_form(form, today), Direct(form.asker))

    def hand_over(self, keys: Sequence[str], user: str, words: str, language: str) -> None:
        """Pass a question on to the officers, and tell its writer so."""
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(OfficersChannel(), QuestionHandedOver(language=self._rules.language, asker=user, words=words))
                unit.enqueue(Direct(user), Notice(language=language, text="handed_over"))

    def act(self, command: TicketCommand) -> None:
        """Carry out a command on a ticket, or tell its sender why not. Raises FormFaults where a form's fields are wrong."""
        self._actions.act(command)

    def add(self, keys: Sequence[str], ticket: int, user: str, words: str, place: Place) -> None:
        """Add a person's words to their ticket, with any right that they exercise. A breach gets a ticket of its own."""
        reading = self._reader.read(words)
        with first_delivery(self._store, keys) as unit:
            if not unit:
                return
            found = unit.ticket(ticket)
            if found is None or user not in {found.asker, found.subject.user} or is_forgotten(found):
                unit.enqueue(place, Notice(language=reading.language, text="ticket_gone"))
                return
            if reading.breach and not found.incident:
                self._intake.report(unit, user, words, reading.language)
                if reading.verdict is Verdict.INCIDENT:
                    return
            self._add_to_ticket(unit, found, words, user, reading, place)

    def status(self, keys: Sequence[str], user: str, place: Place, language: str) -> None:
        """Send somebody the list of their own tickets."""
        with first_delivery(self._store, keys) as unit:
            if unit:
                own = [ticket.id for ticket in unit.tickets_of(user)]
                unit.enqueue(place, TicketList(language=language, tickets=own))

    def list_open(self, keys: Sequence[str], user: str, place: Place, language: str) -> None:
        """Send an officer the list of open tickets, soonest due first. Others are told that it is for officers."""
        if not self._officers.includes(user):
            self._say(keys, place, Notice(language=language, text="officers_only"))
            return
        with first_delivery(self._store, keys) as unit:
            if unit:
                owed = [ticket.id for ticket in soonest_due(unit.tickets_since(self._rules.clock()))]
                unit.enqueue(place, TicketList(language=language, tickets=owed, officers=True))

    def explain_deadline(self, keys: Sequence[str], ticket: int, user: str, place: Place, language: str) -> None:
        """Explain how a ticket's dates were counted, to its asker, its data subject or an officer. Others are refused."""
        is_officer = self._officers.includes(user)
        with first_delivery(self._store, keys) as unit:
            if not unit:
                return
            found = unit.ticket(ticket)
            may = found is not None and (is_officer or user in {found.asker, found.subject.user})
            letter: Letter = (
                DeadlineExplanation(language=language, ticket=ticket) if may else Notice(language=language, text="officers_only")
            )
            unit.enqueue(place, letter)

    def redraw(self, ticket: int) -> None:
        """Queue a ticket's card with its present state. Does nothing where there is no such ticket."""
        with self._store.transaction() as unit:
            if found := unit.ticket(ticket):
                redraw(unit, self._rules, found)

    def language(self, locale: str | None) -> str:
        """The language for somebody who has written no words; the default where the locale is None or unknown."""
        return self._reader.languages.guess("", locale)

    def guess_rights(self, words: str, locale: str | None) -> Reading:
        """The reading of somebody's words, from which the request form is filled in."""
        return self._reader.read(words, locale=locale)

    def _read(self, message: Message) -> Reading:
        customer = message.customer.words if message.customer else None
        return self._reader.read(message.words, customer=customer, locale=message.locale)

    def _say(self, keys: Sequence[str], place: Place, letter: Letter) -> None:
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(place, letter)

    def _reply(self, unit: UnitOfWork, message: Message, reading: Reading, replaces: int | None = None) -> None:
        if reading.verdict is Verdict.REQUEST:
            self._intake.from_message(unit, message, reading, replaces)
            return
        about = message.about
        if reading.breach:
            self._intake.from_incident(unit, message, reading, replaces)
            if reading.verdict is Verdict.INCIDENT:
                return
            about = replaces = None  # the ticket's letter replaces the edited reply; the answer is a message of its own
        offer = self._intake.suspect(unit, message, reading) if reading.maybe_request else None
        letter = Reply(
            language=reading.language,
            outcome=outcome_of(reading, offer),
            draft_language=reading.customer_language,
            customer=message.customer.name if message.customer else None,
        )
        unit.enqueue(message.reply_to, letter, about=about, replaces=replaces)

    def _added_to_own_ticket(self, unit: UnitOfWork, message: Message, reading: Reading) -> bool:
        """Add a message to the ticket of its thread; False where that is not an open ticket of the writer's own."""
        id = unit.ticket_at(*message.thread) if message.thread else None
        ticket = unit.ticket(id) if id is not None else None
        if ticket is None or message.asker not in {ticket.asker, ticket.subject.user} or ticket.closed_at:
            return False
        # Nobody reads a thread that retention has removed, and its ticket must not collect new words.
        if is_forgotten(ticket) or (reading.breach and not ticket.incident):
            return False  # a new breach needs a ticket of its own, with its 72 hours; more about a known one is added to it
        self._add_to_ticket(unit, ticket, message.words, message.asker, reading, message.reply_to)
        return True

    def _add_to_ticket(
        self, unit: UnitOfWork, ticket: Ticket, words: str, user: str | None, reading: Reading, place: Place
    ) -> None:
        """Show a person's words to the officers in the ticket's thread, and add the rights that they exercise for sure."""
        # Words such as "My customer number is 4711" answer an officer's question; only a sure request adds rights.
        asks = reading.verdict is Verdict.REQUEST and not reading.unsure
        if asks and not set(reading.rights).issubset(ticket.rights):
            submission = Submission(
                asker=user,
                subject=ticket.subject,
                rights=tuple(reading.rights),
                words=words,
                language=reading.language,
                receipt=self._rules.today,
            )
            if not ticket.state.is_open or ticket.incident:
                self._intake.open(unit, submission, Direct(user) if user else place)  # the answer was sent without these rights
                return
            self._intake.join(unit, ticket, submission)
        else:
            role = Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON
            self._actions.by_person(unit, ticket, Act.WROTE, role, ActInput(words=words))
        notice = Notice(language=reading.language, text="passed_on", facts={"reference": ticket.reference})
        unit.enqueue(place, notice)
