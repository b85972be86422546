"""Notices that a database is gone, or another one in its place, while it is in use.

SQLite goes on writing into a file that was removed or whose disk was unmounted under it: what is committed there is lost.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.tables import VAULT_CHECK
from bot.store.unavailable import LostDatabase

_OPTION = "insyn_same_database"
_MARK = "SELECT wrapped FROM vault_check"


class SameDatabase:
    """The database that an engine was opened on: its file, if it is one, and its mark.

    The mark is the row of ``vault_check``: sealed anew for each database, so that no two have the same, and never changed.
    A restored backup has it too.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._inode = _inode(file) if file else None
        self._mark: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """The execution options by which ``check_file`` finds this for an engine."""
        return {_OPTION: self}

    def check_file(self) -> None:
        """Raise LostDatabase where the path leads to no file or to another one. Takes microseconds."""
        if self._file and _inode(self._file) != self._inode:
            raise LostDatabase

    def check_new_connection(self, connection: Any, _record: ConnectionPoolEntry) -> None:
        """Raise LostDatabase where a new connection to a server finds another database, under the same name."""
        if self._mark is None:
            return
        row = connection.execute(_MARK).fetchone()
        connection.rollback()
        self._compare(row and row[0])

    def check_mark(self, connection: Connection) -> None:
        """Remember the database's mark the first time; later raise LostDatabase where it is another."""
        there = connection.dialect.has_table(connection, VAULT_CHECK.name)
        mark = connection.scalar(select(VAULT_CHECK.c.wrapped)) if there else None
        self._mark = self._mark or mark
        self._compare(mark)

    def _compare(self, mark: str | None) -> None:
        if mark is None or mark != self._mark:
            raise LostDatabase


def same_database(engine: Engine) -> SameDatabase:
    """The database that an engine was opened on."""
    found: SameDatabase = engine.get_execution_options()[_OPTION]
    return found


def _inode(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
