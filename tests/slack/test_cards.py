"""A card stays one message, with its buttons and its menu, whatever is known of its ticket."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card
from bot.slack.blocks import posts
from bot.texts import Renderer
from bot.texts.renderer import TicketSource
from bot.tickets import Event, State, Subject, Ticket
from bot.workspace import faults_in_blocks
from tests.shipped import knowledge, texts
from tests.slack.filled_in import INCIDENT, NOW, REQUEST

KNOWLEDGE, TEXTS = knowledge(), texts()
LONG = "<&å" * 100
FULL: dict[str, Any] = {
    "subject": Subject(name=LONG, email=f"{LONG}@kund.example"),
    "officer": "U0OLLE",
    "prepared_by": "U0ODA",
    "extended_at": NOW.astimezone(UTC),
    "complaint": True,
    "legal_hold": True,
    "waited": 12,
    "own_words": LONG * 30,
}
FACTS = dict.fromkeys(("what", "when", "whose", "how_many", "contained", "number", "persons_reason"), LONG * 10)


def card(ticket: Ticket, language: str) -> list[Any]:
    def event(_ticket: int, _seq: int) -> Event:
        raise AssertionError("a card shows no event")

    rules = DeskRules(lambda: datetime(2026, 8, 3, 10, tzinfo=UTC), ZoneInfo("Europe/Stockholm"), language)
    records = TicketSource(lambda _: ticket, event, lambda _: "https://acme.slack.com/archives/C1/p1", rules)
    return posts(Renderer(KNOWLEDGE, TEXTS, records).sheet(Card(language=language, ticket=7)))


@pytest.mark.parametrize(("language", "state"), list(product(TEXTS.languages, State)))
def test_the_fullest_card_of_a_request_is_one_message(language: str, state: State) -> None:
    [page] = card(replace(REQUEST, state=state, **FULL), language)

    assert faults_in_blocks(list(page.blocks)) == []


@pytest.mark.parametrize(("language", "state"), list(product(TEXTS.languages, (State.OPEN, State.WORKING, State.CLOSED))))
def test_the_fullest_card_of_an_incident_is_one_message(language: str, state: State) -> None:
    assert INCIDENT.incident is not None
    incident = replace(INCIDENT.incident, **FACTS, authority="IMY", notified_at=NOW, persons="not_informed")

    [page] = card(replace(INCIDENT, state=state, incident=incident, **FULL), language)

    assert faults_in_blocks(list(page.blocks)) == []
