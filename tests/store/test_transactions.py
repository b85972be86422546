"""All of a transaction is written, or nothing; what was delivered once is known for ever after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from threading import Event

import pytest

from bot.desk.letters import Card, DeadlineExplanation, Letter, Opened, Reminder, ThreadRemoval, TicketLine, ToPerson
from bot.desk.ports import Store, UnitOfWork
from bot.store import SqlStore
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.outbox_at import OutboxAt
from tests.store.people import ANNA, HELLO, NOW, TICKET, at_once, enqueue, log, open_ticket


class TroubleError(Exception):
    """Something goes wrong in the middle."""


def test_the_store_has_the_shape_that_the_desk_asks_for(store: SqlStore) -> None:
    port: Store = store

    with port.transaction() as unit:
        desk_unit: UnitOfWork = unit
        assert desk_unit.known_message("nothing") is None


def test_an_exception_undoes_all_that_its_transaction_wrote(store: SqlStore, outbox: OutboxAt) -> None:
    def write_and_fail() -> None:
        with store.transaction() as unit:
            unit.first_time(["key"])
            unit.enqueue(ANNA, Card(language="sv", ticket=unit.new_ticket(TICKET, 2026).id))
            raise TroubleError

    with pytest.raises(TroubleError):
        write_and_fail()

    with store.transaction() as unit:
        assert unit.first_time(["key"])
    assert (store.ticket(1), outbox.undelivered()) == (None, [])


def test_what_is_written_is_there_for_another_process(store: SqlStore, replica: SqlStore) -> None:
    ticket = open_ticket(store)

    assert replica.ticket(ticket.id) == ticket


@pytest.mark.parametrize(
    ("seen", "keys", "first"),
    [
        ([], ["a"], True),
        ([], ["a", "b"], True),
        ([], ["a", "a"], True),
        ([], [], True),
        (["a"], ["a"], False),
        (["a"], ["a", "b"], False),
        (["a"], ["b", "a"], False),
        (["a"], ["A"], True),
    ],
)
def test_keys_are_new_once(store: SqlStore, seen: list[str], keys: list[str], first: bool) -> None:
    with store.transaction() as unit:
        unit.first_time(seen)

    with store.transaction() as unit:
        assert unit.first_time(keys) is first
    with store.transaction() as unit:
        assert unit.first_time(keys) is (not keys)


def test_of_two_threads_with_the_same_delivery_one_is_first(store: SqlStore, replica: SqlStore) -> None:
    def deliver(to: SqlStore, keys: list[str]) -> Callable[[], bool]:
        def once() -> bool:
            with to.transaction() as unit:
                return unit.first_time(keys)

        return once

    answers = at_once([deliver(to, keys) for to in (store, replica, store) for keys in (["a", "b"], ["b", "a"])])

    assert sorted(answers) == [False] * 5 + [True]


def test_delivery_keys_are_forgotten_after_seven_days(store: SqlStore, clock: StillClock) -> None:
    for key, age in (("old", timedelta(days=7)), ("young", timedelta(days=6, hours=23))):
        clock.now = NOW - age
        with store.transaction() as unit:
            unit.first_time([key])

    store.tidy(NOW)

    with store.transaction() as unit:
        assert (unit.first_time(["old"]), unit.first_time(["young"])) == (True, False)


def test_sent_letters_of_no_ticket_are_forgotten_after_thirty_days(
    store: SqlStore, outbox: OutboxAt, url: str, clock: StillClock
) -> None:
    """But for those that a later letter is written over."""
    ticket = open_ticket(store)
    month_ago = NOW - timedelta(days=30)
    old, written_over, young = enqueue(store), enqueue(store), enqueue(store)
    of_a_ticket = enqueue(store, ANNA, Opened(language="sv", ticket=ticket.id))
    for letter in (old, written_over, of_a_ticket):
        outbox.sent(letter, month_ago, "D1", f"{letter}.1")
    outbox.sent(young, month_ago + timedelta(seconds=1), "D1", "9.9")
    clock.now = month_ago - timedelta(days=9)
    waits = enqueue(store, replaces=written_over)

    store.tidy(NOW)

    assert column(url, "SELECT id FROM outbox ORDER BY id") == [written_over, young, of_a_ticket, waits]


def test_the_courier_is_woken_after_a_commit_that_queued_letters(store: SqlStore, outbox: OutboxAt) -> None:
    there = []
    store.on_enqueue.append(lambda: there.append(len(outbox.undelivered())))

    enqueue(store)

    assert there == [1]


def test_nobody_is_woken_for_nothing(store: SqlStore) -> None:
    woken = Event()
    store.on_enqueue.append(woken.set)

    with store.transaction() as unit:
        unit.first_time(["key"])
    with pytest.raises(LookupError), store.transaction() as unit:
        unit.save(replace(TICKET, id=unit.enqueue(ANNA, HELLO)))

    assert not woken.is_set()


def test_times_come_back_aware_and_in_utc(store: SqlStore) -> None:
    stockholm = timezone(timedelta(hours=2))
    opened = datetime(2026, 7, 1, 0, 15, 30, 123456, stockholm)

    ticket = open_ticket(store, opened_at=opened)

    kept = store.ticket(ticket.id)
    assert kept is not None
    assert (kept.opened_at, kept.opened_at.utcoffset()) == (opened, timedelta(0))


def test_a_time_without_a_zone_is_refused(store: SqlStore, clock: StillClock) -> None:
    clock.now = datetime(2026, 3, 2)
    with pytest.raises(Exception, match="without a zone") as caught, store.transaction() as unit:
        unit.first_time(["private-key"])

    assert "private-key" not in str(caught.value)


def test_what_no_database_can_hold_loses_no_request(store: SqlStore) -> None:
    ticket = open_ticket(store, own_words="radera\0 mig \ud83d nu", subject_key="name:U0:a\0")

    kept = store.ticket(ticket.id)
    assert kept is not None
    assert kept.own_words == "radera� mig � nu"
    with store.transaction() as unit:
        assert unit.open_ticket("name:U0:a\0", ["access"]) == kept


@pytest.mark.parametrize(
    "letter",
    [
        Card(language="sv", ticket=1),
        Opened(language="sv", ticket=1),
        TicketLine(language="sv", ticket=1, event=1),
        ToPerson(language="sv", ticket=1, about="answer", event=1),
        Reminder(language="sv", ticket=1, name="due", days=7),
        ThreadRemoval(language="sv", ticket=1),
        DeadlineExplanation(language="sv", ticket=1),
    ],
)
def test_a_letter_is_known_by_its_ticket(store: SqlStore, url: str, letter: Letter) -> None:
    open_ticket(store)

    enqueue(store, ANNA, letter)

    assert column(url, "SELECT ticket FROM outbox") == [1]


def test_a_reader_sees_one_moment(store: SqlStore, replica: SqlStore) -> None:
    """The check of the log would else miss or invent rows that are written meanwhile."""
    ticket = open_ticket(store)
    log(store, ticket.id, "opened")
    rows = store.log_rows()
    first = next(rows)

    log(replica, ticket.id, "take")

    assert ([first["what"], *(row["what"] for row in rows)], len(store.events(ticket.id))) == (["opened"], 2)
