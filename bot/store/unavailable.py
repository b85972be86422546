"""Translates the databases' errors into sentences that say what to do."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import ExceptionContext
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.desk.ports import Unavailable

LOCKED = "The database is locked by another program. Close that program, then try again."
_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
    sqlite3.SQLITE_FULL: "The disk that holds the database is full. Make room on it, then try again.",
    sqlite3.SQLITE_IOERR: "The disk that holds the database fails. Check the disk and the room on it.",
    sqlite3.SQLITE_READONLY: "The database file cannot be written. Give Insyn the right to write it and its folder.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened. Check DATABASE_URL and the rights on the folder.",
    sqlite3.SQLITE_PERM: "The database file cannot be opened. Check DATABASE_URL and the rights on the folder.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Stop Insyn and restore a backup.",
    sqlite3.SQLITE_NOTADB: "The file that DATABASE_URL names is no SQLite database. Check DATABASE_URL.",
}
# By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Mapping[str, str] = {
    "25006": "The database only lets itself be read. Point DATABASE_URL at the primary server.",
    "40P01": "Two things were done at the same moment and waited for each other. Try again.",
    "42501": "The database user may not do this. Grant it the right to create and use tables in its schema.",
    "53100": "The database server's disk is full. Make room on it, then try again.",
    "55P03": "The database is locked by another transaction for too long. Look for one that hangs, then try again.",
}
_NO_TABLE = "42P01"
NO_ANSWER = "The database cannot be reached. Check that it runs, and the server, user, password and name in DATABASE_URL."
NONE_THERE = (
    "There is no database of Insyn there. Check DATABASE_URL, and that the disk is mounted. "
    "“insyn serve” makes a database at its first start."
)
AN_OLDER = (
    "The database was last used by an older version of Insyn. Start the desk once with “insyn serve”, "
    "which brings it up to date, then try again."
)
BEGIN_ANEW = (
    "Mount its disk or restore it from a backup, then start Insyn again. Only if it is gone for good: "
    "“insyn serve --new-database” begins an empty one, in which tickets are numbered from 1 again."
)
NO_LONGER_THERE = f"The database that the desk was started with was removed, unmounted or replaced. {BEGIN_ANEW}"


class StoreUnavailable(Unavailable):
    """The database cannot be used now, and the transaction failed; the message says what to do."""


class NoDatabase(StoreUnavailable):
    """There is no database, or one without Insyn's tables."""

    def __init__(self) -> None:
        super().__init__(NONE_THERE)


class OlderDatabase(StoreUnavailable):
    """The database lacks migrations, which only the desk itself runs."""

    def __init__(self) -> None:
        super().__init__(AN_OLDER)


class LostDatabase(StoreUnavailable):
    """A database that there was is gone, or another one is in its place. Nothing may be written until somebody has looked."""

    def __init__(self, sentence: str = NO_LONGER_THERE) -> None:
        super().__init__(sentence)


@contextmanager
def translated() -> Iterator[None]:
    """Raise StoreUnavailable for the errors of a database in the block that an operator can mend."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _NO_TABLE:
            raise LostDatabase from error
        if advice := _advice(error):
            raise StoreUnavailable(advice) from error
        raise
    except PoolTimeout as error:
        raise StoreUnavailable(NO_ANSWER) from error


def first_line_only(context: ExceptionContext) -> None:
    """Shorten an error to its first line: the others are PostgreSQL's DETAIL, which quotes the row with people's words."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0],)


def _advice(error: DBAPIError) -> str | None:
    """Return what to do about an error; None for errors of our own, such as a violated constraint."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        # The low byte is the kind, the rest the detail: https://www.sqlite.org/rescode.html
        return _SQLITE.get(code & 0xFF)
    foreign = isinstance(error, OperationalError | InternalError | InterfaceError) or error.connection_invalidated
    return _POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "", NO_ANSWER if foreign else None)
