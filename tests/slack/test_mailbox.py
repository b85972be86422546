"""The desk knows its own messages among everybody's, however many there are."""

from typing import Any

import pytest

from bot.desk.places import Direct, OfficersChannel, Thread
from bot.slack.blocks import posts
from bot.slack.errors import NotSent
from bot.slack.mailbox import MARK, Address
from bot.texts.sheet import Sheet, Text
from tests.slack.post_office import ANSWER, REPLY, PostOffice

[PAGE] = posts(Sheet((Text("Se https://example.com/policy"),)))


def mark(event_type: str = MARK, **payload: int) -> dict[str, Any]:
    return {"event_type": event_type, "event_payload": payload}


@pytest.mark.parametrize("in_thread", [True, False])
@pytest.mark.parametrize("before", [0, 450])
def test_a_message_is_found_however_many_stand_around_it(office: PostOffice, in_thread: bool, before: int) -> None:
    """Slack hands out what stands in a channel a page at a time, a thread's oldest and a channel's newest first."""
    root = office.slack.say(office.anna, office.general, "Hej")
    to = Address(office.general, root if in_thread else None)
    others = [before, 450 - before]
    for _ in range(others[0]):
        office.slack.say(office.anna, office.general, "hm", thread_ts=to.thread)
    at = office.mailbox.post(to, PAGE, {"id": 1, "part": 0})
    for _ in range(others[1]):
        office.slack.say(office.anna, office.general, "hm", thread_ts=to.thread)

    assert office.mailbox.find(to, {"id": 1, "part": 0}, "0") == at


FOREIGN = [
    mark("other_outbox", id=1, part=0),
    mark("insyn_outbox_2", id=1, part=0),
    mark(MARK, id=1, part=0),
    mark(MARK, card=1),
    {"event_type": "deploy", "event_payload": {}},
]


@pytest.mark.parametrize("in_thread", [True, False])
def test_what_another_app_wrote_is_never_taken_for_the_desks_own(office: PostOffice, in_thread: bool) -> None:
    root = office.slack.say(office.anna, office.general, "Hej")
    to = Address(office.general, root if in_thread else None)
    for foreign in FOREIGN:
        office.slack.bot_says(office.general, "klart", thread_ts=to.thread, metadata=foreign)

    found = [office.mailbox.pages(to, 1, "0"), office.mailbox.find(to, {"card": 1}, "0"), office.mailbox.marked(to, "0")]

    assert found == [{}, None, []]


@pytest.mark.parametrize("event_type", ["other_outbox", f"{MARK}_2", MARK.upper()])
def test_what_the_desk_marked_for_something_else_is_no_letter(office: PostOffice, event_type: str) -> None:
    other = mark(event_type, id=1, part=0)
    office.client.chat_postMessage(channel=office.general, text="klart", metadata=other)

    assert office.mailbox.marked(Address(office.general), "0") == []


def test_a_mark_on_a_message_that_names_no_author_is_the_desks(office: PostOffice) -> None:
    """Slack leaves the user out of some messages of bots; posting twice would be the worse mistake."""
    at = office.mailbox.post(Address(office.general), PAGE, {"card": 1})
    office.slack.forget_author(*at)

    assert office.mailbox.find(Address(office.general), {"card": 1}, "0") == at


def test_another_apps_message_does_not_stand_for_a_letter_in_doubt(office: PostOffice) -> None:
    root = office.slack.say(office.anna, office.general, "Hej")
    for foreign in FOREIGN:
        office.slack.bot_says(office.general, "klart", thread_ts=root, metadata=foreign)
    office.slack.fail("chat.postMessage", "drop")
    letter = office.deliver(Thread(office.general, root), REPLY)

    office.pass_time(seconds=2)

    assert (office.fate(letter), len(office.shown(office.general))) == ("sent", len(FOREIGN) + 2)


def test_pages_are_told_by_their_letter_and_number(office: PostOffice) -> None:
    to = Address(office.general)
    marks = [{"id": 1, "part": 0}, {"id": 2, "part": 0}, {"card": 1}, {"id": 1, "part": 1}]
    first, other, card, second = (office.mailbox.post(to, PAGE, each) for each in marks)

    assert office.mailbox.pages(to, 1, "0") == {0: first, 1: second}
    assert [office.mailbox.find(to, each, "0") for each in ({"card": 1}, {"id": 2, "part": 0}, {"card": 2})] == [
        card,
        other,
        None,
    ]


def test_what_is_older_than_asked_for_is_not_found(office: PostOffice) -> None:
    to = Address(office.general)
    at = office.mailbox.post(to, PAGE, {"card": 1})

    assert office.mailbox.find(to, {"card": 1}, at[1]) is None


def test_a_mark_holds_an_id_and_nothing_of_the_message(office: PostOffice) -> None:
    """Every app in the workspace can read it."""
    letter = office.deliver(OfficersChannel(), REPLY)

    [asked] = office.asked("chat.postMessage")
    assert asked["metadata"] == mark(id=letter, part=0)


def test_links_in_a_message_get_no_preview(office: PostOffice) -> None:
    """A preview would show the linked page, such as somebody's message, to all who see the link."""
    office.mailbox.post(Address(office.channel), PAGE, {"id": 1, "part": 0})

    [message] = office.shown()
    assert message.attachments == ()


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (None, "sent"),
        ("missing_scope", "sent"),
        ("user_not_found", "failed: user_not_found"),
        ("ratelimited", "pending: ratelimited"),
        ("http_500", "pending: http_500"),
    ],
)
def test_a_letter_to_a_person_goes_out_unless_slack_says_that_nobody_reads_it(
    office: PostOffice, error: str | None, fate: str
) -> None:
    if error:
        office.slack.fail("users.info", error)

    assert office.fate(office.deliver(Direct(office.anna), ANSWER)) == fate


@pytest.mark.parametrize(
    ("error", "raised"), [("message_not_found", None), ("thread_not_found", None), ("cant_delete_message", "cant_delete_message")]
)
def test_taking_down_what_is_gone_is_as_good_as_done(office: PostOffice, error: str, raised: str | None) -> None:
    at = office.mailbox.post(Address(office.channel), PAGE, {"id": 1, "part": 0})
    office.slack.fail("chat.delete", error)

    assert _code(lambda: office.mailbox.delete(at)) == raised


@pytest.mark.parametrize(("error", "raised"), [("message_not_found", None), ("http_500", "http_500")])
def test_a_message_without_address_has_none_and_trouble_is_not_taken_for_that(
    office: PostOffice, error: str, raised: str | None
) -> None:
    at = office.mailbox.post(Address(office.channel), PAGE, {"id": 1, "part": 0})
    assert office.mailbox.permalink(*at)
    office.slack.fail("chat.getPermalink", error)

    assert _code(lambda: office.mailbox.permalink(*at)) == raised


def _code(act: Any) -> str | None:
    try:
        assert act() is None
    except NotSent as error:
        return error.code
    return None


def test_a_conversation_with_a_person_is_opened_once(office: PostOffice) -> None:
    for _ in range(3):
        office.deliver(Direct(office.anna), REPLY)

    assert len(office.asked("conversations.open")) == 1
