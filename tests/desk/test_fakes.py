"""The store in memory does what the real one does, in all that the desk counts on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.letters import Card, Notice
from bot.desk.places import Direct, Officers
from bot.desk.ports import Offer, Sent, Store, Unit
from bot.store import open_store
from bot.tickets import Event, State
from tests.desk.fakes import NOON, Clock, DiskFullError, MemoryStore
from tests.desk.test_intake import ANNAS

HELLO, ANNA = Notice(language="sv", text="hello"), Direct("UANNA")
OFFER = Offer("UANNA", ("erasure",), "words", "sv", None, None, False, None, NOON, "C1", "1.0")


@pytest.fixture(params=["memory", "sqlite"])
def any_store(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore(clock)
    else:
        store = open_store(f"sqlite:///{tmp_path}/desk.db", clock)
        yield store
        store.close()


@pytest.fixture
def unit(any_store: Store) -> Iterator[Unit]:
    with any_store.transaction() as unit:
        yield unit


def test_one_known_key_makes_a_repeat_and_all_keys_are_known_from_then_on(unit: Unit) -> None:
    assert unit.first_time(("a", "b"), NOON)
    assert not unit.first_time(("b", "c"), NOON)
    assert not unit.first_time(("c",), NOON)


def test_the_first_letter_about_a_message_is_found_while_it_is_recent(unit: Unit) -> None:
    first, *_ = [unit.put(ANNA, HELLO, now=NOON, about="m1") for _ in range(2)]

    found = [unit.sent_about("m1", NOON), unit.sent_about("m1", NOON + timedelta(seconds=1)), unit.sent_about("m2", NOON)]
    assert found == [Sent(first, HELLO.kind), None, None]


def test_tickets_are_numbered_by_year_and_found_by_person_and_right_while_open(unit: Unit) -> None:
    first, second = unit.new_ticket(ANNAS, 2026), unit.new_ticket(replace(ANNAS, rights=("access", "erasure")), 2027)
    assert [ticket.reference for ticket in (first, second)] == ["DSR-2026-0001", "DSR-2027-0001"]

    assert unit.open_ticket("user:UANNA", ("access",)) == second
    assert unit.open_ticket("user:UANNA", ("erasure",)) == first
    unit.save(replace(first, state=State.DONE))
    assert unit.open_ticket("user:UANNA", ("erasure",)) == second
    assert (unit.open_ticket("user:UBO", ("erasure",)), unit.open_ticket("user:UANNA", ("objection",))) == (None, None)
    assert (unit.ticket(first.id), unit.ticket(99)) == (replace(first, state=State.DONE), None)


def test_the_card_is_the_first_one_of_its_ticket(unit: Unit) -> None:
    ticket = unit.new_ticket(ANNAS, 2026)
    assert unit.card(ticket.id) is None

    card, *_ = [unit.put(Officers(), Card(language="sv", ticket=ticket.id), now=NOON) for _ in range(2)]

    assert unit.card(ticket.id) == card
    assert unit.add_event(Event(ticket.id, NOON, None, "opened")) != unit.add_event(Event(ticket.id, NOON, None, "joined"))


def test_an_offer_is_taken_once_and_not_after_it_has_expired(unit: Unit, clock: Clock) -> None:
    first, second = unit.add_offer(OFFER, NOON + timedelta(days=1)), unit.add_offer(OFFER, NOON + timedelta(days=2))
    assert (unit.offer(first), unit.take_offer(first), unit.take_offer(first)) == (OFFER, OFFER, None)

    clock.advance(timedelta(days=2))

    assert (unit.offer(second), unit.take_offer(second)) == (None, None)


def test_an_exception_leaves_nothing_behind(any_store: Store) -> None:
    def write_and_fail() -> None:
        with any_store.transaction() as unit:
            unit.first_time(("a",), NOON)
            raise DiskFullError

    with pytest.raises(DiskFullError):
        write_and_fail()

    with any_store.transaction() as unit:
        assert unit.first_time(("a",), NOON)
