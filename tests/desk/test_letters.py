"""Letters and places survive the outbox unchanged, and each place has its lane."""

from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from bot.desk.letters import (
    AnsweredPrivately,
    AuthorityWrote,
    Card,
    DeadlineExplanation,
    Digest,
    FileToFetch,
    Introduction,
    Letter,
    Notice,
    Opened,
    QuestionHandedOver,
    Reminder,
    Reply,
    ReplyRemoval,
    ThreadRemoval,
    TicketLetter,
    TicketLine,
    TicketList,
    ToPerson,
    letter_from_json,
    letter_to_json,
    place_from_json,
    place_to_json,
)
from bot.desk.messages import Message
from bot.desk.outcomes import Answer, Choices, FromAuthority, IncidentReported, NoAnswer, Outcome, Request, Smalltalk, Unreadable
from bot.desk.places import Direct, Nowhere, OfficersChannel, Place, Private, Thread, TicketThread, lane
from tests.desk.fakes import NOON

OUTCOMES: list[Outcome] = [
    Answer(entry="storage-time", rights=("erasure",), offer=7),
    Choices(entries=("a", "b"), rights=("access",), offer=8),
    Answer(entry="a", asked=("a", "", "dpo-name")),
    Request(rights=("access", "erasure"), beside=Answer(entry="a")),
    FromAuthority(reference="IMY-2026-1234", due=date(2026, 4, 1)),
    NoAnswer(unanswered="dpo-name", about_privacy=True, rights=("objection",), offer=9),
    Smalltalk(about="thanks"),
    IncidentReported(),
    Unreadable(),
]
WAITING = [
    Message(("event:Ev1",), "message:T:C:1.0", "UANNA", "Åsa \u2028", place, NOON, file="F1", unreadable=True)
    for place in (Thread("C1", "1.0"), Direct("UANNA"), Private("UANNA", "https://hooks.example/1"))
]
LETTERS: list[Letter] = [
    *(Reply(language="sv", outcome=outcome, draft_language="en", customer="Åsa \u2028 <!channel>") for outcome in OUTCOMES),
    Opened(language="sv", ticket=1, joined=True, draft_language="en", looked_at=date(2026, 3, 9)),
    ReplyRemoval(language="sv"),
    AnsweredPrivately(language="sv"),
    Card(language="sv", ticket=1),
    TicketLine(language="sv", ticket=1, event=2),
    ToPerson(language="sv", ticket=1, about="answer", event=3),
    Reminder(language="sv", ticket=1, name="due", days=14),
    Digest(language="sv", new=1, closed=2, answered=3, in_time=2, overdue=(4,), soonest=(5, 6), to_close=(7,)),
    TicketList(language="en", tickets=(1, 2), officers=True),
    DeadlineExplanation(language="en", ticket=1),
    ThreadRemoval(language="sv", ticket=1),
    Introduction(language="en"),
    Notice(language="en", text="not_now", facts={"reference": "DSR-2026-0001"}),
    QuestionHandedOver(language="sv", asker="UANNA", words='"Ring" mig\n🙂'),
    QuestionHandedOver(language="sv", asker=None, words="Se bilagan", source=("C1", "1.0")),
    AuthorityWrote(language="sv", asker=None, words="Yttra er", received=date(2026, 3, 2)),
    AuthorityWrote(
        language="sv",
        asker="UANNA",
        words="Ni ska yttra er",
        source=("C1", "1.0"),
        received=date(2026, 3, 2),
        reference="A 1",
        due=date(2026, 4, 1),
    ),
    *(FileToFetch(language="sv", message=message, addressed=False) for message in WAITING),
]
LANES: list[tuple[Place, str]] = [
    (Thread("C1", "1.0"), "thread:C1"),
    (Thread("C1", "2.0"), "thread:C1"),
    (Private("UANNA", "https://hooks.example/1"), "person:UANNA"),
    (Direct("UANNA"), "person:UANNA"),
    (Direct("UANNA", "1.0"), "person:UANNA"),
    (OfficersChannel(), "officers"),
    (TicketThread(3), "ticket:3"),
    (Nowhere("message:T:C:1.0"), "work:message:T:C:1.0"),
]


@pytest.mark.parametrize("letter", LETTERS, ids=[letter.kind for letter in LETTERS])
def test_a_letter_comes_back_as_it_was(letter: Letter) -> None:
    back = letter_from_json(letter_to_json(letter))

    assert (type(back), back.model_dump(mode="json")) == (type(letter), letter.model_dump(mode="json"))


def test_every_kind_of_letter_and_outcome_is_tried() -> None:
    kinds, outcomes = get_args(get_args(Letter)[0]), get_args(get_args(Outcome)[0])

    assert {type(letter) for letter in LETTERS} == set(kinds)
    assert {type(outcome) for outcome in OUTCOMES} == set(outcomes)


def test_a_letter_that_names_a_ticket_is_found_by_it_in_the_outbox() -> None:
    assert [letter.kind for letter in LETTERS if hasattr(letter, "ticket") is not isinstance(letter, TicketLetter)] == []


@pytest.mark.parametrize(("place", "expected"), LANES)
def test_a_place_comes_back_as_it_was_and_belongs_to_one_conversation(place: Place, expected: str) -> None:
    assert place_from_json(place_to_json(place)) == place
    assert lane(place) == expected


def test_every_kind_of_place_is_tried() -> None:
    assert {type(place) for place, _ in LANES} == set(get_args(Place))


@pytest.mark.parametrize("text", ["", "{}", '{"kind": "poem", "language": "sv"}', '{"kind": "card", "language": "sv"}'])
def test_what_is_no_letter_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        letter_from_json(text)
