"""The store: opened once, used by every part."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete

from bot.desk.ports import Clock
from bot.store.database import connect, reading, writing
from bot.store.migrate import upgrade
from bot.store.outbox import Outbox
from bot.store.rows import read_event, read_ticket
from bot.store.tables import DELIVERIES, OFFERS
from bot.store.unit import SqlUnit
from bot.tickets import Event, Ticket

# Slack delivers again within the hour; the rest is margin for a desk that was down over a holiday.
_KEEP_DELIVERIES = timedelta(days=7)


class SqlStore:
    """The port ``Store``, and what the courier and the operator need besides."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self.on_put: list[Callable[[], None]] = []
        """Called after every commit that queued letters."""

    @contextmanager
    def transaction(self) -> Iterator[SqlUnit]:
        """A unit that is committed at the end of the block, or rolled back by an exception."""
        with writing(self._engine) as connection:
            unit = SqlUnit(connection, self._clock)
            yield unit
        if unit.has_put:
            for wake in self.on_put:
                wake()

    def outbox(self) -> Outbox:
        """The letters that wait."""
        return Outbox(self._engine)

    def ticket(self, id: int) -> Ticket | None:
        """A ticket as it is now, to be shown and not to be changed."""
        with reading(self._engine) as connection:
            return read_ticket(connection, id)

    def event(self, id: int) -> Event | None:
        """One event of a ticket's history."""
        with reading(self._engine) as connection:
            return read_event(connection, id)

    def tidy(self, now: datetime) -> None:
        """Remove delivery keys that no repeat can come for any more, and offers that have expired."""
        with writing(self._engine) as connection:
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.at <= now - _KEEP_DELIVERIES))
            connection.execute(delete(OFFERS).where(OFFERS.c.expires <= now))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def open_store(url: str, clock: Clock = utc_now) -> SqlStore:
    """The store in a database, whose tables are brought up to date. The clock says which offers have expired."""
    engine = connect(url)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, clock)
