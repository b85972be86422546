"""Connects to SQLite or PostgreSQL."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.same_database import SameDatabase, same_database
from bot.store.unavailable import LOCKED, NoDatabase, StoreUnavailable, first_line_only, translated

_READS = "insyn_reads"
_WRITER = "insyn_writer"
_LOCK_SECONDS = 5
_POOL = {"pool_size": 20, "max_overflow": 20}
"""Connections that are kept: one for each thread that takes requests or delivers letters, in the usual case."""
_WAL_ATTEMPTS = 10
_BAD_URL = "DATABASE_URL is not understood. It begins with sqlite:/// or postgresql+psycopg://."
_NO_DRIVER = "The PostgreSQL driver is not installed. Install insyn[postgresql]."
_NO_FILE = "The database's folder or file cannot be made. Check DATABASE_URL and the rights on the folder."
_FULL = "The disk that is to hold the database is full. Make room on it, then try again."
_READ_ONLY = "The disk that is to hold the database only lets itself be read. Mount it so that it can be written."


def connect(url: str, *, make: bool = True) -> Engine:
    """Return an engine for a database.

    With ``make``, folder and file of a new SQLite database are made; without, NoDatabase is raised where there is no file,
    and a file of another program stays as it is.
    """
    target = _parse(url)
    engine = _sqlite(target, make) if target.get_backend_name() == "sqlite" else _postgresql(target)
    event.listen(engine, "handle_error", first_line_only)
    return engine


def make_file(url: str) -> None:
    """Make folder and file of a new SQLite database, for their owner alone; of another database, nothing."""
    if file := _file(_parse(url)):
        _make(file)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; committed at the end of the block, rolled back on an exception."""
    same = same_database(engine)
    same.check_file()
    with translated(), _turn_to_write(engine), engine.begin() as connection:
        yield connection
    # What was committed into a file that nobody finds any more is lost; whoever waits for the commit must not be told otherwise.
    same.check_file()


@contextmanager
def _turn_to_write(engine: Engine) -> Iterator[None]:
    # SQLite has one writer. Who waits for SQLite itself sleeps, and longer each time; here the next is woken at once.
    turn: Lock | None = engine.get_execution_options().get(_WRITER)
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=_LOCK_SECONDS):
        raise StoreUnavailable(LOCKED)
    try:
        yield
    finally:
        turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it waits for no writer and sees a consistent snapshot."""
    same_database(engine).check_file()
    # SQLite transactions see one snapshot anyhow; PostgreSQL by default takes one per statement.
    one_moment = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with translated(), engine.execution_options(**{_READS: True}, **one_moment).begin() as connection:
        yield connection


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables."""
    with translated(), engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        yield connection


def compact(engine: Engine, *, rebuild: bool = True) -> None:
    """Purge removed text from an SQLite file and its write-ahead log.

    What was removed is overwritten anyhow (``secure_delete``), the log when it is used anew; so this may fail while others
    read. PostgreSQL does the same by itself in time.
    """
    if engine.dialect.name == "postgresql":
        return
    with translated(), engine.connect() as connection, suppress(sqlite3.OperationalError):
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


def _sqlite(url: URL, make: bool) -> Engine:
    file, wait = _file(url), {} if "timeout" in url.query else {"timeout": _LOCK_SECONDS}
    if url.database in {None, "", ":memory:"}:
        # All threads share one connection: a second one would open another, empty database.
        one: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": _LOCK_SECONDS}
        engine = create_engine(url, **_options(None), connect_args={"check_same_thread": False}, **one)
    else:
        there = _existing(url, file, make) if file else url  # made before its inode is noted
        engine = create_engine(there, **_options(SameDatabase(file), {_WRITER: Lock()}), **_POOL, connect_args=wait)
    event.listen(engine, "connect", _prepare_sqlite)
    if make:
        event.listen(engine, "connect", _write_ahead)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    wait = {} if "options" in url.query else {"options": f"-c lock_timeout={_LOCK_SECONDS}s"}
    same = SameDatabase(None)
    try:
        # Connections are tested before use, as the server may have dropped them.
        engine = create_engine(url, **_options(same), pool_pre_ping=True, connect_args=wait, **_POOL)
    except ModuleNotFoundError as error:
        raise StoreUnavailable(_NO_DRIVER) from error
    # A database can only be dropped when nobody is connected to it, so it is a new connection that finds another one.
    event.listen(engine, "connect", same.check_new_connection)
    return engine


def _options(same: SameDatabase | None, more: Mapping[str, object] | None = None) -> dict[str, Any]:
    return {"hide_parameters": True, "execution_options": {**(same or SameDatabase(None)).options, **(more or {})}}


def _file(url: URL) -> Path | None:
    """The file of an SQLite database; None of one in memory, of a URI, which is passed to SQLite as it is, or of a server."""
    name = url.database or ":memory:"
    is_file = url.get_backend_name() == "sqlite" and not name.startswith((":memory:", "file:"))
    return Path(name).absolute() if is_file else None


def _existing(url: URL, file: Path, make: bool) -> URL:
    """The URL by which SQLite opens a file and never makes one, however much later a connection is needed."""
    if make:
        _make(file)
    elif not file.exists():
        raise NoDatabase
    return url.set(database=file.as_uri(), query={**url.query, "mode": "rw", "uri": "true"})


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        sentence = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EROFS: _READ_ONLY}.get(error.errno or 0, _NO_FILE)
        raise StoreUnavailable(sentence) from error


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # keeps sqlite3 from beginning transactions by itself; _begin_sqlite does
    for pragma in (
        "synchronous=FULL",  # what is committed survives a power cut, also in WAL mode
        "foreign_keys=ON",
        "secure_delete=ON",  # removed text is overwritten in the file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any, _record: ConnectionPoolEntry) -> None:
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
