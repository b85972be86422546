"""A request for the same right by the same person joins their open ticket; no other request does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Card, Opened, TicketLine
from bot.desk.messages import Customer, Message, TicketCommand
from bot.desk.places import Direct, OfficersChannel, Private, TicketThread
from bot.tickets import Act, Event, Role, State
from tests.desk.fakes import NOON, Clock, MemoryStore, Queued
from tests.desk.people import ANNA, BO, OLLE, form, message, next_message

BESIDE = Private(OLLE, "https://hooks.example/1")
EVA = Customer("Please delete me /Eva", email="eva@kund.example")


def test_the_same_right_again_joins_the_open_ticket_and_says_so(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Radera mina uppgifter"))
    [ticket], before = store.tickets, len(store.queue)
    clock.advance(timedelta(days=3))

    desk.ask(next_message(2, "Radera allt nu!", sent_at=clock.now))

    assert store.tickets == [replace(ticket, log_length=2)]
    joined = Event(1, clock.now, None, "joined", "Radera allt nu!", role=Role.PERSON, before="open", after="open", seq=2)
    assert store.events[1:] == [joined]
    assert store.queue[before:] == [
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=2)),
        Queued(OfficersChannel(), Card(language="sv", ticket=1), replaces=1),
        Queued(Direct(ANNA, "100.2"), Opened(language="sv", ticket=1, joined=True), about="message:T:DANNA:100.2"),
    ]


def test_a_joining_request_adds_its_other_rights(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))

    desk.ask(next_message(2, "Visa allt och radera det"))

    assert [ticket.rights for ticket in store.tickets] == [("erasure", "access")]


@pytest.mark.parametrize(
    ("receipt", "kept"),
    [(date(2026, 2, 20), date(2026, 2, 20)), (date(2026, 3, 2), date(2026, 3, 2)), (None, date(2026, 3, 2))],
)
def test_the_earlier_receipt_date_counts(desk: Desk, store: MemoryStore, receipt: date | None, kept: date) -> None:
    desk.ask(message("Visa vad ni har"))

    desk.request(form(rights=("access",), receipt=receipt))

    assert [ticket.receipt for ticket in store.tickets] == [kept]


@pytest.mark.parametrize(
    "other",
    [
        next_message(2, "Visa vad ni har"),
        next_message(2, "Radera mina uppgifter", asker=BO, reply_to=Direct(BO, "100.2")),
        next_message(2, "Eva Ek vill bli raderad"),
    ],
    ids=["another right", "another asker", "another data subject"],
)
def test_a_request_of_another_kind_gets_a_ticket_of_its_own(desk: Desk, store: MemoryStore, other: Message) -> None:
    desk.ask(message("Radera mina uppgifter"))

    desk.ask(other)

    assert [ticket.reference for ticket in store.tickets] == ["DSR-2026-0001", "DSR-2026-0002"]


@pytest.mark.parametrize("state", [state for state in State if not state.is_open])
def test_after_a_ticket_has_ended_the_same_right_opens_a_new_one(desk: Desk, store: MemoryStore, state: State) -> None:
    desk.ask(message("Radera mina uppgifter"))
    store.change(state=state)

    desk.ask(next_message(2, "Radera allt nu!"))

    assert [ticket.state.is_open for ticket in store.tickets] == [False, True]
    assert store.letters[-1] == Opened(language="sv", ticket=2)


def test_a_ticket_that_somebody_works_on_is_joined_too(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.act(TicketCommand(("action:1",), 1, Act.TAKE, OLLE, BESIDE))

    desk.ask(next_message(2, "Radera allt nu!"))

    assert [(ticket.state, ticket.officer) for ticket in store.tickets] == [("working", OLLE)]


def test_one_customer_who_is_passed_on_by_two_colleagues_has_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("", customer=EVA))

    desk.ask(next_message(2, "", asker=BO, reply_to=Direct(BO, "100.2"), customer=replace(EVA, email="EVA@kund.example")))

    assert len(store.tickets) == 1
    assert store.queue[-1].to == Direct(BO, "100.2")
    assert [(event.actor, event.role) for event in store.events] == [(None, Role.EMPLOYEE)] * 2, "the log names nobody"


def test_two_customers_of_whom_nothing_is_known_are_never_mixed(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("", customer=Customer(EVA.words)))

    desk.ask(next_message(2, "", customer=Customer(EVA.words), sent_at=NOON))

    assert len(store.tickets) == 2
