"""Every press, command and form reaches the desk as what it stands for, and no form opens for whom it is not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.desk.messages import Message, TicketCommand
from bot.desk.places import Direct, Private
from bot.slack import act_forms, request_forms
from bot.slack.officer_listeners import OFFICERS_ACTS, WITH_FORM
from bot.tickets import Act, ActInput, State, Ticket, row_for
from tests.slack.filled_in import NOW, REQUEST, URL, sent
from tests.slack.front import TEXTS, Calls, Front
from tests.slack.slack_says import COMMAND

BESIDE = Private("U0OLLE", URL)
KEYS = ("action:13.7.abc",)


def command(act: Act, **more: Any) -> tuple[str, TicketCommand]:
    """The desk is asked to do that with ticket 7."""
    return "act", TicketCommand(KEYS, 7, act, "U0OLLE", BESIDE, **more)


@pytest.mark.parametrize("act", OFFICERS_ACTS)
def test_the_button_and_the_menu_of_a_card_do_the_act_that_they_name(act: Act) -> None:
    by_button, by_menu = Front(), Front()

    by_button.press(f"ticket_{act}", "7")
    by_menu.choose(f"{act} 7")

    assert by_button.desk.made == [command(act, only_in=State.OPEN if act is Act.TAKE else None)]
    assert by_menu.desk.made == [command(act), ("redraw", 7, "U0OLLE")], (
        "a menu that is not drawn anew cannot be used for the same act again"
    )
    assert by_button.slack.made == by_menu.slack.made == []
    assert by_button.ack.said == by_menu.ack.said == [{}]


@pytest.mark.parametrize(
    ("action", "act"),
    [("open_request", Act.CONFIRM), ("only_question", Act.DISCLAIM), ("person_withdraw", Act.WITHDRAW)],
)
def test_a_person_says_what_they_meant_or_takes_it_back(action: str, act: Act) -> None:
    front = Front()

    front.press(action, "7", channel="D0ANNA")

    assert front.desk.made == [command(act)]


def test_an_act_that_lacks_something_opens_its_form_and_what_is_filled_in_is_done() -> None:
    front = Front(ticket=_in(State.WORKING), desk=Calls(faults={"words": "fault_missing_words"}))
    front.press("ticket_note", "7")
    [view] = front.opened()
    front.desk.faults = {}

    front.send(sent(view, words=" Ringde. "))

    done = TicketCommand(("view:V1",), 7, Act.NOTE, "U0OLLE", BESIDE, given=ActInput(words="Ringde."))
    assert front.desk.made == [command(Act.NOTE), ("act", done)]
    assert front.ack.said == [{}, {}]


def test_an_officer_who_takes_their_own_request_back_says_why_like_for_anybody_else() -> None:
    front = Front(ticket=_in(State.OPEN), desk=Calls(faults={"words": "fault_missing_words"}))

    front.press("person_withdraw", "7", channel="D0OLLE")

    [view] = front.opened()
    assert view["callback_id"] == "ticket_withdraw"


def test_no_form_opens_for_whom_the_desk_has_turned_away() -> None:
    """The desk has told them why, so that nothing of the ticket is shown to outsiders or where it is too late."""
    front = Front()

    for act in WITH_FORM:
        front.press(f"ticket_{act}", "7")

    assert front.slack.made == []


@pytest.mark.parametrize("act", WITH_FORM)
def test_a_ticket_that_has_moved_on_or_away_meanwhile_opens_no_form(act: Act) -> None:
    front = Front(ticket=None, desk=Calls(faults={"words": "fault_missing_words"}))

    front.press(f"ticket_{act}", "7")

    assert front.slack.made == []


def test_faults_are_said_at_their_fields_in_the_forms_language() -> None:
    ticket = _in(State.REVIEW)
    row = row_for(ticket, Act.SEND_BACK)
    assert row is not None
    front = Front(desk=Calls(faults={"words": "fault_missing_words", "day": "fault_missing_day"}))

    front.send(sent(act_forms.act_form(TEXTS, "en", ticket, row, NOW, Private("U0OLLE", URL)), words=" "))

    assert front.ack.said == [
        {"response_action": "errors", "errors": {"words": TEXTS.say("en", "fault_missing_words")}},
    ]


@pytest.mark.parametrize(("channel", "language"), [("C0OFFICERS", "sv"), ("D0ANNA", "en")])
def test_a_form_speaks_the_language_of_the_officers_or_of_the_conversation(channel: str, language: str) -> None:
    front = Front(ticket=_in(State.SENT, language="en"), desk=Calls(faults={"day": "fault_missing_day"}))

    front.press("ticket_delivered", "7", channel=channel)

    [view] = front.opened()
    assert view["title"]["text"] == TEXTS.say(language, "delivered_title")


@pytest.mark.parametrize(("minutes", "place"), [(24, BESIDE), (26, Direct("U0OLLE"))])
def test_who_took_long_over_a_form_hears_of_it_in_their_conversation(minutes: int, place: object) -> None:
    front = Front(ticket=_in(State.WORKING), desk=Calls(faults={"words": "fault_missing_words"}))
    front.press("ticket_note", "7")
    [view] = front.opened()
    front.desk.faults, front.now = {}, front.now + timedelta(minutes=minutes)

    front.send(sent(view, words="Ringde."))

    assert front.desk.made[-1][1].place == place


def test_another_ticket_is_named_to_the_desk_by_its_reference() -> None:
    front = Front(ticket=_in(State.WORKING), desk=Calls(faults={"other": "fault_missing_other"}))
    front.press("ticket_link", "7")
    [view] = front.opened()
    front.desk.faults = {}

    front.send(sent(view, other="DSR-2026-0001"))

    assert front.desk.made[-1][1].other == "DSR-2026-0001"


def test_a_person_adds_to_their_ticket_in_words() -> None:
    front = Front()
    front.press("person_add", "7")
    [view] = front.opened()

    front.send(sent(view, words=" "))
    front.send(sent(view, words="Även adressen."))

    assert front.desk.made == [("add", ("view:V1",), 7, "U0OLLE", "Även adressen.", BESIDE)]
    assert [*map(sorted, front.ack.said)] == [[], ["errors", "response_action"], []]
    assert view["callback_id"] == request_forms.ADD


def test_why_is_told_in_the_language_of_the_one_who_asks() -> None:
    front = Front()

    front.press("ticket_why", "7")

    assert front.desk.made == [("explain_deadline", KEYS, 7, "U0OLLE", BESIDE, "en")]


@pytest.mark.parametrize(
    ("words", "method"),
    [("status", "status"), (" Läge ", "status"), ("mina", "status"), ("list", "list_open"), ("LISTA", "list_open")],
)
def test_a_word_after_the_command_shows_tickets(words: str, method: str) -> None:
    front = Front()
    body = {**COMMAND, "command": "/privacy-request", "text": words}

    front.command(body)

    place = Private("U0ANNA", COMMAND["response_url"])
    start = (0,) if method == "list_open" else ()
    assert front.desk.made == [(method, (f"command:{COMMAND['trigger_id']}",), "U0ANNA", place, "en", *start)]
    assert (front.slack.made, front.ack.said) == ([], [{}])


def test_any_other_words_after_the_command_fill_in_the_form() -> None:
    front = Front()
    body = {**COMMAND, "command": "/privacy-request", "text": "status på min radering"}

    front.command(body)

    [(name, trigger, (_, view))] = front.slack.made
    assert (name, trigger, view["callback_id"]) == ("views_open", ("trigger_id", COMMAND["trigger_id"]), "request")
    assert front.desk.made == [("guess_rights", "status på min radering", "en-GB")]


def test_what_is_written_below_a_letter_of_the_desk_brings_its_thread_along() -> None:
    front = Front()
    event = {"type": "message", "channel": "D0ANNA", "channel_type": "im", "user": "U0ANNA", "text": "Här är svaret."}
    event |= {"ts": "1772449200.000100", "thread_ts": "1772100000.000200"}

    front.write(event)

    [(name, message)] = front.desk.made
    assert name == "ask"
    assert isinstance(message, Message)
    assert message.thread == ("D0ANNA", "1772100000.000200")


def test_only_what_officers_do_has_a_button_and_what_needs_nothing_no_form() -> None:
    assert set(Act) - set(OFFICERS_ACTS) == {Act.DISCLAIM, Act.WROTE}
    assert set(OFFICERS_ACTS) - set(WITH_FORM) == {Act.CONFIRM, Act.TAKE, Act.SEND, Act.REFUSE, Act.CLOSE}


def _in(state: State, **facts: Any) -> Ticket:
    return replace(REQUEST, state=state, **facts)
