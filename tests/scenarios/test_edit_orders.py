"""Slack promises no order: edits come before their message, twice, beside each other, and without the words before."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.scenarios.office import Office
from tests.scenarios.shown import shown
from tests.scenarios.test_edits import COOKIE, ERASE, ERASE_PLEASE, SHOW, STORAGE, answer_to, happened

Json = dict[str, Any]


def without_before(held: list[Json]) -> list[Json]:
    """The same events, as Slack may send them: without how the message read before."""
    for payload in held:
        payload["event"].pop("previous_message", None)
    return held


ORDERS: dict[str, Callable[[list[Json]], list[Json]]] = {
    "as written": list,
    "backwards": lambda held: held[::-1],
    "backwards, then all again": lambda held: [*held[::-1], *held],
    "as written, the words before left out": without_before,
    "backwards, the words before left out": lambda held: without_before(held)[::-1],
}


def write(office: Office, order: Callable[[list[Json]], list[Json]], *versions: str, at_once: bool = False) -> tuple[str, str]:
    """Anna writes a message and edits it at once, and Slack tells of it in some order."""
    channel = office.slack.dm(office.anna)
    with office.slack.rearranged(order, at_once=at_once):
        ts = office.slack.say(office.anna, channel, versions[0])
        for words in versions[1:]:
            office.slack.edit(office.anna, channel, ts, words)
    office.at_rest()
    return channel, ts


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
@pytest.mark.parametrize("order", list(ORDERS.values()), ids=list(ORDERS))
@pytest.mark.parametrize("versions", [(STORAGE, COOKIE), ("Hej!", STORAGE, COOKIE)], ids=["one edit", "two edits"])
def test_the_last_version_of_a_question_is_answered(
    office: Office, versions: tuple[str, ...], order: Callable[[list[Json]], list[Json]], at_once: bool
) -> None:
    at = write(office, order, *versions, at_once=at_once)

    (answer,) = office.replies(*at)
    assert shown(answer).startswith(answer_to("cookie-definition"))
    assert (office.cards(), office.faults()) == ([], [])


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
@pytest.mark.parametrize("order", list(ORDERS.values()), ids=list(ORDERS))
@pytest.mark.parametrize(
    "versions",
    [(COOKIE, ERASE), (ERASE, ERASE_PLEASE), (ERASE, COOKIE), (COOKIE, ERASE, COOKIE), (ERASE, SHOW)],
    ids=["becomes a request", "a typing error", "edited away", "there for a moment", "another right"],
)
def test_a_request_in_any_version_has_one_ticket_and_officers_know_if_it_was_edited_away(
    office: Office, versions: tuple[str, ...], order: Callable[[list[Json]], list[Json]], at_once: bool
) -> None:
    write(office, order, *versions, at_once=at_once)

    assert len(office.cards()) == 1
    asks = [version for version in versions if version in (ERASE, ERASE_PLEASE)]
    assert "erasure" in office.ticket().rights
    assert happened(office).count("taken_back") == (versions[-1] not in asks)
    assert office.faults() == []


@pytest.mark.parametrize("order", [list, lambda held: held[::-1]], ids=["as written", "the edit first"])
def test_a_mention_that_is_edited_in_a_channel_is_told_of_twice_and_taken_once(
    office: Office, order: Callable[[list[Json]], list[Json]]
) -> None:
    with office.slack.rearranged(order):
        ts = office.mention(office.anna, office.general, COOKIE)
        office.slack.edit(office.anna, office.general, ts, f"<@{office.desk}> {ERASE}")
    office.at_rest()

    assert (len(office.cards()), happened(office)) == (1, "opened")
    assert len(office.replies(office.general, ts)) == 1


def test_an_edit_and_its_message_are_taken_by_two_desks_at_once(replicas: Office) -> None:
    write(replicas, lambda held: held[::-1], ERASE, COOKIE, at_once=True)

    assert (len(replicas.cards()), happened(replicas)) == (1, "opened taken_back")


def test_an_edit_that_slack_tells_of_as_a_mention_alone_is_taken(office: Office) -> None:
    """As in a group conversation, whose messages the desk does not read."""
    ts = office.mention(office.anna, office.general, COOKIE)
    office.at_rest()
    with office.slack.rearranged(lambda held: [told for told in held if told["event"]["type"] == "app_mention"]):
        office.slack.edit(office.anna, office.general, ts, f"<@{office.desk}> {ERASE}")
    office.at_rest()

    assert (len(office.cards()), happened(office)) == (1, "opened")
