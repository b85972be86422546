"""Connects to SQLite or PostgreSQL, and translates its errors."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from bot.desk.ports import Unavailable

_READS = "insyn_reads"
_LOCK_SECONDS = 5
_WAL_ATTEMPTS = 10

_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "The database is locked by another program. Close that program, then try again.",
    sqlite3.SQLITE_LOCKED: "The database is locked by another program. Close that program, then try again.",
    sqlite3.SQLITE_PROTOCOL: "The database is locked by another program. Close that program, then try again.",
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
_NO_ANSWER = "The database cannot be reached. Check that it runs, and the server, user, password and name in DATABASE_URL."
_BAD_URL = "DATABASE_URL is not understood. It begins with sqlite:/// or postgresql+psycopg://."
_NO_DRIVER = "The PostgreSQL driver is not installed. Install insyn[postgresql]."
_NO_FILE = "The database's folder or file cannot be made. Check DATABASE_URL and the rights on the folder."


class StoreUnavailable(Unavailable):
    """The database cannot be used now, and the transaction failed; the message says what to do."""


def connect(url: str) -> Engine:
    """Return an engine for a database; creates folder and file of a new SQLite database."""
    target = _parse(url)
    engine = _sqlite(target) if target.get_backend_name() == "sqlite" else _postgresql(target)
    event.listen(engine, "handle_error", _first_line_only)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; committed at the end of the block, rolled back on an exception."""
    with _translated(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it waits for no writer and sees a consistent snapshot."""
    # SQLite transactions see one snapshot anyhow; PostgreSQL by default takes one per statement.
    one_moment = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with _translated(), engine.execution_options(**{_READS: True}, **one_moment).begin() as connection:
        yield connection


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables."""
    with _translated(), engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        yield connection


def compact(engine: Engine, *, rebuild: bool = True) -> None:
    """Purge removed text from an SQLite file and its write-ahead log.

    What was removed is overwritten anyhow (``secure_delete``), the log when it is used anew; so this may fail while others
    read. PostgreSQL does the same by itself in time.
    """
    if engine.dialect.name == "postgresql":
        return
    with _translated(), engine.connect() as connection, suppress(sqlite3.OperationalError):
        driver: Any = connection.connection.driver_connection
        if rebuild:
            driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def is_postgresql(connection: Connection) -> bool:
    """Whether the database is PostgreSQL; otherwise it is SQLite."""
    return connection.dialect.name == "postgresql"


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable(_BAD_URL) from error
    # Hosting services use both postgres:// and postgresql://.
    if target.drivername in {"postgres", "postgresql"}:
        return target.set(drivername="postgresql+psycopg")
    if target.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise StoreUnavailable(_BAD_URL)
    return target


def _sqlite(url: URL) -> Engine:
    wait = {} if "timeout" in url.query else {"timeout": _LOCK_SECONDS}
    if url.database in {None, "", ":memory:"}:
        # All threads share one connection: a second one would open another, empty database.
        one: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": _LOCK_SECONDS}
        engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False}, **one)
    else:
        _make_file(str(url.database))
        engine = create_engine(url, hide_parameters=True, connect_args=wait)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    wait = {} if "options" in url.query else {"options": f"-c lock_timeout={_LOCK_SECONDS}s"}
    try:
        # Connections are tested before use, as the server may have dropped them.
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=wait)
    except ModuleNotFoundError as error:
        raise StoreUnavailable(_NO_DRIVER) from error


def _make_file(name: str) -> None:
    if name.startswith("file:"):
        return  # a URI is passed to SQLite as it is
    file = Path(name)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        raise StoreUnavailable(_NO_FILE) from error


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # keeps sqlite3 from beginning transactions by itself; _begin_sqlite does
    for pragma in (
        "synchronous=FULL",  # what is committed survives a power cut, also in WAL mode
        "foreign_keys=ON",
        "secure_delete=ON",  # removed text is overwritten in the file
    ):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    # Readers and the writer do not block each other in this mode. Entering it fails at once if another process
    # uses the file at that moment, whatever the time-out; asking for the file alone does wait.
    for _ in range(_WAL_ATTEMPTS):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
            return
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes fails if another wrote in between, so writers lock first.
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READS) else "BEGIN IMMEDIATE")


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    # SQLite rebuilds a table by dropping it, and foreign keys would then delete all that refers to it.
    # They can only be switched between transactions. PostgreSQL changes tables in place.
    if is_postgresql(connection):
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _first_line_only(context: ExceptionContext) -> None:
    # The lines after the first are PostgreSQL's DETAIL, which quotes the row with the person's words in it.
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0],)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if advice := _advice(error):
            raise StoreUnavailable(advice) from error
        raise
    except PoolTimeout as error:
        raise StoreUnavailable(_NO_ANSWER) from error


def _advice(error: DBAPIError) -> str | None:
    """Return what to do about an error; None for errors of our own, such as a violated constraint."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        # The low byte is the kind, the rest the detail: https://www.sqlite.org/rescode.html
        return _SQLITE.get(code & 0xFF)
    foreign = isinstance(error, OperationalError | InternalError | InterfaceError) or error.connection_invalidated
    return _POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "", _NO_ANSWER if foreign else None)
