"""Somebody deletes what they had written."""

import pytest

from tests.scenarios.office import Office, texts
from tests.scenarios.shown import shown
from tests.scenarios.test_edits import COOKIE, ERASE, ask, happened

LONG = f"{COOKIE} Var sparar ni kontaktuppgifterna?"


@pytest.mark.parametrize("where", ["dm", "general"])
@pytest.mark.parametrize("words", [COOKIE, LONG])
def test_the_answer_to_a_deleted_question_is_deleted_too(office: Office, where: str, words: str) -> None:
    at = ask(office, where, words)
    office.reply(*at)
    office.at_rest()
    office.slack.delete(office.anna, *at)
    office.at_rest()

    assert office.posted() == []
    assert office.faults() == []


def test_an_answer_that_has_not_left_yet_never_does(office: Office) -> None:
    with office.slack.rearranged(lambda held: held, at_once=True):
        channel = office.slack.dm(office.anna)
        ts = office.slack.say(office.anna, channel, COOKIE)
        office.slack.delete(office.anna, channel, ts)
    office.at_rest()

    assert office.posted() == []


@pytest.mark.parametrize("who", ["its writer", "an administrator"])
@pytest.mark.parametrize("where", ["dm", "general"])
def test_a_deleted_request_stands_and_its_officers_are_told(office: Office, where: str, who: str) -> None:
    at = ask(office, where, ERASE)
    told = office.told(office.anna)
    if who == "its writer":
        office.slack.delete(office.anna, *at)
    else:
        office.slack.take_down(*at)
    office.at_rest()

    (card,) = office.cards()
    assert (happened(office), office.ticket().own_words) == ("opened deleted", ERASE)
    assert texts().say("sv", "line_deleted_by_desk") == office.lines(card)[-1]
    assert [shown(message) for message in office.told(office.anna)] == [shown(message) for message in told]


def test_a_message_that_was_never_for_the_desk_may_be_deleted(office: Office) -> None:
    ts = office.slack.say(office.anna, office.general, ERASE)
    office.slack.delete(office.anna, office.general, ts)
    office.at_rest()

    assert office.posted() == []
