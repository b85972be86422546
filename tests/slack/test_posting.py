"""Letters are posted, updated and deleted in Slack: the real outbox against the stand-in."""

import pytest

from bot.desk.places import Direct, OfficersChannel, Thread, TicketThread
from tests.slack.post_office import ANSWER, CARD, FORGET, LINE, LONG, LONGER, REPLY, PostOffice, text


def test_what_was_said_of_a_ticket_is_taken_out_and_its_card_says_nothing(office: PostOffice) -> None:
    office.says["ticket_line"] = LONG
    card, *_lines = office.opened(lines=2)
    assert len(office.shown()) == 5
    office.says["thread_removal"] = "Innehållet är borttaget."

    forgotten = office.deliver(TicketThread(1), FORGET)

    [left] = office.shown()
    assert (office.fate(forgotten), text(left), left.ts) == ("sent", "Innehållet är borttaget.", office.at(card)[1])


def test_what_is_gone_already_or_comes_twice_does_not_stop_the_forgetting(office: PostOffice) -> None:
    _card, line, _other = office.opened(lines=2)
    office.slack.take_down(*office.at(line))

    assert [office.fate(office.deliver(TicketThread(1), FORGET)) for _ in range(2)] == ["sent", "sent"]

    assert [text(message) for message in office.shown()] == ["thread_removal"]


@pytest.mark.parametrize("line_too", [False, True])
def test_lines_below_a_card_that_was_deleted_are_forgotten_too(office: PostOffice, line_too: bool) -> None:
    card, line = office.opened()
    for id in [line] * line_too + [card]:
        office.slack.take_down(*office.at(id))
    office.deliver(OfficersChannel(), CARD, card)
    office.deliver(TicketThread(1), LINE)

    forgotten = office.deliver(TicketThread(1), FORGET)

    assert (office.fate(forgotten), [text(message) for message in office.shown()]) == ("sent", ["thread_removal"])


def test_forgetting_goes_on_where_slack_asked_to_wait(office: PostOffice) -> None:
    office.opened(lines=3)
    office.slack.fail("chat.delete", "ratelimited")
    forget = office.deliver(TicketThread(1), FORGET)
    assert office.fate(forget) == "pending: ratelimited"

    office.pass_time(seconds=1)

    assert (office.fate(forget), [text(message) for message in office.shown()]) == ("sent", ["thread_removal"])


def test_what_others_wrote_in_the_thread_of_a_card_stays(office: PostOffice) -> None:
    card, _line = office.opened()
    office.slack.join(office.channel, office.anna)
    ts = office.slack.say(office.anna, office.channel, "Jag tar det.", thread_ts=office.at(card)[1])

    office.deliver(TicketThread(1), FORGET)

    assert [message.ts for message in office.shown()] == [office.at(card)[1], ts]


@pytest.mark.parametrize("lines", [0, 1])
def test_below_a_card_that_was_deleted_lines_go_below_a_new_one(office: PostOffice, lines: int) -> None:
    card, *below = office.opened(lines)
    for id in [*below, card]:
        office.slack.take_down(*office.at(id))

    first, second = office.deliver(TicketThread(1), LINE), office.deliver(TicketThread(1), LINE)
    redrawn = office.deliver(OfficersChannel(), CARD, card)

    assert office.at(redrawn) == (office.channel, office.card.ts)
    below_it = [message.ts for message in office.shown() if message.thread_ts == office.card.ts and message.is_reply]
    assert below_it == [office.at(first)[1], office.at(second)[1]]


def test_a_card_that_never_got_there_is_posted_with_its_first_line(office: PostOffice) -> None:
    office.slack.fail("chat.postMessage", "invalid_blocks")
    card = office.deliver(OfficersChannel(), CARD)
    assert office.fate(card) == "failed: invalid_blocks"

    line = office.deliver(TicketThread(1), LINE)

    assert (office.fate(line), office.fate(card), office.at(card)) == ("sent", "sent", (office.channel, office.card.ts))


