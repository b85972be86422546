"""People of other companies and guests: heard where they speak to the desk, told nothing internal, never officers."""

from typing import Any

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import is_card, shown

ORDER = "I want a copy of everything you have stored about me."
ELSEWHERE = {"team": "T0ELSE", "locale": "en-GB"}


def shared(office: Office) -> tuple[str, str]:
    """A channel shared with another company, and somebody from there."""
    stranger = office.slack.add_user("eve", real_name="Eve Else", **ELSEWHERE)
    return office.slack.add_channel("shared", members=[office.anna, stranger, office.desk]), stranger


def test_strangers_among_themselves_are_left_alone(office: Office) -> None:
    channel, stranger = shared(office)
    office.slack.say(stranger, channel, ORDER)
    mail = {"sender": "x@else.example", "sender_name": "X", "subject": "", "body": "Delete all my data."}
    office.slack.mail(channel, **mail, posted_by=stranger)
    office.slack.mail(channel, **mail, posted_by=stranger, as_stub=True)
    office.at_rest()

    assert office.posted() == []
    assert "files.info" not in [call.method for call in office.slack.calls]


def test_a_stranger_who_speaks_to_the_desk_has_a_ticket_of_their_own_and_officers_are_to_ask_who_it_is(office: Office) -> None:
    channel, stranger = shared(office)
    ts = office.mention(stranger, channel, ORDER)
    office.at_rest()

    (card,), (seen,) = office.cards(), office.replies(channel, ts)
    assert shown(seen) == texts().say("en", "answered_privately")
    assert len(office.told(stranger)) == 1
    assert (office.ticket().subject.user, office.ticket().asker) == (stranger, stranger)
    assert texts().say("sv", "line_outside_by_desk", code="", other="", legal="") in office.lines(card)
    assert texts().say("sv", "code_outside_company") in texts().say("sv", "line_outside_by_desk", code="", other="", legal="")


@pytest.mark.parametrize("forwarded", [False, True])
def test_what_a_stranger_says_of_others_is_never_sent_to_the_stranger(office: Office, forwarded: bool) -> None:
    channel, stranger = shared(office)
    share = {"is_share": True, "author_name": "Maia Holm", "ts": "1772100000.000200", "text": "Delete all my data."}
    words = "for her" if forwarded else "Please delete all data about Maia Holm, maia@kund.example"
    office.slack.say(stranger, channel, f"<@{office.desk}> {words}", attachments=[share] if forwarded else None)
    office.at_rest()

    assert (office.ticket().subject.user, office.ticket().subject.name) == (stranger, None)


def test_the_form_of_a_stranger_is_about_the_stranger(office: Office) -> None:
    channel, stranger = shared(office)
    ts = office.mention(stranger, channel, "What is a cookie?")
    office.press(stranger, office.reply(channel, ts), "request_form")
    office.open_view(stranger)
    customer = {"customer_name": "Maia Holm", "customer_email": "maia@kund.example"}
    office.slack.submit(stranger, {"rights": ["access"], "for": "customer", **customer})
    office.at_rest()

    assert (office.ticket().subject.user, office.ticket().subject.email) == (stranger, None)
    assert len(office.lines(office.card())) == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"deleted": True},
        {"team": "T0ELSE"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_who_is_no_employee_is_no_officer_wherever_they_are_a_member(office: Office, facts: dict[str, Any]) -> None:
    guest = office.slack.add_user("gus", real_name="Gus Guest", **facts)
    office.slack.join(office.officers, guest)
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.press(guest, office.card(), "ticket_take")
    office.at_rest()

    assert office.ticket().officer is None
    assert shown(office.whispers(guest)[0]) == texts().say("sv", "notice_officers_only")


def test_where_slack_does_not_say_who_somebody_is_nobody_acts(office: Office) -> None:
    office.ask(office.anna, "Ta bort allt som ni har sparat om mig.")
    office.at_rest()
    member = office.newcomer()
    office.slack.fail("users.info", "http_500", times=99)
    office.slack.join(office.officers, member)
    office.slack.settled()
    assert office.press(member, office.card(), "ticket_take")

    assert office.ticket().officer is None


def test_a_guest_is_answered_like_anybody(office: Office) -> None:
    guest = office.slack.add_user("gus", real_name="Gus Guest", is_ultra_restricted=True)
    office.ask(guest, "Ta bort allt som ni har sparat om mig.")
    office.at_rest()

    assert [is_card(card) for card in office.cards()] == [True]
    assert len(office.lines(office.card())) == 1
