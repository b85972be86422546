"""Which conditions a ticket must meet for each act, and what follows from its facts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.knowledge import RIGHTS, Right
from bot.tickets import Act, ActInput, Actor, Decision, NotNow, Record, Role, State, Subject, Ticket, act_on, joined, reference
from bot.tickets.codes import GROUNDS, GROUNDS_OF, checklist
from tests.tickets.people import AFTER_MIDNIGHT, NOON, OLLE, PREPARED, REFUSED, STOCKHOLM, TICKET, TODAY, by, ticket

DAY = timedelta(days=1)
LEGAL = date(2026, 4, 2)
"""The legal date of a request that was received on 2 March 2026."""
ALONE = replace(OLLE, alone=True)


def on(day: date) -> Actor:
    """Olle at noon of another day."""
    return by(at=datetime(day.year, day.month, day.day, 11, tzinfo=UTC), today=day)


def why_not(ticket: Ticket, act: Act, who: Actor = OLLE, given: ActInput | None = None) -> str | None:
    try:
        act_on(ticket, act, who, given)
    except NotNow as refused:
        return refused.why
    return None


@pytest.mark.parametrize(("day", "why"), [(LEGAL - DAY, None), (LEGAL, None), (LEGAL + DAY, "in_time")])
def test_an_extension_is_possible_up_to_the_laws_date_and_not_later(day: date, why: str | None) -> None:
    assert why_not(TICKET, Act.EXTEND, on(day), ActInput(words="Tre system", code="complexity")) == why


def test_an_extension_is_made_once() -> None:
    extended = ticket(extended_at=NOON, extension_ground="number")

    assert why_not(extended, Act.EXTEND, OLLE, ActInput(words="Ännu fler", code="number")) == "not_extended"


def test_an_extension_moves_the_dates_to_three_months_from_receipt() -> None:
    extended = act_on(
        ticket(receipt=date(2026, 1, 31)), Act.EXTEND, on(date(2026, 2, 27)), ActInput(words="Mycket", code="number")
    )

    assert (extended.due, extended.target, extended.deadline.legal) == (date(2026, 4, 30), date(2026, 4, 30), date(2026, 3, 2))


@pytest.mark.parametrize("act", [Act.SEND, Act.REFUSE])
@pytest.mark.parametrize(
    ("prepared_by", "who", "why"), [("UODA", OLLE, None), ("UOLLE", OLLE, "second_person"), ("UOLLE", ALONE, None)]
)
def test_who_prepared_an_answer_does_not_send_it_unless_they_are_alone(
    act: Act, prepared_by: str, who: Actor, why: str | None
) -> None:
    answer = PREPARED if act is Act.SEND else REFUSED

    assert why_not(replace(answer, state=State.REVIEW, prepared_by=prepared_by), act, who) == why


@pytest.mark.parametrize(
    ("decisions", "can", "cannot", "why"),
    [
        ({"access": Decision.GRANTED, "erasure": Decision.REFUSED}, Act.SEND, Act.REFUSE, "all_refused"),
        ({"access": Decision.NOTHING_HELD, "erasure": Decision.NOTHING_HELD}, Act.SEND, Act.REFUSE, "all_refused"),
        ({"access": Decision.PARTLY, "erasure": Decision.PARTLY}, Act.SEND, Act.REFUSE, "all_refused"),
        ({"access": Decision.REFUSED, "erasure": Decision.REFUSED}, Act.REFUSE, Act.SEND, "not_all_refused"),
    ],
)
def test_what_is_refused_as_a_whole_leaves_as_a_refusal_and_anything_else_as_an_answer(
    decisions: dict[Right, Decision], can: Act, cannot: Act, why: str
) -> None:
    reviewed = replace(PREPARED, state=State.REVIEW, rights=("access", "erasure"), decisions=decisions)

    assert (why_not(reviewed, can), why_not(reviewed, cannot)) == (None, why)


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED])
def test_a_ticket_is_closed_when_the_person_is_informed_and_not_when_the_answer_was_sent(state: State) -> None:
    sent = replace(PREPARED, state=state)
    informed = act_on(sent, Act.DELIVERED, by(Role.DESK, None), ActInput(day=TODAY, code="slack"))

    assert (why_not(sent, Act.CLOSE), why_not(informed, Act.CLOSE)) == ("informed", None)
    assert (sent.awaits_answer, informed.awaits_answer) == (True, False)


@pytest.mark.parametrize("act", [Act.DELIVERED, Act.BOUNCE])
def test_what_has_arrived_does_not_arrive_again_or_come_back(act: Act) -> None:
    informed = replace(PREPARED, state=State.SENT, informed_at=NOON)

    assert why_not(informed, act, OLLE, ActInput(words="Okänd adress", day=TODAY, code="e_mail")) == "not_informed"


def test_a_letter_that_was_handed_over_earlier_informed_the_person_then() -> None:
    """A letter of Friday that is reported on Monday was in time."""
    sent = replace(PREPARED, state=State.SENT)
    friday, monday = LEGAL - DAY, LEGAL + 4 * DAY

    told = act_on(sent, Act.DELIVERED, on(monday), ActInput(day=friday, code="post"))

    assert told.informed_at is not None
    assert told.informed_at.date() == friday


@pytest.mark.parametrize(
    ("rights", "ground"),
    [
        (("objection",), "legal_claims"),
        (("consent_withdrawal",), "not_applicable"),
        (("access", "objection"), "compelling_grounds"),
    ],
)
def test_use_is_stopped_before_anything_is_written(rights: tuple[Right, ...], ground: str) -> None:
    working = ticket(rights=rights, state=State.WORKING)
    stopped = act_on(working, Act.STOP, OLLE, ActInput(words="Utskicken är stoppade"))
    refused = ActInput(decisions=dict.fromkeys(rights, Decision.REFUSED), answer="Nej.", code=ground)

    assert why_not(working, Act.PREPARE, OLLE, refused) == "nothing_to_stop"
    assert stopped.stopped_at == NOON
    assert why_not(stopped, Act.PREPARE, OLLE, refused) is None
    assert why_not(stopped, Act.STOP, OLLE, ActInput(words="Igen")) == "must_stop"


@pytest.mark.parametrize("right", RIGHTS)
def test_a_refusal_needs_a_ground_that_the_law_has_for_that_right(right: Right) -> None:
    working = ticket(rights=(right,), state=State.WORKING, stopped_at=NOON)
    refused = ActInput(decisions={right: Decision.REFUSED}, answer="Nej.")

    fit = {ground for ground in GROUNDS if why_not(working, Act.PREPARE, OLLE, replace(refused, code=ground)) is None}
    others = {why_not(working, Act.PREPARE, OLLE, replace(refused, code=ground)) for ground in set(GROUNDS) - fit}

    assert fit == GROUNDS_OF[right]
    assert others == {"ground_does_not_fit"}


def test_consent_that_is_taken_back_cannot_be_refused_for_any_reason_of_the_companys() -> None:
    assert GROUNDS_OF["consent_withdrawal"] == {"not_applicable"}


def test_there_is_nothing_to_stop_in_other_requests() -> None:
    assert why_not(TICKET, Act.STOP, OLLE, ActInput(words="Stopp")) == "must_stop"


@pytest.mark.parametrize(
    ("rights", "target"),
    [(("objection",), date(2026, 3, 3)), (("access", "consent_withdrawal"), date(2026, 3, 3)), (("access",), date(2026, 4, 1))],
)
def test_use_is_to_stop_on_the_next_working_day(rights: tuple[Right, ...], target: date) -> None:
    assert ticket(rights=rights).target == target
    assert ticket(rights=rights, stopped_at=NOON).target == date(2026, 4, 1)
    assert ticket(rights=rights).due == LEGAL


def test_a_weekend_is_no_time_to_stop_anything() -> None:
    assert ticket(rights=("objection",), receipt=date(2026, 4, 2)).target == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("rights", "identity", "why"),
    [
        (("access",), None, None),
        (("access", "objection"), None, None),
        (("objection",), None, "identity_matters"),
        (("consent_withdrawal", "objection"), None, "identity_matters"),
        (("access",), "callback", "identity_matters"),
        (("access",), "failed", None),
    ],
    ids=["in doubt", "a part in doubt", "to be left alone", "to be left alone twice", "proven", "tried again"],
)
def test_identity_is_asked_for_where_it_matters(rights: tuple[Right, ...], identity: str | None, why: str | None) -> None:
    asked = ticket(rights=rights, identity=identity)

    assert why_not(asked, Act.ASK_IDENTITY, OLLE, ActInput(words="Adressen är en annan", code="other_sender")) == why


@pytest.mark.parametrize(
    ("decisions", "why"),
    [
        ({"access": Decision.GRANTED, "objection": Decision.GRANTED}, "identity_failed"),
        ({"access": Decision.PARTLY, "objection": Decision.REFUSED}, "identity_failed"),
        ({"access": Decision.REFUSED, "objection": Decision.GRANTED}, None),
        ({"access": Decision.REFUSED, "objection": Decision.REFUSED}, None),
    ],
)
def test_whoever_could_not_prove_who_they_are_gets_nothing_but_their_peace(
    decisions: dict[Right, Decision], why: str | None
) -> None:
    failed = ticket(rights=("access", "objection"), state=State.WORKING, identity="failed", stopped_at=NOON)
    given = ActInput(decisions=decisions, answer="Så här.", code="not_identified", checked=checklist(decisions))

    assert why_not(failed, Act.PREPARE, OLLE, given) == why


@pytest.mark.parametrize(
    ("act", "given"),
    [(Act.WITHDRAW, ActInput(words="Hon ringde")), (Act.LINK, ActInput(other=9))],
)
def test_a_doubt_about_who_asks_outlives_the_end_of_a_ticket(act: Act, given: ActInput) -> None:
    ended = act_on(ticket(state=State.WAITING_IDENTITY, waiting_since=TODAY), act, OLLE, given)
    again = act_on(act_on(ended, Act.REOPEN, OLLE, ActInput(words="Hon vill ändå")), Act.TAKE, OLLE)
    granted = ActInput(decisions={"erasure": Decision.GRANTED}, answer="Gjort.", checked=checklist(["erasure"]))

    assert why_not(again, Act.PREPARE, OLLE, granted) == "identity_failed"


@pytest.mark.parametrize(("held", "act", "why"), [(False, Act.RELEASE, "held"), (True, Act.HOLD, "not_held")])
def test_a_hold_is_put_on_once_and_taken_off_once(held: bool, act: Act, why: str) -> None:
    assert why_not(ticket(legal_hold=held), act, OLLE, ActInput(words="Tvist")) == why


def test_a_complaint_holds_everything() -> None:
    complained = act_on(ticket(state=State.CLOSED), Act.COMPLAINT, OLLE, ActInput(words="IMY 2026-77"))

    assert complained == ticket(state=State.CLOSED, complaint=True, legal_hold=True, closed_at=complained.closed_at)


def test_a_ticket_is_taken_over_from_another_and_not_from_oneself() -> None:
    taken = act_on(TICKET, Act.TAKE, OLLE)

    assert (taken.state, taken.officer) == (State.WORKING, "UOLLE")
    assert why_not(taken, Act.TAKE, OLLE) == "not_taken"
    assert act_on(taken, Act.TAKE, by(actor="UODA")).officer == "UODA"


def test_what_was_prepared_for_other_rights_goes_back_to_work() -> None:
    reviewed = replace(PREPARED, state=State.REVIEW)
    record = Record(rights=("access", "erasure"), receipt=TODAY, country="SE")

    assert act_on(reviewed, Act.CORRECT, OLLE, ActInput(words="Även tillgång", record=record)).state is State.WORKING


@pytest.mark.parametrize(
    ("rights", "receipt", "together", "earliest"),
    [
        (("erasure",), date(2026, 3, 9), ("erasure",), date(2026, 3, 2)),
        (("access", "erasure"), date(2026, 3, 2), ("erasure", "access"), date(2026, 3, 2)),
        (("objection",), date(2026, 2, 20), ("erasure", "objection"), date(2026, 2, 20)),
    ],
)
def test_a_joined_ticket_has_all_rights_and_the_earliest_receipt_date(
    rights: tuple[Right, ...], receipt: date, together: tuple[Right, ...], earliest: date
) -> None:
    assert joined(TICKET, rights, receipt, STOCKHOLM) == replace(TICKET, rights=together, receipt=earliest)


@pytest.mark.parametrize(
    ("rights", "state"), [(("erasure",), State.REVIEW), (("access",), State.WORKING), (("erasure", "access"), State.WORKING)]
)
def test_an_answer_under_review_is_prepared_anew_for_a_right_that_joins(rights: tuple[Right, ...], state: State) -> None:
    assert joined(replace(PREPARED, state=State.REVIEW), rights, TODAY, STOCKHOLM).state is state


@pytest.mark.parametrize(("receipt", "kept"), [(date(2026, 2, 27), True), (date(2026, 1, 20), False)])
def test_an_extension_does_not_help_a_request_for_which_it_came_too_late(receipt: date, kept: bool) -> None:
    """Extended on 10 March: in time for a request of 27 February, not for one of 20 January."""
    extended = ticket(extended_at=datetime(2026, 3, 10, 11, tzinfo=UTC), extension_ground="number")
    record = Record(rights=TICKET.rights, receipt=receipt, country="SE")

    merged = joined(extended, ["erasure"], receipt, STOCKHOLM)
    for earlier in (merged, act_on(extended, Act.CORRECT, OLLE, ActInput(words="-", record=record))):
        assert earlier.due == (earlier.deadline.extended if kept else date(2026, 2, 20))


@pytest.mark.parametrize(("minutes", "kept"), [(-60, True), (0, False)])
def test_an_extension_after_midnight_came_a_day_later_than_utc_says(minutes: int, kept: bool) -> None:
    extended = ticket(extended_at=AFTER_MIDNIGHT + timedelta(minutes=minutes), receipt=date(2026, 3, 9), country="SE")
    record = Record(rights=TICKET.rights, receipt=TODAY, country="SE")

    corrected = act_on(extended, Act.CORRECT, OLLE, ActInput(words="-", record=record))
    assert (corrected.extended_at is not None) is kept
    assert joined(extended, ["erasure"], TODAY, STOCKHOLM).extended_at == corrected.extended_at


@pytest.mark.parametrize(
    ("facts", "awaits"),
    [({"state": state}, state.is_open or state in {State.SENT, State.REFUSED}) for state in State]
    + [({"state": State.SENT, "informed_at": NOON}, False), ({"state": State.REFUSED, "informed_at": NOON}, False)],
)
def test_something_is_owed_until_the_person_is_informed(facts: dict[str, object], awaits: bool) -> None:
    found = replace(TICKET, **facts)

    assert found.awaits_answer is awaits
    last_minute = datetime.combine(LEGAL, time(23, 59), STOCKHOLM)
    assert [found.is_overdue(last_minute), found.is_overdue(last_minute + timedelta(minutes=1))] == [False, awaits]


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [(2026, 1, "DSR-2026-0001"), (2027, 9999, "DSR-2027-9999"), (2027, 12345, "DSR-2027-12345")],
)
def test_a_reference_holds_the_year_and_its_number(year: int, number: int, expected: str) -> None:
    assert reference(year, number) == expected


def test_a_customer_has_no_user() -> None:
    assert ticket(subject=Subject(name="Eva")).subject.is_customer
