"""Linking two tickets of one person keeps all rights and the earlier receipt date."""

from datetime import date

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import ToPerson
from bot.desk.messages import FormFaults
from bot.desk.places import Direct
from bot.tickets import Act, State
from tests.desk.fakes import MemoryStore, Queued
from tests.desk.people import ANNA, BO, ODA, answer, command, message, next_message

ONE, TWO = "DSR-2026-0001", "DSR-2026-0002"


@pytest.fixture
def desk_with_two(desk: Desk, store: MemoryStore) -> Desk:
    """A desk with two tickets of Anna's: erasure, and access a day later."""
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Visa vad ni har"))
    store.change(1, receipt=date(2026, 3, 1))
    return desk


def test_the_other_ticket_takes_over_the_rights_and_the_earliest_date(desk_with_two: Desk, store: MemoryStore) -> None:
    desk_with_two.act(command(Act.LINK, ticket=1, other=TWO))

    linked, into = store.tickets
    assert (linked.state, linked.linked_to) == (State.LINKED, 2)
    assert (into.rights, into.receipt) == (("access", "erasure"), date(2026, 3, 1))
    assert (store.happened(1), store.happened(2)) == (["opened", "link"], ["opened", "merged"])
    assert Queued(Direct(ANNA), ToPerson(language="sv", ticket=1, about="linked", event=2)) in store.queue


def test_a_later_date_moves_nothing(desk_with_two: Desk, store: MemoryStore) -> None:
    desk_with_two.act(command(Act.LINK, ticket=2, other=f" {ONE.lower()} "))

    assert (store.tickets[0].rights, store.tickets[0].receipt) == (("erasure", "access"), date(2026, 3, 1))


def test_what_was_prepared_without_the_new_right_is_prepared_anew(desk_with_two: Desk, store: MemoryStore) -> None:
    desk_with_two.act(command(Act.TAKE, ticket=2))
    desk_with_two.act(command(Act.PREPARE, ticket=2, **answer("access")))

    desk_with_two.act(command(Act.LINK, ODA, ticket=1, other=TWO))

    assert store.tickets[1].state is State.WORKING


def test_nobody_is_answered_in_the_ticket_of_a_colleague(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Visa vad ni har", asker=BO, reply_to=Direct(BO)))

    with pytest.raises(FormFaults):
        desk.act(command(Act.LINK, ticket=1, other=TWO))

    assert [ticket.state for ticket in store.tickets] == [State.OPEN, State.OPEN]


@pytest.mark.parametrize(("was", "becomes"), [(State.OPEN, State.OPEN), (State.SUSPECTED, State.SUSPECTED)])
def test_a_request_does_not_become_doubtful_by_being_linked_to_a_doubtful_one(
    desk_with_two: Desk, store: MemoryStore, was: State, becomes: State
) -> None:
    store.change(1, state=was)
    store.change(2, state=State.SUSPECTED)

    desk_with_two.act(command(Act.LINK, ticket=1, other=TWO))

    assert store.tickets[1].state is becomes


@pytest.mark.parametrize("state", [state for state in State if not state.is_open])
def test_nothing_is_linked_to_what_has_ended(desk_with_two: Desk, store: MemoryStore, state: State) -> None:
    store.change(2, state=state)

    with pytest.raises(FormFaults, match="other"):
        desk_with_two.act(command(Act.LINK, ticket=1, other=TWO))

    assert store.tickets[0].state is State.OPEN


def test_a_request_is_not_linked_to_a_breach(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Jag skickade kundlistan till fel person"))

    with pytest.raises(FormFaults, match="other"):
        desk.act(command(Act.LINK, other="INC-2026-0002"))


def test_a_waiting_twin_holds_nothing_up(desk_with_two: Desk, store: MemoryStore) -> None:
    desk_with_two.act(command(Act.ASK_IDENTITY, ticket=1, words="Annan adress", code="other_sender"))

    desk_with_two.act(command(Act.TAKE, ticket=2))
    desk_with_two.act(command(Act.PREPARE, ticket=2, **answer("access")))
    desk_with_two.act(command(Act.SEND, ODA, ticket=2))

    assert [ticket.state for ticket in store.tickets] == [State.WAITING_IDENTITY, State.SENT]
