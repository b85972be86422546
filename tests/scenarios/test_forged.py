"""A press or form that Slack signed, but that is about a ticket that is not one's own, changes nothing and shows nothing."""

import json
from collections.abc import Iterator

import pytest

from bot.tickets import Act, State
from tests.scenarios.office import Office, open_office, texts
from tests.scenarios.shown import shown
from tests.scenarios.unsure import doubtful

OF_PERSONS = ("open_request", "only_question", "person_withdraw", "ticket_why")
"""Buttons on people's own messages; the form for adding says nothing of a ticket, and is sent below."""
FILLED = {
    "words": {"type": "plain_text_input", "value": "Gör det."},
    "code": {"type": "static_select", "selected_option": {"value": "e_mail"}},
    "day": {"type": "datepicker", "selected_date": "2026-03-02"},
    "answer": {"type": "plain_text_input", "value": "Här är svaret."},
    "other": {"type": "plain_text_input", "value": "DSR-2026-0002"},
}
OWN, MAIL = 1, 2
"""Anna's doubtful request, and one in a mail to the support channel, which has no asker. Both may be confirmed by some."""
SHARED = {"team": "T0ELSE", "locale": "en-GB"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("forged")) as office:
        office.ask(office.anna, doubtful())
        office.at_rest()
        mail(office)
        assert [(office.ticket(id).state, office.ticket(id).asker) for id in (OWN, MAIL)] == [
            (State.SUSPECTED, office.anna),
            (State.SUSPECTED, None),
        ]
        yield office


def mail(office: Office) -> None:
    """A customer's doubtful mail arrives in the support channel."""
    office.slack.mail(office.support, sender="eva@kund.example", sender_name="Eva Ek", subject="", body=doubtful())
    office.at_rest()


def person(office: Office, who: str) -> str:
    """Somebody who has nothing to do with either ticket."""
    match who:
        case "colleague":
            return office.newcomer()
        case "stranger in the mail's channel":
            user = office.slack.add_user("eve", **SHARED)
        case "guest in the mail's channel":
            user = office.slack.add_user("gus", is_restricted=True)
        case "deleted user in the mail's channel":
            user = office.slack.add_user("del", deleted=True)
        case _:
            user = office.slack.add_user("gun", is_ultra_restricted=True)
            office.slack.join(office.officers, user)
            office.slack.settled()
            return user
    office.slack.join(office.support, user)
    office.slack.settled()
    return user


def state(office: Office) -> object:
    """All that is known of both tickets, and what happened to them."""
    return [(office.ticket(id), office.log(id)) for id in (OWN, MAIL)]


WHO = (
    "colleague",
    "stranger in the mail's channel",
    "guest in the mail's channel",
    "deleted user in the mail's channel",
    "guest among the officers",
)


@pytest.mark.parametrize("ticket", [OWN, MAIL], ids=["a colleague's", "a mail's"])
@pytest.mark.parametrize("who", WHO)
def test_no_button_and_no_line_of_the_menu_does_anything_for_others(found: Office, who: str, ticket: int) -> None:
    user, before = person(found, who), state(found)
    ts = found.mention(found.anna, found.general, "Vad är en cookie?")
    for act in Act:
        chosen = {"value": f"{act} {ticket}"}
        found.slack.forge(user, found.general, ts, action_id="ticket_menu", type="static_select", selected_option=chosen)
    for button in (*OF_PERSONS, "ticket_delivered", "ticket_take"):
        found.slack.forge(user, found.general, ts, action_id=button, value=str(ticket))
    found.at_rest()

    assert state(found) == before
    assert found.slack.view(user) is None
    refused = {texts().say(language, "notice_officers_only") for language in ("sv", "en")}
    assert {shown(message) for message in found.whispers(user)} <= refused


@pytest.mark.parametrize("ticket", [OWN, MAIL], ids=["a colleague's", "a mail's"])
@pytest.mark.parametrize("who", WHO)
def test_no_form_does_anything_for_others(found: Office, who: str, ticket: int) -> None:
    user, before = person(found, who), state(found)
    for number, act in enumerate([*Act, "add"]):
        told = {"language": "sv", "ticket": ticket, "act": act, "response_url": "https://hooks.example/1", "at": 0}
        callback = "person_add" if act == "add" else "ticket_note"
        values = {name: {"value": element} for name, element in FILLED.items()}
        view = {
            "type": "modal",
            "id": f"V{who}{ticket}{number}",
            "callback_id": callback,
            "blocks": [],
            "state": {"values": values},
        }
        found.slack.forge_form(user, view | {"private_metadata": json.dumps(told)})
    found.at_rest()

    assert state(found) == before


def test_nobody_but_officers_withdraws_a_mails_request(office: Office) -> None:
    mail(office)
    (reply,) = [message for message in office.slack.messages(office.support) if message.user == office.desk]
    office.slack.forge(office.bo, office.support, reply.ts, action_id="person_withdraw", value="1")
    office.at_rest()
    assert office.ticket().state is State.SUSPECTED

    assert office.press(office.bo, reply, "open_request")
    office.at_rest()
    assert (office.ticket().state, office.ticket().asker) == (State.OPEN, office.bo)


@pytest.mark.parametrize("act", ["open_request", "only_question"])
def test_a_colleague_in_the_mails_channel_says_what_a_mail_meant_and_one_elsewhere_does_not(office: Office, act: str) -> None:
    mail(office)
    (reply,) = [message for message in office.slack.messages(office.support) if message.user == office.desk]
    office.slack.forge(office.newcomer(), office.support, reply.ts, action_id=act, value="1")
    office.at_rest()
    assert office.ticket().state is State.SUSPECTED

    assert office.press(office.anna, reply, act)
    office.at_rest()
    assert office.ticket().state is {"open_request": State.OPEN, "only_question": State.DISMISSED}[act]
