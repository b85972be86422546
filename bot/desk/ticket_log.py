"""Records what happened to a ticket: an event in its log, a line in its thread, its card redrawn, a part removed."""

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, ThreadRemoval, TicketLine
from bot.desk.places import Direct, OfficersChannel, Place, Thread, TicketThread
from bot.desk.ports import UnitOfWork
from bot.tickets import Event, Role, Ticket
from bot.tickets.retention import Removal


def note_event(
    unit: UnitOfWork,
    rules: DeskRules,
    ticket: Ticket,
    what: str,
    *,
    role: Role,
    actor: str | None = None,
    words: str = "",
    before: str | None = None,
    code: str | None = None,
) -> int:
    """Append an event to a ticket's log, queue its line in the thread, and return its sequence number."""
    event = Event(
        ticket.id,
        rules.clock(),
        actor if role is Role.OFFICER else None,
        what,
        words.strip() or None,
        role=role,
        before=before,
        after=ticket.state.value,
        code=code,
    )
    seq = unit.add_event(event)
    unit.enqueue(TicketThread(ticket.id), TicketLine(language=rules.language, ticket=ticket.id, event=seq))
    return seq


def redraw(unit: UnitOfWork, rules: DeskRules, ticket: Ticket) -> None:
    """Queue a ticket's card with its present state."""
    card = Card(language=rules.language, ticket=ticket.id)
    unit.enqueue(OfficersChannel(), card, replaces=unit.card(ticket.id))


def remove(unit: UnitOfWork, ticket: Ticket, removal: Removal, language: str) -> None:
    """Delete part of a ticket for good; with its thread, also what Slack shows of it. ``language`` is the remaining card's."""
    if removal is Removal.THREAD:
        unit.enqueue(TicketThread(ticket.id), ThreadRemoval(language=language, ticket=ticket.id))
    unit.remove(ticket.id, removal)


def place_of(ticket: Ticket) -> Place:
    """Where letters of a ticket go: to the asker's direct messages, or to the thread of the mail that it came from.

    Where Slack no longer reaches the asker, they go to the ticket's thread, for an officer to send by other means.
    """
    if ticket.unreachable:
        return TicketThread(ticket.id)
    if ticket.asker is not None:
        return Direct(ticket.asker)
    return Thread(ticket.source_channel or "", ticket.source_ts or "")
