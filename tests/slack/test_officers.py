"""Who may act as an officer is known before anybody presses, from a reading of the last minute, or nobody may."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.desk.ports import OfficersUnknown
from bot.slack.officers import FRESH, REMEMBER_STANDING, ChannelOfficers

GUESTS: list[dict[str, Any]] = [
    {"is_restricted": True},
    {"is_ultra_restricted": True},
    {"is_stranger": True},
    {"is_bot": True},
    {"deleted": True},
    {"team_id": "T0ELSE"},
]


class Slack:
    """A channel whose members are known, and what is known of each; it can refuse to answer, or take long."""

    def __init__(self, *members: str) -> None:
        self.members, self.facts = list(members), dict[str, dict[str, Any]]()
        self.asked: list[str] = []
        self.refuses = False
        self.answers = threading.Event()
        self.answers.set()
        self.heard = threading.Event()

    def conversations_members(self, channel: str, limit: int) -> Iterator[dict[str, Any]]:
        self._hear(f"members of {channel}")
        for member in self.members:  # one on each page
            yield {"members": [member]}

    def users_info(self, user: str) -> dict[str, Any]:
        self._hear(user)
        return {"user": {"id": user, "team_id": "T0ACME", **self.facts.get(user, {})}}

    def _hear(self, question: str) -> None:
        self.asked.append(question)
        self.heard.set()
        self.answers.wait()
        if self.refuses:
            raise SlackApiError("no", {"ok": False, "error": "internal_error"})


class Desk:
    """Asks who an officer is, at a time that the test sets."""

    def __init__(self, *members: str) -> None:
        self.slack, self.now = Slack(*members), 0.0
        self.officers = ChannelOfficers(self.slack, "C0OFFICERS", "T0ACME", lambda: self.now)
        self.officers.patience = 20.0

    def includes(self, user: str, after: float = 0.0) -> bool | None:
        """Whether somebody is an officer; None where nobody knows."""
        self.now += after
        try:
            return self.officers.includes(user)
        except OfficersUnknown:
            return None


@pytest.mark.parametrize(("user", "is_officer"), [("U0OLLE", True), ("U0ODA", True), ("U0ANNA", False)])
def test_officers_are_the_members_of_the_channel_on_every_page(user: str, is_officer: bool) -> None:
    assert Desk("U0OLLE", "U0ODA").includes(user) is is_officer


@pytest.mark.parametrize("facts", GUESTS, ids=lambda facts: next(iter(facts)))
def test_a_member_who_is_no_employee_is_no_officer_until_slack_says_otherwise(facts: dict[str, Any]) -> None:
    desk = Desk("U0GUS")
    desk.slack.facts["U0GUS"] = facts
    before = [desk.includes("U0GUS"), desk.includes("U0GUS")]
    desk.slack.facts.clear()

    assert [*before, desk.includes("U0GUS", after=REMEMBER_STANDING + 1)] == [False, False, True]


def test_what_was_read_ahead_is_not_asked_for_when_somebody_presses() -> None:
    desk = Desk("U0OLLE", "U0ODA")
    desk.officers.refresh()
    desk.slack.asked.clear()

    assert [desk.includes(user) for user in ("U0OLLE", "U0ODA", "U0ANNA")] == [True, True, False]
    assert desk.slack.asked == []


@pytest.mark.parametrize(("age", "knows"), [(FRESH, True), (FRESH + 1, None)])
def test_nobody_acts_by_a_reading_that_is_more_than_a_minute_old(age: float, knows: bool | None) -> None:
    desk = Desk("U0OLLE")
    desk.officers.refresh()
    desk.slack.refuses = True

    assert desk.includes("U0OLLE", after=age) is knows


def test_who_left_is_no_officer_from_the_moment_that_slack_tells_of_it() -> None:
    desk = Desk("U0OLLE")
    desk.officers.refresh()
    desk.slack.members.clear()
    desk.officers.changed("U0OLLE")

    assert desk.includes("U0OLLE") is False


def test_a_reading_that_began_before_a_change_is_not_kept() -> None:
    desk = Desk("U0OLLE")
    desk.slack.answers.clear()
    reading = threading.Thread(target=desk.officers.refresh)
    reading.start()
    desk.slack.heard.wait()
    desk.officers.changed()
    desk.slack.answers.set()
    reading.join()
    desk.slack.members.clear()

    assert desk.includes("U0OLLE") is False


def test_slack_is_not_waited_for_longer_than_there_is_patience() -> None:
    desk = Desk("U0OLLE")
    desk.officers.patience = 0.0
    desk.slack.answers.clear()
    first = [desk.includes("U0OLLE"), desk.includes("U0OLLE")]
    asked = list(desk.slack.asked)
    desk.slack.answers.set()
    desk.officers.patience = 20.0

    assert (first, len(asked) <= 1) == ([None, None], True)
    assert desk.includes("U0OLLE") is True


def test_where_slack_does_not_say_who_somebody_is_nobody_is_an_officer() -> None:
    desk = Desk("U0OLLE")
    desk.slack.refuses = True

    assert desk.includes("U0OLLE") is None


def test_the_members_of_another_channel_are_those_of_that_channel() -> None:
    desk = Desk("U0BO")

    assert desk.officers.is_colleague_in("C0SUPPORT", "U0BO")
    assert desk.slack.asked == ["members of C0SUPPORT", "U0BO"]


def test_the_last_known_officers_are_the_employees_among_the_members() -> None:
    desk = Desk("U0OLLE", "U0GUS")
    desk.slack.facts["U0GUS"] = {"is_restricted": True}
    assert desk.officers.employees is None
    desk.officers.refresh()
    desk.now += 10 * FRESH

    assert desk.officers.employees == {"U0OLLE"}
