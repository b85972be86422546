"""Leases follow the clock that all replicas share."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.store import SqlOutbox, SqlStore
from bot.store.database import connect
from bot.store.times import DatabaseTime
from tests.store.people import BO, MINUTE, NOW, enqueue

CLOCKS: dict[str, timedelta] = {
    "behind": timedelta(minutes=-7),
    "ahead": timedelta(minutes=7),
    "of next year": timedelta(days=300),
}


def outbox_of(engine: Engine, clock: datetime) -> SqlOutbox:
    """The outbox of a process whose machine shows that time."""
    return SqlOutbox(engine, DatabaseTime(engine, lambda: clock, is_given=False))


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("of", CLOCKS)
def test_a_replica_whose_clock_is_wrong_takes_no_letter_that_another_has_and_every_one_that_is_free(
    store: SqlStore, url: str, of: str
) -> None:
    engine = connect(url)
    right, wrong = outbox_of(engine, NOW), outbox_of(engine, NOW + CLOCKS[of])
    first = enqueue(store)

    assert [letter.id for letter in right.claim(10, MINUTE)] == [first]
    assert wrong.claim(10, MINUTE) == []
    second = enqueue(store, BO)
    assert [letter.id for letter in wrong.claim(10, MINUTE)] == [second]
    assert right.claim(10, MINUTE) == []
    engine.dispose()
