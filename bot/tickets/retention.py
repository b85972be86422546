"""How long the desk keeps what it knows of a ticket."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from bot.knowledge.values import Kept, Period
from bot.tickets.deadlines import add_months
from bot.tickets.ticket import ANSWERED, State, Ticket

ENDED = frozenset({State.CLOSED, State.DISMISSED, State.LINKED, State.WITHDRAWN})
"""States in which nothing more is to be done."""


class Removal(StrEnum):
    """What is removed of a ticket; each is a key of the file with the periods."""

    DRAFTS = "drafts"
    """The prepared answer, after it has been sent."""
    THREAD = "thread"
    """The words in the ticket's thread and card."""
    DISMISSED = "dismissed"
    """All contents of what was no request."""
    LINK = "link"
    """Who the person was: name, address, user."""
    REGISTER = "register"
    """Everything else, the log too: what remains is counted."""


Periods = Mapping[Kept, Period]


def removals(ticket: Ticket, periods: Periods, today: date, zone: tzinfo) -> Iterator[Removal]:
    """What is due to be removed of a ticket on this local day; nothing while a legal hold stands."""
    since = ended_on(ticket, zone)
    if since is None or ticket.legal_hold:
        return
    for removal in Removal:
        due = removal.value not in ticket.removed and _applies(removal, ticket, periods)
        kept = periods_of(ticket, removal.value, periods)
        if due and kept and _end(kept, since) <= today:
            yield removal


def is_forgotten(ticket: Ticket) -> bool:
    """Whether retention has taken the words of the thread and the card, or all contents: nobody's data may be shown any more."""
    return ticket.shredded_at is not None or Removal.THREAD.value in ticket.removed


def is_unlinked(ticket: Ticket) -> bool:
    """Whether nothing tells any more who the person was."""
    return Removal.LINK.value in ticket.removed


def periods_of(ticket: Ticket, kept: Kept, periods: Periods) -> Sequence[Period]:
    """The periods, one after the other, for which this is kept of a ticket after its end; none where it is not removed.

    What was refused or complained of is kept ``refused_extra`` longer.
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
    """The local day of its end; of one that nobody has closed, that on which the person had the answer."""
    answered = ticket.informed_at if ticket.state in ANSWERED else None
    end = ticket.closed_at if ticket.state in ENDED else answered
    return end.astimezone(zone).date() if end else None


def _applies(removal: Removal, ticket: Ticket, periods: Periods) -> bool:
    if removal is Removal.REGISTER:
        # By the register the messages of the thread are found in Slack: it outlives them by a run.
        return Removal.THREAD.value in ticket.removed or Removal.THREAD.value not in periods
    return removal is not Removal.DISMISSED or ticket.state is State.DISMISSED
