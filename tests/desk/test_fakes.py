"""The store in memory and the real one behave alike in everything that the desk relies on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.letters import Card, Notice
from bot.desk.places import Direct, OfficersChannel
from bot.desk.ports import Delivery, KnownMessage, SentLetter, Store, UnitOfWork
from bot.store import open_store
from bot.tickets import Event, Kind, State, Subject
from bot.tickets.retention import Removal
from tests.desk.fakes import NOON, Clock, DiskFullError, MemoryStore
from tests.desk.test_intake import ANNAS
from tests.keys import VAULT

HELLO, ANNA = Notice(language="sv", text="hello"), Direct("UANNA")
NEW = replace(ANNAS, id=0, log_length=0)


@pytest.fixture(params=["memory", "sqlite"])
def any_store(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore(clock)
    else:
        store = open_store(f"sqlite:///{tmp_path}/desk.db", clock, VAULT)
        yield store
        store.close()


@pytest.fixture
def unit(any_store: Store) -> Iterator[UnitOfWork]:
    with any_store.transaction() as unit:
        yield unit


def test_one_known_key_makes_a_repeat_and_all_keys_are_known_from_then_on(unit: UnitOfWork) -> None:
    assert unit.first_time(("a", "b"))
    assert not unit.first_time(("b", "c"))
    assert not unit.first_time(("c",))


def test_letters_about_a_message_are_found_but_those_written_over_another_or_taken_back(unit: UnitOfWork) -> None:
    first, second, third = [unit.enqueue(ANNA, HELLO, about="m1") for _ in range(3)]
    unit.enqueue(ANNA, HELLO, about="m1", replaces=first)
    unit.discard(second)

    found = [SentLetter(id, HELLO.kind, NOON, ANNA) for id in (first, third)]
    assert (list(unit.letters_about("m1")), list(unit.letters_about("m2"))) == (found, [])


def test_what_is_kept_of_a_message_is_the_last_that_was_written(unit: UnitOfWork) -> None:
    ticket = unit.new_ticket(NEW, 2026)
    first, last = KnownMessage("", "answer|sv"), KnownMessage("2 2", "request|sv", ("erasure", "access"), ticket.id)
    unit.keep_message("m1", first)
    unit.keep_message("m2", first)
    unit.keep_message("m1", last)

    assert [unit.known_message(key) for key in ("m1", "m2", "m3")] == [last, first, None]


@pytest.mark.parametrize("removal", list(Removal))
def test_what_is_kept_of_a_message_is_kept_as_long_as_its_ticket_knows_the_person(unit: UnitOfWork, removal: Removal) -> None:
    ticket = unit.new_ticket(replace(NEW, state=State.DISMISSED, closed_at=NOON), 2026)
    unit.keep_message("m1", KnownMessage("", "request|sv", ("erasure",), ticket.id))

    unit.remove(ticket.id, removal)

    assert (unit.known_message("m1") is None) is (removal in {Removal.LINK, Removal.REGISTER})


def test_tickets_are_found_by_the_message_that_opened_them(unit: UnitOfWork) -> None:
    ids = [unit.new_ticket(replace(NEW, source_ts=ts), 2026).id for ts in ("1.0", "2.0", "1.0")]

    assert (list(unit.tickets_from("DANNA", "1.0")), list(unit.tickets_from("DANNA", "9.0"))) == ([ids[0], ids[2]], [])


def test_tickets_are_numbered_by_year_and_found_by_person_and_right_while_open(unit: UnitOfWork) -> None:
    first, second = unit.new_ticket(NEW, 2026), unit.new_ticket(replace(NEW, rights=("access", "erasure")), 2027)
    breach = unit.new_ticket(replace(NEW, kind=Kind.INCIDENT, rights=()), 2026)
    assert [ticket.reference for ticket in (first, second, breach)] == ["DSR-2026-0001", "DSR-2027-0001", "INC-2026-0002"]

    assert unit.open_ticket("user:UANNA", ("access",)) == second
    assert unit.open_ticket("user:UANNA", ("erasure",)) == first == unit.open_ticket("user:UANNA", ())
    unit.save(replace(first, state=State.WITHDRAWN))
    assert unit.open_ticket("user:UANNA", ("erasure",)) == second
    assert (unit.open_ticket("user:UBO", ("erasure",)), unit.open_ticket("user:UANNA", ("objection",))) == (None, None)
    assert (unit.ticket(first.id), unit.ticket(99)) == (replace(first, state=State.WITHDRAWN), None)


def test_a_ticket_is_found_by_its_reference_its_person_and_where_it_came_from(unit: UnitOfWork) -> None:
    first, second = (unit.new_ticket(replace(NEW, source_ts=ts), 2026) for ts in ("1.0", "2.0"))
    unit.new_ticket(replace(NEW, asker="UBO", subject=Subject(name="Eva"), source_ts=None), 2026)

    assert unit.ticket_by_reference("DSR-2026-0002") == second
    assert unit.ticket_by_reference("DSR-2026-0009") is None
    assert [ticket.id for ticket in unit.tickets_of("UANNA")] == [second.id, first.id]
    assert (unit.ticket_at("DANNA", "2.0"), unit.ticket_at("DANNA", "9.0")) == (second.id, None)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("informed", [False, True])
def test_the_scheduler_sees_what_is_owed_and_what_is_recent(unit: UnitOfWork, state: State, informed: bool) -> None:
    old = replace(NEW, opened_at=NOON - timedelta(days=90), state=state)
    ticket = unit.new_ticket(replace(old, informed_at=NOON - timedelta(days=60) if informed else None), 2026)
    lately = unit.new_ticket(replace(old, state=State.CLOSED, closed_at=NOON), 2026)

    owed = [ticket] if ticket.state.is_open or ticket.awaits_answer else []
    assert list(unit.tickets_since(NOON - timedelta(days=7))) == [*owed, lately]


def test_a_log_is_counted_for_each_ticket_and_saving_does_not_shorten_it(unit: UnitOfWork) -> None:
    first, second = unit.new_ticket(NEW, 2026), unit.new_ticket(NEW, 2026)

    assert [unit.add_event(Event(id, NOON, None, "note")) for id in (first.id, first.id, second.id)] == [1, 2, 1]
    unit.save(replace(first, state=State.WORKING))

    assert unit.ticket(first.id) == replace(first, state=State.WORKING, log_length=2)


def test_an_alarm_is_given_once(unit: UnitOfWork) -> None:
    ticket = unit.new_ticket(NEW, 2026)

    assert [unit.first_alarm(key, ticket.id) for key in ("a", "b", "a")] == [True, True, False]


def test_the_card_is_the_first_one_of_its_ticket(unit: UnitOfWork) -> None:
    ticket = unit.new_ticket(NEW, 2026)
    assert unit.card(ticket.id) is None

    card, *_ = [unit.enqueue(OfficersChannel(), Card(language="sv", ticket=ticket.id)) for _ in range(2)]

    assert (unit.card(ticket.id), unit.delivery(card)) == (card, Delivery())


@pytest.mark.parametrize("removal", list(Removal))
def test_what_is_removed_is_gone_and_the_ticket_knows_it(unit: UnitOfWork, clock: Clock, removal: Removal) -> None:
    ended = unit.new_ticket(replace(NEW, state=State.DISMISSED, closed_at=NOON, answer="Nej"), 2026)
    unit.add_event(Event(ended.id, NOON, None, "opened", "words"))

    unit.remove(ended.id, removal)

    found = unit.ticket(ended.id)
    assert found is not None
    shredded = removal in {Removal.DISMISSED, Removal.REGISTER}
    gone = shredded or removal is Removal.LINK
    assert found.removed == (removal.value,)
    assert bool(found.shredded_at) is shredded
    assert (found.own_words == "") is gone
    assert (found.answer == "") is (shredded or removal is Removal.DRAFTS)
    assert (found.asker is None) is (removal in {Removal.LINK, Removal.REGISTER})
    assert [ticket.id for ticket in unit.ended_tickets()] == ([] if removal is Removal.REGISTER else [ended.id])


def test_an_exception_leaves_nothing_behind(any_store: Store) -> None:
    def write_and_fail() -> None:
        with any_store.transaction() as unit:
            unit.first_time(("a",))
            raise DiskFullError

    with pytest.raises(DiskFullError):
        write_and_fail()

    with any_store.transaction() as unit:
        assert unit.first_time(("a",))
