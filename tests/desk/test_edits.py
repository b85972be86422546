"""The newest words are answered, and a request that older words made stands until it is withdrawn."""

from datetime import datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Notice, Reply, ReplyRemoval
from bot.desk.messages import Edit, Message
from bot.desk.outcomes import Answer
from bot.desk.places import Direct
from bot.tickets import Act, State
from tests.desk.edited import COOKIE, COOKIE_EN, DPO, ERASE, ERASE_ALL, SHOW, SHOW_AND_ERASE, THANKS, told
from tests.desk.fakes import NOON, Clock, MemoryStore, Queued
from tests.desk.people import ANNA, BO, answer, command, edit, in_channel, message

MINUTES, DAYS = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize("age", [0 * DAYS, 10 * MINUTES])
def test_an_edit_within_ten_minutes_is_written_over_the_first_reply(
    desk: Desk, store: MemoryStore, clock: Clock, age: timedelta
) -> None:
    desk.ask(message(THANKS))
    clock.advance(age)

    desk.edit(edit(message(COOKIE_EN), message(THANKS)))
    desk.edit(edit(message(DPO), message(COOKIE_EN), number=2))

    assert told(store) == ["reply", "reply over 1", "reply over 1"]


@pytest.mark.parametrize("age", [10 * MINUTES + timedelta(seconds=1), 3 * DAYS, 90 * DAYS])
@pytest.mark.parametrize(
    ("after", "said"),
    [(COOKIE_EN, ["reply", "reply"]), (ERASE, ["reply", "opened"]), (THANKS, ["reply"]), (DPO, ["reply", "reply"])],
)
def test_a_later_edit_is_answered_below_where_its_meaning_has_changed(
    desk: Desk, store: MemoryStore, clock: Clock, age: timedelta, after: str, said: list[str]
) -> None:
    desk.ask(message(COOKIE))
    clock.advance(age)

    desk.edit(edit(message(after), message(COOKIE)))

    assert told(store) == said


@pytest.mark.parametrize("before", [message(ERASE), None], ids=["told", "left out"])
def test_a_request_that_is_only_worded_better_is_shown_to_its_officers_and_no_one_else(
    desk: Desk, store: MemoryStore, before: Message | None
) -> None:
    desk.ask(message(ERASE))

    desk.edit(edit(message(ERASE_ALL), before, was_for_desk=bool(before)))

    assert (store.happened(), store.log()[-1].words) == (["opened", "edited"], f"{ERASE}\n⟶\n{ERASE_ALL}")
    assert told(store) == ["opened"]


@pytest.mark.parametrize("before", [message(ERASE), None], ids=["told", "left out"])
def test_a_request_that_becomes_a_question_stands_and_its_person_and_officers_know(
    desk: Desk, store: MemoryStore, before: Message | None
) -> None:
    desk.ask(message(ERASE))

    desk.edit(edit(message(COOKIE), before, was_for_desk=bool(before)))

    assert (store.happened(), store.log()[-1].words) == (["opened", "taken_back"], f"{ERASE}\n⟶\n{COOKIE}")
    assert told(store) == ["opened", "taken_back", "reply"]
    assert (store.tickets[0].state, store.tickets[0].own_words) == (State.OPEN, ERASE)


def test_a_prepared_answer_is_not_sent_after_its_request_was_edited_away(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(ERASE))
    desk.act(command(Act.TAKE))
    desk.act(command(Act.PREPARE, **answer("erasure")))

    desk.edit(edit(message(COOKIE), message(ERASE)))
    desk.act(command(Act.SEND, "UODA"))

    assert store.tickets[0].state is State.WORKING


@pytest.mark.parametrize("state", [State.SENT, State.CLOSED, State.WITHDRAWN])
@pytest.mark.parametrize(
    ("after", "rights", "said"),
    [
        (ERASE_ALL, ["erasure"], []),
        (COOKIE, ["erasure"], ["reply"]),
        (SHOW_AND_ERASE, ["erasure", "access"], ["opened"]),
    ],
)
def test_of_a_ticket_that_has_ended_only_a_further_right_makes_another(
    desk: Desk, store: MemoryStore, state: State, after: str, rights: list[str], said: list[str]
) -> None:
    desk.ask(message(ERASE))
    store.change(state=state, closed_at=None if state is State.SENT else NOON)

    desk.edit(edit(message(after), message(ERASE)))

    assert ([" ".join(ticket.rights) for ticket in store.tickets], told(store)[1:]) == (rights, said)
    assert store.happened() == ["opened", "edited"]


WRITTEN = datetime(2026, 2, 20, 11, tzinfo=NOON.tzinfo)


