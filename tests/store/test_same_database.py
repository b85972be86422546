"""A database that is gone or replaced while the desk runs takes nothing that would be lost, and is not made anew."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import LostDatabase, SqlStore
from tests.postgres import TEMPLATE, Postgres
from tests.store.database_file import column
from tests.store.people import enqueue, open_ticket, opened

SENTENCE = (
    "The database that the desk was started with was removed, unmounted or replaced. Mount its disk or restore it from a "
    "backup, then start Insyn again. Only if it is gone for good: “insyn serve --new-database” begins an empty one, in which "
    "tickets are numbered from 1 again."
)


def removed(file: Path) -> None:
    file.unlink()


def with_its_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("unmounted"))


def another_in_its_place(file: Path) -> None:
    opened(f"sqlite:///{file}.new").close()
    Path(f"{file}.new").replace(file)


def an_empty_one_in_its_place(file: Path) -> None:
    file.unlink()
    file.touch()


def a_copy_in_its_place(file: Path) -> None:
    """What is written after the copy was made is not in it."""
    shutil.copy(file, f"{file}.copy")
    Path(f"{file}.copy").replace(file)


GONE = [removed, with_its_folder, another_in_its_place, an_empty_one_in_its_place, a_copy_in_its_place]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "desk.db"


def uses(store: SqlStore) -> dict[str, Callable[[], object]]:
    return {
        "writes": lambda: enqueue(store),
        "reads": lambda: store.tickets(),
        "claims": lambda: store.outbox().undelivered(),
        "makes a round": store.check_same,
    }


@pytest.mark.parametrize("lose", GONE, ids=lambda lose: lose.__name__)
def test_a_file_that_is_gone_or_another_is_told_by_whatever_uses_it_and_stays_as_it_is(
    file: Path, lose: Callable[[Path], None]
) -> None:
    store = opened(f"sqlite:///{file}")
    enqueue(store)
    lose(file)
    before = file.read_bytes() if file.exists() else None

    for use in uses(store).values():
        with pytest.raises(LostDatabase) as told:
            use()
        assert str(told.value) == SENTENCE
    assert (file.read_bytes() if file.exists() else None) == before
    store.close()


@pytest.mark.parametrize("lose", GONE, ids=lambda lose: lose.__name__)
def test_what_is_committed_into_a_file_that_has_just_gone_counts_as_failed(file: Path, lose: Callable[[Path], None]) -> None:
    store, woken = opened(f"sqlite:///{file}"), list[str]()
    store.on_enqueue.append(lambda: woken.append("woken"))

    def write() -> None:
        with store.transaction() as unit:
            unit.first_time(["key"])
            lose(file)

    with pytest.raises(LostDatabase):
        write()
    assert woken == []
    store.close()


def test_a_file_that_is_mounted_again_is_used_again(file: Path) -> None:
    store = opened(f"sqlite:///{file}")
    ticket = open_ticket(store)
    away = file.parent.with_name("unmounted")
    file.parent.rename(away)
    with pytest.raises(LostDatabase):
        enqueue(store)
    away.rename(file.parent)

    assert (enqueue(store), store.ticket(ticket.id)) == (1, ticket)
    store.check_same()
    store.close()


def test_another_database_that_is_copied_into_the_same_file_is_told_within_a_round(file: Path) -> None:
    store, other = opened(f"sqlite:///{file}"), file.with_name("other.db")
    opened(f"sqlite:///{other}").close()
    store.check_same()
    with closing(sqlite3.connect(other)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)

    with pytest.raises(LostDatabase):
        store.check_same()
    store.close()


def test_tables_that_were_dropped_are_told_within_a_round(url: str) -> None:
    store = opened(url)
    column(url, "DROP TABLE vault_check")

    with pytest.raises(LostDatabase):
        store.check_same()
    store.close()


@pytest.mark.parametrize("begun", [False, True], ids=["empty", "begun by another desk"])
def test_a_server_s_database_that_was_dropped_and_made_again_is_another(postgres: Postgres, begun: bool) -> None:
    url = postgres.empty()
    store = opened(url)
    enqueue(store)
    postgres.replace(url)
    if begun:
        opened(url).close()

    for use in uses(store).values():
        with pytest.raises(LostDatabase, match="removed, unmounted or replaced"):
            use()
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    assert (column(url, tables) == [0]) is not begun
    store.close()


def test_a_server_s_database_that_was_restored_is_the_same(postgres: Postgres) -> None:
    url = postgres.fresh()
    store = opened(url)
    postgres.replace(url, TEMPLATE)

    assert enqueue(store) == 1
    store.check_same()
    store.close()
