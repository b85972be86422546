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
from bot.tickets.retention import is_forgotten
from bot.understanding import Reader, Reading, Verdict

EDIT_WITHIN = timedelta(minutes=10)
"""An edit later than this is a new thought, and people have read the answer."""


class Desk:
    """Everything that reaches the desk goes through here; each method is one transaction.

    A method returns when what it was told is on disk. An exception means that nothing of it is.
    """

    def __init__(self, reader: Reader, store: Store, officers: Officers, rules: DeskRules) -> None:
        self._reader = reader
        self._store = store
        self._officers = officers
        self._rules = rules
        self._intake = Intake(rules)
        self._actions = TicketActions(store, officers, rules)
        self.scheduler = Scheduler(store, officers, self._actions, rules)
        """What the desk does by itself as time passes."""

    def ask(self, message: Message) -> None:
        """Somebody wrote to the desk: they get an answer, or a ticket if they exercise a right or tell of a breach."""
        reading = self._read(message)
        with first_delivery(self._store, message.keys) as unit:
            if unit and not self._added_to_own_ticket(unit, message, reading):
                self._reply(unit, message, reading)

    def mail(self, message: Message) -> None:
        """A mail came into a channel by itself: nobody asked, so only what concerns privacy is answered."""
        reading = self._read(message)
        if reading.verdict in {Verdict.SMALLTALK, Verdict.UNREADABLE} or not reading.about_privacy:
            return
        with first_delivery(self._store, message.keys) as unit:
            if unit:
                self._reply(unit, message, reading)

    def choose(self, keys: Sequence[str], entry: str, place: Place, language: str, draft: str | None = None) -> None:
        """Somebody says which of the questions offered they meant, or a customer; then with a draft in that language."""
        self._say(keys, place, Reply(language=language, outcome=Answer(entry=entry), draft_language=draft))

    def edit(self, message: Message) -> None:
        """Somebody changed what they had written: a recent reply is written anew in its place."""
        reading = self._read(message)
        since = self._rules.clock() - EDIT_WITHIN
        with first_delivery(self._store, message.keys) as unit:
            earlier = unit.sent_about(message.about or "", since) if unit else None
            if unit and earlier:
                # The reference of a ticket stays readable when its message becomes something else.
                opens = reading.verdict in {Verdict.REQUEST, Verdict.INCIDENT}
                keeps = earlier.kind == "opened" and not opens
                self._reply(unit, message, reading, replaces=None if keeps else earlier.id)

    def introduce(self, keys: Sequence[str], place: Place, locale: str | None) -> None:
        """Somebody wants to know what the desk is."""
        self._say(keys, place, Introduction(language=self.language(locale)))

    def request(self, form: RequestForm) -> None:
        """Somebody filled in the form; FormFaults where it cannot be taken as it is."""
        today = self._rules.today
        check_form(form, today)
        with first_delivery(self._store, (form.key,)) as unit:
            if unit:
                self._intake.open(unit, Submission.from_form(form, today), Direct(form.asker))

    def hand_over(self, keys: Sequence[str], user: str, words: str, language: str) -> None:
        """Somebody wants a person to answer: the officers get the question."""
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(OfficersChannel(), QuestionHandedOver(language=self._rules.language, asker=user, words=words))
                unit.enqueue(Direct(user), Notice(language=language, text="handed_over"))

    def act(self, command: TicketCommand) -> None:
        """Somebody does something with a ticket; whoever may not is told so. FormFaults where a form is not right."""
        self._actions.act(command)

    def add(self, keys: Sequence[str], ticket: int, user: str, words: str, place: Place) -> None:
        """A person adds to their own ticket; rights that they exercise with it are added too, and a breach has its own."""
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
        """Somebody wants to see their own tickets."""
        with first_delivery(self._store, keys) as unit:
            if unit:
                own = [ticket.id for ticket in unit.tickets_of(user)]
                unit.enqueue(place, TicketList(language=language, tickets=own))

    def list_open(self, keys: Sequence[str], user: str, place: Place, language: str) -> None:
        """An officer wants to see what is open, soonest first; nobody else does."""
        if not self._officers.includes(user):
            self._say(keys, place, Notice(language=language, text="officers_only"))
            return
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(place, TicketList(language=language, tickets=self._soonest(unit), officers=True))

    def explain_deadline(self, keys: Sequence[str], ticket: int, user: str, place: Place, language: str) -> None:
        """Somebody wants to know how the dates of a ticket were counted: its person, or an officer."""
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
        """Draw a ticket's card anew, as it stands."""
        with self._store.transaction() as unit:
            if found := unit.ticket(ticket):
                redraw(unit, self._rules, found)

    def language(self, locale: str | None) -> str:
        """The language in which to speak to somebody of whom only the locale is known, if that."""
        return self._reader.languages.guess("", locale)

    def guess_rights(self, words: str, locale: str | None) -> Reading:
        """What somebody's words would fill into the form."""
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
            about = replaces = None  # an edit concerns the ticket; what they also asked is answered beside it
        offer = self._intake.suspect(unit, message, reading) if reading.doubtful else None
        letter = Reply(
            language=reading.language,
            outcome=outcome_of(reading, offer),
            draft_language=reading.customer_language,
            customer=message.customer.name if message.customer else None,
        )
        unit.enqueue(message.reply_to, letter, about=about, replaces=replaces)

    def _added_to_own_ticket(self, unit: UnitOfWork, message: Message, reading: Reading) -> bool:
        """Whether it was written in the thread of one of the writer's own tickets, which is still worked on."""
        id = unit.ticket_at(*message.thread) if message.thread else None
        ticket = unit.ticket(id) if id is not None else None
        if ticket is None or message.asker not in {ticket.asker, ticket.subject.user} or ticket.closed_at:
            return False
        # Words in a forgotten thread would be kept too long, and read by nobody.
        if is_forgotten(ticket) or (reading.breach and not ticket.incident):
            return False  # its 72 hours run, wherever it was written; what is told more of a known breach belongs to it
        self._add_to_ticket(unit, ticket, message.words, message.asker, reading, message.reply_to)
        return True

    def _add_to_ticket(
        self, unit: UnitOfWork, ticket: Ticket, words: str, user: str | None, reading: Reading, place: Place
    ) -> None:
        """What a person writes about their ticket reaches the officers; new rights in it are exercised."""
        # "My customer number is 4711" answers a question of ours; what is meant beyond doubt is added.
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
                self._intake.open(unit, submission, Direct(user) if user else place)  # the answer has left without these rights
                return
            self._intake.join(unit, ticket, submission)
        else:
            role = Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON
            self._actions.by_person(unit, ticket, Act.WROTE, role, ActInput(words=words))
        notice = Notice(language=reading.language, text="passed_on", facts={"reference": ticket.reference})
        unit.enqueue(place, notice)

    def _soonest(self, unit: UnitOfWork) -> list[int]:
        known = unit.tickets_since(self._rules.clock())
        incidents = [ticket.id for ticket in known if ticket.incident and ticket.state.is_open]
        owed = sorted((ticket for ticket in known if ticket.awaits), key=lambda ticket: (ticket.due, ticket.id))
        return incidents + [ticket.id for ticket in owed]
