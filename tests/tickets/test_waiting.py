"""Waiting for a person is counted and moves no deadline; the end of a ticket is kept until it is reopened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce

import pytest

from bot.tickets import Act, ActInput, Actor, Role, State, Ticket, act_on, possible
from tests.tickets.people import NOON, OLLE, PREPARED, TICKET, TODAY, by, ticket

DAY = timedelta(days=1)


def on(day: date) -> Actor:
    """Olle at noon of another day."""
    return by(at=datetime(day.year, day.month, day.day, 11, tzinfo=UTC), today=day)


def steps(start: Ticket, *acts: tuple[Act, date, ActInput]) -> Ticket:
    return reduce(lambda ticket, step: act_on(ticket, step[0], on(step[1]), step[2]), acts, start)


def test_waiting_adds_days_and_moves_no_date() -> None:
    """Worked example 14: asked on 13 February, answered on the 20th."""
    start = ticket(receipt=date(2026, 2, 12))
    asked = steps(start, (Act.ASK_IDENTITY, date(2026, 2, 13), ActInput(words="Annan adress", code="other_sender")))
    answered = steps(asked, (Act.IDENTITY_OK, date(2026, 2, 20), ActInput(code="callback")))

    assert [asked.claimable(date(2026, 2, 13) + n * DAY) for n in (0, 3)] == [None, date(2026, 3, 15)]
    assert answered.claimable(date(2026, 3, 1)) == date(2026, 3, 19)
    assert (answered.waited, answered.waiting_since) == (7, None)
    assert {start.deadline, asked.deadline, answered.deadline} == {start.deadline}
    assert {start.due, asked.due, answered.due} == {date(2026, 3, 12)}


def test_two_waits_add_up_and_a_note_in_between_changes_nothing() -> None:
    waited = steps(
        TICKET,
        (Act.ASK_IDENTITY, date(2026, 3, 3), ActInput(words="Annan adress", code="other_sender")),
        (Act.NOTE, date(2026, 3, 4), ActInput(words="Ringde")),
        (Act.IDENTITY_FAILED, date(2026, 3, 5), ActInput(words="Svarade inte")),
        (Act.ASK_SCOPE, date(2026, 3, 10), ActInput(words="Vilka år?")),
        (Act.SCOPE_OK, date(2026, 3, 13), ActInput(words="Alla")),
    )

    assert (waited.waited, waited.identity, waited.state) == (5, "failed", State.WORKING)


def test_a_wait_that_a_person_ends_by_withdrawing_counts_too() -> None:
    asked = steps(TICKET, (Act.ASK_SCOPE, date(2026, 3, 3), ActInput(words="Vilka år?")))

    withdrawn = act_on(asked, Act.WITHDRAW, replace(on(date(2026, 3, 6)), role=Role.PERSON, actor=None))

    assert (withdrawn.waited, withdrawn.waiting_since, withdrawn.state) == (3, None, State.WITHDRAWN)


def test_a_ticket_keeps_the_moment_of_its_end_until_it_is_reopened() -> None:
    withdrawn = act_on(TICKET, Act.WITHDRAW, by(Role.PERSON, None))
    closed = act_on(withdrawn, Act.CLOSE, on(TODAY + DAY))
    noted = act_on(closed, Act.NOTE, on(TODAY + 2 * DAY), ActInput(words="Arkiverat"))

    assert {withdrawn.closed_at, closed.closed_at, noted.closed_at} == {NOON}
    assert act_on(closed, Act.REOPEN, on(TODAY + DAY), ActInput(words="Ångrade sig")).closed_at is None


def test_a_reopened_ticket_has_its_old_dates_and_owes_another_answer() -> None:
    ended = replace(PREPARED, state=State.CLOSED, informed_at=NOON, answer_letter=5, closed_at=NOON, removed=("drafts", "thread"))

    again = act_on(ended, Act.REOPEN, OLLE, ActInput(words="Något fattades"))

    assert again == replace(PREPARED, state=State.WORKING)
    assert (again.awaits_answer, again.due) == (True, ended.due)


def test_a_linked_ticket_that_is_reopened_leads_nowhere_else() -> None:
    linked = replace(TICKET, state=State.LINKED, linked_to=9, closed_at=NOON)

    assert act_on(linked, Act.REOPEN, OLLE, ActInput(words="De rör olika saker")) == TICKET


@pytest.mark.parametrize(
    ("state", "act", "identity"),
    [
        (State.WAITING_IDENTITY, Act.WITHDRAW, "failed"),
        (State.WAITING_IDENTITY, Act.LINK, "failed"),
        (State.WAITING_SCOPE, Act.WITHDRAW, None),
        (State.WAITING_SCOPE, Act.LINK, None),
        (State.OPEN, Act.WITHDRAW, None),
    ],
)
def test_only_doubt_about_who_asks_outlives_the_end_of_a_wait(state: State, act: Act, identity: str | None) -> None:
    ended = act_on(ticket(state=state, waiting_since=TODAY), act, OLLE, ActInput(words="På egen begäran", other=9))

    assert ended.identity == identity


def test_when_it_is_forgotten_who_asked_nobody_writes_to_them() -> None:
    forgotten = ticket(state=State.CLOSED, removed=("drafts", "thread", "link"), closed_at=NOON)

    assert {Act.REPLY, Act.REOPEN}.isdisjoint(possible(forgotten, OLLE))
    assert Act.NOTE in possible(forgotten, OLLE)
