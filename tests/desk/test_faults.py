"""Faults in an act's input are shown at a field of its form, and the form can be corrected and sent again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.messages import FormFaults
from bot.desk.ticket_actions import FIELDS
from bot.tickets import TRANSITIONS, Act, Decision, Kind, NotNow, Record, State, Transition, act_on
from bot.tickets.transitions import Guard
from tests.desk.fakes import NOON, MemoryStore
from tests.desk.people import answer, command, message
from tests.tickets.people import BREACH, TICKET, TODAY, by, enough


@pytest.mark.parametrize(
    ("act", "state", "given", "faults"),
    [
        (Act.NOTE, State.OPEN, {"words": " "}, {"words": "fault_missing_words"}),
        (Act.ASK_IDENTITY, State.OPEN, {"words": "Annan adress"}, {"code": "fault_missing_code"}),
        (Act.DELIVERED, State.SENT, {"code": "post", "day": date(2026, 3, 3)}, {"day": "fault_day_out_of_range"}),
        (Act.LINK, State.OPEN, {"other": "DSR-2026-0077"}, {"other": "fault_missing_other"}),
        (Act.LINK, State.OPEN, {"other": "DSR-2026-0001"}, {"other": "fault_missing_other"}),
        (Act.PREPARE, State.WORKING, answer("access"), {"decisions": "fault_missing_decisions"}),
        (Act.PREPARE, State.WORKING, answer("erasure", checked=()), {"checked": "fault_missing_checked"}),
        (
            Act.CORRECT,
            State.OPEN,
            {"words": "-", "record": Record(("access",), date(2026, 3, 3), "SE")},
            {"receipt": "fault_receipt_later"},
        ),
        (
            Act.CORRECT,
            State.OPEN,
            {"words": "-", "record": Record(("access",), date(2026, 3, 2), "DK")},
            {"country": "fault_wrong_country"},
        ),
        (Act.CORRECT, State.OPEN, {"words": "-"}, {"rights": "fault_missing_record"}),
        (Act.PREPARE, State.WORKING, answer("erasure", answer=" "), {"answer": "fault_missing_answer"}),
        (
            Act.PREPARE,
            State.WORKING,
            answer("erasure", decision=Decision.REFUSED, code="rights_of_others"),
            {"code": "fault_ground_does_not_fit"},
        ),
        (Act.DELIVERED, State.SENT, {"code": "post"}, {"day": "fault_missing_day"}),
    ],
)
def test_a_form_that_is_not_right_is_mended_at_its_field_and_sent_again(
    desk: Desk, store: MemoryStore, act: Act, state: State, given: dict[str, Any], faults: dict[str, str]
) -> None:
    desk.ask(message("Radera mina uppgifter"))
    before = store.change(state=state)

    for _ in range(2):
        with pytest.raises(FormFaults) as caught:
            desk.act(command(act, **given))
        assert caught.value.faults == faults
    assert (store.tickets, store.happened()) == ([before], ["opened"])


GRANTED = {"decisions": {"access": Decision.GRANTED}}
WRONG: Sequence[tuple[dict[str, Any], dict[str, Any]]] = (
    ({}, {"words": " "}),
    ({}, {"code": "no such code"}),
    ({}, {"code": "freedom_of_expression"}),  # no ground for refusing access
    ({}, {"day": None}),
    ({}, {"day": TODAY + timedelta(days=1)}),
    ({}, {"other": None}),
    ({}, {"decisions": {}}),
    ({"identity": "failed"}, GRANTED),
    ({}, GRANTED | {"checked": ()}),
    ({}, {"answer": " "}),
    ({}, {"record": None}),
    ({}, {"record": Record(("access",), TODAY + timedelta(days=1), "SE")}),
    ({}, {"record": Record(("access",), TODAY, "DK")}),
    ({}, {"incident": None}),
    ({}, {"moment": None}),
    ({}, {"moment": NOON + timedelta(days=1)}),
)
"""Each fault of an act's input: facts of the ticket, and the input that is left out or changed."""


def refusal(row: Transition, facts: dict[str, Any], wrong: dict[str, Any]) -> str | None:
    """Why an act is refused whose other input is right."""
    base = BREACH if Kind.INCIDENT in row.kinds else replace(TICKET, rights=("access",))
    ticket = replace(base, state=min(row.before), **facts)
    try:
        act_on(ticket, row.act, by(min(row.who)), enough(ticket, row, **wrong))
    except NotNow as refused:
        return refused.why
    return None


def test_every_fault_has_a_field_at_which_it_is_said() -> None:
    faults = {refusal(row, facts, wrong) for row in TRANSITIONS for facts, wrong in WRONG}

    assert faults - {None, "state", "who", *Guard} == set(FIELDS)
