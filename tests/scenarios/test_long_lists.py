"""Long lists come in pages: no call to Slack for each ticket, and few uses of an address that takes five."""

from datetime import timedelta

import pytest

from bot.workspace import ShownMessage
from tests.scenarios.office import Office, texts
from tests.scenarios.shown import buttons, shown
from tests.store.people import open_ticket

MANY = 250


def many(office: Office) -> None:
    """Anna has 250 open tickets, each with a card."""
    for number in range(MANY):
        open_ticket(office.service.store, asker=office.anna, subject_key=f"key:{number}", source_channel=None)


def next_page(office: Office, user: str, page: ShownMessage) -> ShownMessage:
    assert office.press(user, page, "more_tickets")
    office.at_rest()
    return office.whispers(user)[-1]


@pytest.mark.parametrize(("who", "words", "size"), [("olle", "list", 30), ("anna", "status", 6)])
def test_each_page_is_one_answer_and_asks_slack_for_nothing(office: Office, who: str, words: str, size: int) -> None:
    user = getattr(office, who)
    many(office)
    before = len(office.slack.calls)
    office.command(user, office.general, "/privacy-request", words)
    first = office.whispers(user)[-1]
    second = next_page(office, user, first)

    assert [shown(page).count("DSR-") for page in (first, second)] == [size, size]
    assert len(office.whispers(user)) == 2
    assert {call.method for call in office.slack.calls[before:]} <= {"users.info", "conversations.members"}
    assert buttons(first)["more_tickets"].split()[1] == str(size)
    assert office.faults() == []


def test_the_last_page_says_no_more(office: Office) -> None:
    for number in range(8):
        open_ticket(office.service.store, asker=office.anna, subject_key=f"key:{number}", source_channel=None)
    office.command(office.anna, office.general, "/privacy-request", "status")
    last = next_page(office, office.anna, office.whispers(office.anna)[-1])

    assert shown(last).count("DSR-") == 2
    assert "more_tickets" not in buttons(last)


def test_the_weekly_digest_of_many_tickets_asks_slack_for_no_addresses(office: Office) -> None:
    many(office)
    office.go_to("2026-06-01 09:00")
    office.pass_time_until(lambda: not office.pending(), timedelta(seconds=30))

    assert any(texts().say("sv", "digest") in notice for notice in office.notices())
    assert "chat.getPermalink" not in {call.method for call in office.slack.calls}
