"""A message gets to Slack once and whole, whatever history of trouble its letter has."""

from collections.abc import Callable

import pytest

from bot.desk.letters import Letter
from bot.desk.places import Direct, OfficersChannel, Place, Thread, TicketThread
from bot.slack.leases import LEASE
from bot.workspace import ShownMessage
from tests.slack.post_office import ANSWER, CARD, LINE, LONGER, REPLY, PostOffice, text

POST = "chat.postMessage"


def to_thread(office: PostOffice) -> Place:
    return Thread(office.general, office.slack.say(office.anna, office.general, "Hej"))


def below_card(office: PostOffice) -> Place:
    office.deliver(OfficersChannel(), CARD)
    return TicketThread(1)


PLACES: dict[str, tuple[Callable[[PostOffice], Place], Letter, str]] = {
    "thread": (to_thread, REPLY, "conversations.replies"),
    "question": (PostOffice.question, ANSWER, "conversations.replies"),
    "person": (lambda office: Direct(office.anna), ANSWER, "conversations.history"),
    "officers": (lambda _: OfficersChannel(), REPLY, "conversations.history"),
    "card": (below_card, LINE, "conversations.replies"),
}
"""A place, a letter that goes there, and the method with which it is looked for."""

TROUBLE: dict[str, list[str]] = {
    "answer lost": ["post 1 lost_answer", "wait"],
    "answer to page 2 lost": ["post 2 lost_answer", "wait"],
    "lost, and the look limited": ["post 1 lost_answer", "look ratelimited", "wait", "wait"],
    "lost, the look limited, queued again": ["post 1 lost_answer", "look ratelimited", "wait", "requeue"],
    "lost, the look refused, queued again": ["post 3 lost_answer", "look fatal_error", "wait", "requeue"],
    "page 2 limited": ["post 2 ratelimited", "wait"],
    "page 2 limited, queued again": ["post 2 ratelimited", "requeue"],
    "page 3 refused, queued again": ["post 3 is_archived", "requeue"],
    "limited, then page 2's answer lost": ["post 1 ratelimited", "post 2 lost_answer", "wait", "wait", "wait"],
    "nothing went out": ["post 1 drop", "wait"],
    "stopped before it was noted": ["die", "wait"],
    "stopped, and the look limited, queued again": ["die", "look ratelimited", "wait", "requeue"],
}


# All trouble in a direct message and for a card; the worst case in every other place.
CASES = [(place, trouble) for place in ("person", "card") for trouble in TROUBLE]
CASES += [(place, "lost, the look limited, queued again") for place in PLACES if place not in ("person", "card")]


@pytest.mark.parametrize(("place", "trouble"), CASES)
def test_all_pages_of_a_letter_arrive_once(office: PostOffice, place: str, trouble: str) -> None:
    make, letter, look = PLACES[place]
    to = make(office)
    before = {message.ts for message in everything(office)}
    office.says[letter.kind] = LONGER
    steps = [step.split() for step in TROUBLE[trouble]]
    for step, *facts in steps:
        if step == "post":
            office.slack.fail(POST, facts[1], after=int(facts[0]) - 1)
        elif step == "look":
            office.slack.fail(look, facts[0])
    id = office.enqueue(to, letter)
    if ["die"] in steps:
        # It is in Slack, but the process ends before the outbox hears of it.
        office.posting.send(office.outbox.claim(1, LEASE)[0])
    office.deliver_all()
    for step, *_ in steps:
        if step == "requeue":
            assert office.outbox.requeue(id)
        office.pass_time(seconds={"wait": 600, "requeue": 1}.get(step, 0))

    pages = [message for message in everything(office) if message.ts not in before]
    assert (office.fate(id), office.at(id)[1], len(pages)) == ("sent", pages[0].ts, 3)
    assert " ".join(text(message) for message in pages).split() == LONGER.split()


def everything(office: PostOffice) -> list[ShownMessage]:
    return [m for channel in (office.channel, office.general, office.slack.dm(office.anna)) for m in office.shown(channel)]


@pytest.mark.parametrize("days", [1, 3, 30])
def test_a_letter_is_found_however_long_the_desk_was_away(office: PostOffice, days: int) -> None:
    office.slack.fail(POST, "lost_answer")
    letter = office.deliver(OfficersChannel(), REPLY)

    office.pass_time(days=days)

    assert (office.fate(letter), len(office.shown())) == ("sent", 1)


@pytest.mark.parametrize("hours", [1, 47])
def test_a_card_is_found_that_an_earlier_letter_of_its_ticket_posted_unawares(office: PostOffice, hours: int) -> None:
    office.slack.take_down(*office.at(office.opened(lines=0)[0]))
    office.slack.fail(POST, "lost_answer", after=1)
    first = office.deliver(TicketThread(1), LINE)
    office.slack.fail("conversations.replies", "invalid_arguments")
    office.pass_time(seconds=2)
    assert office.fate(first) == "failed: invalid_arguments"

    office.pass_time(hours=hours)
    second = office.deliver(TicketThread(1), LINE)

    assert (office.fate(second), [text(message) for message in office.shown()]) == ("sent", ["DSR-2026-0007 card", "ticket_line"])


def test_a_letter_that_was_never_tried_is_not_looked_for(office: PostOffice) -> None:
    office.opened(lines=1)

    assert {call.method for call in office.slack.calls} == {POST}


@pytest.mark.parametrize(
    ("error", "anew"),
    [
        ("message_not_found", True),
        ("thread_not_found", True),
        ("cant_update_message", True),
        ("edit_window_closed", True),
        ("channel_not_found", False),
        ("is_archived", False),
        ("ratelimited", False),
        ("http_500", False),
    ],
)
def test_a_message_is_posted_anew_only_where_the_earlier_one_cannot_be_written_over(
    office: PostOffice, error: str, anew: bool
) -> None:
    card = office.deliver(OfficersChannel(), CARD)
    office.slack.fail("chat.update", error)

    office.deliver(OfficersChannel(), CARD, card)

    assert len(office.asked(POST)) == 1 + anew
