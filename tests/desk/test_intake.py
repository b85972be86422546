"""A right exercised in a message opens one ticket, of which only those concerned are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import AnsweredPrivately, Card, Opened, TicketLine
from bot.desk.messages import Customer, Message
from bot.desk.places import Direct, OfficersChannel, Private, TicketThread
from bot.tickets import Event, Role, Subject, Ticket
from tests.desk.fakes import NOON, Clock, MemoryStore, Queued
from tests.desk.people import ANNA, IN_CHANNEL, in_channel, mail, message, next_message

EVA = Customer("Please delete me /Eva", name="Eva Ek", email="eva@kund.example")
ANNAS = Ticket(
    id=1,
    reference="DSR-2026-0001",
    rights=("erasure",),
    asker=ANNA,
    subject=Subject(user=ANNA),
    subject_key="user:UANNA",
    language="sv",
    own_words="Radera mina uppgifter",
    receipt=date(2026, 3, 2),
    opened_at=NOON,
    source_channel="DANNA",
    source_ts="100.1",
    log_length=1,
)


def test_a_request_opens_a_ticket_with_its_card_its_first_line_and_word_to_the_asker(desk: Desk, store: MemoryStore) -> None:
    asked = message("Radera mina uppgifter")

    desk.ask(asked)

    assert store.tickets == [ANNAS]
    assert store.kept.events == [Event(1, NOON, None, "opened", "Radera mina uppgifter", role=Role.PERSON, after="open", seq=1)]
    assert store.queue == [
        Queued(OfficersChannel(), Card(language="sv", ticket=1)),
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=1)),
        Queued(Direct(ANNA, "100.1"), Opened(language="sv", ticket=1), about=asked.about),
    ]


@pytest.mark.parametrize("place", [IN_CHANNEL, Private(ANNA, "https://hooks.example/1")], ids=["channel", "command"])
def test_elsewhere_than_in_a_direct_message_nothing_is_said_of_the_request(desk: Desk, store: MemoryStore, place: object) -> None:
    asked = message("Radera mina uppgifter", reply_to=place)

    desk.ask(asked)

    seen = [queued for queued in store.queue if queued.to not in {OfficersChannel(), TicketThread(1)}]
    assert seen == [
        Queued(Direct(ANNA), Opened(language="sv", ticket=1)),
        Queued(asked.reply_to, AnsweredPrivately(language="sv"), about=asked.about, after=3),
    ]


def test_a_mail_that_nobody_passed_on_is_answered_below_itself(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("Please delete me /Eva"))

    assert store.queue[-1] == Queued(
        IN_CHANNEL, Opened(language="sv", ticket=1, draft_language="en"), about="message:T:DANNA:100.1"
    )
    assert (store.tickets[0].asker, store.tickets[0].subject) == (None, Subject(name="Eva Ek", email="eva@kund.example"))
    assert [event.role for event in store.log()] == [Role.PERSON], "no colleague had a hand in it"


@pytest.mark.parametrize(
    ("asked", "subject", "key"),
    [
        (message("Radera mina uppgifter"), Subject(user=ANNA), "user:UANNA"),
        (message("Eva Ek vill bli raderad"), Subject(name="Eva Ek", email="eva@kund.example"), "email:eva@kund.example"),
        (message("", customer=EVA), Subject(name="Eva Ek", email="eva@kund.example"), "email:eva@kund.example"),
        (message("", customer=replace(EVA, email=None)), Subject(name="Eva Ek"), "name:UANNA:eva ek"),
        (message("", customer=Customer(EVA.words)), Subject(), "source:UANNA:DANNA:100.1"),
    ],
    ids=["the asker", "somebody named in the words", "a customer", "a customer's name", "an unknown customer"],
)
def test_the_ticket_is_about_the_one_whose_data_it_is(
    desk: Desk, store: MemoryStore, asked: Message, subject: Subject, key: str
) -> None:
    desk.ask(asked)

    [ticket] = store.tickets
    assert (ticket.asker, ticket.subject, ticket.subject_key) == (ANNA, subject, key)


SIGNED = "Please delete Eva Ek, eva@kund.example"


@pytest.mark.parametrize(
    ("customer", "subject"),
    [
        (Customer(SIGNED), Subject(name="Eva Ek", email="eva@kund.example")),
        (Customer(SIGNED, name="E. Ek"), Subject(name="E. Ek", email="eva@kund.example")),
        (Customer(SIGNED, email="ee@kund.example"), Subject(name="Eva Ek", email="ee@kund.example")),
        (Customer(SIGNED, name="E. Ek", email="ee@kund.example"), Subject(name="E. Ek", email="ee@kund.example")),
    ],
    ids=["only the words", "a sender's name", "a sender's address", "both"],
)
def test_what_the_mail_does_not_say_of_a_customer_is_taken_from_their_words(
    desk: Desk, store: MemoryStore, customer: Customer, subject: Subject
) -> None:
    desk.ask(message("", customer=customer))

    assert store.tickets[0].subject == subject


def test_a_customer_is_known_again_by_an_address_in_their_words(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("", customer=EVA))

    desk.ask(next_message(2, "", customer=Customer(SIGNED)))

    assert (len(store.tickets), store.happened()) == (1, ["opened", "joined"])


def test_a_forwarded_request_keeps_both_the_note_and_the_customers_words(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Kan ni ta den här?", customer=EVA))

    assert store.tickets[0].own_words == "Kan ni ta den här?\n\nPlease delete me /Eva"
    assert store.letters[-1] == Opened(language="sv", ticket=1, draft_language="en")


@pytest.mark.parametrize(
    ("sent_at", "receipt"),
    [
        (datetime(2026, 2, 28, 22, 59, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_the_receipt_date_is_the_local_day_on_which_it_was_written(
    desk: Desk, store: MemoryStore, clock: Clock, sent_at: datetime, receipt: date
) -> None:
    """However late the desk reads it."""
    clock.now = sent_at + timedelta(days=2)

    desk.ask(message("Radera mina uppgifter", sent_at=sent_at))

    assert store.tickets[0].receipt == receipt


@pytest.mark.parametrize(
    ("sent_at", "receipt"),
    [
        (NOON - timedelta(days=9), date(2026, 2, 21)),
        (NOON + timedelta(days=9), date(2026, 3, 2)),
        (None, date(2026, 3, 2)),
    ],
    ids=["it reached the company earlier", "its clock was wrong", "it does not say"],
)
def test_a_forwarded_message_was_received_when_it_was_first_sent(
    desk: Desk, store: MemoryStore, sent_at: datetime | None, receipt: date
) -> None:
    desk.ask(message("", customer=replace(EVA, sent_at=sent_at)))

    assert store.tickets[0].receipt == receipt


@pytest.mark.parametrize(
    ("now", "reference"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "DSR-2026-0001"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "DSR-2027-0001"),
    ],
)
def test_references_count_in_the_local_year(desk: Desk, store: MemoryStore, clock: Clock, now: datetime, reference: str) -> None:
    clock.now = now

    desk.ask(message("Radera mina uppgifter", sent_at=now))

    assert store.tickets[0].reference == reference


def test_several_rights_in_one_message_are_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Visa allt och radera det"))

    assert [ticket.rights for ticket in store.tickets] == [("access", "erasure")]


def test_a_channel_is_told_nothing_of_whose_request_it_is(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel("Eva Ek vill bli raderad"))

    [told] = [queued.letter for queued in store.queue if queued.to == IN_CHANNEL]
    assert told.model_dump() == {"kind": "answered_privately", "language": "sv", "arrived": True}
