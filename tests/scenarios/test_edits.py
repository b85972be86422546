"""Somebody edits what they had written: the newest words are answered, and no request is lost by it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.tickets import State
from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import buttons, reference, shown

COOKIE, STORAGE = "Vad är en cookie?", "Var sparar ni kontaktuppgifterna?"
ERASE, ERASE_PLEASE, SHOW = "Radera mina uppgifter", "Radera mina uppgifter, tack", "Ge mig en kopia av allt ni har om mig"
SOON, LATER, MUCH_LATER = timedelta(minutes=9, seconds=59), timedelta(minutes=11), timedelta(days=3)

Json = dict[str, Any]


def answer_to(entry: str) -> str:
    return knowledge().entries[entry].answer["sv"]


def ask(office: Office, where: str, words: str) -> tuple[str, str]:
    """Anna asks the desk, in her own conversation with it or in a channel; where, and the message's ts."""
    channel = office.slack.dm(office.anna) if where == "dm" else office.general
    ts = office.slack.say(office.anna, channel, said(office, where, words))
    office.at_rest()
    return channel, ts


def said(office: Office, where: str, words: str) -> str:
    return words if where == "dm" else f"<@{office.desk}> {words}"


def edit(office: Office, at: tuple[str, str], words: str) -> None:
    office.slack.edit(office.anna, *at, words)
    office.at_rest()


def happened(office: Office, number: int = 1) -> str:
    return " ".join(str(event.what) for event in office.log(number))


@pytest.mark.parametrize("after", [timedelta(0), SOON])
@pytest.mark.parametrize("where", ["dm", "general"])
def test_an_edit_within_ten_minutes_is_answered_in_place(office: Office, after: timedelta, where: str) -> None:
    at = ask(office, where, COOKIE)
    first = office.reply(*at)
    office.pass_time(after)
    edit(office, at, said(office, where, STORAGE))

    (answer,) = office.replies(*at)
    assert answer.ts == first.ts
    assert shown(answer).startswith(answer_to("data-storage-hubspot"))


@pytest.mark.parametrize("after", [LATER, MUCH_LATER])
@pytest.mark.parametrize("where", ["dm", "general"])
def test_a_later_edit_is_answered_below_the_first_answer(office: Office, after: timedelta, where: str) -> None:
    at = ask(office, where, COOKIE)
    office.pass_time(after)
    edit(office, at, said(office, where, "Vad är en cookie ?"))
    (first,) = office.replies(*at)
    edit(office, at, said(office, where, STORAGE))

    assert [shown(answer).startswith(answer_to("data-storage-hubspot")) for answer in office.replies(*at)] == [False, True]
    assert office.replies(*at)[0] == first


@pytest.mark.parametrize("after", [timedelta(0), LATER, MUCH_LATER])
@pytest.mark.parametrize("where", ["dm", "general"])
def test_a_question_edited_into_a_request_opens_its_ticket_whenever_that_is(office: Office, after: timedelta, where: str) -> None:
    at = ask(office, where, COOKIE)
    office.pass_time(after)
    edit(office, at, said(office, where, ERASE))

    (card,), told = office.cards(), office.told(office.anna)
    assert reference(card) in shown(told[-1])
    assert office.ticket().receipt == office.clock().date()
    if where == "general":
        assert shown(office.replies(*at)[-1]) == texts().say("sv", "answered_privately")


CHANGES = [
    # before, after, when: the log, and the names of what the person is told after the confirmation
    (ERASE, ERASE_PLEASE, timedelta(0), "opened edited", []),
    (ERASE, ERASE_PLEASE, MUCH_LATER, "opened edited", []),
    (ERASE, COOKIE, timedelta(0), "opened taken_back", ["taken back", "answer"]),
    (ERASE, COOKIE, MUCH_LATER, "opened taken_back", ["taken back", "answer"]),
    (ERASE, "Hej!", timedelta(0), "opened taken_back", ["taken back"]),
    (ERASE, f"{ERASE}. {SHOW}.", MUCH_LATER, "opened edited joined", ["joined"]),
]


