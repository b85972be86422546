"""What Slack knows of people is asked for no more often than needed, and never believed when it was not said."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.people import REMEMBER, UserLocales


class Slack:
    """Answers a question from a list, and remembers that it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    def _answer(self, **facts: Any) -> Any:
        self.asked.append(facts)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    users_info = _answer


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
        worker.submit(int).result()  # so the worker has asked Slack

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
