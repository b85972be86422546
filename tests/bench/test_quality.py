"""The ladder of the benchmark: a row for each way of understanding, with shares that mean something."""

import json
from pathlib import Path

import pytest

from bot.bench.baselines import LADDER
from bot.bench.quality import STEPS, Question, cites, labelled, ladder
from bot.knowledge import Knowledge, load
from bot.understanding.targets import Target
from tests.knowledge.folder import Folder

WHOLE = "the whole desk, answering or asking"


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(Folder(tmp_path / "lanterns").write())


def test_there_is_a_row_for_each_baseline_each_step_and_the_whole_desk(knowledge: Knowledge) -> None:
    rows = list(ladder(knowledge))

    assert [row.name for row in rows] == [*LADDER, *STEPS, WHOLE]
    assert [row.name for row in rows if row.milliseconds <= 0] == []


@pytest.mark.parametrize(
    ("phrasing", "share"), [("How long do you keep my address?", 1.0), ("Do you sell my data for years?", 0.0)]
)
def test_the_share_is_of_phrasings_that_others_of_their_entry_lead_to(tmp_path: Path, phrasing: str, share: float) -> None:
    """Of so few phrasings only the first is asked, and nobody has seen it."""
    folder = Folder(tmp_path / "lanterns")
    folder.entry["phrasings"]["en"] = [phrasing, "How long do you keep addresses?"]

    assert {row.name: row.phrasings for row in ladder(folder.load())} == dict.fromkeys([*LADDER, *STEPS, WHOLE], share)


def test_without_labelled_questions_nothing_is_said_of_them(knowledge: Knowledge) -> None:
    assert {row.questions for row in ladder(knowledge)} == {None}


def test_of_labelled_questions_only_those_that_have_an_answer_are_asked(knowledge: Knowledge) -> None:
    entry = next(iter(knowledge.entries.values()))
    asked = Question(entry.phrasings["en"][0], "en", "question", frozenset(entry.paragraphs))
    aside = Question("hello", "en", "smalltalk", frozenset())

    assert {row.name: row.questions for row in ladder(knowledge, [asked, aside])}["BM25"] == 1.0


def test_a_question_is_met_where_a_right_paragraph_is_cited(knowledge: Knowledge) -> None:
    id, entry = next(iter(knowledge.entries.items()))
    right = Question("?", "en", "question", frozenset([*entry.paragraphs, "9.9"]))

    assert cites(knowledge, Target("entry", id), right)
    assert not cites(knowledge, Target("entry", id), Question("?", "en", "question", frozenset(["9.9"])))
    assert not cites(knowledge, Target("smalltalk", "thanks"), right)


def test_labelled_questions_are_read_from_lines_of_json(tmp_path: Path) -> None:
    row = {"text": "Vad?", "lang": "sv", "kind": "question", "gold": ["1.1"], "also_ok": ["2.1"], "id": "x"}
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{json.dumps(row)}\n\n", encoding="utf-8")

    assert labelled(file) == [Question("Vad?", "sv", "question", frozenset({"1.1", "2.1"}))]
