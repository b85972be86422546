"""A courier that was held up for longer than its lease changes nothing for the one that has its letter now."""

from datetime import timedelta

import pytest

from bot.desk.ports import GivenUp, PutOff, Report
from bot.store import SqlStore
from tests.store.outbox_at import OutboxAt
from tests.store.people import LATER, MINUTE, claimed, enqueue


def test_a_courier_that_comes_back_late_does_not_wake_a_sent_letter(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store)
    claimed(outbox)
    claimed(outbox, LATER)
    outbox.sent(id, LATER, "D1", "1.1")

    outbox.retry(id, LATER, "timeout")
    outbox.failed(id, LATER, "timeout")
    outbox.sent(id, LATER, "D1", "9.9")

    assert (outbox.undelivered(), outbox.location(id)) == ([], ("D1", "1.1"))


@pytest.mark.parametrize("report", [PutOff(1, timedelta(), "timeout", attempt=1), GivenUp(1, "LookupError", attempt=1)])
def test_a_courier_that_comes_back_late_takes_no_letter_from_the_one_that_has_it_now(
    store: SqlStore, outbox: OutboxAt, report: Report
) -> None:
    id = enqueue(store)
    claimed(outbox)
    [second] = outbox.claim(LATER, 1, MINUTE)
    outbox.outbox.claim(0, MINUTE, [report])

    assert (id, second.attempts) == (report.letter, 2)
    assert [row.state for row in outbox.undelivered()] == ["claimed"]
    assert claimed(outbox, LATER) == []


def test_the_report_of_the_attempt_that_is_under_way_counts(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store)
    claimed(outbox)
    outbox.outbox.claim(0, MINUTE, [PutOff(id, timedelta(), "timeout", attempt=1)])

    assert claimed(outbox) == [id]


def test_a_lease_that_was_lost_is_not_renewed(store: SqlStore, outbox: OutboxAt) -> None:
    id = enqueue(store)
    claimed(outbox)
    claimed(outbox, LATER)

    assert [outbox.renew({id: attempt}, MINUTE) for attempt in (1, 2)] == [[], [id]]
