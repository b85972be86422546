"""What remains of a letter when it was sent, and what is told of those that were not."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from bot.desk.letters import Card
from bot.desk.places import Direct, OfficersChannel, Place, Private, Thread
from bot.desk.ports import KnownMessage, SentLetter
from bot.store import SqlStore, Undelivered
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.outbox_at import OutboxAt
from tests.store.people import BO, LATER, NOW, SECRET, claimed, enqueue, open_ticket


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        (Private("U0ANNA", "https://hooks.slack.example/secret"), None),
        (Direct("U0ANNA"), '{"user":"U0ANNA","ts":null,"kind":"direct"}'),
    ],
)
def test_the_text_is_gone_at_once_when_a_letter_is_sent(
    store: SqlStore, outbox: OutboxAt, url: str, to: Place, kept: str | None
) -> None:
    id = enqueue(store, to, SECRET)
    claimed(outbox)

    outbox.sent(id, NOW, "D1", "1.1")

    assert (column(url, "SELECT letter FROM outbox"), column(url, "SELECT place FROM outbox")) == ([None], [kept])


def test_a_letter_that_this_version_cannot_read_is_set_aside(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    first, second = enqueue(store), enqueue(store)
    column(url, 'UPDATE outbox SET letter = \'{"kind": "of an older version"}\' WHERE id = 1 RETURNING id')

    assert [claimed(outbox), claimed(outbox)] == [[], [second]]

    assert [(row.id, row.state, row.error) for row in outbox.undelivered()] == [
        (first, "failed", "unreadable"),
        (second, "claimed", None),
    ]


def test_a_message_is_found_where_it_was_posted(store: SqlStore, outbox: OutboxAt) -> None:
    posted, unposted, private = enqueue(store), enqueue(store), enqueue(store, BO)

    outbox.sent(posted, NOW, "D1", "1772443800.000100")
    outbox.sent(private, NOW)

    assert [outbox.location(id) for id in (posted, unposted, private, 99)] == [("D1", "1772443800.000100"), *[None] * 3]


def test_a_card_is_found_where_it_was_posted(store: SqlStore, outbox: OutboxAt) -> None:
    first, second = open_ticket(store).id, open_ticket(store).id
    card = enqueue(store, OfficersChannel(), Card(language="sv", ticket=first))
    enqueue(store, OfficersChannel(), Card(language="sv", ticket=second))
    outbox.sent(card, NOW, "C0OFFICERS", "1.1")
    redrawn = enqueue(store, OfficersChannel(), Card(language="sv", ticket=first), replaces=card)
    outbox.sent(redrawn, NOW, "C0OFFICERS", "1.1")

    assert [outbox.card_location(id) for id in (first, second, 99)] == [("C0OFFICERS", "1.1"), None, None]


def test_a_card_that_had_to_be_posted_anew_is_found_there(store: SqlStore, outbox: OutboxAt) -> None:
    """Somebody deleted the card in Slack; its redrawing became a new message."""
    ticket = open_ticket(store).id
    card = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket))
    outbox.sent(card, NOW, "C0OFFICERS", "1.1")

    anew = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket), replaces=card)
    before = outbox.card_location(ticket)
    outbox.sent(anew, NOW, "C0OFFICERS", "2.2")

    assert before == ("C0OFFICERS", "1.1")
    assert (outbox.card_location(ticket), outbox.location(card)) == (("C0OFFICERS", "2.2"), ("C0OFFICERS", "2.2"))


def test_letters_about_a_message_are_found_with_when_and_where(store: SqlStore, clock: StillClock) -> None:
    old = enqueue(store, BO, about="C1:1.1")
    clock.now = LATER
    new = enqueue(store, BO, about="C1:1.1")
    enqueue(store, about="C1:2.2")

    with store.transaction() as unit:
        found = unit.letters_about("C1:1.1")

    assert found == [SentLetter(old, "notice", NOW, BO), SentLetter(new, "notice", LATER, BO)]


def test_what_is_kept_of_a_message_without_a_ticket_expires_after_thirty_days(store: SqlStore, clock: StillClock) -> None:
    ticket = open_ticket(store)
    with store.transaction() as unit:
        unit.keep_message("a question", KnownMessage("", "answer"))
        unit.keep_message("a request", KnownMessage("", "request", ("erasure",), ticket.id))
    kept = []
    for days in (29, 30):
        store.tidy(NOW + timedelta(days=days))
        with store.transaction() as unit:
            kept.append([key for key in ("a question", "a request") if unit.known_message(key)])

    assert kept == [["a question", "a request"], ["a request"]]


def test_undelivered_tells_all_but_what_and_to_whom(store: SqlStore, clock: StillClock, outbox: OutboxAt) -> None:
    failed = enqueue(store, Private("U0ANNA", "https://hooks.slack.example/1"), SECRET)
    claimed(outbox)
    outbox.failed(failed, NOW, "user_not_found")
    sent = enqueue(store, BO)
    claimed(outbox)
    outbox.sent(sent, NOW, "D1", "1.1")
    clock.now = LATER
    waits = enqueue(store, Thread("C0HELP", "1.1"))

    rows = outbox.undelivered()

    assert rows == [
        Undelivered(failed, "question_handed_over", "person", attempts=1, error="user_not_found", since=NOW, state="failed"),
        Undelivered(waits, "notice", "thread", attempts=0, error=None, since=LATER, state="pending"),
    ]
    assert "U0ANNA" not in repr([asdict(row) for row in rows])
