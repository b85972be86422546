"""Until when the desk has heard everything is known to all replicas, and one of them reads what was missed."""

from datetime import datetime, timedelta

import pytest

from bot.store import SqlStore
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.people import LATER, NOW, at_once

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LEASE = 3 * MINUTE


def test_the_first_start_begins_now_and_a_later_one_changes_nothing(store: SqlStore, replica: SqlStore) -> None:
    assert (store.heard().begin(NOW), replica.heard().begin(LATER)) == (True, False)
    assert (store.heard().until(), replica.heard().read_at()) == (NOW, None)


def test_the_moment_only_moves_forward(store: SqlStore) -> None:
    store.heard().begin(NOW)
    store.heard().move(NOW + MINUTE)
    store.heard().move(NOW)

    assert store.heard().until() == NOW + MINUTE


def test_of_replicas_that_would_read_at_the_same_moment_one_does(store: SqlStore, replica: SqlStore) -> None:
    store.heard().begin(NOW)
    ways = [lambda: store.heard().claim(LEASE), lambda: replica.heard().claim(LEASE)]
    taken = at_once(ways * 3)

    assert sorted(taken) == [False] * 5 + [True]


@pytest.mark.parametrize(("after", "renewed", "is_free"), [(MINUTE, False, False), (LEASE, False, True), (LEASE, True, False)])
def test_who_was_killed_while_it_read_leaves_the_reading_to_another(
    store: SqlStore, replica: SqlStore, clock: StillClock, after: timedelta, renewed: bool, is_free: bool
) -> None:
    store.heard().begin(NOW)
    assert store.heard().claim(LEASE)
    if renewed:
        clock.now += MINUTE
        store.heard().renew(LEASE)
        clock.now -= MINUTE
    clock.now += after

    assert replica.heard().claim(LEASE) is is_free


def test_a_claim_of_a_clock_that_ran_ahead_is_none(store: SqlStore, clock: StillClock) -> None:
    store.heard().begin(NOW)
    assert store.heard().claim(LEASE)
    clock.now -= DAY

    assert store.heard().claim(LEASE)


@pytest.mark.parametrize("read_at", [None, LATER])
def test_who_has_read_or_gives_up_lets_the_next_one_read(store: SqlStore, replica: SqlStore, read_at: datetime | None) -> None:
    store.heard().begin(NOW)
    assert store.heard().claim(LEASE)
    store.heard().release(read_at)

    assert (replica.heard().read_at(), replica.heard().claim(LEASE)) == (read_at, True)


@pytest.mark.parametrize(("heard", "kept"), [(0, 7), (6, 7), (8, 9), (25, 26), (50, 31)])
def test_of_what_may_be_read_again_it_is_known_that_it_was_heard(
    store: SqlStore, url: str, clock: StillClock, heard: int, kept: int
) -> None:
    """Days before now: the moment until which everything was heard, and the age of the oldest delivery key that is kept."""
    store.heard().begin(NOW - heard * DAY)
    for days in range(60):
        clock.now = NOW - days * DAY
        with store.transaction() as unit:
            unit.first_time([f"{days:02}"])
    store.tidy(NOW)

    assert column(url, "SELECT max(key) FROM deliveries") == [f"{kept - 1:02}"]
