"""The model learns what it is shown, the same each time."""

from pathlib import Path

import numpy as np
import pytest

from bot.assembly import shipped
from bot.knowledge import Knowledge
from bot.understanding import Reader, confusions, explain_reading, held_out
from bot.understanding.features import sort_of
from bot.understanding.held_out import JudgedWording, judge_wordings
from bot.understanding.linear import FeatureSpace, train
from bot.understanding.model import Model
from bot.understanding.targets import Target, Wording, wordings
from tests.knowledge.folder import Folder


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return Folder(tmp_path / "lanterns").load()


def test_two_heads_learn_what_tells_them_apart() -> None:
    examples = [{"cat": 1.0, "a": 1.0}, {"dog": 1.0, "a": 1.0}] * 2
    space = FeatureSpace.of(examples, most=10)
    heads = train([space.vector(found) for found in examples], np.array([[1, -1], [-1, 1]] * 2, np.int8), 3)

    cat = heads.scores(space.vector({"cat": 1.0}))

    assert cat[0] > 0 > cat[1]


def test_a_head_that_an_example_says_nothing_about_does_not_learn_from_it() -> None:
    examples = [{"cat": 1.0}] * 2
    space = FeatureSpace.of(examples, most=10)
    heads = train([space.vector(found) for found in examples], np.array([[1, 0]] * 2, np.int8), 1)

    assert heads.scores(space.vector({"cat": 1.0}))[1] == 0


def test_training_comes_to_the_same_end_each_time(small: Knowledge) -> None:
    examples = list(wordings(small))
    one, other = (Model.train(small, examples).trained[1] for _ in range(2))

    assert np.array_equal(one.weights, other.weights)


def test_another_companys_folder_with_no_lists_of_its_own_is_understood(tmp_path: Path) -> None:
    small = Folder(tmp_path / "lanterns").load(defaults=shipped("knowledge"))
    reading = Reader(small).read("do you sell my data?")

    assert (reading.language, list(reading.entries)) == ("en", ["selling"])


def test_sorts_of_features_are_told_apart() -> None:
    assert [sort_of(name) for name in ("=radera", "#erase&me", "ta+bort", " rad")] == ["stem", "concept", "pair", "run"]


def test_held_out_phrasings_are_judged_without_themselves(tmp_path: Path) -> None:
    """Without its own wording, all that is known of addresses is that they are kept."""
    folder = Folder(tmp_path / "lanterns")
    folder.entry["phrasings"]["en"] = ["How long do you keep my address?", "How long is an address kept?"]
    folder.entries[1]["phrasings"]["en"] = ["Do you sell my data?", "address trade"]
    knowledge = folder.load()
    known = list(wordings(knowledge))

    judged = {one.wording.text: one for one in held_out(knowledge, folds=len(known), processes=1)}
    taught = judge_wordings(Model.train(knowledge, known), known)

    assert [one.wording.text for one in taught if not one.right] == []
    assert judged["address trade"].taken_for == Target("entry", "storage-time")
    assert {text for text, one in judged.items() if one.behind > 0} == {text for text, one in judged.items() if not one.right}


def test_confusions_name_both_meanings_the_most_confused_pair_first_and_its_worst_wording_first() -> None:
    light, oil, thanks = Target("entry", "light"), Target("entry", "oil"), Target("smalltalk", "thanks")
    once = JudgedWording(Wording(thanks, "en", "light"), taken_for=light, behind=0.9)
    slightly, badly = (
        JudgedWording(Wording(light, "en", text), oil, behind) for text, behind in (("lamp oil", 0.1), ("oil light", 0.5))
    )
    right = JudgedWording(Wording(oil, "en", "oil"), taken_for=oil, behind=0.0)

    found = confusions([once, slightly, right, badly])

    assert [(pair.own, pair.taken_for, list(pair.wordings)) for pair in found] == [
        (light, oil, [badly, slightly]),
        (thanks, light, [once]),
    ]


def test_an_explanation_shows_what_decided_and_what_came_next(reader: Reader) -> None:
    reading = reader.read("How do I switch off cookies in my brwoser?")
    explanation = explain_reading(reading, reader.limits)

    assert explanation.decided
    assert explanation.decided.id == reading.entries[0]
    assert explanation.lead > 0
    assert explanation.runners_up
    assert ("brwoser", "browser") in explanation.mended
    assert "cookies" in explanation.words
