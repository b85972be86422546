"""The desk: one short method for each thing that a person can do."""

from collections.abc import Sequence

from bot.desk.conversation import Conversation
from bot.desk.desk_rules import DeskRules
from bot.desk.edits import Edits
from bot.desk.intake import Intake, Submission
from bot.desk.letters import (
    DeadlineExplanation,
    FileToFetch,
    Introduction,
    Letter,
    Notice,
    QuestionHandedOver,
    Reply,
    TicketList,
)
from bot.desk.mails import read_message
from bot.desk.messages import Edit, Message, RequestForm, TicketCommand, check_form
from bot.desk.outcomes import Answer
from bot.desk.places import Direct, Nowhere, OfficersChannel, Place
from bot.desk.ports import Officers, Store, first_delivery
from bot.desk.scheduler import Scheduler
from bot.desk.ticket_actions import TicketActions
from bot.desk.ticket_log import redraw
from bot.desk.unread_files import is_of_interest
from bot.tickets import Ticket
from bot.tickets.reminders import soonest_due
from bot.tickets.retention import is_forgotten
from bot.understanding import Reader, Reading, Verdict

OWN_PAGE, OFFICERS_PAGE = 6, 30
"""Tickets on one page of a list: what fits into one message, as Slack takes few answers to one command."""


def _page_of(tickets: Sequence[Ticket], start: int, language: str, *, officers: bool) -> TicketList:
    end = start + (OFFICERS_PAGE if officers else OWN_PAGE)
    page, more = [ticket.id for ticket in tickets[start:end]], max(0, len(tickets) - end)
    return TicketList(language=language, tickets=page, officers=officers, start=start, more=more)


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
        self._conversation = Conversation(rules, self._intake, self._actions)
        self._edits = Edits(store, rules, self._conversation, self._read)
        self.scheduler = Scheduler(store, officers, self._actions, rules)
        """Does what becomes due as time passes."""

    def ask(self, message: Message) -> None:
        """Answer a message, or open a ticket for it if it exercises a right or reports a suspected breach."""
        if message.file:
            self._fetch(message, addressed=True)
            return
        reading = self._read(message)
        with first_delivery(self._store, message.keys) as unit:
            if unit:
                self._edits.original(unit, message, reading)

    def mail(self, message: Message) -> None:
        """Answer a mail that arrived in a channel by itself; ignore it where it is not about privacy, as nobody asked."""
        if message.file:
            self._fetch(message, addressed=False)
            return
        reading = self._read(message)
        if message.customer is None or not is_of_interest(message, reading):
            return
        with first_delivery(self._store, message.keys) as unit:
            if unit:
                self._conversation.reply(unit, message, reading)

    def choose(self, keys: Sequence[str], entry: str, place: Place, language: str, draft: str | None = None) -> None:
        """Answer with the entry that somebody picked from the choices; ``draft`` is the language of a draft to a customer."""
        self._say(keys, place, Reply(language=language, outcome=Answer(entry=entry), draft_language=draft))

    def edit(self, edit: Edit) -> None:
        """Take in that a message was edited or deleted: see ``Edits``."""
        self._edits.change(edit)

    def introduce(self, keys: Sequence[str], place: Place, locale: str | None) -> None:
        """Say what the desk is and how it is used."""
        self._say(keys, place, Introduction(language=self.language(locale)))

    def greet(self, user: str, locale: str | None) -> None:
        """Introduce the desk to somebody who opens their conversation with it, if nothing was said there yet."""
        keys, letter = [f"greeted:{user}"], Introduction(language=self.language(locale), unasked=True)
        self._say(keys, Direct(user), letter)

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
            self._conversation.add(unit, found, words, user, reading, place)

    def status(self, keys: Sequence[str], user: str, place: Place, language: str, start: int = 0) -> None:
        """Send somebody a page of their own tickets, from the ``start``-th on, the newest first."""
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(place, _page_of(unit.tickets_of(user), start, language, officers=False))

    def list_open(self, keys: Sequence[str], user: str, place: Place, language: str, start: int = 0) -> None:
        """Send an officer a page of the open tickets, soonest due first. Others are told that it is for officers."""
        if not self._officers.includes(user):
            self._say(keys, place, Notice(language=language, text="officers_only"))
            return
        with first_delivery(self._store, keys) as unit:
            if unit:
                owed = soonest_due(unit.tickets_since(self._rules.clock()))
                unit.enqueue(place, _page_of(owed, start, language, officers=True))

    def explain_deadline(self, keys: Sequence[str], ticket: int, user: str, place: Place, language: str) -> None:
        """Explain how a ticket's dates were counted, to its asker, its data subject or an officer. Others are refused."""
        with self._store.transaction() as unit:
            found = unit.ticket(ticket)
        may = found is not None and (user in {found.asker, found.subject.user} or self._officers.includes(user))
        letter: Letter = (
            DeadlineExplanation(language=language, ticket=ticket) if may else Notice(language=language, text="officers_only")
        )
        self._say(keys, place, letter)

    def redraw(self, ticket: int, user: str) -> None:
        """Queue a ticket's card with its present state for an officer. Does nothing for others, or without such a ticket."""
        if not self._officers.includes(user):
            return
        with self._store.transaction() as unit:
            if found := unit.ticket(ticket):
                redraw(unit, self._rules, found)

    def press_again(self, keys: Sequence[str], place: Place, language: str) -> None:
        """Tell somebody that nothing was done, as Slack did not answer in time, and that they are to press again."""
        self._say(keys, place, Notice(language=language, text="press_again"))

    def language(self, locale: str | None) -> str:
        """The language for somebody who has written no words; the default where the locale is None or unknown."""
        return self._reader.languages.guess("", locale)

    def guess_rights(self, words: str, locale: str | None) -> Reading:
        """The reading of somebody's words, from which the request form is filled in."""
        return self._reader.read(words, locale=locale)

    def _fetch(self, message: Message, *, addressed: bool) -> None:
        """Keep a message until its file has been fetched, which may take longer than Slack waits for an ack."""
        work = FileToFetch(language=self._rules.language, message=message, addressed=addressed)
        self._say(message.keys, Nowhere(message.keys[-1]), work)

    def _read(self, message: Message) -> Reading:
        return read_message(self._reader, message)

    def _say(self, keys: Sequence[str], place: Place, letter: Letter) -> None:
        with first_delivery(self._store, keys) as unit:
            if unit:
                unit.enqueue(place, letter)
