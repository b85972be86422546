"""Whoever presses any button that the demo offers sees something of it, in whatever state its ticket is."""

import logging
from collections.abc import Sequence

import pytest

from bot.demo.talk import talk
from bot.demo.transcript import Transcript
from bot.slack.officer_listeners import OFFICERS_ACTS
from tests.demo.at_terminal import demo_office
from tests.demo.walker import Walker
from tests.scenarios.unsure import ambiguous, doubtful


def buttons(acts: str) -> frozenset[str]:
    return frozenset(f"ticket_{act}" for act in acts.split())


OF_PERSONS = frozenset({"choose", "ask_person", "request_form", "open_request", "only_question", "person_withdraw", "person_add"})
BREACH = buttons("describe notified not_notified persons close dismiss reopen")
WORK = buttons(
    "take stop identity_ok identity_failed ask_identity ask_scope scope_ok extend prepare send send_back"
    " correct link withdraw reply note why complaint hold release"
)
BY_HAND = buttons("delivered bounce refuse")
DOUBT = buttons("confirm")


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["olle: {doubtful}", "oda: {doubtful}", "sam: {doubtful}", "{ambiguous}", "/privacy-request status"],
            OF_PERSONS | DOUBT,
        ),
        (["Jag råkade skicka kundlistan till fel person"], BREACH),
        (["Jag vill flytta mina uppgifter till ett annat företag", "Jag invänder mot direktmarknadsföring"], WORK),
        (["sam: /privacy-request Our customer Karin Holm, karin@example.com, wants her data deleted"], BY_HAND),
    ],
    ids=["questions and doubts", "a breach", "requests", "a customer's request"],
)
def test_every_button_does_something_that_is_seen(
    lines: Sequence[str], wanted: frozenset[str], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    typed = [line.format(doubtful=doubtful(), ambiguous=ambiguous()) for line in lines]
    with caplog.at_level(logging.ERROR, "insyn"), demo_office() as office:
        transcript = Transcript(office.slack, office.names, office.pressed_by)
        walker = Walker(office, transcript, lambda: capsys.readouterr().out, typed, wanted, most=200)
        talk(office, transcript, walker.ask)

        assert (walker.silent, wanted - walker.done) == ([], frozenset())
        assert [call for call in office.slack.calls if call.error] == []
        assert office.service.store.outbox().undelivered() == []
    assert [record for record in caplog.records if record.name.startswith("insyn")] == []


def test_every_act_of_the_officers_is_among_those_buttons() -> None:
    assert buttons(" ".join(OFFICERS_ACTS)) | buttons("why") == BREACH | WORK | BY_HAND | DOUBT
