"""What Slack knows of people is asked for no more often than needed, and never believed when it was not said."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.errors import NotSent
from bot.slack.people import REMEMBER, REMEMBER_STANDING, ChannelOfficers, UserLocales


class Slack:
    """Answers two questions from a list, and remembers that it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def _answer(self, **facts: Any) -> Any:
        self.asked.append(facts)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    users_info = conversations_members = _answer


def trouble(code: str) -> SlackApiError:
    return SlackApiError(code, {"ok": False, "error": code})


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("user", "locale"),
    [({"locale": "sv-SE"}, "sv-SE"), ({"locale": ""}, None), ({"id": "U0FOREIGN"}, None)],
)
def test_a_locale_is_what_slack_says_and_may_be_missing(user: dict[str, str], locale: str | None) -> None:
    slack = Slack({"user": user})

    assert UserLocales(slack).locale("U0ANNA") == locale
    assert slack.asked == [{"user": "U0ANNA", "include_locale": True}]


def test_a_locale_is_asked_for_once_a_day() -> None:
    slack, time = Slack({"user": {"locale": "sv-SE"}}, {"user": {"locale": "en-GB"}}), Time()
    people = UserLocales(slack, time)

    first = [people.locale("U0ANNA"), people.locale("U0ANNA")]
    time.now += REMEMBER + 1

    assert [*first, people.locale("U0ANNA")] == ["sv-SE", "sv-SE", "en-GB"]


def test_a_locale_that_slack_is_slow_to_tell_is_there_the_next_time() -> None:
    told, slow = threading.Event(), Slack({"user": {"locale": "sv-SE"}})
    with ThreadPoolExecutor(1) as worker:
        worker.submit(told.wait)  # the worker is busy until then
        people = UserLocales(slow, worker=worker)
        people.patience = 0.0
        first = people.locale("U0ANNA")
        told.set()
        people.patience = 20.0

        assert (first, people.locale("U0ANNA")) == (None, "sv-SE")


def test_an_old_locale_counts_until_there_is_a_new_one() -> None:
    slack, time = Slack({"user": {"locale": "sv-SE"}}, trouble("internal_error")), Time()
    people = UserLocales(slack, time)
    people.locale("U0ANNA")
    time.now += REMEMBER + 1

    assert people.locale("U0ANNA") == "sv-SE"


def test_a_person_of_whom_slack_tells_nothing_has_no_locale_for_now() -> None:
    people = UserLocales(Slack(trouble("user_not_found"), {"user": {"locale": "sv-SE"}}))

    assert [people.locale("U0ANNA"), people.locale("U0ANNA")] == [None, "sv-SE"]


@pytest.mark.parametrize(("user", "is_officer"), [("U0OLLE", True), ("U0ODA", True), ("U0ANNA", False)])
def test_officers_are_the_members_of_the_channel_on_every_page(user: str, is_officer: bool) -> None:
    pages = [{"members": ["U0OLLE"]}, {"members": ["U0ODA"]}]
    slack = Slack(pages, {"user": {"id": user, "team_id": "T0ACME"}})

    assert ChannelOfficers(slack, "C0OFFICERS", "T0ACME").includes(user) is is_officer
    assert slack.asked[0] == {"channel": "C0OFFICERS", "limit": 200}


@pytest.mark.parametrize(
    "facts",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"deleted": True},
        {"team_id": "T0ELSE"},
    ],
)
def test_a_member_who_is_no_employee_is_no_officer_until_slack_says_otherwise(facts: dict[str, Any]) -> None:
    members = [{"members": ["U0GUS"]}]
    guest, employee = {"user": {"team_id": "T0ACME", **facts}}, {"user": {"team_id": "T0ACME"}}
    slack, time = Slack(members, guest, members, members, employee), Time()
    officers = ChannelOfficers(slack, "C0OFFICERS", "T0ACME", time)

    answers = [officers.includes("U0GUS"), officers.includes("U0GUS")]
    time.now += REMEMBER_STANDING + 1

    assert [*answers, officers.includes("U0GUS")] == [False, False, True]


def test_where_slack_does_not_say_who_a_member_is_nobody_is_an_officer() -> None:
    slack = Slack([{"members": ["U0OLLE"]}], trouble("internal_error"))

    with pytest.raises(NotSent):
        ChannelOfficers(slack, "C0OFFICERS", "T0ACME").includes("U0OLLE")


def test_where_slack_does_not_say_who_the_officers_are_nobody_is_one() -> None:
    with pytest.raises(NotSent):
        ChannelOfficers(Slack(trouble("internal_error")), "C0OFFICERS", "T0ACME").includes("U0OLLE")
