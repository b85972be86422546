"""Two refused acts are logged: a late extension, and sending an answer that one prepared oneself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Notice, TicketLine
from bot.desk.places import TicketThread
from bot.tickets import Act, Decision, Event, Role, State
from tests.desk.fakes import NOON, Clock, MemoryStore, OfficerList, Queued, ScriptedReader
from tests.desk.people import BESIDE, OLLE, answer, command, message

Press = Callable[..., list[Queued]]
REASON = {"words": "Tre system att söka i", "code": "complexity"}


@pytest.fixture
def press(desk: Desk, store: MemoryStore) -> Press:
    """Act as Olle on Anna's ticket, and return the letters that were queued by it."""
    desk.ask(message("Radera mina uppgifter"))

    def act(act: Act, **given: Any) -> list[Queued]:
        before = len(store.queue)
        desk.act(command(act, **given))
        return store.queue[before:]

    return act


def not_now(why: str, state: str) -> Queued:
    facts = {"reference": "DSR-2026-0001", "state": state, "legal": "2026-04-02"}
    return Queued(BESIDE, Notice(language="sv", text=f"not_now_{why}", facts=facts))


@pytest.mark.parametrize("act", [Act.SEND, Act.REFUSE])
def test_sending_ones_own_answer_is_blocked_and_leaves_a_trace(press: Press, store: MemoryStore, act: Act) -> None:
    press(Act.TAKE)
    press(Act.PREPARE, **answer("erasure", decision=Decision.GRANTED if act is Act.SEND else Decision.REFUSED))

    told = press(act)

    assert store.log()[-1] == Event(
        1, NOON, OLLE, "blocked", None, Role.OFFICER, "review", "review", f"{act}_second_person", seq=4
    )
    assert told == [
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=4)),
        not_now("second_person", "review"),
    ]
    assert store.tickets[0].state is State.REVIEW


def test_a_company_with_a_single_officer_sends_what_it_prepared(
    script: ScriptedReader, store: MemoryStore, officers: OfficerList, rules: DeskRules
) -> None:
    desk = Desk(script, store, officers, replace(rules, four_eyes=False))
    desk.ask(message("Radera mina uppgifter"))

    for act, given in ((Act.TAKE, {}), (Act.PREPARE, answer("erasure")), (Act.SEND, {})):
        desk.act(command(act, **given))

    assert store.tickets[0].state is State.SENT


@pytest.mark.parametrize(("day", "extended"), [(date(2026, 4, 2), True), (date(2026, 4, 3), False)])
def test_a_late_extension_is_blocked_and_leaves_a_trace(
    press: Press, store: MemoryStore, clock: Clock, day: date, extended: bool
) -> None:
    clock.advance(day - NOON.date())

    told = press(Act.EXTEND, **REASON)

    assert bool(store.tickets[0].extended_at) is extended
    assert store.happened()[1:] == (["extend"] if extended else ["blocked"])
    assert store.log()[1].code == ("complexity" if extended else "extend_in_time")
    assert (told[-1] == not_now("in_time", "open")) is not extended