@pytest.mark.parametrize(
    ("before", "was_for_desk", "received"),
    [
        (ERASE, False, WRITTEN),
        (ERASE_ALL, False, WRITTEN),
        (COOKIE, False, NOON),
        (COOKIE, True, NOON),
        (None, False, WRITTEN),
    ],
    ids=["asked already, not named", "asked otherwise", "a question, not named", "a question", "unknown"],
)
def test_a_request_was_received_when_its_words_were_first_there(
    desk: Desk, store: MemoryStore, before: str | None, was_for_desk: bool, received: datetime
) -> None:
    earlier = in_channel(before, sent_at=WRITTEN) if before else None

    desk.edit(edit(in_channel(ERASE), earlier, was_for_desk=was_for_desk, written_at=WRITTEN))

    assert store.tickets[0].receipt == received.date()
    assert told(store) == ["opened", "answered_privately"]


@pytest.mark.parametrize(
    "change",
    [
        edit(in_channel(ERASE), in_channel(COOKIE), for_desk=False, was_for_desk=False),
        edit(in_channel(ERASE), None, for_desk=False),
        edit(None, in_channel(ERASE), was_for_desk=False),
        edit(None, None, channel="CSUPPORT"),
    ],
    ids=["edited", "edited, the words before left out", "deleted", "deleted, all left out"],
)
def test_a_message_that_was_never_for_the_desk_is_left_alone(desk: Desk, store: MemoryStore, change: Edit) -> None:
    desk.edit(change)

    assert (store.queue, store.kept.keys, store.kept.messages) == ([], set(), {})


def test_a_mention_that_an_edit_removes_takes_no_request_back(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel(ERASE))

    desk.edit(edit(in_channel(ERASE), in_channel(ERASE), for_desk=False, was_for_desk=True))
    desk.edit(edit(in_channel(COOKIE), in_channel(ERASE), number=2, for_desk=False, was_for_desk=False))

    assert store.happened() == ["opened", "edited", "taken_back"]
    assert told(store) == ["opened", "answered_privately", "taken_back"]


def test_a_customer_whose_name_an_edit_replaces_gets_a_ticket_of_their_own(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Eva Ek vill bli raderad"))

    desk.edit(edit(message(ERASE), message("Eva Ek vill bli raderad")))

    assert [ticket.subject.user for ticket in store.tickets] == [None, ANNA]
    assert (store.happened(1), store.happened(2)) == (["opened", "taken_back"], ["opened"])


def test_a_colleagues_message_that_was_passed_on_is_shown_to_the_officers_when_it_changes(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel(ERASE, about=None))

    desk.edit(edit(in_channel(COOKIE, asker=BO), in_channel(ERASE, asker=BO), for_desk=False, was_for_desk=False))

    assert (store.happened(), store.log()[-1].role.value) == (["opened", "edited"], "desk")
    assert told(store) == ["opened", "answered_privately"]


def test_an_addition_in_the_tickets_own_thread_is_shown_to_the_officers_as_it_reads_now(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(ERASE, about="message:T:DANNA:99.1", keys=("event:0",), source_ts="99.1"))
    said, added = (message(words, thread=("DANNA", "99.1")) for words in ("Mitt kundnummer är 4711", SHOW))
    desk.ask(said)

    desk.edit(edit(added, said))

    assert store.happened() == ["opened", "wrote", "edited", "joined"]
    assert store.tickets[0].rights == ("erasure", "access")
    assert isinstance(store.letters[-1], Notice)


@pytest.mark.parametrize("order", ["ask delete", "delete ask", "ask delete delete"])
@pytest.mark.parametrize("before", ["told", "left out"])
def test_a_deleted_question_loses_its_reply(desk: Desk, store: MemoryStore, order: str, before: str) -> None:
    gone = edit(None, message(COOKIE) if before == "told" else None)
    for step in order.split():
        desk.ask(message(COOKIE)) if step == "ask" else desk.edit(gone)

    if order == "delete ask":
        assert store.letters == ([] if before == "told" else [Reply(language="sv", outcome=Answer(entry="cookie-definition"))])
    else:
        assert store.queue[1:] == [Queued(Direct(ANNA, "100.1"), ReplyRemoval(language="sv"), replaces=1)]
        assert store.kept.messages["message:T:DANNA:100.1"].meaning == ""


@pytest.mark.parametrize("order", ["ask delete", "delete ask", "delete"])
def test_a_deleted_request_keeps_its_ticket_and_its_officers_know(desk: Desk, store: MemoryStore, order: str) -> None:
    for step in order.split():
        desk.ask(message(ERASE)) if step == "ask" else desk.edit(edit(None, message(ERASE)))

    assert (store.happened(), told(store)) == (["opened", "deleted"], ["opened"])


def test_an_edit_that_arrives_after_the_deletion_is_not_answered(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(COOKIE))
    desk.edit(edit(None, message(DPO)))

    desk.edit(edit(message(DPO), message(COOKIE)))

    assert told(store) == ["reply", "reply_removal over 1"]


def test_an_edit_after_retention_shows_no_words(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(ERASE))
    store.change(state=State.CLOSED, closed_at=NOON, removed=("thread",))

    desk.edit(edit(message(COOKIE), message(ERASE)))

    assert store.happened() == ["opened"]
