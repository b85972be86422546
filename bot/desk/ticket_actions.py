"""Acts on tickets: by officers from the card, by the person from their own messages, and by the desk itself."""

from dataclasses import dataclass, replace

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Notice, Opened, ToPerson
from bot.desk.messages import FormFaults, TicketCommand
from bot.desk.ports import Officers, OfficersUnknown, Store, UnitOfWork, first_delivery
from bot.desk.ticket_log import note_event, place_of, redraw
from bot.tickets import ACTS, Act, ActInput, Actor, NotNow, Role, State, Ticket, act_on, joined, row_for
from bot.tickets.retention import is_anonymised

FIELDS = {
    "missing_words": "words",
    "missing_code": "code",
    "ground_does_not_fit": "code",
    "missing_day": "day",
    "day_out_of_range": "day",
    "missing_other": "other",
    "missing_decisions": "decisions",
    "identity_failed": "decisions",
    "missing_checked": "checked",
    "missing_answer": "answer",
    "missing_record": "rights",
    "receipt_later": "receipt",
    "wrong_country": "country",
    "missing_incident": "what",
    "missing_moment": "moment",
    "moment_later": "moment",
}
"""The form field at which each fault of an act's input is shown."""
OF_A_MAIL = frozenset({Act.CONFIRM, Act.DISCLAIM, Act.DELIVERED})
"""Acts on the ticket of a mail without an asker for which any colleague in the mail's channel may press the button."""
LOGGED = frozenset({"in_time", "second_person"})
"""Guards whose refusal is logged: extending too late, and sending an answer that one prepared oneself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What Slack knows of somebody who acts: an officer, or a colleague who sees the mail that the ticket came from."""

    is_officer: bool = False
    is_near: bool = False


