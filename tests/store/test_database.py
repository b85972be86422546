"""What goes wrong with a database is said in a sentence that helps, and without anybody's words."""

import logging
import re
import sqlite3
import stat
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, make_url
from sqlalchemy.exc import IntegrityError

from bot.store import SqlStore, StoreUnavailable
from bot.store.database import connect, reading, writing
from bot.store.tables import DELIVERIES, TICKETS
from tests.postgres import Postgres
from tests.store.database_file import column
from tests.store.people import at_once, enqueue, open_ticket, opened

LOCKED = "The database is locked by another program. Close that program, then try again."
UNWRITABLE = "The database file cannot be written. Give Insyn the right to write it and its folder."
NO_FILE = "The database's folder or file cannot be made. Check DATABASE_URL and the rights on the folder."
HALF_A_TICKET = {"ground": "hemligt", "subject_user": "Åsa Öberg", "number": 1}
BAD_URL = "DATABASE_URL is not understood. It begins with sqlite:/// or postgresql+psycopg://."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "insyn.db"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened(url).close()
    engine = connect(url)
    yield engine
    engine.dispose()


def test_only_the_owner_can_read_a_new_database(file: Path) -> None:
    store = opened(f"sqlite:///{file}")
    enqueue(store)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (file.parent, *file.parent.iterdir())}

    assert modes == {"data": 0o700, "insyn.db": 0o600, "insyn.db-wal": 0o600, "insyn.db-shm": 0o600}
    store.close()


def test_a_folder_that_is_there_keeps_its_rights(file: Path) -> None:
    file.parent.mkdir(mode=0o750)

    opened(f"sqlite:///{file}").close()

    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o750


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_shared_by_all_threads(url: str) -> None:
    store = opened(url)

    ids = at_once([lambda: enqueue(store)] * 8)

    assert (sorted(ids), len(store.outbox().undelivered())) == (list(range(1, 9)), 8)
    store.close()


def test_sqlite_is_set_up_to_keep_what_was_committed_and_to_overwrite_what_was_removed(file: Path) -> None:
    engine = connect(f"sqlite:///{file}")

    with reading(engine) as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        facts = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    assert facts == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000}
    engine.dispose()


def test_a_locked_file_makes_the_writer_fail_and_not_the_reader(file: Path) -> None:
    store = opened(f"sqlite:///{file}?timeout=0")

    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=f"^{LOCKED}$") as caught:
            enqueue(store)
        assert store.outbox().undelivered() == []

    assert isinstance(caught.value.__cause__, Exception)
    assert enqueue(store) == 1
    store.close()


def test_a_locked_file_makes_the_start_fail(file: Path) -> None:
    opened(f"sqlite:///{file}").close()

    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=f"^{LOCKED}$"):
            opened(f"sqlite:///{file}?timeout=0")


def test_a_row_locked_for_too_long_makes_the_writer_fail(postgres: Postgres) -> None:
    url = postgres.fresh()
    first, second = opened(url), opened(f"{url}&options=-c%20lock_timeout%3D1ms")

    with first.transaction() as unit:
        unit.first_time(["key"])
        with pytest.raises(StoreUnavailable, match="locked by another transaction"), second.transaction() as other:
            other.first_time(["key"])

    first.close()
    second.close()


def test_a_lost_connection_makes_the_writer_fail_and_the_next_one_connects_again(postgres: Postgres) -> None:
    url = postgres.fresh()
    store = opened(url)
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    hang_up = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"

    def write_while_it_hangs_up() -> None:
        with store.transaction() as unit:
            unit.first_time(["key"])
            column(url, hang_up)

    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        write_while_it_hangs_up()

    with store.transaction() as unit:
        assert unit.first_time(["key"])
    column(url, hang_up)
    assert enqueue(store) == 1
    store.close()


def test_a_full_disk_makes_the_writer_fail(file: Path) -> None:
    engine = connect(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA max_page_count=1"))

    with pytest.raises(StoreUnavailable, match="disk that holds the database is full"), writing(engine) as connection:
        DELIVERIES.create(connection)

    engine.dispose()


def test_a_read_only_file_makes_the_start_fail(file: Path) -> None:
    opened(f"sqlite:///{file}").close()

    with pytest.raises(StoreUnavailable, match=f"^{UNWRITABLE}$"):
        opened(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_server_that_becomes_read_only_makes_the_writer_fail_until_it_is_not(postgres: Postgres) -> None:
    """So it is after a failover, when DATABASE_URL names the old primary server."""
    url = postgres.fresh()
    store, name = opened(url), str(make_url(url).database)
    set_to = f"ALTER DATABASE {name} SET default_transaction_read_only TO {{}}"
    hang_up = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    column(url, set_to.format("on"))
    column(url, hang_up)
    with pytest.raises(StoreUnavailable, match="only lets itself be read"):
        enqueue(store)
    assert store.outbox().undelivered() == []
    column(url, f"SET TRANSACTION READ WRITE; {set_to.format('off')}")
    column(url, hang_up)

    assert enqueue(store) > 0
    store.close()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_read_only_server_makes_the_start_fail(url: str) -> None:
    read_only = "&options=-c%20default_transaction_read_only%3Don"

    with pytest.raises(StoreUnavailable, match="only lets itself be read"):
        opened(url + read_only)


def test_a_file_that_is_no_database_makes_the_start_fail(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("Kära dagbok, " * 100)

    with pytest.raises(StoreUnavailable, match="no SQLite database"):
        opened(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_makes_the_start_fail(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(StoreUnavailable, match=f"^{NO_FILE}$"):
        opened(f"sqlite:///{tmp_path}/data/insyn.db")


def test_a_database_that_is_not_there_makes_the_start_fail(postgres: Postgres) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        opened(postgres.empty().replace("/test_", "/nobody_made_this_"))


def test_a_server_that_is_not_there_makes_the_start_fail(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        opened(f"postgresql+psycopg://postgres@/insyn?host={tmp_path}")


def test_a_user_who_may_not_make_tables_makes_the_start_fail(postgres: Postgres) -> None:
    """Since PostgreSQL 15 this is how a new user finds a new database."""
    url = postgres.empty()
    column(url, "CREATE USER guest")

    with pytest.raises(StoreUnavailable, match="may not do this"):
        opened(url.replace("postgres@", "guest@"))


@pytest.mark.parametrize("url", ["", "insyn.db", "mysql://root:secret@localhost/insyn", "postgresql+asyncpg://u@h/d"])
def test_an_address_that_is_not_understood_makes_the_start_fail(url: str) -> None:
    with pytest.raises(StoreUnavailable, match=re.escape(BAD_URL)) as caught:
        opened(url)

    assert "secret" not in str(caught.value)


def test_the_addresses_that_hosts_hand_out_are_understood(postgres: Postgres) -> None:
    url = postgres.fresh()

    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        opened(url.replace("postgresql+psycopg", scheme)).close()


def test_no_words_of_a_person_stand_in_an_error(engine: Engine) -> None:
    """PostgreSQL quotes the whole row when one column of it is wrong."""
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(insert(TICKETS).values(**HALF_A_TICKET))

    said = "".join(traceback.format_exception(caught.value))
    assert [secret for secret in ("hemligt", "Åsa", "Öberg") if secret in said] == []


def test_no_words_of_a_person_stand_in_a_log(store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sqlalchemy")

    ticket = open_ticket(store)

    assert ticket.own_words not in caplog.text
    assert "asa@kund.example" not in caplog.text
