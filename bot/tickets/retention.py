"""How long the desk keeps what it knows of a ticket."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from bot.knowledge.values import Kept, Period
from bot.tickets.deadlines import add_months
from bot.tickets.ticket import ANSWERED, State, Ticket

END = frozenset({State.CLOSED, State.DISMISSED, State.LINKED, State.WITHDRAWN})


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
    """What is due to be removed of a ticket on this local day; nothing while a legal hold stands.

    A refused ticket, or one with a complaint, is kept ``refused_extra`` longer.
    """
    since = _since(ticket, zone)
    if since is None or ticket.legal_hold:
        return
    if ticket.complaint or ticket.ground is not None:
        since = _end(periods["refused_extra"], since)
    for removal in Removal:
        due = removal.value not in ticket.removed and _applies(removal, ticket, periods)
        if due and removal.value in periods and _end(periods[removal.value], since) <= today:
            yield removal


def _end(period: Period, since: date) -> date:
    return add_months(since, period.months) + timedelta(days=period.days)


def _since(ticket: Ticket, zone: tzinfo) -> date | None:
    """The local day of its end; of one that nobody has closed, that on which the person had the answer."""
    answered = ticket.informed_at if ticket.state in ANSWERED else None
    end = ticket.closed_at if ticket.state in END else answered
    return end.astimezone(zone).date() if end else None


def _applies(removal: Removal, ticket: Ticket, periods: Periods) -> bool:
    if removal is Removal.REGISTER:
        # By the register the messages of the thread are found in Slack: it outlives them by a run.
        return Removal.THREAD.value in ticket.removed or Removal.THREAD.value not in periods
    return removal is not Removal.DISMISSED or ticket.state is State.DISMISSED
