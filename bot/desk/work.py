"""What officers do with tickets."""

from collections.abc import Sequence

from bot.desk.letters import Card, Closed, Notice, TicketLine
from bot.desk.places import Direct, Place, Thread, TicketThread
from bot.desk.places import Officers as OfficersChannel
from bot.desk.ports import Clock, Officers, Store, Unit
from bot.tickets import Act, Event, NotNow, Ticket, act_on


class Work:
    """Carries out officers' acts."""

    def __init__(self, store: Store, officers: Officers, clock: Clock, officers_language: str) -> None:
        self._store = store
        self._officers = officers
        self._clock = clock
        self._language = officers_language

    def act(self, keys: Sequence[str], ticket: int, act: Act, user: str, place: Place, words: str) -> None:
        """One act of one person on one ticket. Membership is checked now, however old the button is."""
        is_officer = self._officers.includes(user)
        with self._store.transaction() as unit:
            if not unit.first_time(keys, self._clock()):
                return
            found = unit.ticket(ticket)
            if found is None or not is_officer:
                refusal = Notice(language=self._language, text="ticket_gone" if is_officer else "officers_only")
                unit.put(place, refusal, now=self._clock())
                return
            try:
                changed = act_on(found, act, user, words)
            except NotNow:
                facts = {"reference": found.reference, "state": found.state}
                unit.put(place, Notice(language=self._language, text="not_now", facts=facts), now=self._clock())
                return
            self._carry_out(unit, found, changed, act, user, words)

    def _carry_out(self, unit: Unit, before: Ticket, ticket: Ticket, act: Act, user: str, words: str) -> None:
        now = self._clock()
        unit.save(ticket)
        event = unit.add_event(Event(ticket.id, now, user, act, words.strip() or None))
        line = TicketLine(language=self._language, ticket=ticket.id, event=event)
        unit.put(TicketThread(ticket.id), line, now=now)
        if ticket != before:
            redrawn = Card(language=self._language, ticket=ticket.id)
            unit.put(OfficersChannel(), redrawn, now=now, replaces=unit.card(ticket.id))
        if before.state.is_open and not ticket.state.is_open:
            unit.put(_asker(ticket), Closed(language=ticket.language, ticket=ticket.id), now=now)


def _asker(ticket: Ticket) -> Place:
    """Where the one who asked hears of the end: alone, or below the mail that the ticket came from."""
    if ticket.asker is not None:
        return Direct(ticket.asker)
    return Thread(ticket.source_channel or "", ticket.source_ts or "")
