"""Letters get into Slack, over their earlier selves and out of it again, against the stand-in."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.desk.letters import Card, Letter, Notice, Reply, ThreadRemoval, TicketLine, ToPerson
from bot.desk.outcomes import Unreadable
from bot.desk.places import Direct, OfficersChannel, Place, TicketThread
from bot.slack.courier import Courier
from bot.slack.mailbox import Mailbox
from bot.texts.sheet import Button, Buttons, Sheet, Text, Title
from bot.workspace import ShownMessage, Workspace
from tests.slack.memory_outbox import MemoryOutbox, Row

LINE = TicketLine(language="sv", ticket=7, event=1)
CARD = Card(language="sv", ticket=7)
REPLY = Reply(language="sv", outcome=Unreadable())
ANSWER = ToPerson(language="sv", ticket=7, about="answer", event=2)
FORGET = ThreadRemoval(language="sv", ticket=7)
LONG, LONGER = "ord " * 4_000, "ord " * 7_000
"""Of two pages, and of three."""


class Office:
    """The stand-in, a courier, and what its letters say."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack
        self.anna = slack.add_user("anna")
        self.channel = slack.add_channel("privacy-officers", private=True, members=[slack.bot_user_id])
        client = WebClient(token=slack.bot_token, base_url=slack.url)
        client.retry_handlers.clear()
        self.outbox = MemoryOutbox()
        self.says: dict[str, str] = {}
        self.mailbox = Mailbox(client)
        self.courier = Courier(self.outbox, self.mailbox, self.words, self.channel, lambda: datetime.now(UTC))

    def words(self, letter: Letter) -> Sheet:
        text = self.says.get(letter.kind, letter.kind)
        button = Buttons((Button("ticket_take", "Ta ärendet", "7"),))
        return Sheet((Title("DSR-2026-0007"), Text(text), button) if letter.kind == "card" else (Text(text),))

    def deliver(self, place: Place, letter: Letter, replaces: int | None = None, **facts: Any) -> Row:
        row = self.outbox.enqueue(place, letter, replaces, **facts)
        while self.courier.round():
            pass
        return row

    def opened(self, lines: int = 1) -> list[Row]:
        """A card with lines below it."""
        return [self.deliver(OfficersChannel(), CARD), *(self.deliver(TicketThread(7), LINE) for _ in range(lines))]

    @property
    def card(self) -> ShownMessage:
        """The only card that can be seen."""
        [found] = [m for m in self.shown() if any(block["type"] == "header" for block in m.blocks)]
        return found

    def shown(self) -> list[ShownMessage]:
        """What stands in the officers' channel."""
        return [message for message in self.slack.messages(self.channel) if message.subtype != "tombstone"]

    def calls(self, method: str) -> int:
        return sum(call.method == method for call in self.slack.calls)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Workspace(yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))) as slack:
        yield Office(slack)


def text(message: ShownMessage) -> str:
    return " ".join(block["text"]["text"] for block in message.blocks if "text" in block)


def test_what_was_said_of_a_ticket_is_taken_out_and_its_card_says_nothing(office: Office) -> None:
    office.says["ticket_line"] = LONG
    office.opened(lines=2)
    assert len(office.shown()) == 5
    office.says["thread_removal"] = "Innehållet är borttaget."

    forgotten = office.deliver(TicketThread(7), FORGET)

    [left] = office.shown()
    assert (forgotten.state, text(left), left.ts) == ("sent", "Innehållet är borttaget.", office.outbox.rows[0].at[1])


def test_what_is_gone_already_or_comes_twice_does_not_stop_the_forgetting(office: Office) -> None:
    _card, line, _other = office.opened(lines=2)
    office.slack.take_down(*line.at)

    assert [office.deliver(TicketThread(7), FORGET).state for _ in range(2)] == ["sent", "sent"]

    assert [text(message) for message in office.shown()] == ["thread_removal"]


def test_lines_below_a_card_that_was_deleted_are_forgotten_too(office: Office) -> None:
    card, _line = office.opened()
    office.slack.take_down(*card.at)
    office.deliver(OfficersChannel(), CARD, card.id)
    office.deliver(TicketThread(7), LINE)

    office.deliver(TicketThread(7), FORGET)

    assert [text(message) for message in office.shown()] == ["thread_removal"]


def test_forgetting_goes_on_where_slack_asked_to_wait(office: Office) -> None:
    office.opened(lines=3)
    office.slack.fail("chat.delete", "ratelimited")
    forget = office.deliver(TicketThread(7), FORGET)
    assert forget.state == "later: ratelimited"

    forget.state = "pending"
    office.courier.round()

    assert (forget.state, [text(message) for message in office.shown()]) == ("sent", ["thread_removal"])


def test_what_others_wrote_in_the_thread_of_a_card_stays(office: Office) -> None:
    card, _line = office.opened()
    office.slack.join(office.channel, office.anna)
    ts = office.slack.say(office.anna, office.channel, "Jag tar det.", thread_ts=card.at[1])

    office.deliver(TicketThread(7), FORGET)

    assert [message.ts for message in office.shown()] == [card.at[1], ts]


