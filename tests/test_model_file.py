"""The trained model is kept from one start to the next, and learnt anew when what it was learnt from has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge import Knowledge
from bot.model_file import MODELS_KEPT, kept_or_trained
from tests.knowledge.folder import Folder


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return Folder(tmp_path / "lanterns").load()


def trainings(knowledge: Knowledge, folder: Path, times: int = 1) -> int:
    """How often a model was trained in so many starts."""
    trained: list[None] = []

    @contextmanager
    def training() -> Iterator[None]:
        yield
        trained.append(None)

    for _ in range(times):
        kept_or_trained(knowledge, folder, training)
    return len(trained)


def test_a_model_is_trained_once_and_said_to_be(small: Knowledge, tmp_path: Path) -> None:
    assert trainings(small, tmp_path / "cache", times=3) == 1


def test_a_kept_model_scores_as_the_trained_one(small: Knowledge, tmp_path: Path) -> None:
    trained, kept = (kept_or_trained(small, tmp_path / "cache") for _ in range(2))
    piece = trained.piece("do you sell my address?", "en")

    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert np.array_equal(trained.scores(piece, "en"), kept.scores(piece, "en"))


def test_a_broken_file_is_trained_anew(small: Knowledge, tmp_path: Path) -> None:
    kept_or_trained(small, tmp_path / "cache")
    (file,) = (tmp_path / "cache").glob("model-*.npz")
    file.write_bytes(file.read_bytes()[:100])

    assert trainings(small, tmp_path / "cache", times=2) == 1


def test_a_changed_phrasing_is_learnt(small: Knowledge, tmp_path: Path) -> None:
    trainings(small, tmp_path / "cache")

    assert trainings(_reworded(small, "entirely other words"), tmp_path / "cache") == 1


def test_a_model_that_is_in_use_is_kept_however_old_it_is(small: Knowledge, tmp_path: Path) -> None:
    for number in range(MODELS_KEPT + 2):
        trainings(_reworded(small, f"wording number {number}"), tmp_path / "cache")
        assert trainings(small, tmp_path / "cache") == (0 if number else 1)


def test_folders_may_take_turns_and_only_the_newest_models_are_kept(small: Knowledge, tmp_path: Path) -> None:
    versions = [_reworded(small, f"wording number {number}") for number in range(MODELS_KEPT + 2)]
    for version in versions:
        trainings(version, tmp_path / "cache")

    assert trainings(versions[-1], tmp_path / "cache") + trainings(versions[-2], tmp_path / "cache") == 0
    assert len(list((tmp_path / "cache").iterdir())) == MODELS_KEPT


def test_a_folder_that_cannot_be_written_costs_only_time(small: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert kept_or_trained(small, tmp_path / "file" / "cache").targets


def _reworded(knowledge: Knowledge, wording: str) -> Knowledge:
    first, *others = knowledge.entries.values()
    changed = first.model_copy(update={"phrasings": {language: [*texts, wording] for language, texts in first.phrasings.items()}})
    return replace(knowledge, entries={entry.id: entry for entry in (changed, *others)})