class TicketActions:
    """Carries out acts on tickets and tells those concerned."""

    def __init__(self, store: Store, officers: Officers, rules: DeskRules) -> None:
        self._store = store
        self._officers = officers
        self._rules = rules

    def act(self, command: TicketCommand) -> None:
        """Carry out a command, or send a notice that says why not. Raises FormFaults where a form's fields are wrong.

        Who presses and whose ticket it is are checked when the button is pressed, not when it was drawn. Raises
        OfficersUnknown where it depends on who is an officer and nobody can tell now; then nothing is changed.
        """
        standing = self._standing(command)
        with first_delivery(self._store, command.keys) as unit:
            if unit:
                self._act(unit, command, standing)

    def _standing(self, command: TicketCommand) -> Standing:
        """What is known of who acts. Asked before the transaction: Slack can be slow, and the ticket is locked within it."""
        unknown: OfficersUnknown | None = None
        try:
            if self._officers.includes(command.user):
                return Standing(is_officer=True)
        except OfficersUnknown as error:
            unknown = error
        with self._store.transaction() as unit:
            ticket = unit.ticket(command.ticket)
        if unknown and not (ticket and _may_as_person(ticket, command)):
            raise unknown
        mail = ticket.source_channel if ticket and _is_for_anybody(ticket, command.act) else None
        return Standing(is_near=mail is not None and self._officers.is_colleague_in(mail, command.user))

    def by_desk(self, unit: UnitOfWork, ticket: Ticket, act: Act, given: ActInput | None = None) -> Ticket:
        """Carry out an act of the desk itself, and return the ticket. Raises NotNow where the table does not allow it."""
        return self._carry_out(unit, ticket, act, self._actor(None, Role.DESK), given or ActInput())

    def by_person(self, unit: UnitOfWork, ticket: Ticket, act: Act, role: Role, given: ActInput) -> Ticket:
        """Carry out an act that follows from a person's words, and return the ticket. Raises NotNow as ``by_desk``."""
        return self._carry_out(unit, ticket, act, self._actor(None, role), given)

    def _act(self, unit: UnitOfWork, command: TicketCommand, standing: Standing) -> None:
        ticket = unit.ticket(command.ticket)
        role = None if ticket is None else self._role(ticket, command, standing)
        if ticket is None or role is None:
            self._refuse(unit, command, "ticket_gone" if ticket is None else "officers_only")
            return
        if command.only_in not in {None, ticket.state}:
            self._not_now(unit, command, ticket, role, "state")
            return
        try:
            self._try(unit, ticket, command, role)
        except NotNow as refused:
            self._not_now(unit, command, ticket, role, refused.why)

    def _role(self, ticket: Ticket, command: TicketCommand, standing: Standing) -> Role | None:
        """The role in which somebody acts on a ticket; None where they are neither an officer nor its person."""
        mine = _is_own(ticket, command.user)
        own = mine or (standing.is_near and _is_for_anybody(ticket, command.act))
        # Officers withdraw requests of their own as PERSON: an officer's withdrawal needs words, a person's does not.
        is_officer = standing.is_officer and not (mine and command.act is Act.WITHDRAW)
        row = row_for(ticket, command.act, Role.OFFICER if is_officer else Role.PERSON) or ACTS[command.act][0]
        if is_officer and Role.OFFICER in row.who:
            return Role.OFFICER
        if not own or row.who.isdisjoint({Role.PERSON, Role.EMPLOYEE}):
            return None
        return Role.EMPLOYEE if ticket.subject.is_customer else Role.PERSON

    def _actor(self, user: str | None, role: Role) -> Actor:
        rules = self._rules
        return Actor(user, role, rules.clock(), rules.today, alone=not rules.four_eyes, zone=rules.zone)

    def _try(self, unit: UnitOfWork, ticket: Ticket, command: TicketCommand, role: Role) -> None:
        given = self._resolved(unit, ticket, command)
        if ticket.asker is None and role is not Role.OFFICER:
            ticket = replace(ticket, asker=command.user)  # whoever acts first on a mail without an asker becomes its asker
        changed = self._carry_out(unit, ticket, command.act, self._actor(command.user, role), given)
        if command.act is Act.LINK:
            self._merge(unit, changed, was=ticket.state)

    @staticmethod
    def _resolved(unit: UnitOfWork, ticket: Ticket, command: TicketCommand) -> ActInput:
        """The act's input with the id of the other ticket; None as its id unless that is open and of the same person."""
        if command.other is None:
            return command.given
        other = unit.ticket_by_reference(command.other.strip().upper())
        fits = other is not None and other.state.is_open and not other.incident and not _are_two_colleagues(ticket, other)
        return replace(command.given, other=other.id if other and fits else None)

    def _carry_out(self, unit: UnitOfWork, before: Ticket, act: Act, by: Actor, given: ActInput) -> Ticket:
        ticket = act_on(before, act, by, given)
        code = f"{given.code}" if given.code else None
        seq = note_event(
            unit,
            self._rules,
            ticket,
            act,
            role=by.role,
            actor=by.actor,
            words=given.words or given.answer,
            before=before.state,
            code=code,
        )
        if before.answer_letter is not None and ticket.answer_letter is None:
            unit.discard(before.answer_letter)  # another answer will be sent instead
        row = row_for(before, act, by.role)
        if row is not None and row.tells is not None:
            letter = self._send_letter(unit, ticket, row.tells, seq)
            ticket = replace(ticket, answer_letter=letter) if "answer_letter" in row.writes else ticket
        unit.save(ticket)
        if ticket != before:
            redraw(unit, self._rules, ticket)
        return ticket

    def _send_letter(self, unit: UnitOfWork, ticket: Ticket, about: str, seq: int) -> int:
        if about == "opened":
            draft = ticket.letter_language if ticket.subject.is_customer else None
            opened = Opened(language=ticket.language, ticket=ticket.id, draft_language=draft, looked_at=self._rules.looked_at)
            return unit.enqueue(place_of(ticket), opened)
        letter = ToPerson(language=ticket.language, ticket=ticket.id, about=about, event=seq)
        return unit.enqueue(place_of(ticket), letter)

    def _merge(self, unit: UnitOfWork, linked: Ticket, was: State) -> None:
        """Give the ticket that another was linked to its rights, and the earlier of both receipt dates."""
        into = unit.ticket(linked.linked_to or 0)
        assert into is not None
        together = joined(into, linked.rights, linked.receipt, self._rules.zone)
        if together.state is State.SUSPECTED and was is not State.SUSPECTED:
            together = replace(together, state=State.OPEN)  # else a confirmed request could be dismissed by linking it
        unit.save(together)
        note_event(unit, self._rules, together, "merged", role=Role.DESK, before=into.state, words=linked.reference)
        redraw(unit, self._rules, together)

    def _not_now(self, unit: UnitOfWork, command: TicketCommand, ticket: Ticket, role: Role, why: str) -> None:
        if why in FIELDS:
            # Raised within the transaction, which rolls the delivery key back: the corrected form comes under the same key.
            raise FormFaults({FIELDS[why]: f"fault_{why}"})
        if why in LOGGED:
            note_event(
                unit,
                self._rules,
                ticket,
                "blocked",
                role=role,
                actor=command.user,
                before=ticket.state,
                code=f"{command.act}_{why}",
            )
        self._refuse(unit, command, f"not_now_{why}", ticket, self._rules.language if role is Role.OFFICER else ticket.language)

    def _refuse(
        self, unit: UnitOfWork, command: TicketCommand, text: str, ticket: Ticket | None = None, language: str | None = None
    ) -> None:
        facts = {"reference": ticket.reference, "state": ticket.state.value, "legal": ticket.due.isoformat()} if ticket else {}
        unit.enqueue(command.place, Notice(language=language or self._rules.language, text=text, facts=facts))


def _is_own(ticket: Ticket, user: str) -> bool:
    return user in {ticket.asker, ticket.subject.user}


def _may_as_person(ticket: Ticket, command: TicketCommand) -> bool:
    """Whether the act is allowed to somebody as the person of the ticket, whether they are an officer or not."""
    return _is_own(ticket, command.user) and any(Role.PERSON in row.who for row in ACTS[command.act])


def _is_for_anybody(ticket: Ticket, act: Act) -> bool:
    """Whether colleagues who see a mail that nobody passed on may do this with its ticket: what its thread offers them."""
    return ticket.asker is None and not is_anonymised(ticket) and act in OF_A_MAIL


def _are_two_colleagues(ticket: Ticket, other: Ticket) -> bool:
    """Whether two tickets belong to two colleagues; linking them would send one's answer to the other."""
    users = {ticket.subject.user, other.subject.user}
    return None not in users and len(users) > 1
