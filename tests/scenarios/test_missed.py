"""What people write while the desk is down or cut off is found in Slack's history, and answered once."""

from datetime import timedelta

import pytest

from tests.scenarios.office import Office, knowledge
from tests.scenarios.shown import reference, shown

COOKIE, STORAGE, ERASE = "Vad är en cookie?", "Var sparar ni kontaktuppgifterna?", "Radera mina uppgifter"
BREACH = "Jag råkade skicka kundlistan till fel person"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def down(office: Office) -> None:
    """End the desk's process."""
    office.desks.pop().leave()


def back(office: Office, after: timedelta = HOUR) -> None:
    """Start the desk again when Slack has given up what people wrote, and wait until it has read what it missed."""
    office.clock.advance(after)
    office.slack.tick()
    office.open()
    caught_up(office)


def caught_up(office: Office) -> None:
    office.wait(lambda: not any(desk.service.hearing.has_gap for desk in office.desks))
    office.at_rest()


def test_what_was_written_while_the_desk_was_down_is_answered_when_it_is_back(office: Office) -> None:
    down(office)
    asked = office.slack.say(office.anna, direct := office.slack.dm(office.anna), COOKIE)
    mentioned = office.mention(office.bo, office.general, ERASE)
    back(office)

    assert office.slack.given_up >= 2
    (answer,) = office.replies(direct, asked)
    assert shown(answer).startswith(knowledge().entries["cookie-definition"].answer["sv"])
    assert len(office.replies(office.general, mentioned)) == 1
    assert [reference(card) for card in office.cards()] == ["DSR-2026-0001"]
    assert office.faults() == []
