"""Does what becomes due as time passes: opens suspected tickets, reminds, sends the digest, and applies retention.

Every replica runs it; the database records what was done, so that each thing is done once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Digest, Reminder
from bot.desk.places import Direct, OfficersChannel, Place
from bot.desk.ports import Officers, Store, UnitOfWork
from bot.desk.ticket_actions import TicketActions
from bot.desk.ticket_log import note_event, redraw, remove
from bot.tickets import Act, ActInput, Role, State, Ticket, works_everywhere
from bot.tickets.calendar import next_working_day
from bot.tickets.reminders import Alarm, alarm_on, incident_alarm_at, is_digest_day, stop_alarm_on, week_figures
from bot.tickets.retention import Removal, removals
from bot.tickets.ticket import ANSWERED

WEEK = timedelta(days=7)


class Scheduler:
    """Does what is due. Running it again, or in several replicas at once, changes nothing more."""

    def __init__(self, store: Store, officers: Officers, actions: TicketActions, rules: DeskRules) -> None:
        self._store = store
        self._officers = officers
        self._actions = actions
        self._rules = rules

    def run_due(self) -> None:
        """Do everything that is due now, each ticket in a transaction of its own.

        An error with one ticket is raised after all other tickets were handled.
        """
        now = self._rules.clock()
        with self._store.transaction() as unit:
            known = unit.tickets_since(now - WEEK)
        self._handle_each(known, now)
        with self._store.transaction() as unit:
            self._report_undelivered(unit)  # after each ticket was handled: undelivered answers are not reported a second time
        if self._rules.local(now).hour >= self._rules.opens:
            self._send_digest(now)
            self._forget_daily()

    def forget(self) -> Sequence[tuple[str, Removal]]:
        """Remove everything whose retention period is over; returns references and what was removed of each."""
        with self._store.transaction() as unit:
            due = [ticket.id for ticket in unit.ended_tickets() if any(self._due_removals(ticket))]
        return [found for id in due for found in self._forget(id)]

    def forgettable(self) -> Sequence[tuple[str, Removal]]:
        """What ``forget`` would remove now, without removing it."""
        with self._store.transaction() as unit:
            return [(ticket.reference, removal) for ticket in unit.ended_tickets() for removal in self._due_removals(ticket)]

    def _forget_daily(self) -> None:
        with self._store.transaction() as unit:
            first = unit.first_alarm(f"retention:{self._rules.today}", 0)
        if first:
            self.forget()

    def _handle_each(self, tickets: Sequence[Ticket], now: datetime) -> None:
        """Handle each ticket in a transaction of its own; raise the last error when all were tried."""
        trouble: Exception | None = None
        for ticket in tickets:
            try:
                self._handle(ticket, now)
            except Exception as error:  # noqa: BLE001 - whatever it is, the reminders of all others must go out
                trouble = error
        if trouble:
            raise trouble

    def _handle(self, known: Ticket, now: datetime) -> None:
        # Asked before the transaction: Slack can be slow, and the ticket is locked within it.
        to = self._who_is_reminded(known) if self._alarms(known, now) else OfficersChannel()
        with self._store.transaction() as unit:
            ticket = unit.ticket(known.id)
            if ticket is None:
                return
            ticket = self._confirm(unit, ticket, now)
            ticket = self._record_delivery(unit, ticket)
            for alarm in self._alarms(ticket, now):
                self._remind(unit, ticket, alarm, to)

    def _confirm(self, unit: UnitOfWork, ticket: Ticket, now: datetime) -> Ticket:
        """Open a suspected ticket that nobody has confirmed or dismissed within a working day."""
        if ticket.state is not State.SUSPECTED or self._rules.local(now) < self.opens_by_itself(ticket):
            return ticket
        return self._actions.by_desk(unit, ticket, Act.CONFIRM)

    def opens_by_itself(self, ticket: Ticket) -> datetime:
        """When a suspected ticket opens by itself: at the same hour of the next working day, in local time."""
        heard = self._rules.local(ticket.opened_at)
        if not works_everywhere(heard.date()):
            heard = heard.replace(hour=self._rules.closes, minute=0, second=0)
        day = next_working_day(heard.date())
        return heard.replace(year=day.year, month=day.month, day=day.day)

    def _record_delivery(self, unit: UnitOfWork, ticket: Ticket) -> Ticket:
        """Mark the person as informed once the answer was delivered; return the ticket to review where it was given up."""
        waits = ticket.state in ANSWERED and ticket.informed_at is None and ticket.answer_letter is not None
        if not waits or ticket.by_hand or ticket.answer_letter is None:
            return ticket
        delivery = unit.delivery(ticket.answer_letter)
        if delivery.error:
            return self._actions.by_desk(unit, ticket, Act.BOUNCE, ActInput(words=delivery.error, code=delivery.error))
        if delivery.at:
            return self._actions.by_desk(unit, ticket, Act.DELIVERED, ActInput(day=self._rules.today, code="slack"))
        return ticket

    def _report_undelivered(self, unit: UnitOfWork) -> None:
        """Show the officers each letter to a person that was given up, once."""
        for failed in unit.failed_letters():
            ticket = unit.ticket(failed.ticket)
            if ticket and unit.first_alarm(failed.alarm, ticket.id):
                note_event(unit, self._rules, ticket, "undelivered", role=Role.DESK, before=ticket.state, code=failed.error)

    def _alarms(self, ticket: Ticket, now: datetime) -> Sequence[Alarm]:
        local = self._rules.local(now)
        found = [incident_alarm_at(ticket, now)]
        if local.hour >= self._rules.opens:
            found += [alarm_on(ticket, local.date(), self._rules.zone), stop_alarm_on(ticket, local.date())]
        return [alarm for alarm in found if alarm]

    def _remind(self, unit: UnitOfWork, ticket: Ticket, alarm: Alarm, to: Place) -> None:
        if not unit.first_alarm(alarm.key, ticket.id):
            return
        redraw(unit, self._rules, ticket)  # it may be overdue now, and a card that somebody deleted is posted again
        letter = Reminder(language=self._rules.language, ticket=ticket.id, name=alarm.name, days=alarm.days)
        unit.enqueue(to, letter)

    def _who_is_reminded(self, ticket: Ticket) -> Place:
        """The officer who has the ticket, if they are still an officer; else the officers' channel."""
        if ticket.officer and self._officers.includes(ticket.officer):
            return Direct(ticket.officer)
        return OfficersChannel()

    def _send_digest(self, now: datetime) -> None:
        today = self._rules.today
        if not is_digest_day(today):
            return
        year, week, _ = today.isocalendar()
        with self._store.transaction() as unit:
            if not unit.first_alarm(f"digest:{year}-{week}", 0):
                return
            known = {ticket.id: ticket for ticket in (*unit.tickets_since(now - WEEK), *unit.ended_tickets())}
            found = week_figures(known.values(), self._rules.local(now))
            letter = Digest(
                language=self._rules.language,
                new=found.new,
                closed=found.closed,
                answered=found.answered,
                in_time=found.in_time,
                overdue=found.overdue,
                soonest=found.soonest,
                to_close=found.to_close,
            )
            unit.enqueue(OfficersChannel(), letter)

    def _due_removals(self, ticket: Ticket) -> Sequence[Removal]:
        return list(removals(ticket, self._rules.periods, self._rules.today, self._rules.zone))

    def _forget(self, id: int) -> list[tuple[str, Removal]]:
        with self._store.transaction() as unit:
            ticket = unit.ticket(id)
            if ticket is None:
                return []
            due = self._due_removals(ticket)
            for removal in due:
                remove(unit, ticket, removal, self._rules.language)
            return [(ticket.reference, removal) for removal in due]
