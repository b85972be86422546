"""The trained model is kept from one start to the next, and learnt anew when what it was learnt from has changed."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from bot.knowledge import Knowledge
from bot.model_file import MODELS_KEPT, kept_or_trained
from tests.knowledge.folder import Folder

NAMES = ("names", "rarity", "weights", "bias")


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


class Trap:
    """Whoever unpickles one says so."""

    def __reduce__(self) -> tuple[object, ...]:
        return pytest.fail, ("a model file was unpickled",)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def cut_at_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def one_wrong_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def text(file: Path) -> None:
    file.write_text("Kära dagbok", encoding="utf-8")


def a_pickle(file: Path) -> None:
    file.write_bytes(pickle.dumps(Trap()))


def pickles_inside(file: Path) -> None:
    np.savez(file, **dict.fromkeys(NAMES, np.array([Trap()], object)))


def one_array(file: Path) -> None:
    with file.open("wb") as opened:
        np.save(opened, np.zeros(3))


def another_archive(file: Path) -> None:
    with ZipFile(file, "w") as archive:
        archive.writestr("names.npy", "no array")


def changed(file: Path, **arrays: Any) -> None:
    with np.load(file) as kept:
        np.savez(file, **(dict(kept) | arrays))


def a_part_too_few(file: Path) -> None:
    with np.load(file) as kept:
        np.savez(file, **{name: kept[name] for name in NAMES[1:]})


def other_shapes(file: Path) -> None:
    changed(file, weights=np.zeros((2, 2), np.float32))


def other_meanings(file: Path) -> None:
    with np.load(file) as kept:
        weights, bias = kept["weights"][:, 1:], kept["bias"][1:]
    changed(file, weights=weights, bias=bias)


def no_numbers(file: Path) -> None:
    changed(file, bias=np.full_like(np.load(file)["bias"], np.nan))


def words_for_numbers(file: Path) -> None:
    changed(file, rarity=np.array(["rare"]))


def names_that_are_no_text(file: Path) -> None:
    changed(file, names=np.array([255, 254], np.uint8))


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link_to_itself(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGE = [
    *(cut, cut_at_its_end, empty, zeros, one_wrong_byte, text, a_pickle, pickles_inside, one_array, another_archive),
    *(a_part_too_few, other_shapes, other_meanings, no_numbers, words_for_numbers, names_that_are_no_text),
    *(a_folder, a_link_to_itself, a_pipe),
]


@pytest.mark.skipif(os.name != "posix", reason="other systems have other files")
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_learnt_anew_once(small: Knowledge, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    kept_or_trained(small, tmp_path / "cache")
    [file] = (tmp_path / "cache").iterdir()
    damage(file)

    assert trainings(small, tmp_path / "cache", times=2) == 1
    assert list((tmp_path / "cache").iterdir()) == [file]


def test_a_folder_in_the_place_of_the_file_that_is_not_empty_costs_only_time(small: Knowledge, tmp_path: Path) -> None:
    kept_or_trained(small, tmp_path / "cache")
    [file] = (tmp_path / "cache").iterdir()
    a_folder(file)
    (file / "somebody's").touch()

    assert trainings(small, tmp_path / "cache", times=2) == 2
    assert list((tmp_path / "cache").iterdir()) == [file]


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
