"""The disk is full: that is said in a sentence, nothing is acked, and the desk goes on when there is room."""

import resource
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.assembly import shipped
from bot.store import open_store
from bot.workspace import Workspace
from tests.commands.desk_process import DeskProcess
from tests.keys import MASTER, VAULT
from tests.knowledge.folder import Folder
from tests.scenarios.clock import SteppingClock

WORDS = "Please erase all the data that you keep on me, Eva Ek"
PATIENCE = 120
FULL = "The disk that holds the database fails. Check the disk and the room on it."
"""What a limit on a process's files is to SQLite; of a disk without room it says that it is full."""

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def slack(clock: SteppingClock) -> Iterator[Workspace]:
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=clock.seconds, rate_limits=False) as slack:
        yield slack


@pytest.fixture
def desk(slack: Workspace, tmp_path: Path, lanterns: Folder) -> DeskProcess:
    officers = slack.add_channel("officers", private=True, members=[slack.bot_user_id])
    return DeskProcess(slack, officers, tmp_path, lanterns.write())


@pytest.fixture
def running(desk: DeskProcess) -> Iterator[DeskProcess]:
    desk.start()
    yield desk
    desk.kill()


@pytest.mark.parametrize(
    ("key", "why"),
    [(MASTER, f"Insyn cannot start: {FULL}"), ("", "insyn.key cannot be made: File too large. Mend that, or set INSYN_KEY.")],
    ids=["of the environment", "that is to be made"],
)
def test_a_first_start_on_a_full_disk_is_refused_in_a_sentence_and_made_when_there_is_room(
    desk: DeskProcess, key: str, why: str
) -> None:
    status, said = desk.start_on_full_disk(INSYN_KEY=key)

    assert (status, "Traceback" in said) == (2, False)
    assert why in said
    desk.start()
    desk.kill()


def test_a_start_on_a_disk_that_became_full_is_refused_in_a_sentence(desk: DeskProcess) -> None:
    open_store(f"sqlite:///{desk.file}", vault=VAULT).close()
    status, said = desk.start_on_full_disk()

    assert (status, "Traceback" in said, FULL in said) == (2, False, True)


def test_a_desk_whose_disk_is_full_acks_nothing_and_answers_when_there_is_room(
    slack: Workspace, clock: SteppingClock, running: DeskProcess
) -> None:
    eva = slack.add_user("eva", real_name="Eva Ek", locale="en-GB")
    running.fill_disk(full=True)
    ts = slack.say(eva, slack.dm(eva), WORDS)
    running.printed(rf"trouble \w+: StoreUnavailable at .*\. {FULL}")
    assert ([one.user for one in slack.pending], running.tickets()) == ([eva], 0)
    running.fill_disk(full=False)
    clock.advance(timedelta(seconds=10))
    slack.tick()
    slack.wait(lambda: len(slack.thread(slack.dm(eva), ts)) > 1, PATIENCE)

    assert (slack.given_up, running.tickets()) == (0, 1)
    assert [line for line in running.lines if "Traceback" in line] == []
