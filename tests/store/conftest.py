"""Every store test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import SqlStore, open_store
from tests.keys import VAULT
from tests.postgres import Postgres
from tests.sqlite import new_database
from tests.store.clocks import StillClock
from tests.store.outbox_at import OutboxAt
from tests.store.people import NOW, STOCKHOLM


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with its tables."""
    if backend == "sqlite":
        return new_database(tmp_path / "insyn.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, or an SQLite file that is still to be made."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path}/data/insyn.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.empty()


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOW)


@pytest.fixture
def store(url: str, clock: StillClock) -> Iterator[SqlStore]:
    store = open_store(url, clock, VAULT, STOCKHOLM)
    yield store
    store.close()


@pytest.fixture
def replica(store: SqlStore, url: str, clock: StillClock) -> Iterator[SqlStore]:
    """A second process on the same database."""
    replica = open_store(url, clock, VAULT, STOCKHOLM)
    yield replica
    replica.close()


@pytest.fixture
def outbox(store: SqlStore, clock: StillClock) -> OutboxAt:
    return OutboxAt(store.outbox(), clock)