@pytest.mark.parametrize("lines", [0, 1])
def test_below_a_card_that_was_deleted_lines_go_below_a_new_one(office: Office, lines: int) -> None:
    card, *below = office.opened(lines)
    for row in [*below, card]:
        office.slack.take_down(*row.at)

    first, second = office.deliver(TicketThread(7), LINE), office.deliver(TicketThread(7), LINE)
    redrawn = office.deliver(OfficersChannel(), CARD, card.id)

    assert redrawn.at == (office.channel, office.card.ts)
    assert [m.ts for m in office.shown() if m.thread_ts == office.card.ts and m.is_reply] == [first.at[1], second.at[1]]


def test_a_card_that_never_got_there_is_posted_with_its_first_line(office: Office) -> None:
    office.outbox.enqueue(OfficersChannel(), CARD, state="failed: not_in_channel")

    line = office.deliver(TicketThread(7), LINE)

    assert (line.state, office.outbox.rows[0].at) == ("sent", (office.channel, office.card.ts))


def test_a_new_card_whose_posting_was_in_doubt_is_found_and_not_posted_again(office: Office) -> None:
    card, line = office.opened()
    for row in (line, card):
        office.slack.take_down(*row.at)
    office.slack.fail("chat.postMessage", "lost_answer")
    again = office.deliver(TicketThread(7), LINE)
    assert again.state.startswith("doubtful")

    again.state = "pending"
    office.courier.round()

    assert (again.state, len(office.shown())) == ("sent", 2)
    assert office.card.ts == office.outbox.card_location(7)[1]


def test_a_renamed_channel_changes_nothing(office: Office) -> None:
    office.opened()
    office.slack.rename(office.channel, "dataskydd")

    assert office.deliver(TicketThread(7), LINE).state == "sent"


@pytest.mark.parametrize(
    ("before", "after"), [("kort", LONGER), (LONGER, "kort"), (LONG, LONGER), (LONGER, LONG), (LONG, LONG + "slut")]
)
def test_a_reply_that_is_written_anew_has_all_its_pages_and_none_of_the_old(office: Office, before: str, after: str) -> None:
    place = Direct(office.anna, office.slack.say(office.anna, office.slack.dm(office.anna), "Hej"))
    office.says["reply"] = before
    reply = office.deliver(place, REPLY)
    office.says["reply"] = after

    again = office.deliver(place, REPLY, reply.id)
    once_more = office.deliver(place, REPLY, reply.id)

    replies = [message for message in office.slack.messages(office.slack.dm(office.anna)) if message.is_reply]
    assert again.at == once_more.at == reply.at == (replies[0].channel, replies[0].ts)
    assert " ".join(text(message) for message in replies).split() == after.split()


def test_pages_of_a_letter_that_was_interrupted_are_posted_once(office: Office) -> None:
    office.says["to_person"] = LONGER
    place = Direct(office.anna)
    office.deliver(Direct(office.anna), Notice(language="sv", text="x"))
    office.slack.fail("chat.postMessage", "lost_answer", channel=office.slack.dm(office.anna))
    letter = office.deliver(place, ANSWER)
    assert letter.state.startswith("doubtful")

    letter.state, letter.doubtful = "pending", True
    office.courier.round()

    pages = office.slack.messages(office.slack.dm(office.anna))[1:]
    assert (letter.state, len(pages), letter.at[1]) == ("sent", 3, pages[0].ts)
    assert " ".join(text(message) for message in pages).split() == LONGER.split()


def test_a_letter_to_a_person_who_has_left_is_kept_as_failed_although_slack_would_take_it(office: Office) -> None:
    """What the desk has sent it takes as read; Slack posts into the conversation of one who left as if they were there."""
    office.deliver(Direct(office.anna), ANSWER)
    office.slack.deactivate(office.anna)

    assert office.deliver(Direct(office.anna), ANSWER).state == "failed: user_disabled"
    assert office.deliver(Direct("U0NOBODY"), ANSWER).state == "failed: user_not_found"


@pytest.mark.parametrize(
    "error", ["channel_not_found", "user_not_found", "is_archived", "cannot_dm_bot", "user_disabled", "not_in_channel"]
)
def test_a_conversation_that_is_closed_for_good_is_not_tried_again(office: Office, error: str) -> None:
    office.slack.fail("chat.postMessage", error)

    assert office.deliver(Direct(office.anna), ANSWER).state == f"failed: {error}"
    assert office.calls("chat.postMessage") == 1


def test_a_letter_below_a_message_that_its_writer_deleted_stands_in_their_conversation(office: Office) -> None:
    dm = office.slack.dm(office.anna)
    ts = office.slack.say(office.anna, dm, "Radera mig")
    office.slack.delete(office.anna, dm, ts)

    letter = office.deliver(Direct(office.anna, ts), ANSWER)

    assert (letter.state, [message.thread_ts for message in office.slack.messages(dm)]) == ("sent", [None])


def test_redrawing_a_card_asks_slack_for_nothing_but_that(office: Office) -> None:
    card, _line = office.opened()
    before = len(office.slack.calls)

    office.deliver(OfficersChannel(), CARD, card.id)

    assert [call.method for call in office.slack.calls[before:]] == ["chat.update"]
