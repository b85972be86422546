"""Letters leave in the order of their lane, each through one courier, and lose their text when they are sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import pytest
from sqlalchemy import make_url

from bot.desk.letters import Card, Introduction, Letter, Notice, TicketLine
from bot.desk.places import Direct, OfficersChannel, Place, Private, Thread, TicketThread
from bot.desk.ports import PutOff, Sent, WaitingLetter
from bot.store import SqlStore
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.outbox_at import OutboxAt
from tests.store.people import ANNA, BO, HELLO, LATER, MINUTE, NOW, SECRET, at_once, claimed, enqueue, open_ticket


@pytest.mark.parametrize(
    ("to", "letter"),
    [
        (ANNA, HELLO),
        (
            Direct("U0ANNA", "1772443800.000100"),
            Notice(language="en", text="joined", facts={"ticket": "DSR-1"}),
        ),
        (Thread("C0HELP", "1772443800.000100"), Introduction(language="sv")),
        (Private("U0ANNA", "https://hooks.slack.example/commands/1"), SECRET),
        (OfficersChannel(), HELLO),
    ],
)
def test_a_letter_is_claimed_as_it_was_enqueued(store: SqlStore, outbox: OutboxAt, to: Place, letter: Letter) -> None:
    id = enqueue(store, to, letter)

    assert outbox.claim(NOW, 10, MINUTE) == [WaitingLetter(id, to, letter, NOW, replaces=None, attempts=1, doubtful=False)]


def test_a_letter_says_which_message_it_is_written_over(store: SqlStore, outbox: OutboxAt) -> None:
    first = enqueue(store)
    outbox.sent(first, NOW, "D1", "1.1")

    second = enqueue(store, replaces=first)

    assert outbox.claim(NOW, 10, MINUTE) == [WaitingLetter(second, ANNA, HELLO, NOW, replaces=first, attempts=1, doubtful=False)]


def test_what_is_claimed_does_not_show_what_it_says_when_it_is_logged(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store, Private("U0ANNA", "https://hooks.slack.example/1"), SECRET)

    waiting = outbox.claim(NOW, 1, MINUTE)

    assert repr(waiting) == f"[WaitingLetter(id={id}, since={NOW!r}, replaces=None, attempts=1, doubtful=False)]"


def test_a_lane_gives_its_oldest_letter_and_waits_until_that_is_sent(store: SqlStore, outbox: OutboxAt) -> None:
    first, second, other = enqueue(store), enqueue(store, Private("U0ANNA", "https://hooks.slack.example/1")), enqueue(store, BO)

    assert [claimed(outbox), claimed(outbox)] == [[first, other], []]

    outbox.sent(first, NOW, "D1", "1.1")
    assert claimed(outbox) == [second]


def test_each_ticket_is_a_lane_of_its_card_and_its_thread(store: SqlStore, outbox: OutboxAt) -> None:
    first, second = open_ticket(store).id, open_ticket(store).id
    cards = [enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket)) for ticket in (first, second)]
    enqueue(store, TicketThread(first), TicketLine(language="sv", ticket=first, event=1))
    notice = enqueue(store, OfficersChannel())

    assert claimed(outbox) == [*cards, notice]


@pytest.mark.parametrize("ahead", [timedelta(minutes=11), timedelta(days=400)])
@pytest.mark.parametrize("state", ["fresh", "put off", "claimed"])
def test_a_clock_that_is_set_back_does_not_stop_the_queue(
    store: SqlStore, outbox: OutboxAt, clock: StillClock, state: str, ahead: timedelta
) -> None:
    clock.now = NOW + ahead
    id = enqueue(store)
    if state != "fresh":
        assert claimed(outbox, clock.now) == [id]
    if state == "put off":
        outbox.retry(id, clock.now + MINUTE, "ratelimited")
    clock.now = NOW

    assert claimed(outbox) == [id]


def test_reports_and_claims_are_one_transaction(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    first, second, other = enqueue(store), enqueue(store), enqueue(store, BO)
    claimed(outbox)

    waiting = outbox.outbox.claim(10, MINUTE, [Sent(first, "D1", "1.1"), PutOff(other, MINUTE, "http_500")])

    assert [letter.id for letter in waiting] == [second]
    assert outbox.location(first) == ("D1", "1.1")
    assert column(url, "SELECT error FROM outbox ORDER BY id") == [None, None, "http_500"]


def test_a_letter_that_was_put_off_untried_is_as_fresh_as_before(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store)
    claimed(outbox)
    outbox.outbox.claim(0, MINUTE, [PutOff(id, MINUTE, "ratelimited", tried=False)])

    assert outbox.claim(LATER, 1, MINUTE) == [WaitingLetter(id, ANNA, HELLO, NOW, replaces=None, attempts=1, doubtful=False)]


def test_a_letter_can_be_sent_to_another_place_from_now_on(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store, Private("U0ANNA", "https://hooks.slack.example/1"))
    claimed(outbox)
    outbox.outbox.claim(0, MINUTE, [PutOff(id, timedelta(), "expired_url", to=ANNA)])

    [waiting] = outbox.claim(NOW, 1, MINUTE)
    assert (waiting.place, waiting.attempts) == (ANNA, 1)


def test_a_lease_that_is_renewed_keeps_a_letter_from_others(store: SqlStore, outbox: OutboxAt, clock: StillClock) -> None:
    id = enqueue(store)
    claimed(outbox)
    clock.now = NOW + MINUTE / 2
    assert outbox.renew({id: 1}, MINUTE) == [id]

    assert [claimed(outbox, NOW + MINUTE), claimed(outbox, NOW + 1.5 * MINUTE)] == [[], [id]]


def test_no_more_are_claimed_than_asked_for(store: SqlStore, outbox: OutboxAt) -> None:
    ids = [enqueue(store, Direct(f"U{n}")) for n in range(5)]

    assert [claimed(outbox, limit=2) for _ in range(4)] == [ids[:2], ids[2:4], ids[4:], []]


def test_a_letter_that_waits_for_its_next_attempt_holds_its_lane_up(store: SqlStore, outbox: OutboxAt) -> None:
    first, _second = enqueue(store), enqueue(store)
    claimed(outbox)

    outbox.retry(first, LATER, "ratelimited")

    assert (claimed(outbox), claimed(outbox, LATER)) == ([], [first])


CLAIM_ENDS: dict[str, Callable[[OutboxAt, int, datetime], object]] = {
    "retry": lambda outbox, id, now: outbox.retry(id, now, "ratelimited"),
    "fail": lambda outbox, id, now: outbox.failed(id, now, "not_in_channel"),
    "die": lambda _outbox, _id, _now: None,
}
"""What a courier does with a letter that it has claimed and not sent."""


@pytest.mark.parametrize(
    ("history", "attempts"),
    [
        ("", 1),
        ("requeue", 1),
        ("retry", 2),
        ("retry retry", 3),
        ("die", 2),
        ("die die", 3),
        ("die retry", 3),
        ("retry requeue", 1),
        ("fail requeue", 1),
        ("fail requeue requeue", 1),
        ("retry retry requeue", 1),
        ("die retry requeue", 1),
        ("die fail requeue", 1),
        ("retry requeue retry", 2),
        ("die requeue", 2),
    ],
)
def test_a_letter_that_was_taken_before_is_looked_for_whatever_was_reported_of_it(
    store: SqlStore, outbox: OutboxAt, history: str, attempts: int
) -> None:
    """Its first page may stand, or all of it; how it was put off, or queued again by hand, does not undo that."""
    id, now = enqueue(store), NOW
    for step in history.split():
        if step == "requeue":
            outbox.requeue(id)
        else:
            assert claimed(outbox, now) == [id]
            CLAIM_ENDS[step](outbox, id, now)
            now += MINUTE if step == "die" else timedelta()

    [waiting] = outbox.claim(now, 10, MINUTE)

    was_taken = any(step in CLAIM_ENDS for step in history.split())
    assert waiting == WaitingLetter(id, ANNA, HELLO, NOW, replaces=None, attempts=attempts, doubtful=was_taken)


def test_letters_of_one_claim_are_in_doubt_each_by_its_own_history(store: SqlStore, outbox: OutboxAt) -> None:
    tried = enqueue(store)
    claimed(outbox)
    outbox.retry(tried, NOW, "ratelimited")
    fresh = enqueue(store, BO)

    assert {waiting.id: waiting.doubtful for waiting in outbox.claim(NOW, 10, MINUTE)} == {tried: True, fresh: False}


def test_a_failed_letter_does_not_hold_its_lane_up(store: SqlStore, outbox: OutboxAt) -> None:
    first, second = enqueue(store), enqueue(store)
    claimed(outbox)

    outbox.failed(first, NOW, "user_not_found")

    assert claimed(outbox) == [second]


def test_a_failed_letter_keeps_its_text_and_can_be_sent_again(store: SqlStore, outbox: OutboxAt) -> None:
    to = Private("U0ANNA", "https://hooks.slack.example/1")
    first, _second = enqueue(store, to, SECRET), enqueue(store)
    claimed(outbox)
    outbox.failed(first, NOW, "user_not_found")

    assert outbox.requeue(first)

    assert outbox.claim(LATER, 10, MINUTE) == [WaitingLetter(first, to, SECRET, NOW, replaces=None, attempts=1, doubtful=True)]


def test_only_what_waits_or_has_failed_is_queued_again(store: SqlStore, outbox: OutboxAt) -> None:
    waits, is_claimed, is_sent = enqueue(store), enqueue(store, BO), enqueue(store, OfficersChannel())
    claimed(outbox)
    outbox.retry(waits, NOW + timedelta(hours=1), "timeout")
    outbox.sent(is_sent, NOW, "C1", "1.1")

    assert [outbox.requeue(id) for id in (waits, is_claimed, is_sent, 99)] == [True, False, False, False]

    assert outbox.claim(NOW, 10, MINUTE) == [WaitingLetter(waits, ANNA, HELLO, NOW, replaces=None, attempts=1, doubtful=True)]


def test_two_couriers_never_get_the_same_letter(store: SqlStore, replica: SqlStore) -> None:
    ids = [enqueue(store, Direct(f"U{n}")) for n in range(30)]

    def work(outbox: OutboxAt) -> Callable[[], list[int]]:
        return lambda: [id for _ in range(15) for id in claimed(outbox, limit=2)]

    shares = at_once([work(OutboxAt(desk.outbox(), StillClock(NOW))) for desk in (store, replica)])

    assert sorted(shares[0] + shares[1]) == ids


def test_two_couriers_keep_a_lane_in_order(store: SqlStore, replica: SqlStore) -> None:
    ids = [enqueue(store) for _ in range(12)]
    order: list[int] = []

    def work(outbox: OutboxAt) -> Callable[[], None]:
        def until_empty() -> None:
            while outbox.undelivered():
                for id in claimed(outbox):
                    order.append(id)
                    outbox.sent(id, NOW, "D1", f"1.{id}")

        return until_empty

    at_once([work(OutboxAt(desk.outbox(), StillClock(NOW))) for desk in (store, replica)])

    assert order == ids


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_courier_steps_over_the_letter_that_another_is_taking(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    first, second = enqueue(store), enqueue(store, BO)
    target = make_url(url)

    with psycopg.connect(host=target.query["host"], user="postgres", dbname=target.database) as other:
        other.execute("SELECT id FROM outbox WHERE id = %s FOR UPDATE", [first])
        assert claimed(outbox) == [second]


def test_what_a_dead_courier_had_is_claimed_again_with_a_doubt(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store)
    claimed(outbox)

    assert claimed(outbox, LATER - timedelta(seconds=1)) == []
    assert outbox.claim(LATER, 1, MINUTE) == [WaitingLetter(id, ANNA, HELLO, NOW, replaces=None, attempts=2, doubtful=True)]
