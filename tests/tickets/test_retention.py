"""Nothing is kept longer than its period, and nothing is removed while it is needed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.knowledge.values import Period
from bot.tickets import State, Ticket
from bot.tickets.retention import Removal, removals
from tests.shipped import knowledge
from tests.tickets.people import AFTER_MIDNIGHT, REFUSED, STOCKHOLM, TICKET

CLOSED_AT = datetime(2026, 3, 31, 11, tzinfo=UTC)
DAY = timedelta(days=1)
PERIODS = {
    "drafts": Period(days=14, reason="-"),
    "thread": Period(days=30, reason="-"),
    "dismissed": Period(months=6, reason="-"),
    "link": Period(months=12, reason="-"),
    "register": Period(months=36, reason="-"),
    "refused_extra": Period(months=12, reason="-"),
}
CLOSED = replace(TICKET, state=State.CLOSED, closed_at=CLOSED_AT)
EMPTIED = replace(CLOSED, removed=("drafts", "thread", "link"))


def removed_on(ticket: Ticket, day: date) -> list[str]:
    return [removal.value for removal in removals(ticket, PERIODS, day, STOCKHOLM)]


@pytest.mark.parametrize(
    ("removal", "first"),
    [
        ("drafts", date(2026, 4, 14)),
        ("thread", date(2026, 4, 30)),
        ("link", date(2027, 3, 31)),
    ],
)
def test_each_part_goes_on_the_day_on_which_its_period_ends(removal: str, first: date) -> None:
    assert removal not in removed_on(CLOSED, first - DAY)
    assert removal in removed_on(CLOSED, first)


def test_the_register_goes_last_because_the_messages_of_the_thread_are_found_by_it() -> None:
    assert removed_on(EMPTIED, date(2029, 3, 30)) == []
    assert removed_on(EMPTIED, date(2029, 3, 31)) == ["register"]
    assert removed_on(CLOSED, date(2029, 3, 31)) == ["drafts", "thread", "link"]


@pytest.mark.parametrize(
    ("state", "months"),
    [(State.DISMISSED, {"dismissed"}), (State.CLOSED, set()), (State.WITHDRAWN, set()), (State.LINKED, set())],
)
def test_only_what_was_no_request_loses_its_contents_after_half_a_year(state: State, months: set[str]) -> None:
    """31 March and six months: the 31st of September is the 30th."""
    ended = replace(CLOSED, state=state)

    assert {"dismissed"} & set(removed_on(ended, date(2026, 9, 30))) == months
    assert "dismissed" not in removed_on(ended, date(2026, 9, 29))


@pytest.mark.parametrize("facts", [{"complaint": True}, {"ground": "legal_claims"}])
def test_what_was_refused_or_complained_of_is_kept_a_year_longer(facts: dict[str, object]) -> None:
    kept = replace(CLOSED, **facts)

    assert removed_on(kept, date(2027, 4, 13)) == []
    assert removed_on(kept, date(2027, 4, 14)) == ["drafts"]
    assert removed_on(replace(EMPTIED, **facts), date(2030, 3, 30)) == []
    assert removed_on(replace(EMPTIED, **facts), date(2030, 3, 31)) == ["register"]


@pytest.mark.parametrize("ticket", [CLOSED, REFUSED, replace(CLOSED, complaint=True), replace(CLOSED, state=State.DISMISSED)])
def test_a_legal_hold_stops_all_of_it(ticket: Ticket) -> None:
    assert removed_on(replace(ticket, state=State.CLOSED, closed_at=CLOSED_AT, legal_hold=True), date(2060, 1, 1)) == []


@pytest.mark.parametrize("state", [state for state in State if state.is_open or state in {State.SENT, State.REFUSED}])
def test_nothing_goes_before_the_end(state: State) -> None:
    assert removed_on(replace(TICKET, state=state), date(2060, 1, 1)) == []


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED])
def test_what_nobody_closes_is_not_kept_for_ever_once_the_person_has_the_answer(state: State) -> None:
    answered = replace(TICKET, state=state, informed_at=CLOSED_AT)

    assert removed_on(answered, date(2026, 4, 13)) == []
    assert removed_on(answered, date(2026, 4, 14)) == ["drafts"]
    assert removed_on(answered, date(2029, 3, 31)) == ["drafts", "thread", "link"]


def test_a_period_begins_on_the_local_day_of_the_end() -> None:
    closed = replace(CLOSED, closed_at=AFTER_MIDNIGHT)

    assert removed_on(closed, date(2026, 4, 16)) == []
    assert removed_on(closed, date(2026, 4, 17)) == ["drafts"]


def test_what_is_removed_is_not_removed_again() -> None:
    first = removed_on(CLOSED, date(2026, 5, 1))

    assert first == ["drafts", "thread"]
    assert removed_on(replace(CLOSED, removed=tuple(first)), date(2026, 5, 1)) == []


def test_what_has_no_period_is_kept() -> None:
    assert list(removals(CLOSED, {"refused_extra": PERIODS["refused_extra"]}, date(2060, 1, 1), STOCKHOLM)) == []


def test_the_companys_file_has_a_period_and_a_reason_for_everything_that_is_removed() -> None:
    periods = knowledge().retention

    assert {*Removal, "refused_extra"} == set(periods)
    assert all(period.reason and (period.days or period.months) for period in periods.values())
