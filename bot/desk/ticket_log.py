"""Writes what happened to a ticket: its log, its line in the thread, its card redrawn."""

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, TicketLine
from bot.desk.places import Direct, OfficersChannel, Place, Thread, TicketThread
from bot.desk.ports import UnitOfWork
from bot.tickets import Event, Role, Ticket


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
    """Append to a ticket's log and say it in its thread; the event's place in the log."""
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
    """Show a changed ticket on its card."""
    card = Card(language=rules.language, ticket=ticket.id)
    unit.enqueue(OfficersChannel(), card, replaces=unit.card(ticket.id))


def place_of(ticket: Ticket) -> Place:
    """Where letters of a ticket go: to the one who asked, alone, or below the mail that it came from.

    What Slack cannot bring to them any more goes to the officers, to be sent by another way.
    """
    if ticket.unreachable:
        return TicketThread(ticket.id)
    if ticket.asker is not None:
        return Direct(ticket.asker)
    return Thread(ticket.source_channel or "", ticket.source_ts or "")
