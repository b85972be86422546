"""What the desk knows of the letters about tickets, and what becomes of them."""

from bot.desk.letters import Card, Opened, ToPerson
from bot.desk.places import OfficersChannel
from bot.desk.ports import Delivery, FailedLetter
from bot.store import SqlStore
from tests.store.database_file import column
from tests.store.outbox_at import OutboxAt
from tests.store.people import (
    ANNA,
    BO,
    HELLO,
    LATER,
    NOW,
    claimed,
    enqueue,
    open_ticket,
)


def test_the_card_of_a_ticket_is_the_first_one_and_not_what_was_written_over_it(store: SqlStore) -> None:
    ticket = open_ticket(store)
    with store.transaction() as unit:
        before = unit.card(ticket.id)
        unit.enqueue(ANNA, HELLO)
        card = unit.enqueue(OfficersChannel(), Card(language="sv", ticket=ticket.id))
        unit.enqueue(OfficersChannel(), Card(language="sv", ticket=ticket.id), replaces=card)

    with store.transaction() as unit:
        assert (before, unit.card(ticket.id)) == (None, card)


def test_the_ticket_of_a_thread_is_found_by_the_letter_or_the_message_that_stands_there(
    store: SqlStore, outbox: OutboxAt
) -> None:
    by_source = open_ticket(store, source_channel="D1", source_ts="1.1")
    by_letter = open_ticket(store)
    # Somebody's later request about the letter that stands there.
    open_ticket(store, source_channel="D1", source_ts="2.2")
    letters = [
        enqueue(store, ANNA, Opened(language="sv", ticket=by_letter.id)),
        enqueue(store, ANNA, ToPerson(language="sv", ticket=by_letter.id, about="identity", event=1)),
        enqueue(store, OfficersChannel(), Card(language="sv", ticket=by_letter.id)),
    ]
    for n, letter in enumerate(letters, 2):
        outbox.sent(letter, NOW, "D1", f"{n}.{n}")

    with store.transaction() as unit:
        found = [unit.ticket_at("D1", ts) for ts in ("1.1", "2.2", "3.3", "4.4")] + [unit.ticket_at("D2", "1.1")]

    assert found == [by_source.id, by_letter.id, by_letter.id, None, None]


def test_what_became_of_a_letter_is_known(store: SqlStore, outbox: OutboxAt) -> None:
    sent, failed, waits = (enqueue(store, to) for to in (ANNA, BO, OfficersChannel()))
    outbox.sent(sent, LATER, "D1", "1.1")
    claimed(outbox)
    outbox.failed(failed, NOW, "user_not_found")

    with store.transaction() as unit:
        found = [unit.delivery(letter) for letter in (sent, failed, waits, 99)]

    assert found == [Delivery(at=LATER), Delivery(error="user_not_found"), Delivery(), Delivery()]


def test_only_the_letter_that_is_discarded_goes_and_none_that_was_sent(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    sent, failed = enqueue(store, ANNA), enqueue(store, BO)
    outbox.sent(sent, NOW, "D1", "1.1")
    assert claimed(outbox) == [failed]
    outbox.failed(failed, NOW, "user_not_found")
    waits, other = enqueue(store, ANNA), enqueue(store, BO)

    with store.transaction() as unit:
        for letter in (sent, failed, waits):
            unit.discard(letter)

    assert column(url, "SELECT state FROM outbox ORDER BY id") == ["sent", "gone", "gone", "pending"]
    assert column(url, "SELECT id FROM outbox WHERE letter IS NOT NULL OR place IS NOT NULL ORDER BY id")[-1] == other
    assert (outbox.location(sent), claimed(outbox, LATER)) == (("D1", "1.1"), [other])


def test_a_letter_that_will_never_arrive_is_told_once(store: SqlStore, outbox: OutboxAt) -> None:
    ticket = open_ticket(store)
    letter = enqueue(store, ANNA, ToPerson(language="sv", ticket=ticket.id, about="identity", event=1))
    enqueue(store, BO)
    for id in claimed(outbox):
        outbox.failed(id, NOW, "user_not_found")

    with store.transaction() as unit:
        found = unit.failed_letters()
        unit.first_alarm(found[0].alarm, ticket.id)
        later = unit.failed_letters()

    assert (found, later) == ([FailedLetter(letter, ticket.id, "user_not_found")], [])
