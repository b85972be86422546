"""From a message to its answer: a real process, connected to the stand-in for Slack, answers people one by one and at once."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.bench import path
from bot.bench.processes import DESK, ECHO, connected
from bot.workspace import Workspace
from tests.knowledge.folder import Folder

TEXTS = ["one", "two", "three", "four", "five"]


class Talk(NamedTuple):
    """A message and its answer."""

    text: str
    channel: str
    asked: float
    answered: float


@pytest.fixture
def echo() -> Iterator[Workspace]:
    with connected(ECHO) as app:
        yield app.slack


def talks(slack: Workspace) -> list[Talk]:
    """What was written and answered, in the order in which it was written."""
    posts = [call.arguments for call in slack.calls if call.method == "chat.postMessage"]
    threads = [slack.thread(post["channel"], post["thread_ts"]) for post in posts]
    return sorted(
        (Talk(asked.text, asked.channel, float(asked.ts), float(answer.ts)) for asked, answer in threads),
        key=lambda talk: talk.asked,
    )


def test_one_by_one_a_text_is_written_when_the_one_before_it_was_answered(echo: Workspace) -> None:
    found = path.one_by_one(echo, TEXTS, seconds=60)
    said = talks(echo)

    assert [talk.text for talk in said] == TEXTS
    assert all(before.answered < after.asked for before, after in pairwise(said))
    assert found.calls / found.per_second == pytest.approx(sum(talk.answered - talk.asked for talk in said), abs=1e-4)


def test_at_once_as_many_people_write_and_again_when_all_of_them_have_their_answers(echo: Workspace) -> None:
    found = path.at_once(echo, TEXTS, seconds=60, people=2)
    said = talks(echo)
    bursts = [said[:2], said[2:4], said[4:]]
    lasted = [max(talk.answered for talk in burst) - burst[0].asked for burst in bursts]

    assert [talk.text for talk in said] == TEXTS
    assert [len({talk.channel for talk in burst}) for burst in bursts] == [2, 2, 1]
    assert all(talk.answered < after[0].asked for burst, after in pairwise(bursts) for talk in burst)
    assert (found.calls, found.calls / found.per_second) == (5, pytest.approx(sum(lasted), abs=1e-4))
    assert found.p99 == pytest.approx(max(talk.answered - talk.asked for talk in said) * 1000, abs=0.1)


def test_when_the_time_is_over_nothing_more_is_written(echo: Workspace) -> None:
    assert path.one_by_one(echo, TEXTS, seconds=0).calls == 1
    assert path.at_once(echo, TEXTS, seconds=0, people=2).calls == 2

    assert len(talks(echo)) == 3


def test_the_desk_runs_as_people_start_it_with_the_knowledge_that_is_named(tmp_path: Path) -> None:
    with connected(DESK, Folder(tmp_path / "lanterns").write()) as app:
        user = app.slack.add_user("anna", locale="en-GB")
        ts = app.slack.say(user, app.slack.dm(user), "Do you sell my data?")
        answer = app.slack.wait(lambda: app.slack.thread(app.slack.dm(user), ts)[1:], path.PATIENCE)[0]

    assert "We never sell data." in str(answer.blocks)


def test_a_process_tells_when_it_was_connected_and_the_most_memory_that_it_has_had() -> None:
    with connected(ECHO) as app:
        assert app.seconds > 0.05
        assert 10 < (app.peak() or 0) < 500

    assert app.peak() is None  # it has ended


def test_a_process_that_cannot_start_says_why() -> None:
    with pytest.raises(ChildProcessError, match="No module named"), connected(("-m", "bot.bench.nothing")):
        pass


def test_no_setting_of_a_real_desk_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "OFFICERS_CHANNEL", "SLACK_APP_TOKEN", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/elsewhere")

    with connected(ECHO) as app:
        assert path.one_by_one(app.slack, ["one"], seconds=0).calls == 1
