"""When the officers are reminded of a ticket, and the figures of their weekly digest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.tickets.calendar import works_everywhere
from bot.tickets.incident import ALARMS, NOTIFY_WITHIN
from bot.tickets.retention import Removal
from bot.tickets.ticket import ANSWERED, Kind, State, Ticket

DAYS_BEFORE = (14, 7, 3, 1, 0)
"""Days before the legal date on which somebody is reminded; after it, they are reminded daily."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One reminder. All replicas compute the same ``key`` for it, by which it is given once."""

    ticket: int
    key: str
    days: int
    """Days left, negative when overdue; for a breach, hours since awareness."""
    name: str = "due"


def alarm_on(ticket: Ticket, today: date, zone: tzinfo) -> Alarm | None:
    """The reminder that is due on a local day, or None. Of several that were missed, only the latest is given."""
    if not ticket.awaits_answer:
        return None
    left = (ticket.due - today).days
    if left < 0:
        return Alarm(ticket.id, f"alarm:{ticket.id}:{ticket.due}:{left}", left, "overdue")
    passed = [before for before in DAYS_BEFORE if left <= before]
    if not passed or ticket.due - timedelta(days=min(passed)) < ticket.opened_at.astimezone(zone).date():
        return None  # the ticket was opened after that day, and its new card shows the date
    return Alarm(ticket.id, f"alarm:{ticket.id}:{ticket.due}:{min(passed)}", left)


def stop_alarm_on(ticket: Ticket, today: date) -> Alarm | None:
    """The daily reminder to stop the use of data, from the target date until it has stopped; None where none is due."""
    if not ticket.must_stop or today < ticket.target:
        return None
    return Alarm(ticket.id, f"stop:{ticket.id}:{today}", (ticket.target - today).days, "stop")


def incident_alarm_at(ticket: Ticket, now: datetime) -> Alarm | None:
    """The alarm of an undecided breach: after 24, 48 and 66 hours, and once the 72 hours are over. None where none is due."""
    incident = ticket.incident
    if incident is None or incident.authority or not ticket.state.is_open:
        return None
    if ticket.is_overdue(now):
        return _incident_alarm(ticket, NOTIFY_WITHIN, NOTIFY_WITHIN)
    since = now.astimezone(UTC) - incident.aware_at.astimezone(UTC)
    # At exactly 72 hours no time is left, but it is not late yet: Article 33(1) says "not later than".
    passed = [after for after in ALARMS if after <= since < NOTIFY_WITHIN]
    # An alarm that was missed while the desk was down is given later, with the hours that have passed by then.
    return _incident_alarm(ticket, max(passed), since) if passed else None


def _incident_alarm(ticket: Ticket, alarm: timedelta, since: timedelta) -> Alarm:
    return Alarm(ticket.id, f"incident:{ticket.id}:{_hours(alarm)}", _hours(since), "incident")


def _hours(time: timedelta) -> int:
    return int(time.total_seconds() // 3600)


def soonest_due(tickets: Iterable[Ticket]) -> list[Ticket]:
    """The tickets in which something is owed: breaches first, as their 72 hours are short, then the soonest due."""
    return sorted((ticket for ticket in tickets if ticket.is_owed), key=_urgency)


def _urgency(ticket: Ticket) -> tuple[date, int]:
    return date.min if ticket.incident else ticket.due, ticket.id


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """The figures of the weekly digest, about requests only."""

    new: int
    closed: int
    overdue: Sequence[int]
    """Ids of the overdue tickets, longest overdue first."""
    soonest: Sequence[int]
    """Ids of up to five tickets that are due next."""
    to_close: Sequence[int]
    """Ids of answered tickets that nobody has closed."""
    answered: int
    in_time: int
    """How many of the ``answered`` were answered by the legal date."""


def is_digest_day(today: date) -> bool:
    """Whether it is the first day of its week on which people work in both countries."""
    monday = today - timedelta(days=today.weekday())
    return works_everywhere(today) and not any(works_everywhere(monday + timedelta(days=n)) for n in range(today.weekday()))


def week_figures(tickets: Iterable[Ticket], local: datetime) -> WeekFigures:
    """The figures of the seven days before ``local``, the present time in the company's time zone."""
    since = local - timedelta(days=7)
    known = [ticket for ticket in tickets if ticket.kind is Kind.REQUEST]
    owed = soonest_due(known)
    informed = [ticket for ticket in known if ticket.informed_at and ticket.informed_at >= since]
    return WeekFigures(
        new=sum(ticket.opened_at >= since and ticket.state is not State.DISMISSED for ticket in known),
        closed=sum(ticket.closed_at is not None and ticket.closed_at >= since for ticket in known),
        overdue=[ticket.id for ticket in owed if ticket.is_overdue(local)],
        soonest=[ticket.id for ticket in owed if not ticket.is_overdue(local)][:5],
        to_close=[ticket.id for ticket in known if _is_to_close(ticket)],
        answered=len(informed),
        in_time=sum(_is_in_time(ticket, local.tzinfo) for ticket in informed),
    )


def _is_to_close(ticket: Ticket) -> bool:
    """Whether the person has the answer, and retention has not removed the card with which to close the ticket."""
    return ticket.state in ANSWERED and not ticket.awaits_answer and Removal.THREAD.value not in ticket.removed


def _is_in_time(ticket: Ticket, zone: tzinfo | None) -> bool:
    return ticket.informed_at is not None and ticket.informed_at.astimezone(zone).date() <= ticket.due
