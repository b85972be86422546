"""One transaction as the desk sees it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.desk.letters import Card, Closed, Letter, Opened, TicketLine, letter_to_json, place_to_json
from bot.desk.places import Place, lane
from bot.desk.ports import Clock, Offer, Sent
from bot.knowledge import Right
from bot.store.database import is_postgresql
from bot.store.outbox import PENDING, first_card
from bot.store.rows import columns_of, read_ticket, write_rights
from bot.store.tables import DELIVERIES, OFFERS, OUTBOX, TICKET_EVENTS, TICKET_NUMBERS, TICKET_RIGHTS, TICKETS, Words
from bot.tickets import Event, State, Ticket, reference


class SqlUnit:
    """The port ``Unit`` over a connection whose transaction somebody else begins and ends."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.has_put = False
        """Whether a letter was queued."""

    def first_time(self, keys: Sequence[str], now: datetime) -> bool:
        """Whether none of these delivery keys was seen before; they are from now on."""
        # Sorted, so that two transactions with the same keys wait for each other in the same order.
        rows = [{"key": key, "at": now} for key in sorted(set(keys))]
        if not rows:
            return True
        unseen = self._insert(DELIVERIES).values(rows).on_conflict_do_nothing()
        return self._connection.execute(unseen, execution_options={"preserve_rowcount": True}).rowcount == len(rows)

    def put(self, to: Place, letter: Letter, *, now: datetime, about: str | None = None, replaces: int | None = None) -> int:
        """Queue a letter for the courier; its outbox id."""
        self.has_put = True
        return self._add(
            OUTBOX,
            at=now,
            lane=lane(to),
            place=place_to_json(to),
            letter=letter_to_json(letter),
            kind=letter.kind,
            ticket=letter.ticket if isinstance(letter, Opened | Card | TicketLine | Closed) else None,
            about=about,
            replaces=replaces,
            state=PENDING,
            attempts=0,
            doubtful=False,
            due_at=now,
        )

    def sent_about(self, about: str, since: datetime) -> Sent | None:
        """The first letter about a message, queued at ``since`` or later."""
        query = select(OUTBOX.c.id, OUTBOX.c.kind).where(OUTBOX.c.about == about, OUTBOX.c.at >= since)
        first = self._connection.execute(query.order_by(OUTBOX.c.id).limit(1)).one_or_none()
        return Sent(first.id, first.kind) if first else None

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        """The ticket with the id and the reference that it was given, the next number of its year."""
        number = self._next_number(year)
        name = reference(year, number)
        id = self._add(TICKETS, year=year, number=number, reference=name, **columns_of(ticket))
        write_rights(self._connection, id, ticket.rights)
        return replace(ticket, id=id, reference=name)

    def ticket(self, id: int) -> Ticket | None:
        """A ticket, locked for this transaction."""
        return read_ticket(self._connection, id, lock=True)

    def open_ticket(self, subject_key: str, rights: Sequence[Right]) -> Ticket | None:
        """The oldest open ticket of one data subject that has one of the rights, locked for this transaction."""
        self._lock_subject(subject_key)
        query = (
            select(func.min(TICKETS.c.id))
            .join(TICKET_RIGHTS, TICKET_RIGHTS.c.ticket == TICKETS.c.id)
            .where(TICKETS.c.subject_key == subject_key, _is_open(), TICKET_RIGHTS.c.right.in_(rights))
        )
        id = self._connection.scalar(query)
        return self.ticket(id) if id is not None else None

    def save(self, ticket: Ticket) -> None:
        """Write a changed ticket."""
        changed = self._connection.execute(update(TICKETS).where(TICKETS.c.id == ticket.id).values(columns_of(ticket)))
        if not changed.rowcount:
            raise LookupError(f"there is no ticket {ticket.id} to write")
        write_rights(self._connection, ticket.id, ticket.rights)

    def add_event(self, event: Event) -> int:
        """Append to a ticket's history; the event's id."""
        return self._add(TICKET_EVENTS, **asdict(event))

    def card(self, ticket: int) -> int | None:
        """Outbox id of a ticket's card."""
        first: int | None = self._connection.scalar(first_card(ticket))
        return first

    def add_offer(self, offer: Offer, expires: datetime) -> int:
        """Keep an offer; its id. Offers that have expired are removed."""
        self._connection.execute(delete(OFFERS).where(OFFERS.c.expires <= self._clock()))
        return self._add(OFFERS, **asdict(offer), expires=expires)

    def take_offer(self, id: int) -> Offer | None:
        """The offer, which is gone after this; None where it was taken or has expired."""
        offer = self.offer(id)
        taken = self._connection.execute(delete(OFFERS).where(OFFERS.c.id == id))
        # On PostgreSQL another transaction may have taken it between the two statements.
        return offer if taken.rowcount else None

    def offer(self, id: int) -> Offer | None:
        """The offer, left where it is; None where it was taken or has expired."""
        query = select(OFFERS).where(OFFERS.c.id == id, OFFERS.c.expires > self._clock())
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        facts = {name: value for name, value in row.items() if name not in {"id", "expires", "rights"}}
        return Offer(rights=tuple(row["rights"]), **facts)

    def _add(self, table: Table, **values: object) -> int:
        key = self._connection.execute(insert(table).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _next_number(self, year: int) -> int:
        # The row stays locked until the transaction ends: nobody gets the next number before this one is sure.
        first = self._insert(TICKET_NUMBERS).values(year=year, last=1)
        self._connection.execute(first.on_conflict_do_update(index_elements=["year"], set_={"last": TICKET_NUMBERS.c.last + 1}))
        number: int = self._connection.execute(select(TICKET_NUMBERS.c.last).where(TICKET_NUMBERS.c.year == year)).scalar_one()
        return number

    def _lock_subject(self, subject_key: str) -> None:
        # Two messages of one person at the same moment: the second must see the ticket that the first opens.
        if is_postgresql(self._connection):
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(literal(subject_key, Words), 0))))

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        return postgresql.insert(table) if is_postgresql(self._connection) else sqlite.insert(table)


def _is_open() -> ColumnElement[bool]:
    return TICKETS.c.state.in_([state.value for state in State if state.is_open])
