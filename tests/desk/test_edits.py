"""The reply to a message that is edited soon is replaced."""

from datetime import timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import AnsweredPrivately, Opened, Reply
from bot.desk.messages import Message
from bot.desk.outcomes import Answer, Smalltalk
from bot.desk.places import Direct
from tests.desk.fakes import Clock, MemoryStore, Queued
from tests.desk.people import ANNA, IN_CHANNEL, in_channel, message

MINUTES = timedelta(minutes=1)


def edit(words: str, number: int = 1) -> Message:
    return message(words, keys=(f"edit:message:T:DANNA:100.1:{number}",))


def test_an_edit_within_ten_minutes_is_written_over_the_first_reply(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Tack!"))
    clock.advance(10 * MINUTES)

    desk.edit(edit("What is a cookie?"))

    answer = Reply(language="en", outcome=Answer(entry="cookie-definition"))
    assert store.queue[1:] == [Queued(Direct(ANNA, "100.1"), answer, about="message:T:DANNA:100.1", replaces=1)]


def test_a_later_edit_is_left_alone(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Tack!"))
    clock.advance(10 * MINUTES + timedelta(seconds=1))

    desk.edit(edit("Vad är en cookie?"))

    assert len(store.queue) == 1


def test_an_edit_of_what_the_desk_never_answered_is_left_alone(desk: Desk, store: MemoryStore) -> None:
    desk.edit(edit("Vad är en cookie?"))

    assert store.queue == []


def test_an_edit_that_comes_before_the_reply_is_taken_when_it_is_delivered_again(desk: Desk, store: MemoryStore) -> None:
    desk.edit(edit("What is a cookie?"))
    desk.ask(message("Tack!"))

    desk.edit(edit("What is a cookie?"))

    assert [queued.replaces for queued in store.queue] == [None, 1]


def test_an_edit_that_is_delivered_twice_is_answered_once(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Tack!"))

    desk.edit(edit("Vad är en cookie?"))
    desk.edit(edit("Vad är en cookie?"))

    assert len(store.queue) == 2


def test_every_edit_is_written_over_the_same_reply(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Vad är en cookie?"))

    desk.edit(edit("What is a cookie?", 1))
    desk.edit(edit("Tack!", 2))

    assert [queued.replaces for queued in store.queue] == [None, 1, 1]
    assert store.letters[-1] == Reply(language="sv", outcome=Smalltalk(about="thanks"))


@pytest.mark.parametrize("place", ["direct", "channel"])
def test_a_right_that_is_exercised_by_an_edit_opens_its_ticket(desk: Desk, store: MemoryStore, place: str) -> None:
    said = message if place == "direct" else in_channel
    desk.ask(said("Vad är en cookie?"))

    desk.edit(said("Radera mina uppgifter", keys=("edit:1",)))

    assert len(store.tickets) == 1
    [told] = [queued for queued in store.queue if queued.replaces == 1]
    expected = Opened(language="sv", ticket=1) if place == "direct" else AnsweredPrivately(language="sv")
    assert (told.to, told.letter) == (Direct(ANNA, "100.1") if place == "direct" else IN_CHANNEL, expected)


def test_a_request_that_is_only_worded_better_stays_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))

    desk.edit(edit("Radera allt nu!"))

    assert len(store.tickets) == 1
    opened = Opened(language="sv", ticket=1, joined=True)
    assert store.queue[-1] == Queued(Direct(ANNA, "100.1"), opened, about="message:T:DANNA:100.1", replaces=3)


def test_a_question_that_becomes_a_breach_is_written_over_with_it_and_answered_beside_it(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Vad är en cookie?"))

    desk.edit(edit("Kundlistan gick fel, vad gör jag?"))

    assert store.queue[-2:] == [
        Queued(Direct(ANNA, "100.1"), Opened(language="sv", ticket=1), about="message:T:DANNA:100.1", replaces=1),
        Queued(Direct(ANNA, "100.1"), Reply(language="sv", outcome=Answer(entry="security"))),
    ]


def test_a_request_that_becomes_a_question_keeps_its_ticket_and_the_message_with_the_reference(
    desk: Desk, store: MemoryStore
) -> None:
    desk.ask(message("Radera mina uppgifter"))

    desk.edit(edit("Vad är en cookie?"))

    assert len(store.tickets) == 1
    answer = Reply(language="sv", outcome=Answer(entry="cookie-definition"))
    assert store.queue[-1] == Queued(Direct(ANNA, "100.1"), answer, about="message:T:DANNA:100.1", replaces=None)
