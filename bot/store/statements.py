"""Statements that are executed for every message, built once for each kind of database: building takes longer than executing."""

from dataclasses import dataclass

from sqlalchemy import Connection, Insert, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import ALARMS, DELIVERIES, MESSAGES

KNOWN_MESSAGE = select(MESSAGES).where(MESSAGES.c.key == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Statements:
    """Inserts that meet what may be there already."""

    new: dict[str, Insert]
    """By the name of a table: inserts rows, except those whose key is there."""
    keep_message: Insert
    """Inserts what is kept of a message, or overwrites it."""


def statements_for(connection: Connection) -> Statements:
    """Return the statements for the database of a connection."""
    return _STATEMENTS[connection.dialect.name]


def _statements(into: type[postgresql.Insert] | type[sqlite.Insert]) -> Statements:
    kept = into(MESSAGES)
    written = {column.name: column for column in kept.excluded if column.name != "key"}
    return Statements(
        new={table.name: _unseen(into, table) for table in (DELIVERIES, ALARMS)},
        keep_message=kept.on_conflict_do_update(index_elements=["key"], set_=written),
    )


def _unseen(into: type[postgresql.Insert] | type[sqlite.Insert], table: Table) -> Insert:
    return into(table).on_conflict_do_nothing()


_STATEMENTS = {"postgresql": _statements(postgresql.Insert), "sqlite": _statements(sqlite.Insert)}
