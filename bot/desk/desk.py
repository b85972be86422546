"""The desk: one short method for each thing that a person can do."""

from collections.abc import Sequence
from datetime import timedelta

from bot.desk.forms import check_form
from bot.desk.house import House
from bot.desk.intake import Intake, Wish
from bot.desk.letters import Explain, Letter, Mirror, Notice, PersonWanted, Reply, Why
from bot.desk.messages import Deed, Message, RequestForm
from bot.desk.outcome_of import outcome_of
from bot.desk.outcomes import Answer
from bot.desk.pen import redraw
from bot.desk.places import Direct, Place
from bot.desk.places import Officers as OfficersChannel
from bot.desk.ports import Officers, Store, Unit
from bot.desk.rounds import Rounds
from bot.desk.work import Work
from bot.tickets import Act, Given, Role, Ticket
from bot.tickets.retention import Removal
from bot.understanding import Reader, Reading, Verdict

EDIT_WITHIN = timedelta(minutes=10)
"""An edit later than this is a new thought, and people have read the answer."""


class Desk:
    """Everything that reaches the desk goes through here; each method is one transaction.

    A method returns when what it was told is on disk. An exception means that nothing of it is.
    """

    def __init__(self, reader: Reader, store: Store, officers: Officers, house: House) -> None:
        self._reader = reader
        self._store = store
        self._officers = officers
        self._house = house
        self._intake = Intake(house)
        self._work = Work(store, officers, house)
        self.rounds = Rounds(store, officers, self._work, house)
        """What the desk does by itself as time passes."""

    def ask(self, message: Message) -> None:
        """Somebody wrote to the desk: they get an answer, or a ticket if they exercise a right or tell of a breach."""
        reading = self._read(message)
        with self._store.transaction() as unit:
            if unit.first_time(message.keys, self._house.clock()) and not self._passed_on(unit, message, reading):
                self._reply(unit, message, reading)

    def mail(self, message: Message) -> None:
        """A mail came into a channel by itself: nobody asked, so only what concerns privacy is answered."""
        reading = self._read(message)
        if reading.verdict in {Verdict.SMALLTALK, Verdict.UNREADABLE} or not reading.about_privacy:
            return
        with self._store.transaction() as unit:
            if unit.first_time(message.keys, self._house.clock()):
                self._reply(unit, message, reading)

    def choose(self, keys: Sequence[str], entry: str, place: Place, language: str, draft: str | None = None) -> None:
        """Somebody says which of the questions offered they meant, or a customer; then with a draft in that language."""
        self._say(keys, place, Reply(language=language, outcome=Answer(entry=entry), draft_language=draft))

    def edit(self, message: Message) -> None:
        """Somebody changed what they had written: a recent reply is written anew in its place."""
        reading = self._read(message)
        now = self._house.clock()
        with self._store.transaction() as unit:
            earlier = unit.sent_about(message.about or "", now - EDIT_WITHIN)
            if earlier and unit.first_time(message.keys, now):
                # The reference of a ticket stays readable when its message becomes something else.
                opens = reading.verdict in {Verdict.REQUEST, Verdict.INCIDENT}
                keeps = earlier.kind == "opened" and not opens
                self._reply(unit, message, reading, replaces=None if keeps else earlier.id)

    def explain(self, keys: Sequence[str], place: Place, locale: str | None) -> None:
        """Somebody wants to know what the desk is."""
        self._say(keys, place, Explain(language=self.language(locale)))

    def request(self, form: RequestForm) -> None:
        """Somebody filled in the form; FormFaults where it cannot be taken as it is."""
        today = self._house.today
        check_form(form, today)
        with self._store.transaction() as unit:
            if unit.first_time((form.key,), self._house.clock()):
                self._intake.open(unit, Wish.from_form(form, today), Direct(form.asker))

    def hand_over(self, keys: Sequence[str], user: str, words: str, language: str) -> None:
        """Somebody wants a person to answer: the officers get the question."""
        with self._store.transaction() as unit:
            if unit.first_time(keys, self._house.clock()):
                now = self._house.clock()
                unit.put(OfficersChannel(), PersonWanted(language=self._house.language, asker=user, words=words), now=now)
                unit.put(Direct(user), Notice(language=language, text="handed_over"), now=now)

    def act(self, deed: Deed) -> None:
        """Somebody does something with a ticket; whoever may not is told so. FormFaults where a form is not right."""
        self._work.act(deed)

    def add(self, keys: Sequence[str], ticket: int, user: str, words: str, place: Place) -> None:
        """A person adds to their own ticket; rights that they exercise with it are added too, and a breach has its own."""
        reading = self._reader.read(words)
        with self._store.transaction() as unit:
            if not unit.first_time(keys, self._house.clock()):
                return
            found = unit.ticket(ticket)
            if found is None or user not in {found.asker, found.subject.user} or self._is_forgotten(found):
                unit.put(place, Notice(language=reading.language, text="ticket_gone"), now=self._house.clock())
                return
            if reading.breach and not found.incident:
                self._intake.report(unit, user, words, reading.language)
                if reading.verdict is Verdict.INCIDENT:
                    return
            self._pass_on(unit, found, words, user, reading, place)

    def status(self, keys: Sequence[str], user: str, place: Place, language: str) -> None:
        """Somebody wants to see their own tickets."""
        with self._store.transaction() as unit:
            if unit.first_time(keys, self._house.clock()):
                own = [ticket.id for ticket in unit.tickets_of(user)]
                unit.put(place, Mirror(language=language, tickets=own), now=self._house.clock())

    def list_open(self, keys: Sequence[str], user: str, place: Place, language: str) -> None:
        """An officer wants to see what is open, soonest first; nobody else does."""
        is_officer = self._officers.includes(user)
        with self._store.transaction() as unit:
            if not unit.first_time(keys, self._house.clock()):
                return
            letter: Letter = Notice(language=language, text="officers_only")
            if is_officer:
                letter = Mirror(language=language, tickets=self._soonest(unit), officers=True)
            unit.put(place, letter, now=self._house.clock())

    def why(self, keys: Sequence[str], ticket: int, user: str, place: Place, language: str) -> None:
        """Somebody wants to know how the dates of a ticket were counted: its person, or an officer."""
        is_officer = self._officers.includes(user)
        with self._store.transaction() as unit:
            if not unit.first_time(keys, self._house.clock()):
                return
            found = unit.ticket(ticket)
            may = found is not None and (is_officer or user in {found.asker, found.subject.user})
            letter: Letter = Why(language=language, ticket=ticket) if may else Notice(language=language, text="officers_only")
            unit.put(place, letter, now=self._house.clock())

    def redraw(self, ticket: int) -> None:
        """Draw a ticket's card anew, as it stands."""
        with self._store.transaction() as unit:
            if found := unit.ticket(ticket):
                redraw(unit, self._house, found)

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
        with self._store.transaction() as unit:
            if unit.first_time(keys, self._house.clock()):
                unit.put(place, letter, now=self._house.clock())

    def _reply(self, unit: Unit, message: Message, reading: Reading, replaces: int | None = None) -> None:
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
        unit.put(message.reply_to, letter, now=self._house.clock(), about=about, replaces=replaces)

    def _passed_on(self, unit: Unit, message: Message, reading: Reading) -> bool:
        """Whether it was written in the thread of one of the writer's own tickets, which is still worked on."""
        id = unit.ticket_at(*message.thread) if message.thread else None
        ticket = unit.ticket(id) if id is not None else None
        if ticket is None or message.asker not in {ticket.asker, ticket.subject.user} or ticket.closed_at:
            return False
        if self._is_forgotten(ticket) or (reading.breach and not ticket.incident):
            return False  # its 72 hours run, wherever it was written; what is told more of a known breach belongs to it
        self._pass_on(unit, ticket, message.words, message.asker, reading, message.reply_to)
        return True

    @staticmethod
    def _is_forgotten(ticket: Ticket) -> bool:
        """Whether retention has taken the thread, so that words in it would be kept too long and read by nobody."""
        return ticket.shredded_at is not None or Removal.THREAD.value in ticket.removed

    def _pass_on(self, unit: Unit, ticket: Ticket, words: str, user: str | None, reading: Reading, place: Place) -> None:
        """What a person writes about their ticket reaches the officers; new rights in it are exercised."""
        # "My customer number is 4711" answers a question of ours; what is meant beyond doubt is added.
        asks = reading.verdict is Verdict.REQUEST and not reading.unsure
        if asks and not set(reading.rights).issubset(ticket.rights):
            wish = Wish(
                asker=user,
                subject=ticket.subject,
                rights=tuple(reading.rights),
                words=words,
                language=reading.language,
                receipt=self._house.today,
            )
            if not ticket.state.is_open or ticket.incident:
                self._intake.open(unit, wish, Direct(user) if user else place)  # the answer has left without these rights
                return
            self._intake.join(unit, ticket, wish)
        else:
            role = Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON
            self._work.by_person(unit, ticket, Act.WROTE, role, Given(words=words))
        notice = Notice(language=reading.language, text="passed_on", facts={"reference": ticket.reference})
        unit.put(place, notice, now=self._house.clock())

    def _soonest(self, unit: Unit) -> list[int]:
        known = unit.tickets_since(self._house.clock())
        incidents = [ticket.id for ticket in known if ticket.incident and ticket.state.is_open]
        owed = sorted((ticket for ticket in known if ticket.awaits), key=lambda ticket: (ticket.due, ticket.id))
        return incidents + [ticket.id for ticket in owed]