@pytest.mark.parametrize("where", ["dm", "general"])
@pytest.mark.parametrize(("before", "after", "when", "log", "told"), CHANGES)
def test_an_edited_request_stands_and_its_officers_read_both_versions(
    office: Office, before: str, after: str, when: timedelta, log: str, told: list[str], where: str
) -> None:
    at = ask(office, where, before)
    confirmed = len(office.told(office.anna))
    office.pass_time(when)
    edit(office, at, said(office, where, after))

    (card,) = office.cards()
    assert happened(office) == log
    assert (office.ticket().state, office.ticket().own_words) == (State.OPEN, before)
    both = next(line for line in office.lines(card) if "⟶" in line)
    assert all(words in both for words in (before, after))
    news = [*office.told(office.anna)[confirmed:], *(office.replies(*at)[1:] if where == "general" else ())]
    private = texts().say("sv", "answered_privately")
    assert sorted(name(message, reference(card)) for message in news if shown(message) != private) == sorted(told)
    assert office.faults() == []


def name(message: Any, case: str) -> str:
    words = shown(message)
    if "person_withdraw" in buttons(message):
        return "taken back" if case in words else "?"
    return "joined" if case in words else "answer"


def test_a_request_that_was_edited_away_is_withdrawn_by_its_button_alone(office: Office) -> None:
    at = ask(office, "dm", ERASE)
    edit(office, at, "Hej!")
    office.press(office.anna, office.told(office.anna)[-1], "person_withdraw")

    assert (office.ticket().state, happened(office)) == (State.WITHDRAWN, "opened taken_back withdraw")


@pytest.mark.parametrize("after", [timedelta(minutes=1), MUCH_LATER])
def test_a_desk_that_is_named_by_an_edit_received_the_request_when_it_was_written(office: Office, after: timedelta) -> None:
    written = office.clock().date()
    ts = office.slack.say(office.anna, office.general, ERASE)
    office.at_rest()
    office.pass_time(after)
    edit(office, (office.general, ts), f"<@{office.desk}> {ERASE}")

    assert len(office.cards()) == 1
    assert (office.ticket().rights, office.ticket().receipt) == (("erasure",), written)


@pytest.mark.parametrize("words", [ERASE, COOKIE])
def test_an_edited_message_that_was_never_for_the_desk_is_left_alone(office: Office, words: str) -> None:
    ts = office.slack.say(office.anna, office.general, COOKIE)
    edit(office, (office.general, ts), words)

    assert office.posted() == []


@pytest.mark.parametrize("before", [COOKIE, ERASE])
def test_what_slack_itself_changes_about_a_message_is_no_edit(office: Office, before: str) -> None:
    at = ask(office, "dm", COOKIE)
    edit(office, at, before)
    seen = office.posted()
    office.slack.unfurl(*at)
    office.at_rest()

    assert office.posted() == seen


def test_an_edit_that_slack_tells_of_twice_is_taken_once(office: Office) -> None:
    at = ask(office, "dm", COOKIE)
    with office.slack.rearranged(lambda held: [*held, *held]):
        office.slack.edit(office.anna, *at, ERASE)
    office.at_rest()

    assert (len(office.cards()), happened(office)) == (1, "opened")


@pytest.mark.parametrize("how", ["forwarded", "by the shortcut"])
def test_an_edit_of_what_was_passed_on_is_shown_to_the_officers(office: Office, how: str) -> None:
    customers = "Please delete all data that you hold about me. Tom Reed"
    source = office.slack.say(office.bo, office.support, customers)
    if how == "forwarded":
        channel = office.slack.dm(office.anna)
        ts, edited = (
            office.slack.forward(office.anna, office.support, source, channel, comment="Kan ni svara?"),
            "Kan någon svara?",
        )
        office.at_rest()
        office.slack.edit(office.anna, channel, ts, edited)
    else:
        edited = "Never mind. Tom Reed"
        office.slack.shortcut(office.anna, office.support, source, "answer_for_customer")
        office.at_rest()
        office.slack.edit(office.bo, office.support, source, edited)
    office.at_rest()

    (card,) = office.cards()
    assert happened(office) == "opened edited"
    assert edited in office.lines(card)[-1]
    assert office.faults() == []
