"""What people see of their own tickets, and officers of all."""

from bot.tickets import State
from bot.workspace import ShownMessage
from tests.scenarios.acts import fill
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import buttons, pressable, shown

ORDER = "Jag vill ha en kopia på allt ni har om mig"


def say(name: str, **given: str) -> str:
    return texts().say("sv", name, **given)


def both_asked(office: Office) -> None:
    """Anna and Bo have a ticket each."""
    office.ask(office.anna, ORDER)
    office.at_rest()
    office.ask(office.bo, "Delete my data")
    office.at_rest()


def seen(office: Office, user: str, words: str) -> ShownMessage:
    """What one person is shown after /privacy-request and these words."""
    office.command(user, office.general, "/privacy-request", words)
    return office.whispers(user)[-1]


def test_a_person_sees_their_own_tickets_and_nobody_elses(office: Office) -> None:
    both_asked(office)
    ticket_list = seen(office, office.anna, "status")

    assert "DSR-2026-0001" in shown(ticket_list)
    assert "DSR-2026-0002" not in shown(ticket_list)
    assert "2 april 2026" in shown(ticket_list)
    assert list(buttons(ticket_list)) == ["person_add", "person_withdraw", "ticket_why"]
    assert office.faults() == []


def test_a_request_is_withdrawn_after_one_more_question(office: Office) -> None:
    both_asked(office)
    ticket_list = seen(office, office.anna, "status")
    (withdraw,) = [button for button in pressable(ticket_list) if button["action_id"] == "person_withdraw"]
    assert withdraw["confirm"]["text"]["text"] == say("confirm_withdraw", reference="DSR-2026-0001")
    assert office.press(office.anna, ticket_list, "person_withdraw")
    office.at_rest()

    assert [office.ticket(id).state for id in (1, 2)] == [State.WITHDRAWN, State.OPEN]
    assert "DSR-2026-0001" in shown(office.told(office.anna)[-1])
    assert say("line_withdraw") in "".join(office.lines(office.card()))
    assert list(buttons(seen(office, office.anna, "status"))) == ["ticket_why"]


def test_words_that_a_person_adds_reach_the_officers(office: Office) -> None:
    both_asked(office)
    assert office.press(office.anna, seen(office, office.anna, "status"), "person_add")
    office.open_view(office.anna)
    assert fill(office, office.anna, {"words": "Gärna som PDF."}).closed

    assert "Gärna som PDF." in office.lines(office.card())[-1]
    assert shown(office.whispers(office.anna)[-1]) == say("notice_passed_on", reference="DSR-2026-0001")


def test_officers_see_all_open_tickets_and_nobody_else_does(office: Office) -> None:
    both_asked(office)
    assert ["DSR-2026-0001" in shown(seen(office, office.olle, "list")), shown(seen(office, office.anna, "list"))] == [
        True,
        say("notice_officers_only"),
    ]
    office.go_to("2026-04-03 09:00")
    assert say("digest_overdue") in shown(seen(office, office.olle, "lista"))


def test_a_person_is_told_how_their_date_was_counted(office: Office) -> None:
    both_asked(office)
    assert office.press(office.anna, seen(office, office.anna, "status"), "ticket_why")
    office.at_rest()

    told = shown(office.whispers(office.anna)[-1])
    assert say("why", reference="DSR-2026-0001") in told
    assert "2 april 2026" in told
