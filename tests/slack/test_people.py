"""What Slack knows of people is asked for no more often than needed, and never believed when it was not said."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.errors import NotSent
from bot.slack.people import REMEMBER, ChannelOfficers, UserLocales


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


def test_a_person_of_whom_slack_tells_nothing_has_no_locale_for_now() -> None:
    people = UserLocales(Slack(trouble("user_not_found"), {"user": {"locale": "sv-SE"}}))

    assert [people.locale("U0ANNA"), people.locale("U0ANNA")] == [None, "sv-SE"]


@pytest.mark.parametrize(("user", "is_officer"), [("U0OLLE", True), ("U0ODA", True), ("U0ANNA", False)])
def test_officers_are_the_members_of_the_channel_on_every_page(user: str, is_officer: bool) -> None:
    pages = [{"members": ["U0OLLE"]}, {"members": ["U0ODA"]}]
    slack = Slack(pages)

    assert ChannelOfficers(slack, "C0OFFICERS").includes(user) is is_officer
    assert slack.asked == [{"channel": "C0OFFICERS", "limit": 200}]


def test_where_slack_does_not_say_who_the_officers_are_nobody_is_one() -> None:
    with pytest.raises(NotSent):
        ChannelOfficers(Slack(trouble("internal_error")), "C0OFFICERS").includes("U0OLLE")
