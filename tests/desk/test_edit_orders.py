"""Slack promises no order: an edit may be delivered before its message, twice, or after a later one."""

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Reply
from bot.desk.outcomes import Answer
from bot.desk.places import Direct
from tests.desk.edited import BREACH, COOKIE, COOKIE_EN, DPO, ERASE, EVA, PERHAPS, SHOW, SHOW_AND_ERASE, THANKS, told
from tests.desk.fakes import MemoryStore, Queued
from tests.desk.people import ANNA, READINGS, edit, message

IN_ORDER = ["original edit", "original edit original edit"]
EDIT_FIRST = ["edit", "edit original", "edit original edit original"]
CASES: dict[tuple[str, str], list[str]] = {
    (COOKIE, COOKIE_EN): [],
    (COOKIE, ERASE): ["erasure open: opened"],
    (COOKIE, BREACH): [" open: reported"],
    (ERASE, SHOW_AND_ERASE): ["erasure access open: opened edited joined"],
    (ERASE, SHOW): ["erasure access open: opened taken_back joined"],
    (ERASE, COOKIE): ["erasure open: opened taken_back"],
    (ERASE, THANKS): ["erasure open: opened taken_back"],
    (SHOW_AND_ERASE, ERASE): ["access erasure open: opened taken_back"],
    (PERHAPS, COOKIE): ["erasure objection suspected: suspected taken_back"],
    (PERHAPS, ERASE): ["erasure objection open: suspected taken_back joined"],
    (BREACH, COOKIE): [" open: reported edited"],
    (EVA, ERASE): ["erasure open: opened taken_back", "erasure open: opened"],
}
"""The tickets that come of a message and its edit: rights, state and log."""
AT_ONCE = CASES | {(ERASE, SHOW_AND_ERASE): ["access erasure open: opened"]}
"""The same where the edit is read first: words that ask for all that the older ones asked for need no word of these."""


def deliver(desk: Desk, before: str, after: str, order: str) -> None:
    for step in order.split():
        if step == "original":
            desk.ask(message(before))
        else:
            desk.edit(edit(message(after), message(before)))


def tickets(store: MemoryStore) -> list[str]:
    return [f"{' '.join(ticket.rights)} {ticket.state}: {' '.join(store.happened(ticket.id))}" for ticket in store.tickets]


@pytest.mark.parametrize("order", [*IN_ORDER, *EDIT_FIRST])
@pytest.mark.parametrize(("before", "after"), list(CASES))
def test_no_request_is_lost_in_whatever_order_slack_tells_of_a_message_and_its_edit(
    desk: Desk, store: MemoryStore, before: str, after: str, order: str
) -> None:
    deliver(desk, before, after, order)

    assert tickets(store) == (CASES if order in IN_ORDER else AT_ONCE)[before, after]


@pytest.mark.parametrize("order", EDIT_FIRST)
@pytest.mark.parametrize(("before", "after"), list(CASES))
def test_old_words_are_not_answered_once_the_new_ones_are_read(
    desk: Desk, store: MemoryStore, before: str, after: str, order: str
) -> None:
    deliver(desk, before, after, order)

    replies = [letter.outcome.model_dump().get("entry") for letter in store.letters if isinstance(letter, Reply)]
    assert replies == list(READINGS[after].entries[:1])


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (2, 1, 2, 1)])
def test_of_two_edits_the_last_one_is_answered_in_whatever_order_they_come(
    desk: Desk, store: MemoryStore, order: tuple[int, ...]
) -> None:
    edits = {1: edit(message(DPO), message(COOKIE), number=1), 2: edit(message(COOKIE_EN), message(DPO), number=2)}
    desk.ask(message(COOKIE))

    for number in order:
        desk.edit(edits[number])

    answers = [queued for queued in store.queue if isinstance(queued.letter, Reply)]
    assert answers[-1] == Queued(
        Direct(ANNA, "100.1"),
        Reply(language="en", outcome=Answer(entry="cookie-definition")),
        about="message:T:DANNA:100.1",
        replaces=1,
    )
    assert len(answers) == (3 if order[0] == 1 else 2)


@pytest.mark.parametrize("words", [(COOKIE, ERASE, DPO), (COOKIE, BREACH, DPO), (ERASE, COOKIE, DPO)])
@pytest.mark.parametrize("before", ["told", "left out"])
@pytest.mark.parametrize("order", ["012", "021", "102", "120", "201", "210"])
def test_a_request_of_any_version_makes_its_one_ticket_in_whatever_order_they_come(
    desk: Desk, store: MemoryStore, words: tuple[str, str, str], before: str, order: str
) -> None:
    first, second, third = (message(said) for said in words)
    acts = {
        "0": lambda: desk.ask(first),
        "1": lambda: desk.edit(edit(second, first if before == "told" else None, number=1)),
        "2": lambda: desk.edit(edit(third, second if before == "told" else None, number=2)),
    }
    for step in order:
        acts[step]()

    assert len(store.tickets) == 1
    if BREACH not in words:
        assert "taken_back" in store.happened()
        assert told(store).count("taken_back") == 1


def test_a_right_that_was_added_in_a_tickets_thread_and_edited_away_unread_is_added_to_that_ticket(
    desk: Desk, store: MemoryStore
) -> None:
    desk.ask(message(ERASE, about="message:T:DANNA:99.1", keys=("event:0",), source_ts="99.1"))
    said, edited = (message(words, thread=("DANNA", "99.1")) for words in (SHOW, COOKIE))

    desk.edit(edit(edited, said))

    assert tickets(store) == ["erasure access open: opened joined taken_back"]


def test_the_same_right_of_another_person_is_not_lost_where_slack_leaves_the_words_before_out(
    desk: Desk, store: MemoryStore
) -> None:
    desk.edit(edit(message(ERASE), None))
    desk.ask(message(EVA))

    assert tickets(store) == ["erasure open: opened", "erasure open: opened taken_back"]
