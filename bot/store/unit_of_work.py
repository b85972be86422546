"""The unit of work: one database transaction as the desk sees it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.desk.letters import Letter, TicketLetter, letter_to_json, place_from_json, place_to_json
from bot.desk.places import Place, lane
from bot.desk.ports import UNDELIVERED, Clock, Delivery, FailedLetter, KnownMessage, SentLetter
from bot.knowledge import Right
from bot.store.contents import EVENT, Contents
from bot.store.database import is_postgresql
from bot.store.layout import columns_of, contents_of
from bot.store.log import Log
from bot.store.outbox import FAILED, GONE, PENDING, SENT, first_card
from bot.store.removing import TO_PERSON, Remover
from bot.store.rows import read_ticket, read_tickets, write_rights
from bot.store.statements import KNOWN_MESSAGE, statements_for
from bot.store.tables import ALARMS, DELIVERIES, LOG_PURGES, OFFICERS, OUTBOX, TICKET_NUMBERS, TICKET_RIGHTS, TICKETS
from bot.store.times import DatabaseTime
from bot.store.vault import Vault
from bot.tickets import Event, Kind, State, Subject, Ticket, reference
from bot.tickets.retention import ENDED, Removal
from bot.tickets.ticket import ANSWERED


class SqlUnitOfWork:
    """Implements the port ``UnitOfWork`` on a connection whose transaction the caller begins and ends."""

    def __init__(self, connection: Connection, clock: Clock, vault: Vault, zone: ZoneInfo, time: DatabaseTime) -> None:
        self._connection = connection
        self._clock = clock
        self._statements = statements_for(connection)
        self._time = time
        self._vault = vault
        self._contents = Contents(connection, vault)
        self._log = Log(connection, zone)
        self.has_enqueued = False
        """Whether a letter was queued."""

    def first_time(self, keys: Sequence[str]) -> bool:
        """Whether none of these delivery keys was seen before. Records them."""
        # Sorted, so that two transactions with the same keys wait for each other in the same order.
        now = self._clock()
        rows = [{"key": key, "at": now} for key in sorted(set(keys))]
        return not rows or self._are_new(DELIVERIES, rows)

    def enqueue(
        self, to: Place, letter: Letter, *, about: str | None = None, replaces: int | None = None, after: int | None = None
    ) -> int:
        """Queue a letter for the courier and return its outbox id."""
        self.has_enqueued = True
        now = self._time.now()
        ticket = letter.ticket if isinstance(letter, TicketLetter) else None
        return self._add(
            OUTBOX,
            {"at": now, "due_at": now},
            lane=lane(to, ticket),
            place=place_to_json(to),
            letter=letter_to_json(letter),
            kind=letter.kind,
            ticket=ticket,
            about=about,
            replaces=replaces,
            after=after,
            state=PENDING,
            attempts=0,
            doubtful=False,
        )

    def letters_about(self, about: str) -> list[SentLetter]:
        """Return the letters about a message, oldest first, except those that replace others or were taken back."""
        query = select(OUTBOX).where(OUTBOX.c.about == about, OUTBOX.c.replaces.is_(None), OUTBOX.c.place.is_not(None))
        found = self._connection.execute(query.order_by(OUTBOX.c.id))
        return [SentLetter(row.id, row.kind, row.at, place_from_json(row.place)) for row in found]

    def known_message(self, key: str) -> KnownMessage | None:
        """Return what is kept of a message, or None. The message is locked for this transaction."""
        self._lock(key)  # an edit may be delivered beside its message
        row = self._connection.execute(KNOWN_MESSAGE, {"wanted": key}).one_or_none()
        return KnownMessage(row.version, row.meaning, row.rights, row.ticket) if row else None

    def keep_message(self, key: str, known: KnownMessage) -> None:
        """Write what is kept of a message."""
        facts = {"version": known.version, "meaning": known.meaning, "rights": known.rights, "ticket": known.ticket}
        self._connection.execute(self._statements.keep_message, {"key": key, "at": self._clock(), **facts})

    def new_ticket(self, ticket: Ticket, year: int) -> Ticket:
        """Store a new ticket. Return it with its id, its reference (the year's next number) and its hashed subject key."""
        number = self._next_number(year)
        facts = {"reference": reference(year, number, ticket.kind), "subject_key": self._vault.blind(ticket.subject_key)}
        id = self._add(TICKETS, year=year, number=number, log_length=0, **facts, **columns_of(ticket))
        write_rights(self._connection, id, ticket.rights)
        self._contents.start(id, contents_of(ticket))
        opened = read_ticket(self._connection, self._contents, id)
        assert opened is not None
        return opened

    def ticket(self, id: int) -> Ticket | None:
        """Return a ticket, locked for this transaction, or None."""
        return read_ticket(self._connection, self._contents, id, lock=True)

    def open_ticket(self, subject_key: str, rights: Sequence[Right]) -> Ticket | None:
        """Return the oldest open request of a data subject with one of the rights (any, if none are named), locked; or None."""
        key = self._vault.blind(subject_key)
        self._lock(key)  # if one person sends two messages at once, the second must see the ticket that the first opens
        query = select(func.min(TICKETS.c.id)).where(
            TICKETS.c.subject_key == key, TICKETS.c.kind == Kind.REQUEST.value, _is_open()
        )
        if rights:
            has = TICKET_RIGHTS.c.ticket == TICKETS.c.id, TICKET_RIGHTS.c.right.in_(rights)
            query = query.where(exists().where(*has))
        id = self._connection.scalar(query)
        return self.ticket(id) if id is not None else None

    def save(self, ticket: Ticket) -> None:
        """Write a changed ticket, except its subject key and log length. LookupError if there is no such ticket."""
        changed = self._connection.execute(update(TICKETS).where(TICKETS.c.id == ticket.id).values(columns_of(ticket)))
        if not changed.rowcount:
            raise LookupError(f"there is no ticket {ticket.id} to write")
        write_rights(self._connection, ticket.id, ticket.rights)
        self._contents.write(ticket.id, contents_of(ticket))

    def ticket_by_reference(self, reference: str) -> Ticket | None:
        """Return the ticket with a reference, locked for this transaction, or None."""
        return next(iter(self._tickets(_of(TICKETS.c.reference == reference).with_for_update())), None)

    def ticket_at(self, channel: str, ts: str) -> int | None:
        """Return the id of the ticket that a message belongs to: a letter about it, or the message that opened it; or None."""
        letter = select(func.max(OUTBOX.c.ticket)).where(
            OUTBOX.c.sent_channel == channel, OUTBOX.c.sent_ts == ts, OUTBOX.c.kind.in_(TO_PERSON)
        )
        source = select(func.max(TICKETS.c.id)).where(TICKETS.c.source_channel == channel, TICKETS.c.source_ts == ts)
        id: int | None = self._connection.scalar(letter) or self._connection.scalar(source)
        return id

    def tickets_from(self, channel: str, ts: str) -> list[int]:
        """Return the ids of the tickets that a message opened, oldest first."""
        source = TICKETS.c.source_channel == channel, TICKETS.c.source_ts == ts
        return list(self._connection.scalars(select(TICKETS.c.id).where(*source).order_by(TICKETS.c.id)))

    def tickets_of(self, user: str) -> list[Ticket]:
        """Return the tickets whose asker or data subject a user is, newest first, except those whose contents are erased."""
        own = or_(TICKETS.c.asker == user, TICKETS.c.subject_user == user)
        return self._tickets(_of(own, TICKETS.c.shredded_at.is_(None), order=TICKETS.c.id.desc()))

    def tickets_since(self, since: datetime) -> list[Ticket]:
        """Return all tickets that are open or whose answer has not arrived, and those opened, informed or closed since then."""
        awaits = and_(TICKETS.c.state.in_([state.value for state in ANSWERED]), TICKETS.c.informed_at.is_(None))
        lately = [moment >= since for moment in (TICKETS.c.opened_at, TICKETS.c.informed_at, TICKETS.c.closed_at)]
        return self._tickets(_of(or_(_is_open(), awaits, *lately)))

    def ended_tickets(self) -> list[Ticket]:
        """Return all ended or answered tickets of which something can still be removed."""
        is_gone = exists().where(LOG_PURGES.c.ticket == TICKETS.c.id)
        answered = and_(TICKETS.c.state.in_([state.value for state in ANSWERED]), TICKETS.c.informed_at.is_not(None))
        return self._tickets(_of(or_(TICKETS.c.state.in_([state.value for state in ENDED]), answered), ~is_gone))

    def add_event(self, event: Event) -> int:
        """Append to a ticket's log and return the event's number, from 1. Its words are sealed and stored separately."""
        seq = self._log.append(event)
        if event.words:
            self._contents.write(event.ticket, {f"{EVENT}{seq}": event.words})
        return seq

    def first_alarm(self, key: str, ticket: int) -> bool:
        """Whether what is done once, such as a reminder, was not done yet. Records it as done, for all replicas."""
        return self._are_new(ALARMS, [{"key": key, "ticket": ticket, "at": self._clock()}])

    def end_alarm(self, key: str) -> bool:
        """Forget an alarm. Return whether there was one."""
        return bool(self._connection.execute(delete(ALARMS).where(ALARMS.c.key == key)).rowcount)

    def known_officers(self) -> list[str]:
        """Return the user ids of the officers when their channel could last be read."""
        return list(self._connection.scalars(select(OFFICERS.c.user).order_by(OFFICERS.c.user)))

    def keep_officers(self, users: Collection[str]) -> None:
        """Replace who the officers are."""
        self._lock("officers")
        before = set(self.known_officers())
        self._connection.execute(delete(OFFICERS).where(OFFICERS.c.user.in_(sorted(before - set(users)))))
        for user in sorted(set(users) - before):
            self._connection.execute(insert(OFFICERS).values(user=user))

    def delivery(self, letter: int) -> Delivery:
        """Return when a letter was delivered, or why it failed."""
        query = select(OUTBOX.c.state, OUTBOX.c.sent_at, OUTBOX.c.error).where(OUTBOX.c.id == letter)
        row = self._connection.execute(query).one_or_none()
        if row is None or row.state not in {SENT, FAILED}:
            return Delivery()
        return Delivery(at=row.sent_at) if row.state == SENT else Delivery(error=row.error)

    def failed_letters(self) -> list[FailedLetter]:
        """Return failed letters to persons about tickets that the officers have not been told of yet."""
        told = exists().where(ALARMS.c.key == literal(UNDELIVERED, String) + cast(OUTBOX.c.id, String))
        query = (
            select(OUTBOX.c.id, OUTBOX.c.ticket, OUTBOX.c.error)
            .join(TICKETS, TICKETS.c.id == OUTBOX.c.ticket)
            .where(OUTBOX.c.state == FAILED, OUTBOX.c.kind.in_(TO_PERSON), ~told, TICKETS.c.shredded_at.is_(None))
        )
        return [FailedLetter(row.id, row.ticket, row.error) for row in self._connection.execute(query.order_by(OUTBOX.c.id))]

    def discard(self, letter: int) -> None:
        """Give up an unsent letter and erase its text, so that it can never be sent."""
        waits = OUTBOX.c.id == letter, OUTBOX.c.state.in_([PENDING, FAILED])
        nowhere = {"lane": "person", "place": None, "letter": None}
        self._connection.execute(update(OUTBOX).where(*waits).values(state=GONE, **nowhere))

    def card(self, ticket: int) -> int | None:
        """Return the outbox id of a ticket's card, or None."""
        first: int | None = self._connection.scalar(first_card(ticket))
        return first

    def remove(self, ticket: int, removal: Removal) -> None:
        """Permanently remove part of a ticket, and record it in its log or the desk's. LookupError without such a ticket."""
        found = self.ticket(ticket)
        if found is None:
            raise LookupError(f"there is no ticket {ticket} to remove anything of")
        Remover(self._connection, self._contents, self._log).remove(found, removal, self._clock())

    def note(self, what: str, code: str | None = None) -> None:
        """Append to the desk's own log."""
        self._log.append_desk(what, self._clock(), code)

    def of_person(self, who: str, *, lock: bool = True) -> list[Ticket]:
        """Return the tickets whose asker or data subject a person is, given by user id or e-mail address."""
        by_email = TICKETS.c.subject_key == self._vault.blind(Subject(email=who).key("", ""))
        query = _of(or_(TICKETS.c.asker == who, TICKETS.c.subject_user == who, by_email))
        return self._tickets(query.with_for_update() if lock else query)

    def _tickets(self, query: Select[Any]) -> list[Ticket]:
        return read_tickets(self._connection, self._contents, query)

    def _add(self, table: Table, computed: Mapping[str, ColumnElement[Any]] | None = None, /, **values: object) -> int:
        """Insert a row; the database works out the values that are ``computed``."""
        row = insert(table).values(computed) if computed else insert(table)
        key = self._connection.execute(row, values).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _are_new(self, table: Table, rows: Sequence[dict[str, object]]) -> bool:
        unseen = self._statements.new[table.name]
        return self._connection.execute(unseen, rows, execution_options={"preserve_rowcount": True}).rowcount == len(rows)

    def _next_number(self, year: int) -> int:
        # The row stays locked until the transaction ends, so no number is skipped if it is rolled back.
        first = self._insert(TICKET_NUMBERS).values(year=year, last=1)
        self._connection.execute(first.on_conflict_do_update(index_elements=["year"], set_={"last": TICKET_NUMBERS.c.last + 1}))
        number: int = self._connection.execute(select(TICKET_NUMBERS.c.last).where(TICKET_NUMBERS.c.year == year)).scalar_one()
        return number

    def _lock(self, key: str) -> None:
        if is_postgresql(self._connection):
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        return postgresql.insert(table) if is_postgresql(self._connection) else sqlite.insert(table)


def _of(*which: ColumnElement[bool], order: ColumnElement[Any] | None = None) -> Select[Any]:
    return select(TICKETS).where(*which).order_by(TICKETS.c.id if order is None else order)


def _is_open() -> ColumnElement[bool]:
    return TICKETS.c.state.in_([state.value for state in State if state.is_open])
