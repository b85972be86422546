"""What the desk does with a message: it answers it, makes a ticket of it, or adds it to the ticket of its thread."""

from collections.abc import Sequence
from datetime import timedelta

from bot.desk.authority import tell_of_authority
from bot.desk.desk_rules import DeskRules
from bot.desk.intake import Intake, Submission
from bot.desk.letters import Notice, Reply
from bot.desk.messages import Message
from bot.desk.outcomes import answer_beside, outcome_of
from bot.desk.places import Direct, Place
from bot.desk.ports import UnitOfWork
from bot.desk.ticket_actions import TicketActions
from bot.desk.unread_files import is_about_file, tell_of_file
from bot.desk.versions import rights_of
from bot.tickets import Act, ActInput, Role, State, Ticket
from bot.tickets.retention import is_forgotten
from bot.understanding import Reading, Verdict

ANSWERED_WITHIN = timedelta(days=1)
"""Age from which on nobody waits for the answer to a message that was missed."""


class Conversation:
    """Answers messages. Methods return the ticket that a message belongs to from then on, None where it has none."""

    def __init__(self, rules: DeskRules, intake: Intake, actions: TicketActions) -> None:
        self._rules = rules
        self._intake = intake
        self._actions = actions

    def take(self, unit: UnitOfWork, message: Message, reading: Reading) -> Ticket | None:
        """Add a message to the open ticket of the writer's own in whose thread it stands, or else reply to it."""
        ticket = self.own_thread(unit, message)
        # A new breach needs a ticket of its own, with its 72 hours; more about a known one is added to it.
        is_new = reading.verdict is Verdict.AUTHORITY or (reading.breach and not (ticket and ticket.incident))
        if ticket is None or is_new:
            return self.reply(unit, message, reading)
        ticket = self.add(unit, ticket, message.words, message.asker, reading, message.reply_to)
        if message.unreadable:
            tell_of_file(unit, self._rules, message, reading)
        return ticket

    def reply(
        self,
        unit: UnitOfWork,
        message: Message,
        reading: Reading,
        *,
        replaces: int | None = None,
        own: Sequence[Ticket] = (),
    ) -> Ticket | None:
        """Reply to a message. ``own`` are the open tickets that it has already, for which no second one is opened."""
        if reading.verdict is Verdict.AUTHORITY:
            tell_of_authority(unit, self._rules, message, reading, replaces)
            return None
        is_answered = not (message.unreadable and is_about_file(reading))
        ticket = self._decide(unit, message, reading, replaces, own) if is_answered else None
        if message.unreadable:
            tell_of_file(unit, self._rules, message, reading)
        return ticket

    def _decide(
        self, unit: UnitOfWork, message: Message, reading: Reading, replaces: int | None, own: Sequence[Ticket]
    ) -> Ticket | None:
        ticket, about = None, message.about
        if reading.breach and not any(ticket.incident for ticket in own):
            ticket = self._intake.from_incident(unit, message, reading, replaces)
            about = replaces = None  # the ticket's letter replaces the edited reply; the answer is a message of its own
            if reading.verdict is Verdict.INCIDENT:
                return ticket
        if reading.verdict is Verdict.REQUEST:
            request = next((ticket for ticket in own if not ticket.incident), None)
            ticket = self._intake.from_message(unit, message, reading, replaces, request)
            if not self._is_late(message):
                self._answer_beside(unit, message, reading)
            return ticket
        suspected = self._intake.suspect(unit, message, reading) if reading.maybe_request else None
        if suspected is None and self._is_late(message):
            return ticket
        letter = Reply(
            language=reading.language,
            outcome=outcome_of(reading, suspected.id if suspected and suspected.state is State.SUSPECTED else None),
            draft_language=reading.customer_language,
            customer=reading.name if message.customer else None,
        )
        unit.enqueue(message.reply_to, letter, about=about, replaces=replaces)
        return suspected or ticket

    def _is_late(self, message: Message) -> bool:
        """Whether a message was missed for so long that nobody waits for its answer; a request or a breach in it counts."""
        return message.missed and self._rules.clock() - message.sent_at > ANSWERED_WITHIN

    def _answer_beside(self, unit: UnitOfWork, message: Message, reading: Reading) -> None:
        """Answer what the words of a request ask too, in a message of its own."""
        if answer := answer_beside(reading):
            unit.enqueue(message.reply_to, Reply(language=reading.language, outcome=answer))

    def has_all(self, message: Message, reading: Reading, tickets: Sequence[Ticket]) -> bool:
        """Whether ``tickets``, those of the message, have all that it asks for and tells."""
        subject = self._intake.submission(message, reading).subject
        rights = {right for ticket in tickets if message.thread or ticket.subject == subject for right in ticket.rights}
        is_told = not reading.breach or any(ticket.incident for ticket in tickets)
        return is_told and rights.issuperset(rights_of(message, reading))

    def keep(self, unit: UnitOfWork, message: Message, reading: Reading, tickets: Sequence[Ticket]) -> Ticket | None:
        """Make a ticket of words that were edited away or deleted before they were read, without an answer to them.

        Of ``tickets``, which the message has already, an open one of the same person gets their rights.
        """
        thread, kept = self.own_thread(unit, message), None
        if reading.breach and not any(ticket.incident for ticket in tickets):
            kept = self._intake.from_incident(unit, message, reading)
        elif thread:
            return self.add(unit, thread, message.words, message.asker, reading, message.reply_to)
        if reading.verdict is Verdict.REQUEST:
            subject = self._intake.submission(message, reading).subject
            fits = (found for found in tickets if found.state.is_open and not found.incident and found.subject == subject)
            return self._intake.from_message(unit, message, reading, own=next(fits, None))
        return self._intake.suspect(unit, message, reading) if reading.maybe_request else kept

    def own_thread(self, unit: UnitOfWork, message: Message) -> Ticket | None:
        """The ticket in whose thread a message stands; None where that is not an open ticket of the writer's own."""
        id = unit.ticket_at(*message.thread) if message.thread else None
        ticket = unit.ticket(id) if id is not None else None
        if ticket is None or message.asker not in {ticket.asker, ticket.subject.user} or ticket.closed_at:
            return None
        # Nobody reads a thread that retention has removed, and its ticket must not collect new words.
        return None if is_forgotten(ticket) else ticket

    def add(self, unit: UnitOfWork, ticket: Ticket, words: str, user: str | None, reading: Reading, place: Place) -> Ticket:
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
                # The answer was sent without these rights.
                return self._intake.open(unit, submission, Direct(user) if user else place)
            ticket = self._intake.join(unit, ticket, submission)
        else:
            role = Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON
            self._actions.by_person(unit, ticket, Act.WROTE, role, ActInput(words=words))
        notice = Notice(language=reading.language, text="passed_on", facts={"reference": ticket.reference})
        unit.enqueue(place, notice)
        return ticket
