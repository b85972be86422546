"""Doubtful words get their answer and a button, and the button opens the same ticket that clear words would."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.desk import OFFER_FOR, Desk
from bot.desk.letters import Card, Notice, Opened, Reply, TicketLine
from bot.desk.messages import Customer
from bot.desk.outcomes import Answer, Choices, NoAnswer, Outcome
from bot.desk.places import Direct, Officers, Private, TicketThread
from bot.tickets import Subject
from tests.desk.fakes import Clock, MemoryStore, Put
from tests.desk.people import ANNA, BO, IN_CHANNEL, in_channel, mail, message, next_message

BESIDE = Private(ANNA, "https://hooks.example/1")
EVA = Customer("Please keep less of me /Eva", name="Eva Ek", email="eva@kund.example")


def press(desk: Desk, user: str = ANNA, offer: int = 1, click: int = 1) -> None:
    desk.accept((f"action:{click}",), offer, user, replace(BESIDE, user=user), "sv")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Ni sparar för mycket", Answer(entry="storage-time", rights=["erasure", "objection"], offer=1)),
        ("Kakor, bort med dem", Choices(entries=["cookie-consent"], rights=["consent_withdrawal"], offer=1)),
        ("Ni borde skämmas", NoAnswer(rights=["objection"], offer=1)),
    ],
)
def test_doubtful_words_get_their_answer_with_an_offer_and_no_ticket(
    desk: Desk, store: MemoryStore, words: str, outcome: Outcome
) -> None:
    desk.ask(message(words))

    assert store.letters == [Reply(language="sv", outcome=outcome)]
    assert store.tickets == []


def test_the_button_opens_the_ticket_and_its_person_hears_of_it_in_private(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel("Ni sparar för mycket"))

    press(desk)

    [ticket] = store.tickets
    assert (ticket.asker, ticket.subject, ticket.rights) == (ANNA, Subject(user=ANNA), ("erasure", "objection"))
    assert (ticket.own_words, ticket.source_channel, ticket.source_ts) == ("Ni sparar för mycket", "CSUPPORT", "100.1")
    assert store.puts[1:] == [
        Put(Officers(), Card(language="sv", ticket=1)),
        Put(TicketThread(1), TicketLine(language="sv", ticket=1, event=1)),
        Put(Direct(ANNA), Opened(language="sv", ticket=1)),
    ]


def test_the_receipt_date_is_that_of_the_message_and_not_of_the_click(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Ni sparar för mycket", sent_at=datetime(2026, 2, 27, 23, 30, tzinfo=UTC)))
    clock.advance(timedelta(days=5))

    press(desk)

    assert store.tickets[0].receipt == date(2026, 2, 28)


def test_a_customers_doubtful_words_open_the_customers_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("", customer=EVA))

    press(desk)

    assert (store.tickets[0].asker, store.tickets[0].subject) == (ANNA, Subject(name="Eva Ek", email="eva@kund.example"))


def test_a_button_that_is_pressed_twice_opens_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))
    press(desk)

    press(desk, click=2)

    assert len(store.tickets) == 1
    assert store.puts[-1] == Put(BESIDE, Notice(language="sv", text="offer_gone"))


def test_a_click_that_is_delivered_twice_counts_once(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))
    press(desk)
    once = list(store.puts)

    press(desk)

    assert store.puts == once


def test_nobody_opens_a_ticket_with_the_words_of_another(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel("Ni sparar för mycket"))

    press(desk, BO)

    assert store.tickets == []
    assert store.puts[-1] == Put(replace(BESIDE, user=BO), Notice(language="sv", text="offer_of_another"))


def test_the_one_who_wrote_can_still_accept_after_somebody_else_has_tried(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel("Ni sparar för mycket"))
    press(desk, BO)

    press(desk, click=2)

    assert [ticket.asker for ticket in store.tickets] == [ANNA]


def test_a_mail_that_nobody_passed_on_can_be_made_a_ticket_by_whoever_reads_it(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("Please keep less of me /Eva"))
    assert store.puts[0].to == IN_CHANNEL

    press(desk, BO)

    [ticket] = store.tickets
    assert (ticket.asker, ticket.subject) == (BO, Subject(name="Eva Ek", email="eva@kund.example"))
    assert store.puts[-1] == Put(Direct(BO), Opened(language="sv", ticket=1, draft_language="en"))


@pytest.mark.parametrize(("after", "tickets"), [(OFFER_FOR - timedelta(seconds=1), 1), (OFFER_FOR, 0)])
def test_an_offer_stands_for_two_weeks(desk: Desk, store: MemoryStore, clock: Clock, after: timedelta, tickets: int) -> None:
    desk.ask(message("Ni sparar för mycket"))
    clock.advance(after)

    press(desk)

    assert timedelta(days=14) == OFFER_FOR
    assert len(store.tickets) == tickets


def test_an_accepted_offer_joins_the_open_ticket_of_its_right(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Ni sparar för mycket"))

    press(desk)

    assert [ticket.rights for ticket in store.tickets] == [("erasure", "objection")]
    assert store.letters[-1] == Opened(language="sv", ticket=1, joined=True)


def test_clear_words_leave_no_offer_behind(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Vad är en cookie?"))

    assert store.kept.offers == {}
