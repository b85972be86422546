"""The store: opened once and shared by all parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Delete, Engine, and_, delete, select

from bot.desk.ports import Clock
from bot.store import audit, persons
from bot.store.contents import Contents
from bot.store.database import compact, connect, reading, writing
from bot.store.heard import SqlHeard
from bot.store.migrate import check_current, is_begun, upgrade
from bot.store.outbox import SENT, SqlOutbox
from bot.store.rows import read_events, read_ticket, read_tickets
from bot.store.same_database import same_database
from bot.store.tables import DELIVERIES, HEARD, MESSAGES, OUTBOX, TICKETS
from bot.store.times import DatabaseTime
from bot.store.unavailable import NoDatabase
from bot.store.unit_of_work import SqlUnitOfWork
from bot.store.vault import Vault
from bot.tickets import Event, Ticket

# Slack redelivers within an hour; the rest is margin for a desk that was down over a holiday.
_KEEP_DELIVERIES = timedelta(days=7)
# What was missed may still be read then: of all that the desk would read again, it must know that it was heard.
_KEEP_UNREAD = timedelta(days=31)
_KEEP_SENT = timedelta(days=30)


class SqlStore:
    """Implements the port ``Store``, and what the courier and the operator need in addition."""

    def __init__(self, engine: Engine, clock: Clock, vault: Vault, zone: ZoneInfo, time: DatabaseTime) -> None:
        self._engine = engine
        self._time = time
        self._clock = clock
        self._vault = vault
        self._zone = zone
        self.on_enqueue: list[Callable[[], None]] = []
        """Callbacks, called after every commit that queued letters."""

    @contextmanager
    def transaction(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work, committed at the end of the block, rolled back on an exception."""
        with self._transaction() as (unit, _):
            yield unit

    def outbox(self) -> SqlOutbox:
        """Return the outbox."""
        return SqlOutbox(self._engine, self._time)

    def heard(self) -> SqlHeard:
        """Return until when the desk has heard everything."""
        return SqlHeard(self._engine, self._time)

    def ticket(self, id: int) -> Ticket | None:
        """Return a ticket for reading, without a lock; None if there is none."""
        with self._reading() as (connection, contents):
            return read_ticket(connection, contents, id)

    def by_reference(self, reference: str) -> Ticket | None:
        """Return the ticket with a reference such as ``DSR-2026-0001``; None if there is none."""
        with self._reading() as (connection, contents):
            found = read_tickets(connection, contents, select(TICKETS).where(TICKETS.c.reference == reference))
            return next(iter(found), None)

    def tickets(self) -> list[Ticket]:
        """Return all tickets, the soonest due first."""
        query = select(TICKETS).order_by(TICKETS.c.due, TICKETS.c.id)
        with self._reading() as (connection, contents):
            return read_tickets(connection, contents, query)

    def event(self, ticket: int, seq: int) -> Event | None:
        """Return one row of a ticket's log, with its words."""
        with self._reading() as (connection, contents):
            return next(iter(read_events(connection, contents, ticket, seq)), None)

    def events(self, ticket: int) -> list[Event]:
        """Return a ticket's log, with its words."""
        with self._reading() as (connection, contents):
            return read_events(connection, contents, ticket)

    def verify(self) -> audit.Audit:
        """Verify that the logs have not been changed."""
        with reading(self._engine) as connection:
            return audit.verify(connection)

    def log_rows(self) -> Iterator[dict[str, object]]:
        """Yield every row of every log as plain values for export: times, roles and codes, without persons."""
        with reading(self._engine) as connection:
            yield from audit.log_rows(connection)

    def person(self, who: str) -> persons.Held:
        """Return what the desk stores about a person, given by user id or e-mail address."""
        with reading(self._engine) as connection:
            return persons.held(connection, SqlUnitOfWork(connection, self._clock, self._vault, self._zone, self._time), who)

    def erase_person(self, who: str, language: str | None = None) -> persons.Erased:
        """Erase a person as far as allowed, and record in the desk's own log that it was done."""
        with self._transaction() as (unit, connection):
            erased = persons.erase(connection, unit, who, language)
        compact(self._engine, rebuild=False)
        return erased

    def desk_event(self, what: str, code: str | None = None) -> None:
        """Record in the desk's own log what an operator did."""
        with self.transaction() as unit:
            unit.note(what, code)

    def tidy(self, now: datetime) -> None:
        """Remove what has expired: delivery keys, letters and messages without a ticket, and removed text in SQLite's files."""
        with writing(self._engine) as connection:
            connection.execute(_handled_long_ago(connection, now))
            connection.execute(_answered_long_ago(now))
            # A message of a ticket is kept as long as the ticket knows its person.
            connection.execute(delete(MESSAGES).where(MESSAGES.c.ticket.is_(None), MESSAGES.c.at <= now - _KEEP_SENT))
        compact(self._engine, rebuild=False)

    def check_same(self) -> None:
        """Raise LostDatabase if the database that was opened is gone, or another one is in its place."""
        with reading(self._engine) as connection:
            same_database(self._engine).check_mark(connection)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[tuple[SqlUnitOfWork, Connection]]:
        with writing(self._engine) as connection:
            unit = SqlUnitOfWork(connection, self._clock, self._vault, self._zone, self._time)
            yield unit, connection
        if unit.has_enqueued:
            for wake in self.on_enqueue:
                wake()

    @contextmanager
    def _reading(self) -> Iterator[tuple[Connection, Contents]]:
        with reading(self._engine) as connection:
            yield connection, Contents(connection, self._vault)