def test_a_new_card_whose_posting_was_in_doubt_is_found_and_not_posted_again(office: PostOffice) -> None:
    card, line = office.opened()
    for id in (line, card):
        office.slack.take_down(*office.at(id))
    # The first post goes to the thread that is gone; the second is the new card.
    office.slack.fail("chat.postMessage", "lost_answer", after=1)
    again = office.deliver(TicketThread(1), LINE)
    assert (office.fate(again), len(office.shown())) == ("pending: RemoteDisconnected", 1)

    office.pass_time(seconds=2)

    assert (office.fate(again), [text(message) for message in office.shown()]) == ("sent", ["DSR-2026-0007 card", "ticket_line"])
    assert office.outbox.card_location(1) == (office.channel, office.card.ts)


def test_a_renamed_channel_changes_nothing(office: PostOffice) -> None:
    office.opened()
    office.slack.rename(office.channel, "dataskydd")

    assert office.fate(office.deliver(TicketThread(1), LINE)) == "sent"


@pytest.mark.parametrize(
    ("before", "after"), [("kort", LONGER), (LONGER, "kort"), (LONG, LONGER), (LONGER, LONG), (LONG, LONG + "slut")]
)
def test_a_reply_that_is_written_anew_has_all_its_pages_and_none_of_the_old(office: PostOffice, before: str, after: str) -> None:
    place = office.question()
    office.says["reply"] = before
    reply = office.deliver(place, REPLY)
    first = office.at(reply)
    office.says["reply"] = after

    again = office.deliver(place, REPLY, reply)
    once_more = office.deliver(place, REPLY, reply)

    replies = [message for message in office.slack.messages(office.slack.dm(office.anna)) if message.is_reply]
    assert office.at(again) == office.at(once_more) == first == (replies[0].channel, replies[0].ts)
    assert " ".join(text(message) for message in replies).split() == after.split()


def test_a_letter_to_a_person_who_has_left_is_kept_as_failed_although_slack_would_take_it(office: PostOffice) -> None:
    """What the desk has sent it takes as read; Slack posts into the conversation of one who left as if they were there."""
    office.deliver(Direct(office.anna), ANSWER)
    office.slack.deactivate(office.anna)

    assert office.fate(office.deliver(Direct(office.anna), ANSWER)) == "failed: user_disabled"
    assert office.fate(office.deliver(Direct("U0NOBODY"), ANSWER)) == "failed: user_not_found"


@pytest.mark.parametrize("error", ["user_not_found", "cannot_dm_bot", "user_disabled"])
def test_somebody_who_can_read_nothing_is_not_written_to_again(office: PostOffice, error: str) -> None:
    office.slack.fail("chat.postMessage", error)

    assert office.fate(office.deliver(Direct(office.anna), ANSWER)) == f"failed: {error}"
    assert len(office.asked("chat.postMessage")) == 1


def test_a_letter_below_a_message_that_its_writer_deleted_stands_in_their_conversation(office: PostOffice) -> None:
    dm = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, dm, "Radera mig")
    office.slack.delete(office.anna, dm, ts)

    letter = office.deliver(Direct(office.anna, ts), ANSWER)

    assert (office.fate(letter), [message.thread_ts for message in office.slack.messages(dm)]) == ("sent", [None])


def test_a_reply_below_a_message_that_was_deleted_in_a_channel_is_not_for_the_whole_channel(office: PostOffice) -> None:
    """What stood in a thread would be read by people whom the question did not reach."""
    ts = office.slack.say(office.anna, office.general, "Vad är en cookie?")
    office.slack.delete(office.anna, office.general, ts)

    reply = office.deliver(Thread(office.general, ts), REPLY)

    assert (office.fate(reply), office.shown(office.general)) == ("failed: thread_not_found", [])


def test_redrawing_a_card_asks_slack_for_nothing_but_that(office: PostOffice) -> None:
    card, _line = office.opened()
    before = len(office.slack.calls)

    office.deliver(OfficersChannel(), CARD, card)

    assert [call.method for call in office.slack.calls[before:]] == ["chat.update"]
