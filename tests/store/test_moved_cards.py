"""A card that was deleted in Slack, or never got there, is known where it stands now."""

from datetime import timedelta

from bot.desk.letters import Card
from bot.desk.places import OfficersChannel
from bot.store import SqlStore
from tests.store.outbox_at import OutboxAt
from tests.store.people import NOW, TICKET

FIRST, REDRAWN, NEW = ("C0OFFICERS", "1.0001"), ("C0OFFICERS", "2.0002"), ("C0OFFICERS", "3.0003")
LEASE = timedelta(minutes=2)


def card(store: SqlStore, replaces: int | None = None, ticket: int = 0) -> tuple[int, int]:
    """A ticket and a letter with its card."""
    with store.transaction() as unit:
        ticket = ticket or unit.new_ticket(TICKET, 2026).id
        return ticket, unit.enqueue(OfficersChannel(), Card(language="sv", ticket=ticket), replaces=replaces)


def test_a_card_that_was_posted_anew_is_found_there_and_later_cards_are_written_over_it(
    store: SqlStore, outbox: OutboxAt
) -> None:
    ticket, first = card(store)
    outbox.sent(first, NOW, *FIRST)
    _, again = card(store, first, ticket)
    outbox.sent(again, NOW, *REDRAWN)

    outbox.card_moved(ticket, *NEW)

    assert outbox.card_location(ticket) == outbox.location(first) == NEW
    assert outbox.posted_of(ticket) == [(*NEW, "card")]


def test_a_card_that_had_failed_is_one_that_was_sent(store: SqlStore, outbox: OutboxAt) -> None:
    ticket, first = card(store)
    outbox.claim(NOW, 1, LEASE)
    outbox.failed(first, NOW, "not_in_channel")

    outbox.card_moved(ticket, *NEW)

    assert outbox.card_location(ticket) == NEW
    assert outbox.undelivered() == []


def test_the_cards_of_other_tickets_stay_where_they_are(store: SqlStore, outbox: OutboxAt) -> None:
    (ticket, first), (other, second) = card(store), card(store)
    for id in (first, second):
        outbox.sent(id, NOW, *FIRST)

    outbox.card_moved(ticket, *NEW)

    assert outbox.card_location(other) == FIRST