def _handled_long_ago(connection: Connection, now: datetime) -> Delete:
    """Delivery keys that no retry of Slack's and no reading of what was missed can bring back."""
    heard = connection.scalar(select(HEARD.c.until)) or now
    before = min(now - _KEEP_DELIVERIES, max(heard - timedelta(days=1), now - _KEEP_UNREAD))
    return delete(DELIVERIES).where(DELIVERIES.c.at <= before)


def _answered_long_ago(now: datetime) -> Delete:
    """Condition for old sent letters without a ticket: they show who asked, and nothing will update them."""
    others = OUTBOX.alias("others")
    written_over = select(others.c.replaces).where(others.c.replaces.is_not(None))
    old = and_(OUTBOX.c.state == SENT, OUTBOX.c.ticket.is_(None), OUTBOX.c.sent_at <= now - _KEEP_SENT)
    return delete(OUTBOX).where(old, OUTBOX.c.id.not_in(written_over))


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def open_store(
    url: str,
    clock: Clock | None = None,
    vault: Vault | None = None,
    zone: ZoneInfo = ZoneInfo("UTC"),  # noqa: B008 - a constant
) -> SqlStore:
    """Open a database, bring its tables up to date, and return its store.

    ``vault`` holds the keys that the tickets are sealed with; raises BadKey without any, WrongKey if they do not fit.
    ``zone`` is the time zone of the company's calendar days.
    ``clock`` is given by tests; without one, leases and due letters follow the database's clock, all else this machine's.
    """
    return _opened(connect(url), lambda engine, vault: upgrade(engine, vault, clock or utc_now, zone), clock, vault, zone)


def open_existing(url: str, clock: Clock | None, vault: Vault, zone: ZoneInfo) -> SqlStore:
    """Open a database as it is: nothing is made and nothing brought up to date.

    Raises NoDatabase if there is none, OlderDatabase or NewerDatabase if its tables are of another version, and WrongKey.
    """
    return _opened(connect(url, make=False), check_current, clock, vault, zone)


def exists(url: str) -> bool:
    """Whether there is a database with Insyn's tables. Makes nothing. StoreUnavailable if that cannot be found out."""
    try:
        engine = connect(url, make=False)
    except NoDatabase:
        return False
    try:
        return is_begun(engine)
    finally:
        engine.dispose()


def _opened(
    engine: Engine, prepare: Callable[[Engine, Vault], None], clock: Clock | None, vault: Vault | None, zone: ZoneInfo
) -> SqlStore:
    vault = vault or Vault(())
    try:
        prepare(engine, vault)
    except BaseException:
        engine.dispose()
        raise
    time = DatabaseTime(engine, clock or utc_now, is_given=clock is not None)
    return SqlStore(engine, clock or utc_now, vault, zone, time)
