"""When the parts of an ended ticket are removed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from bot.knowledge.values import Kept, Period
from bot.tickets.deadlines import add_months
from bot.tickets.ticket import ANSWERED, State, Ticket

ENDED = frozenset({State.CLOSED, State.DISMISSED, State.LINKED, State.WITHDRAWN})
"""States of tickets that have ended."""


class Removal(StrEnum):
    """What is removed of a ticket; each value is a key of ``retention.yaml``."""

    DRAFTS = "drafts"
    """The prepared answer, after it has been sent."""
    THREAD = "thread"
    """The words in the ticket's thread and card."""
    DISMISSED = "dismissed"
    """All contents of a dismissed ticket."""
    LINK = "link"
    """Who the person was: name, address, user."""
    REGISTER = "register"
    """Everything else, including the log; only counts remain."""


Periods = Mapping[Kept, Period]


def removals(ticket: Ticket, periods: Periods, today: date, zone: tzinfo) -> Iterator[Removal]:
    """What must be removed of a ticket by this local day; nothing during a legal hold or before the ticket has ended."""
    since = ended_on(ticket, zone)
    if since is None or ticket.legal_hold:
        return
    for removal in Removal:
        due = removal.value not in ticket.removed and _applies(removal, ticket, periods)
        kept = periods_of(ticket, removal.value, periods)
        if due and kept and _end(kept, since) <= today:
            yield removal


def is_forgotten(ticket: Ticket) -> bool:
    """Whether retention has removed the thread or all contents, so that no personal data may be shown any more."""
    return ticket.shredded_at is not None or Removal.THREAD.value in ticket.removed


def is_anonymised(ticket: Ticket) -> bool:
    """Whether retention has removed who the person was."""
    return Removal.LINK.value in ticket.removed


def periods_of(ticket: Ticket, kept: Kept, periods: Periods) -> Sequence[Period]:
    """The periods that add up to how long this is kept after a ticket's end; empty where it is never removed.

    Tickets with a refusal or a complaint are kept ``refused_extra`` longer.
    """
    if kept not in periods:
        return ()
    is_disputed = ticket.complaint or ticket.ground is not None
    names: Sequence[Kept] = ("refused_extra", kept) if is_disputed else (kept,)
    return [periods[name] for name in names if name in periods]


def _end(periods: Sequence[Period], since: date) -> date:
    for period in periods:
        since = add_months(since, period.months) + timedelta(days=period.days)
    return since


def ended_on(ticket: Ticket, zone: tzinfo) -> date | None:
    """The local day on which a ticket ended, or its person was informed if nobody has closed it; None before that."""
    answered = ticket.informed_at if ticket.state in ANSWERED else None
    end = ticket.closed_at if ticket.state in ENDED else answered
    return end.astimezone(zone).date() if end else None


def _applies(removal: Removal, ticket: Ticket, periods: Periods) -> bool:
    if removal is Removal.REGISTER:
        # The messages of the thread are found through the register, so it is removed one run after them.
        return Removal.THREAD.value in ticket.removed or Removal.THREAD.value not in periods
    return removal is not Removal.DISMISSED or ticket.state is State.DISMISSED
