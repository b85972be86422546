"""When the officers are reminded of a ticket, and what stands in their Monday digest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.tickets.calendar import works_everywhere
from bot.tickets.incident import ALARMS, NOTIFY_WITHIN
from bot.tickets.retention import Removal
from bot.tickets.ticket import ANSWERED, Kind, State, Ticket

DAYS_BEFORE = (14, 7, 3, 1, 0)
"""Days before the law's date on which somebody is reminded; after it, every day."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One reminder. ``key`` is the same wherever and however often it is found due."""

    ticket: int
    key: str
    days: int
    """Days left to the date; negative when it has passed. Hours since awareness for a breach."""
    name: str = "due"


def alarm_on(ticket: Ticket, today: date, zone: tzinfo) -> Alarm | None:
    """The reminder that is due on a local day. One that was missed while the desk was down is made good by the latest."""
    if not ticket.awaits:
        return None
    left = (ticket.due - today).days
    if left < 0:
        return Alarm(ticket.id, f"alarm:{ticket.id}:{ticket.due}:{left}", left, "overdue")
    passed = [before for before in DAYS_BEFORE if left <= before]
    if not passed or ticket.due - timedelta(days=min(passed)) < ticket.opened_at.astimezone(zone).date():
        return None  # the card itself has only just said so
    return Alarm(ticket.id, f"alarm:{ticket.id}:{ticket.due}:{min(passed)}", left)


def stop_alarm_on(ticket: Ticket, today: date) -> Alarm | None:
    """The daily reminder that use must stop, from the day on which the desk means to have stopped it."""
    if not ticket.state.is_open or not ticket.stops_first or ticket.stopped_at or today < ticket.target:
        return None
    return Alarm(ticket.id, f"stop:{ticket.id}:{today}", (ticket.target - today).days, "stop")


def incident_alarm_at(ticket: Ticket, now: datetime) -> Alarm | None:
    """The alarm of a suspected breach that is due as long as nobody has decided: after 24, 48, 66 hours and when it is late."""
    incident = ticket.incident
    if ticket.kind is not Kind.INCIDENT or incident is None or incident.authority or not ticket.state.is_open:
        return None
    if incident.is_overdue(now):
        return _incident_alarm(ticket, NOTIFY_WITHIN, NOTIFY_WITHIN)
    since = now.astimezone(UTC) - incident.aware_at.astimezone(UTC)
    # With the last of the 72 hours there is nothing left to remind of, and it is not late yet: Article 33(1), "not later than".
    passed = [after for after in ALARMS if after <= since < NOTIFY_WITHIN]
    # One that was missed while the desk was down is made good later, and says how late it is then.
    return _incident_alarm(ticket, max(passed), since) if passed else None


def _incident_alarm(ticket: Ticket, alarm: timedelta, since: timedelta) -> Alarm:
    return Alarm(ticket.id, f"incident:{ticket.id}:{_hours(alarm)}", _hours(since), "incident")


def _hours(time: timedelta) -> int:
    return int(time.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What the officers are told on the first working day of a week."""

    new: int
    closed: int
    overdue: Sequence[int]
    """Ids of tickets, the longest overdue first."""
    soonest: Sequence[int]
    """Ids of the open tickets that are due next."""
    to_close: Sequence[int]
    """Ids of those whose person has the answer, and which nobody has closed."""
    answered: int
    in_time: int
    """Of those answered in the last week, how many within the law's date."""


def is_digest_day(today: date) -> bool:
    """Whether it is the first working day of its week."""
    monday = today - timedelta(days=today.weekday())
    return works_everywhere(today) and not any(works_everywhere(monday + timedelta(days=n)) for n in range(today.weekday()))


def week_figures(tickets: Iterable[Ticket], local: datetime) -> WeekFigures:
    """The figures of the seven days before now, on the company's wall clock."""
    since, today = local - timedelta(days=7), local.date()
    known = [ticket for ticket in tickets if ticket.kind is Kind.REQUEST]
    owed = sorted((ticket for ticket in known if ticket.awaits), key=lambda ticket: (ticket.due, ticket.id))
    informed = [ticket for ticket in known if ticket.informed_at and ticket.informed_at >= since]
    return WeekFigures(
        new=sum(ticket.opened_at >= since and ticket.state is not State.DISMISSED for ticket in known),
        closed=sum(ticket.closed_at is not None and ticket.closed_at >= since for ticket in known),
        overdue=[ticket.id for ticket in owed if ticket.is_overdue(today)],
        soonest=[ticket.id for ticket in owed if not ticket.is_overdue(today)][:5],
        to_close=[ticket.id for ticket in known if _is_to_close(ticket)],
        answered=len(informed),
        in_time=sum(_is_in_time(ticket, local.tzinfo) for ticket in informed),
    )


def _is_to_close(ticket: Ticket) -> bool:
    """Whether the person has the answer and the card can still be closed: retention has not taken it."""
    return ticket.state in ANSWERED and not ticket.awaits and Removal.THREAD.value not in ticket.removed


def _is_in_time(ticket: Ticket, zone: tzinfo | None) -> bool:
    return ticket.informed_at is not None and ticket.informed_at.astimezone(zone).date() <= ticket.due
