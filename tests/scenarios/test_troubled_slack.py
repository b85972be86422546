"""Slack is slow, refuses, loses answers or hangs up: every message arrives, and arrives once."""

import pytest

from tests.scenarios.office import Office, knowledge, texts
from tests.scenarios.shown import reference, shown

COOKIE = "Vad är en cookie?"
ORDER = "Radera mina uppgifter"


def posts(office: Office, channel: str) -> list[str | None]:
    """What became of each attempt to post in a channel."""
    return [
        call.error for call in office.slack.calls if call.method == "chat.postMessage" and call.arguments["channel"] == channel
    ]


def test_a_rate_limit_is_waited_out_for_as_long_as_slack_says(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", "ratelimited", retry_after=30)
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.wait(lambda: [row.error for row in office.undelivered()] == ["ratelimited"])
    start = office.clock.now
    office.pass_time_until(lambda: office.replies(channel, ts))

    assert (office.clock.now - start).total_seconds() >= 30
    assert posts(office, channel) == ["ratelimited", None]


@pytest.mark.parametrize("fault", ["http_500", "http_503", "drop", "lost_answer", "internal_error", "ratelimited"])
@pytest.mark.parametrize("times", [1, 3])
def test_one_message_arrives_whatever_goes_wrong_on_the_way(office: Office, fault: str, times: int) -> None:
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", fault, times=times)
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.pass_time_until(lambda: not office.pending())

    assert [shown(m).startswith(knowledge().entries["cookie-definition"].answer["sv"]) for m in office.replies(channel, ts)] == [
        True
    ]
    assert office.undelivered() == []


def test_an_answer_that_never_comes_is_looked_for_before_posting_again(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", "lost_answer")
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.pass_time_until(lambda: not office.pending())

    assert posts(office, channel) == [None]
    assert [call.method for call in office.slack.calls].count("conversations.replies") == 1
    assert len(office.replies(channel, ts)) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open", "chat.getPermalink"])
@pytest.mark.parametrize("fault", ["http_500", "ratelimited", "lost_answer"])
def test_a_ticket_has_one_card_one_line_and_one_word_to_its_person(office: Office, method: str, fault: str) -> None:
    office.slack.fail(method, fault, times=2)
    ts = office.mention(office.anna, office.general, ORDER)
    office.slack.settled()
    office.pass_time_until(lambda: not office.pending())

    (card,) = office.cards()
    assert len(office.lines(card)) == 1
    assert [reference(card) in shown(told) for told in office.told(office.anna)] == [True]
    assert [shown(seen) for seen in office.replies(office.general, ts)] == [texts().say("sv", "answered_privately")]


def test_a_lost_answer_to_a_redrawn_card_leaves_one_card(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    office.slack.fail("chat.update", "lost_answer")
    office.press(office.olle, office.card(), "ticket_take")
    office.slack.settled()
    office.pass_time_until(lambda: not office.pending())

    (card,) = office.cards()
    assert texts().say("sv", "state_working") in shown(card)
    assert len(office.lines(card)) == 2


def test_trouble_in_one_conversation_does_not_hold_up_another(office: Office) -> None:
    office.slack.fail("chat.postMessage", "ratelimited", retry_after=600, channel=office.slack.dm(office.anna))
    office.slack.say(office.anna, office.slack.dm(office.anna), COOKIE)
    answer = office.ask(office.bo, "What is a cookie?")

    assert shown(answer).startswith(knowledge().entries["cookie-definition"].answer["en"])
    assert office.told(office.anna) == []


def test_answers_in_one_conversation_keep_their_order_through_trouble(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", "http_500", times=2)
    first = office.slack.say(office.anna, channel, COOKIE)
    office.slack.settled()
    second = office.slack.say(office.anna, channel, "Var sparar ni kontaktuppgifterna?")
    office.pass_time_until(lambda: office.replies(channel, second))

    assert [m.thread_ts for m in office.told(office.anna)] == [first, second]


@pytest.mark.parametrize("refusal", ["msg_too_long", "invalid_blocks", "user_not_found"])
def test_a_letter_that_slack_refuses_is_kept_and_shown_without_its_words(office: Office, refusal: str) -> None:
    office.slack.fail("chat.postMessage", refusal)
    ts = office.mention(office.anna, office.general, COOKIE)
    office.wait(lambda: [row.state for row in office.undelivered()] == ["failed"])

    (kept,) = office.undelivered()
    assert (kept.kind, kept.lane, kept.error, kept.attempts) == ("reply", "thread", refusal, 1)
    assert office.replies(office.general, ts) == []


def test_a_kept_letter_arrives_when_it_is_tried_again(office: Office) -> None:
    office.slack.fail("chat.postMessage", "invalid_blocks")
    ts = office.mention(office.anna, office.general, COOKIE)
    office.wait(lambda: [row.state for row in office.undelivered()] == ["failed"])
    office.service.store.outbox().requeue(office.undelivered()[0].id)
    office.service.courier.wake()

    assert shown(office.reply(office.general, ts)).startswith(knowledge().entries["cookie-definition"].answer["sv"])


def test_a_letter_that_was_given_up_in_doubt_is_looked_for_when_the_desk_starts_again(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", "lost_answer")
    office.slack.fail("conversations.replies", "invalid_arguments")
    ts = office.slack.say(office.anna, channel, COOKIE)
    office.pass_time_until(lambda: [row.state for row in office.undelivered()] == ["failed"])

    office.restart()
    office.pass_time_until(lambda: not office.undelivered())

    assert (len(office.replies(channel, ts)), posts(office, channel)) == (1, [None])


def test_a_refused_letter_does_not_hold_up_its_conversation(office: Office) -> None:
    office.slack.fail("chat.postMessage", "msg_too_long")
    office.mention(office.anna, office.general, COOKIE)
    office.slack.settled()
    ts = office.mention(office.anna, office.general, COOKIE)

    assert office.reply(office.general, ts)


def test_nothing_is_lost_or_doubled_when_the_connection_is_cut(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    before = office.slack.say(office.anna, channel, COOKIE)
    office.slack.drop_socket()
    after = office.slack.say(office.anna, channel, ORDER)
    office.pass_time_until(lambda: not office.slack.pending)
    office.at_rest()

    assert [len(office.replies(channel, ts)) for ts in (before, after)] == [1, 1]
    assert (len(office.cards()), office.slack.given_up) == (1, 0)


def test_nothing_is_lost_or_doubled_when_slack_asks_for_a_new_connection(office: Office) -> None:
    channel = office.slack.dm(office.anna)
    before = office.slack.say(office.anna, channel, COOKIE)
    office.slack.refresh()
    after = office.slack.say(office.anna, channel, ORDER)
    office.pass_time_until(lambda: not office.slack.pending)
    office.at_rest()

    assert [len(office.replies(channel, ts)) for ts in (before, after)] == [1, 1]
    assert (len(office.cards()), office.slack.given_up, office.slack.connections) == (1, 0, 1)


def test_a_message_that_slack_delivers_again_is_answered_once(office: Office) -> None:
    """The desk has it on disk, but its ack is lost with the connection."""
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, ORDER)
    office.reply(channel, ts)
    office.at_rest()
    office.slack.send_again(channel, ts)
    office.at_rest()

    assert (len(office.replies(channel, ts)), len(office.cards())) == (1, 1)
    assert len(office.lines(office.card())) == 1


def test_what_waited_for_the_desk_to_be_invited_again_arrives_in_its_order(office: Office) -> None:
    office.slack.fail("chat.postMessage", "not_in_channel", times=4, channel=office.officers)
    for words in (ORDER, "Please send me a copy of my data"):
        office.ask(office.newcomer(), words)
    office.pass_time_until(lambda: not office.pending())

    assert [len(office.lines(card)) for card in office.cards()] == [1, 1]


def test_a_deleted_card_is_posted_anew_when_the_ticket_changes(office: Office) -> None:
    office.ask(office.anna, ORDER)
    office.at_rest()
    card = office.card()
    office.slack.fail("chat.update", "message_not_found")
    office.press(office.olle, card, "ticket_take")
    office.at_rest()

    assert [texts().say("sv", "state_working") in shown(found) for found in office.cards()] == [False, True]


def test_a_question_deleted_before_its_request_was_confirmed_is_confirmed_all_the_same(office: Office) -> None:
    """The person must get the reference; where its thread is gone, it stands by itself."""
    channel = office.slack.dm(office.anna)
    office.slack.fail("chat.postMessage", "ratelimited", retry_after=5, channel=channel)
    ts = office.slack.say(office.anna, channel, ORDER)
    office.slack.settled()
    office.wait(lambda: "ratelimited" in {row.error for row in office.undelivered()})
    office.slack.delete(office.anna, channel, ts)
    office.pass_time_until(lambda: not office.pending())

    assert [reference(office.card()) in shown(told) for told in office.told(office.anna)] == [True]
    assert office.undelivered() == []


@pytest.mark.parametrize("fault", ["internal_error", "http_503", "ratelimited", "drop"])
def test_the_first_message_after_a_start_needs_nothing_of_slack_before_it_is_stored(office: Office, fault: str) -> None:
    office.slack.fail("auth.test", fault, times=100)
    channel = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, channel, ORDER)
    office.pass_time_until(lambda: office.replies(channel, ts) and office.cards())

    assert [call for call in office.slack.calls if call.method == "auth.test" and call.error] == []
