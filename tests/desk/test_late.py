"""What was missed for more than a day is not answered any more; a request or a breach in it counts all the same."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.messages import Message
from bot.tickets import State
from tests.desk.fakes import Clock, MemoryStore
from tests.desk.people import edit, in_channel, mail, message, next_message


@pytest.fixture(autouse=True)
def _a_day_and_more_later(clock: Clock) -> None:
    clock.advance(timedelta(days=1, seconds=2))


@pytest.mark.parametrize("words", ["Vad är en cookie?", "Kakor?", "Vem är ert ombud?", "Tack!", "..."])
@pytest.mark.parametrize("way", [message, in_channel])
def test_what_asks_only_for_an_answer_gets_none(desk: Desk, store: MemoryStore, way: Callable[..., Message], words: str) -> None:
    desk.ask(way(words, missed=True))

    assert (store.queue, store.tickets) == ([], [])


def test_a_mail_that_asks_only_for_an_answer_gets_none(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("What is a cookie? /Eva", missed=True))

    assert store.queue == []


@pytest.mark.parametrize(
    ("words", "state", "kinds"),
    [
        ("Radera mina uppgifter", State.OPEN, ["card", "ticket_line", "opened"]),
        ("Jag skickade kundlistan till fel person", State.OPEN, ["card", "ticket_line", "opened"]),
        ("Kundlistan gick fel, vad gör jag?", State.OPEN, ["card", "ticket_line", "opened"]),
        ("Ni sparar för mycket", State.SUSPECTED, ["card", "ticket_line", "reply"]),
    ],
)
def test_a_request_or_a_breach_gets_its_ticket_and_its_letter(
    desk: Desk, store: MemoryStore, words: str, state: State, kinds: Sequence[str]
) -> None:
    desk.ask(message(words, missed=True))

    assert [ticket.state for ticket in store.tickets] == [state]
    assert [letter.kind for letter in store.letters] == kinds


def test_words_in_the_thread_of_a_ticket_reach_the_officers(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, "Vad är en cookie?", thread=("DANNA", "100.1"), missed=True))

    assert store.happened()[-1] == "wrote"


def test_an_edit_that_only_asks_for_another_answer_gets_none(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Vad är en cookie?"))
    before = list(store.queue)
    desk.edit(edit(message("Kakor?", missed=True)))

    assert store.queue == before


def test_an_edit_that_asks_for_a_right_gets_its_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Vad är en cookie?", missed=True))
    desk.edit(edit(message("Radera mina uppgifter", missed=True)))

    assert [letter.kind for letter in store.letters] == ["card", "ticket_line", "opened"]


@pytest.mark.parametrize(("earlier", "facts"), [(timedelta(seconds=2), {"missed": True}), (timedelta(0), {"missed": False})])
def test_within_a_day_it_is_answered_and_what_was_heard_always(
    desk: Desk, store: MemoryStore, clock: Clock, earlier: timedelta, facts: dict[str, bool]
) -> None:
    clock.advance(-earlier)
    desk.ask(message("Vad är en cookie?", **facts))

    assert [letter.kind for letter in store.letters] == ["reply"]


def test_a_request_gets_its_ticket_and_what_it_asks_beside_no_answer(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mig! Och vad är en cookie?", missed=True))

    assert [letter.kind for letter in store.letters] == ["card", "ticket_line", "opened"]
