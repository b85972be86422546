"""What can be done with a ticket in each of its states: one table, and nothing beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from bot.tickets import TRANSITIONS, Act, NotNow, State, Subject, Ticket, act_on, joined, possible, reference

TICKET = Ticket(
    id=7,
    reference="DSR-2026-0007",
    rights=("erasure",),
    asker="UANNA",
    subject=Subject(user="UANNA"),
    subject_key="user:UANNA",
    language="sv",
    own_words="Radera mina uppgifter",
    receipt=date(2026, 3, 2),
    opened_at=datetime(2026, 3, 2, 11, tzinfo=UTC),
)

LIFE = {
    (State.OPEN, Act.TAKE): State.WORKING,
    (State.OPEN, Act.NOTE): State.OPEN,
    (State.OPEN, Act.DONE): State.DONE,
    (State.OPEN, Act.REFUSE): State.REFUSED,
    (State.WORKING, Act.NOTE): State.WORKING,
    (State.WORKING, Act.DONE): State.DONE,
    (State.WORKING, Act.REFUSE): State.REFUSED,
    (State.DONE, Act.NOTE): State.DONE,
    (State.REFUSED, Act.NOTE): State.REFUSED,
}


def outcome(state: State, act: Act, words: str) -> State | None:
    try:
        return act_on(replace(TICKET, state=state), act, "UOLLE", words).state
    except NotNow:
        return None


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_an_act_leads_where_the_table_says_or_is_refused(state: State, act: Act) -> None:
    assert outcome(state, act, "some words") == LIFE.get((state, act))


@pytest.mark.parametrize("state", list(State))
def test_the_acts_that_are_offered_are_those_that_succeed(state: State) -> None:
    offered = possible(replace(TICKET, state=state))

    assert set(offered) == {act for act in Act if outcome(state, act, "some words")}


def test_every_act_stands_once_in_the_table() -> None:
    assert sorted(step.act for step in TRANSITIONS) == sorted(Act)


@pytest.mark.parametrize("words", ["", "  \n"])
@pytest.mark.parametrize("act", [Act.NOTE, Act.REFUSE])
def test_a_note_and_a_refusal_need_words(act: Act, words: str) -> None:
    with pytest.raises(NotNow) as caught:
        act_on(TICKET, act, "UOLLE", words)

    assert (caught.value.act, caught.value.ticket) == (act, TICKET)


def test_a_ticket_remembers_who_took_it_and_nothing_else_changes() -> None:
    assert act_on(TICKET, Act.TAKE, "UOLLE") == replace(TICKET, state=State.WORKING, officer="UOLLE")


def test_a_refused_ticket_remembers_the_reason() -> None:
    refused = act_on(TICKET, Act.REFUSE, "UOLLE", "  Vi vet inte vem du är.\n")

    assert refused == replace(TICKET, state=State.REFUSED, reason="Vi vet inte vem du är.")


@pytest.mark.parametrize("act", [Act.NOTE, Act.DONE])
def test_words_of_other_acts_do_not_become_the_reason(act: Act) -> None:
    assert act_on(TICKET, act, "UOLLE", "some words").reason is None


def test_no_act_moves_the_receipt_date() -> None:
    """Neither a state nor a wait stops the law's clock."""
    changed = [act_on(replace(TICKET, state=state), act, "UOLLE", "words") for state, act in LIFE]

    assert {ticket.deadline for ticket in changed} == {TICKET.deadline}


@pytest.mark.parametrize(("state", "is_open"), [("open", True), ("working", True), ("done", False), ("refused", False)])
def test_a_person_waits_until_the_ticket_is_done_or_refused(state: str, is_open: bool) -> None:
    assert State(state).is_open is is_open


@pytest.mark.parametrize(
    ("rights", "receipt", "together", "earliest"),
    [
        (("erasure",), date(2026, 3, 9), ("erasure",), date(2026, 3, 2)),
        (("access", "erasure"), date(2026, 3, 2), ("erasure", "access"), date(2026, 3, 2)),
        (("objection",), date(2026, 2, 20), ("erasure", "objection"), date(2026, 2, 20)),
    ],
)
def test_a_joined_ticket_has_all_rights_and_the_earliest_receipt_date(
    rights: tuple[str, ...], receipt: date, together: tuple[str, ...], earliest: date
) -> None:
    assert joined(TICKET, rights, receipt) == replace(TICKET, rights=together, receipt=earliest)


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [(2026, 1, "DSR-2026-0001"), (2027, 9999, "DSR-2027-9999"), (2027, 12345, "DSR-2027-12345")],
)
def test_a_reference_holds_the_year_and_its_number(year: int, number: int, expected: str) -> None:
    assert reference(year, number) == expected
