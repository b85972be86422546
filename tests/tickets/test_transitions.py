"""Which acts are possible in each state: those of the table, and no others."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.tickets import (
    ACTS,
    TRANSITIONS,
    Act,
    ActInput,
    Actor,
    Decision,
    Incident,
    Kind,
    Need,
    NotNow,
    Role,
    State,
    Ticket,
    act_on,
    possible,
    row_for,
)
from bot.tickets.codes import EXTENSIONS, GROUNDS, GROUNDS_OF
from bot.tickets.rules import Record
from bot.tickets.transitions import Guard, Transition
from tests.tickets.people import BREACH, NOON, OLLE, PREPARED, REFUSED, TICKET, TODAY, by, enough

OPEN = "suspected open waiting_identity waiting_scope working review"
AT_WORK = "open waiting_identity waiting_scope working review"
ALL = f"{OPEN} sent closed dismissed linked withdrawn refused"

LIFE = """
confirm          suspected          open              person employee officer desk
dismiss          suspected          dismissed         officer
disclaim         suspected          dismissed         person employee
take             open               working           officer
take             AT_WORK-open       -                 officer
stop             AT_WORK            -                 officer
ask_identity     open,working       waiting_identity  officer
identity_ok      waiting_identity   working           officer
identity_failed  waiting_identity   working           officer
ask_scope        open,working       waiting_scope     officer
scope_ok         waiting_scope      working           officer
prepare          working            review            officer
send_back        review             working           officer
send             review             sent              officer
refuse           review             refused           officer
bounce           sent,refused       review            officer desk
delivered        sent,refused       -                 officer desk employee
extend           AT_WORK            -                 officer
close            sent,refused       closed            officer
close            withdrawn          closed            officer
reopen           dismissed,linked,withdrawn  open     officer
reopen           closed,sent,refused  working         officer
reply            ALL                -                 officer
wrote            ALL                -                 person employee
withdraw         OPEN               withdrawn         person employee officer
link             OPEN               linked            officer
correct          OPEN-review        -                 officer
correct          review             working           officer
note             ALL                -                 officer
complaint        ALL                -                 officer
hold             ALL                -                 officer
release          ALL                -                 officer
"""
"""The transitions of a request, written out independently of the code: act, from, to, who."""

BREACHES = """
take             open               working           officer
take             AT_WORK-open       -                 officer
describe         open,working       -                 officer
notified         open,working       -                 officer
not_notified     open,working       -                 officer
persons          open,working       -                 officer
close            open,working       closed            officer
dismiss          open,working       dismissed         officer
reopen           dismissed,linked,withdrawn  open     officer
reopen           closed,sent,refused  working         officer
wrote            ALL                -                 person employee
reply            ALL                -                 officer
note             ALL                -                 officer
hold             ALL                -                 officer
release          ALL                -                 officer
"""
"""The transitions of a suspected breach."""

Way = tuple[State, Act, Role]


def states(text: str) -> list[State]:
    named, _, but = text.partition("-")
    known = {"ALL": ALL, "OPEN": OPEN, "AT_WORK": AT_WORK}.get(named, named.replace(",", " "))
    return [State(name) for name in known.split() if name != but]


def ways(table: str) -> dict[Way, State]:
    """Where an act leads, for each state in which a role may do it."""
    found = {}
    for line in table.strip().splitlines():
        act, before, after, *roles = line.split()
        for state, role in product(states(before), roles):
            found[state, Act(act), Role(role)] = state if after == "-" else State(after)
    return found


EXPECTED = {Kind.REQUEST: ways(LIFE), Kind.INCIDENT: ways(BREACHES)}
SETTLED = replace(BREACH, incident=Incident(aware_at=NOON, authority="none", persons="informed"))
FITTING: dict[Guard, Ticket] = {
    Guard.MUST_STOP: replace(TICKET, rights=("objection",)),
    Guard.ALL_REFUSED: REFUSED,
    Guard.NOT_ALL_REFUSED: PREPARED,
    Guard.INFORMED: replace(PREPARED, informed_at=NOON),
    Guard.HELD: replace(TICKET, legal_hold=True),
    Guard.SETTLED: SETTLED,
}
"""Fields with which a guard holds; guards that are not listed hold for any ticket."""


def ticket_for(row: Transition, state: State, kind: Kind) -> Ticket:
    """A ticket for which this transition is possible."""
    fitting = next((FITTING[guard] for guard in row.guards if guard in FITTING), TICKET)
    if kind is Kind.INCIDENT and fitting.kind is not kind:
        fitting = replace(BREACH, legal_hold=fitting.legal_hold)
    return replace(fitting, state=state)


def attempt(ticket: Ticket, act: Act, who: Actor, given: ActInput) -> Ticket | str:
    """The ticket after an act, or why not."""
    try:
        return act_on(ticket, act, who, given)
    except NotNow as refused:
        return refused.why


def best_attempt(state: State, act: Act, role: Role, kind: Kind) -> Ticket | str:
    """The ticket after an act whose guards and needs are met, or why it is refused all the same."""
    rows = [row for row in ACTS[act] if state in row.before and kind in row.kinds]
    row = next((row for row in rows if role in row.who), (rows or ACTS[act])[0])
    ticket = ticket_for(row, state, kind)
    return attempt(ticket, act, by(role), enough(ticket, row))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("act", list(Act))
def test_an_act_leads_where_the_table_says_and_is_refused_everywhere_else(act: Act, kind: Kind) -> None:
    for state, role in product(State, Role):
        came, expected = best_attempt(state, act, role, kind), EXPECTED[kind].get((state, act, role))
        if expected:
            assert isinstance(came, Ticket), f"{role} cannot {act} what is {state}: {came}"
            assert came.state is expected
        else:
            assert came in ("state", "who"), f"{role} can {act} what is {state}"


def test_every_act_stands_in_the_table_and_in_this_one() -> None:
    assert {row.act for row in TRANSITIONS} == set(Act) == {act for known in EXPECTED.values() for _, act, _ in known}


def test_no_two_rows_are_for_the_same_thing() -> None:
    keys = [(row.act, state, role, kind) for row in TRANSITIONS for state in row.before for role in row.who for kind in row.kinds]

    assert len(keys) == len(set(keys))


def test_the_desk_by_itself_never_refuses_closes_dismisses_or_answers() -> None:
    assert {row.act for row in TRANSITIONS if Role.DESK in row.who} == {Act.CONFIRM, Act.DELIVERED, Act.BOUNCE}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(Kind))
def test_the_acts_that_are_offered_are_those_that_succeed(role: Role, kind: Kind) -> None:
    """For every ticket that meets some guard, in every state, given the right input."""
    all_known = [TICKET, SETTLED, *FITTING.values(), replace(TICKET, officer="UOLLE"), replace(PREPARED, prepared_by="UOLLE")]
    for known, state in product([ticket for ticket in all_known if ticket.kind is kind], State):
        ticket, who = replace(known, state=state), by(role)
        rows = {act: row_for(ticket, act, role) for act in Act}
        tried = {act: attempt(ticket, act, who, enough(ticket, row)) for act, row in rows.items() if row}

        assert set(possible(ticket, who)) == {act for act, came in tried.items() if isinstance(came, Ticket)}


@pytest.mark.parametrize(
    ("ticket", "first"),
    [
        (replace(TICKET, state=State.SUSPECTED), Act.CONFIRM),
        (TICKET, Act.TAKE),
        (replace(TICKET, state=State.WAITING_IDENTITY), Act.IDENTITY_OK),
        (replace(TICKET, state=State.WAITING_SCOPE), Act.SCOPE_OK),
        (replace(TICKET, state=State.WORKING), Act.PREPARE),
        (replace(TICKET, state=State.WORKING, rights=("objection",)), Act.STOP),
        (replace(PREPARED, state=State.REVIEW), Act.SEND),
        (replace(REFUSED, state=State.REVIEW), Act.REFUSE),
        (replace(PREPARED, state=State.REVIEW, prepared_by="UOLLE"), Act.SEND_BACK),
        (replace(PREPARED, state=State.SENT), Act.DELIVERED),
        (replace(PREPARED, state=State.SENT, informed_at=NOON), Act.CLOSE),
        (replace(TICKET, state=State.WITHDRAWN), Act.CLOSE),
        (replace(BREACH, state=State.WORKING), Act.DESCRIBE),
    ],
    ids=lambda value: value.state if isinstance(value, Ticket) else value,
)
def test_the_next_step_is_offered_first(ticket: Ticket, first: Act) -> None:
    assert possible(ticket, OLLE)[0] is first


MISSING: dict[Need, list[tuple[str, dict[str, Any]]]] = {
    Need.WORDS: [("missing_words", {"words": ""}), ("missing_words", {"words": " \n"})],
    Need.CODE: [("missing_code", {"code": None}), ("missing_code", {"code": "because"})],
    Need.DAY: [
        ("missing_day", {"day": None}),
        ("day_out_of_range", {"day": TODAY.replace(day=3)}),
        ("day_out_of_range", {"day": TODAY.replace(day=1)}),
    ],
    Need.OTHER: [("missing_other", {"other": None}), ("missing_other", {"other": TICKET.id})],
    Need.DECISIONS: [("missing_decisions", {"decisions": {}}), ("missing_decisions", {"decisions": {"access": "refused"}})],
    Need.CHECKED: [("missing_checked", {"checked": (), "decisions": {"erasure": "granted"}})],
    Need.ANSWER: [("missing_answer", {"answer": "  "})],
    Need.RECORD: [
        ("missing_record", {"record": None}),
        ("missing_record", {"record": Record((), TODAY, "SE")}),
        ("receipt_later", {"record": Record(("access",), TODAY.replace(day=3), "SE")}),
        ("wrong_country", {"record": Record(("access",), TODAY, "DK")}),
    ],
    Need.INCIDENT: [("missing_incident", {"incident": None}), ("missing_incident", {"incident": BREACH.incident})],
    Need.MOMENT: [
        ("missing_moment", {"moment": None}),
        ("moment_later", {"moment": NOON.replace(minute=1)}),
    ],
}
LACKING = [(row, why, lack) for row in TRANSITIONS for need in row.needs for why, lack in MISSING[need]]


@pytest.mark.parametrize(("row", "why", "lack"), LACKING, ids=[f"{row.act}-{why}" for row, why, _ in LACKING])
def test_an_act_without_what_it_needs_is_refused_by_its_name(row: Transition, why: str, lack: dict[str, Any]) -> None:
    kind = next(iter(sorted(row.kinds, reverse=True)))
    ticket = ticket_for(row, sorted(row.before)[0], kind)
    role = Role.OFFICER if Role.OFFICER in row.who else Role.PERSON

    assert isinstance(attempt(ticket, row.act, by(role), enough(ticket, row)), Ticket)
    assert attempt(ticket, row.act, by(role), enough(ticket, row, **lack)) == why


def test_every_need_is_tried() -> None:
    assert set(MISSING) == set(Need) == {need for row in TRANSITIONS for need in row.needs}


def test_a_ground_is_only_asked_for_where_something_is_refused() -> None:
    working = replace(TICKET, state=State.WORKING)
    row = row_for(working, Act.PREPARE)
    assert row is not None
    granted = enough(working, row, decisions={"erasure": "granted"}, code=None)

    assert act_on(working, Act.PREPARE, OLLE, granted).ground is None
    for decision in (Decision.PARTLY, Decision.REFUSED):
        assert attempt(working, Act.PREPARE, OLLE, replace(granted, decisions={"erasure": decision})) == "missing_code"


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_refusal_keeps_its_ground(ground: str) -> None:
    right = next(right for right, grounds in GROUNDS_OF.items() if ground in grounds)
    working = replace(TICKET, state=State.WORKING, rights=(right,), stopped_at=NOON)
    row = row_for(working, Act.PREPARE)
    assert row is not None

    given = enough(working, row, code=ground, decisions={right: "refused"})
    assert act_on(working, Act.PREPARE, OLLE, given).ground == ground


@pytest.mark.parametrize("ground", EXTENSIONS)
def test_an_extension_keeps_its_ground_and_when_it_was_made(ground: str) -> None:
    extended = act_on(TICKET, Act.EXTEND, OLLE, ActInput(words="Tre system att söka i", code=ground))

    assert extended == replace(TICKET, extended_at=NOON, extension_ground=ground)


def test_everything_that_a_row_says_it_writes_is_written_and_nothing_else() -> None:
    """Beside the state and what follows from it: waiting, a failed identity check, and the end."""
    follows = {"state", "waiting_since", "waited", "identity", "closed_at"}
    for row in TRANSITIONS:
        for state, kind in product(row.before, row.kinds):
            before = ticket_for(row, state, kind)
            role = sorted(row.who)[0]
            after = act_on(before, row.act, by(role), enough(before, row))
            changed = {name for name in Ticket.__dataclass_fields__ if getattr(before, name) != getattr(after, name)}
            assert changed - follows <= set(row.writes), row.act


def test_what_is_shredded_can_only_be_looked_at() -> None:
    for state, role in product(State, Role):
        assert possible(replace(TICKET, state=state, shredded_at=NOON), by(role)) == ()
