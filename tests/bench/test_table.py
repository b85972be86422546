"""What `insyn bench` prints: each figure of the desk beside a baseline of the same run, with the ratio of the two."""

import re
from pathlib import Path

import pytest

from bot.bench.baselines import LADDER
from bot.commands.bench import run
from tests.knowledge.folder import Folder

DESK, ECHO = "the desk", "a bare Bolt app that echoes"


def ways(table: str) -> dict[str, list[str]]:
    """Who was measured in each way, in the order of the table."""
    found: dict[str, list[str]] = {}
    for way, who in re.findall(r"^  (.+): (.+?)  +\S+/s ", table, flags=re.MULTILINE):
        found.setdefault(way, []).append(who)
    return found


def without_ratio(table: str) -> list[str]:
    """The baselines' lines that no ratio follows."""
    lines = [line.strip() for line in table.splitlines()]
    baselines = [line for line in lines if line.startswith("baseline:") or re.search(": (?!the desk ).+/s ", line)]
    return [line for line in baselines if not re.match(r"ratio: .*\d$", lines[lines.index(line) + 1])]


# One run, for it starts the desk and asks it.
def test_each_figure_stands_beside_a_baselines_with_a_ratio_and_progress_is_said_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(0.0, Folder(tmp_path / "lanterns").write(), starts=1)
    table, progress = capsys.readouterr()

    assert ways(table) == {
        "questions": [DESK, *LADDER],
        "mails of 200 words": [DESK, *LADDER],
        "one after the other": [DESK, ECHO],
        "20 people at once": [DESK, ECHO],
    }
    assert without_ratio(table) == []
    assert re.findall("baseline: (.+?)  ", table) == [
        "start of the bare Bolt app",
        "peak memory of the bare Bolt app",
        "slack_bolt",
    ]
    # A model that is not kept yet is learnt first, which is said too.
    said = [line for line in progress.splitlines() if line.endswith(" ...") and not line.startswith("Learning")]
    assert said == [
        "Loading the knowledge and the model ...",
        "Asking questions of the desk and of the baselines ...",
        "Asking mails of 200 words of the desk and of the baselines ...",
        "Starting the desk and writing to it ...",
        "Starting a bare Bolt app that echoes and writing to it ...",
    ]
