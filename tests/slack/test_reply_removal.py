"""A reply is deleted with the message that it answered."""

from typing import Any

import pytest

from bot.desk.letters import ReplyRemoval
from bot.desk.places import Direct
from tests.slack.post_office import LONGER, REPLY, PostOffice

REMOVAL = ReplyRemoval(language="sv")


@pytest.fixture
def question(office: PostOffice) -> Direct:
    return office.question()


def replies(office: PostOffice) -> list[Any]:
    return [message for message in office.shown(office.slack.dm(office.anna)) if message.user == office.slack.bot_user_id]


@pytest.mark.parametrize("words", ["kort", LONGER])
@pytest.mark.parametrize("days", [0, 20])
def test_every_page_of_a_reply_is_deleted_whenever_that_is(office: PostOffice, question: Direct, words: str, days: int) -> None:
    office.says["reply"] = words
    reply, other = office.deliver(question, REPLY), office.deliver(Direct(office.anna), REPLY)
    office.pass_time(days=days)

    removed = office.deliver(question, REMOVAL, reply)

    assert (office.fate(removed), replies(office)[0].ts) == ("sent", office.at(other)[1])
    assert {message.thread_ts for message in replies(office)} == {None}


def test_a_reply_of_which_nothing_tells_whether_it_was_posted_is_looked_for(office: PostOffice, question: Direct) -> None:
    office.slack.fail("chat.postMessage", "lost_answer")
    reply = office.deliver(question, REPLY)
    assert replies(office) != []
    with office.store.transaction() as unit:
        unit.discard(reply)

    office.deliver(question, REMOVAL, reply)

    assert replies(office) == []


def test_a_reply_that_was_never_posted_or_is_gone_already_stops_nothing(office: PostOffice, question: Direct) -> None:
    waits = office.enqueue(question, REPLY)
    with office.store.transaction() as unit:
        unit.discard(waits)
    gone = office.deliver(question, REPLY)
    office.slack.take_down(*office.at(gone))
    assert question.ts
    office.slack.take_down(office.slack.dm(office.anna), question.ts)

    assert [office.fate(office.deliver(question, REMOVAL, reply)) for reply in (waits, gone, gone)] == ["sent"] * 3


def test_a_removal_is_tried_again_where_slack_asks_to_wait(office: PostOffice, question: Direct) -> None:
    reply = office.deliver(question, REPLY)
    office.slack.fail("chat.delete", "ratelimited")
    removal = office.deliver(question, REMOVAL, reply)
    office.pass_time(minutes=1)

    assert (office.fate(removal), replies(office)) == ("sent", [])
