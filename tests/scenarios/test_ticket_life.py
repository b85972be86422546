"""A ticket from the first word to the proven answer, with four eyes on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge import Right
from bot.tickets import codes
from bot.workspace import ShownMessage
from tests.scenarios.acts import answer, checklist, do, fill, open_form, prepare, take_and_prepare
from tests.scenarios.office import Office, open_office, texts
from tests.scenarios.shown import acts, facts, pressable, reference, shown

WORDS = {"access": "Jag vill ha en kopia på allt ni har om mig", "erasure": "Radera mina uppgifter"}


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def state(office: Office) -> str:
    return facts(office.card())[say("card_state")]


def asked(office: Office, right: Right = "access") -> ShownMessage:
    """Anna exercises a right; the card of her ticket."""
    office.ask(office.anna, WORDS[right])
    office.at_rest()
    return office.card()


def test_an_access_request_is_taken_prepared_sent_by_another_officer_received_and_closed(office: Office) -> None:
    card = asked(office)
    do(office, office.olle, "take")
    assert prepare(office, office.olle, answer="Här är allt vi har.", access="granted").closed
    assert state(office) == say("state_review")
    do(office, office.oda, "send")
    letter = shown(office.told(office.anna)[-1])
    assert "Här är allt vi har." in letter
    assert say("told_granted", right="Tillgång till personuppgifter") in letter
    assert (state(office), "close" in acts(office.card())) == (say("state_sent"), False)
    office.run_due()
    assert state(office) == say("state_informed")
    assert acts(office.card())[0] == "close"
    do(office, office.oda, "close")

    said = [line.partition("\n")[0] for line in office.lines(card)]
    assert said == [
        f"<@{office.anna}> {say('line_opened')}",
        f"<@{office.olle}> {say('line_take')}",
        f"<@{office.olle}> {say('line_prepare')}",
        f"<@{office.oda}> {say('line_send')}",
        say("line_delivered_by_desk"),
        f"<@{office.oda}> {say('line_close')}",
    ]
    assert (state(office), [found.ts for found in office.cards()]) == (say("state_closed"), [card.ts])
    assert "30 dagar" in shown(office.told(office.anna)[-1]), "the closing letter says how long things are kept"
    assert office.faults() == []
    assert office.service.store.verify().faults == []


def test_who_prepared_an_answer_cannot_send_it_and_the_attempt_is_logged(office: Office) -> None:
    card = asked(office)
    take_and_prepare(office, office.olle, access="granted")
    do(office, office.olle, "send")

    refused = say("notice_not_now_second_person", reference=reference(card))
    assert [shown(whisper) for whisper in office.whispers(office.olle)] == [refused]
    assert (state(office), len(office.told(office.anna))) == (say("state_review"), 1)
    assert office.lines(card)[-1] == f"<@{office.olle}> {say('line_blocked_send_second_person')}"
    assert [(event.what, event.actor) for event in office.log()][-1] == ("blocked", office.olle)


def test_sending_asks_once_more_before_it_cannot_be_taken_back(office: Office) -> None:
    asked(office)
    take_and_prepare(office, office.olle, access="granted")

    (send,) = [button for button in pressable(office.card()) if button["action_id"] == "ticket_send"]
    assert send["confirm"]["text"]["text"] == say("confirm_send")


@pytest.fixture
def lone_office(tmp_path: Path) -> Iterator[Office]:
    """An office with a single officer, who has nobody else to look at an answer."""
    with open_office(tmp_path, four_eyes=False) as found:
        yield found


def test_a_desk_with_a_single_officer_sends_what_that_officer_prepared(lone_office: Office) -> None:
    asked(lone_office)
    answer(lone_office, lone_office.olle, lone_office.olle, access="granted")
    do(lone_office, lone_office.olle, "close")

    assert state(lone_office) == say("state_closed")
    assert lone_office.whispers(lone_office.olle) == []


def test_an_answer_is_not_prepared_before_all_on_its_checklist_is_done(office: Office) -> None:
    asked(office)
    do(office, office.olle, "take")
    view = open_form(office, office.olle, "prepare")
    ((block, items),) = checklist(view).items()
    sent = fill(office, office.olle, {"decisions:access": "granted", "answer": "Här.", block: items[1:]})

    assert items == list(codes.CHECKLISTS["access"])
    assert sent.errors == {block: say("fault_missing_checked")}
    assert state(office) == say("state_working")
    assert fill(office, office.olle, {block: items}).closed


@pytest.mark.parametrize(("decision", "act"), [("refused", "refuse"), ("partly", "send")])
def test_what_is_refused_even_in_part_needs_a_ground_and_tells_it_with_the_ways_to_complain(
    office: Office, decision: str, act: str
) -> None:
    asked(office, "erasure")
    do(office, office.olle, "take")
    first = prepare(office, office.olle, answer="Bokföringen sparas i sju år.", erasure=decision)
    assert first.errors == {"code": say("fault_missing_code")}
    second = fill(office, office.olle, {"code": "legal_obligation"})
    assert second.closed
    do(office, office.oda, act)

    letter = shown(office.told(office.anna)[-1])
    for needed in ("Bokföringen sparas", say("ground_legal_obligation"), "www.imy.se", "domstol"):
        assert needed in letter


def test_a_refusal_that_arrived_is_closed_as_an_answer_is(office: Office) -> None:
    asked(office, "erasure")
    take_and_prepare(office, office.olle, ground="legal_obligation", erasure="refused")
    assert "send" not in acts(office.card())
    do(office, office.oda, "refuse")
    office.run_due()
    do(office, office.oda, "close")

    assert state(office) == say("state_closed")


def test_a_norwegian_controllers_refusal_names_datatilsynet(tmp_path: Path) -> None:
    with open_office(tmp_path, country="SE+NO") as office:
        asked(office, "erasure")
        take_and_prepare(office, office.olle, ground="still_needed", erasure="refused")
        do(office, office.oda, "refuse")

        letter = shown(office.told(office.anna)[-1])
        assert "www.imy.se" in letter
        assert "www.datatilsynet.no" in letter


def test_an_answer_that_is_sent_back_is_mended_and_not_written_anew(office: Office) -> None:
    asked(office)
    take_and_prepare(office, office.olle, access="granted")
    do(office, office.oda, "send_back", words="Skriv vänligare.")
    view = open_form(office, office.olle, "prepare")

    assert view.values["answer"] == "Här är svaret."
    assert view.values["decisions:access"] == "granted"
    assert fill(office, office.olle, {"answer": "Här är svaret, kära Anna."}).closed
    assert "Skriv vänligare." in "".join(office.lines(office.card()))
    do(office, office.oda, "send")
    assert "kära Anna" in shown(office.told(office.anna)[-1])


def test_a_request_sent_in_twice_is_linked_and_the_earlier_date_leads(office: Office) -> None:
    asked(office)
    office.clock.now = office.clock.now.replace(day=5)
    office.ask(office.anna, WORDS["erasure"])
    office.at_rest()
    sent = do(office, office.oda, "link", 2, other="dsr-2026-0001")

    assert sent is not None
    assert sent.closed
    assert office.ticket(1).rights == ("access", "erasure")
    assert "DSR-2026-0001" in shown(office.told(office.anna)[-1])
    assert facts(office.cards()[1])[say("card_state")] == say("state_linked")


def test_a_complaint_is_seen_on_the_card_and_stops_what_would_be_removed(office: Office) -> None:
    asked(office)
    do(office, office.oda, "complaint", words="Anna har klagat hos IMY, DI-2026-1.")

    assert say("flag_complaint") in shown(office.card())
    assert say("flag_legal_hold") in shown(office.card())
    assert "release" in acts(office.card())
