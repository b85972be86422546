"""Until when the desk has heard everything, and which replica reads what was missed."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import is_postgresql, reading, writing
from bot.store.tables import HEARD
from bot.store.times import DatabaseTime

_ONLY = 1
"""The id of the table's only row."""


class SqlHeard:
    """Implements the port ``Heard``."""

    def __init__(self, engine: Engine, time: DatabaseTime) -> None:
        self._engine = engine
        self._time = time

    def begin(self, now: datetime) -> bool:
        """Whether no desk was at work here before; then nothing from before ``now`` is to be read, which is recorded."""
        with writing(self._engine) as connection:
            first = postgresql.insert(HEARD) if is_postgresql(connection) else sqlite.insert(HEARD)
            begun = first.values(id=_ONLY, until=now).on_conflict_do_nothing()
            return connection.execute(begun, execution_options={"preserve_rowcount": True}).rowcount == 1

    def until(self) -> datetime:
        """Return the moment until which everything is stored."""
        with reading(self._engine) as connection:
            until: datetime = connection.execute(select(HEARD.c.until)).scalar_one()
            return until

    def move(self, until: datetime) -> None:
        """Move the moment forward. One that is earlier than what is recorded changes nothing."""
        with writing(self._engine) as connection:
            connection.execute(update(HEARD).where(HEARD.c.until < until).values(until=until))

    def claim(self, lease: timedelta) -> bool:
        """Whether the caller may read what was missed: no replica that lives does it now."""
        claimed, now = HEARD.c.claimed_until, self._time.now()
        # A claim that ends later than any can is of a clock that was set back since.
        is_free = or_(claimed.is_(None), claimed <= now, claimed > self._time.after(lease))
        with writing(self._engine) as connection:
            taken = connection.execute(update(HEARD).where(is_free).values(claimed_until=self._time.after(lease)))
            return taken.rowcount == 1

    def renew(self, lease: timedelta) -> None:
        """Extend the caller's claim."""
        with writing(self._engine) as connection:
            connection.execute(update(HEARD).values(claimed_until=self._time.after(lease)))

    def read_at(self) -> datetime | None:
        """Return when the last complete reading began; None where there was none."""
        with reading(self._engine) as connection:
            moment: datetime | None = connection.execute(select(HEARD.c.read_at)).scalar_one()
            return moment

    def release(self, read_at: datetime | None = None) -> None:
        """End the caller's claim; ``read_at`` is when its reading began, if it is complete."""
        done = {} if read_at is None else {"read_at": read_at}
        with writing(self._engine) as connection:
            connection.execute(update(HEARD).values(claimed_until=None, **done))
