"""The clock that all replicas share: the database's."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, Interval, bindparam, func, literal

from bot.desk.ports import Clock
from bot.store.column_types import Moment


class DatabaseTime:
    """Times for leases and due letters, as SQL expressions.

    The clocks of two machines can differ by minutes, and one that runs ahead would take letters from the other. An SQLite
    file has no clock but its machine's. With a clock of their own, tests decide.
    """

    def __init__(self, engine: Engine, clock: Clock, *, is_given: bool) -> None:
        """``clock`` is used on SQLite, and on every database if it ``is_given`` on purpose."""
        self._clock = None if engine.dialect.name == "postgresql" and not is_given else clock

    def now(self) -> ColumnElement[datetime]:
        """The time at which the statement runs."""
        return self.after(timedelta(0))

    def after(self, pause: timedelta) -> ColumnElement[datetime]:
        """The time at which the statement runs plus a pause. The expression can be used again and again."""
        if (clock := self._clock) is not None:
            return bindparam(None, callable_=lambda: clock() + pause, type_=Moment, unique=True)
        now: ColumnElement[datetime] = func.clock_timestamp(type_=Moment)
        return now + literal(pause, Interval) if pause else now
