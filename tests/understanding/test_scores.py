"""Labels, features and scores of the model, with weights made for the tests."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge import Knowledge
from bot.understanding import Limits, Reading, Scored, Verdict, explain_reading
from bot.understanding.held_out import held_out, judge_wordings
from bot.understanding.linear import FeatureSpace, Heads
from bot.understanding.model import Model, Piece
from bot.understanding.targets import ABOUT_INCIDENTS, ABOUT_RIGHTS, ANY_REQUEST, INCIDENT, Target, Wording, labels, meanings
from tests.knowledge.folder import Folder

LAMP, OIL, ERASURE = Target("entry", "lamp"), Target("entry", "oil"), Target("request", "erasure")


def test_a_wording_belongs_to_its_meaning_and_says_nothing_of_what_it_may_look_like() -> None:
    known = [Wording(target, "en", "x") for target in (LAMP, OIL, ERASURE, INCIDENT, ABOUT_RIGHTS, ABOUT_INCIDENTS)]
    heads = meanings(known)

    assert heads == [LAMP, OIL, INCIDENT, ERASURE, ANY_REQUEST]
    assert labels(known, heads).tolist() == [
        [1, -1, -1, -1, -1],
        [-1, 1, -1, -1, -1],
        [0, 0, -1, 1, 1],
        [-1, -1, 1, -1, -1],
        [0, 0, 0, -1, -1],
        [0, 0, -1, 0, 0],
    ]


def test_the_space_holds_the_commonest_features_that_more_than_one_example_has() -> None:
    examples = [{"a": 1.0, "b": 1.0}, {"a": 1.0, "b": 1.0, "c": 1.0}, {"a": 1.0}]

    assert FeatureSpace.of(examples, most=9).numbers == {"a": 0, "b": 1}
    assert FeatureSpace.of(examples, most=1).numbers == {"a": 0}
    assert FeatureSpace.of(examples, most=9).rarity == pytest.approx([np.log(2), np.log(2.5)])


def test_a_vector_has_length_one_and_leaves_out_what_is_not_known() -> None:
    numbers, weights = FeatureSpace({"a": 0, "b": 1}, np.array([3, 4], np.float32)).vector({"b": 1.0, "a": 1.0, "c": 9.0})

    assert (numbers.tolist(), weights.tolist()) == ([1, 0], pytest.approx([0.8, 0.6]))


@pytest.fixture
def lanterns(tmp_path: Path) -> Knowledge:
    return Folder(tmp_path / "lanterns").load()


def model(knowledge: Knowledge, words: dict[str, float], bias: list[float]) -> Model:
    """A model of two entries and a request, in which single words speak for the first entry."""
    examples = [Wording(target, "en", "x") for target in (LAMP, OIL, ERASURE)]
    weights = np.zeros((len(words), 4), np.float32)
    weights[:, 0] = list(words.values())
    space = FeatureSpace({f"={word}": number for number, word in enumerate(words)}, np.ones(len(words), np.float32))
    return Model(knowledge, space, Heads(weights, np.array(bias, np.float32)), examples)


def told(knowledge: Knowledge, weights: dict[str, float], words: list[str]) -> list[str]:
    piece = Piece(" ".join(words), tuple(word.upper() for word in words), tuple(words))
    return model(knowledge, weights, [0, 0, 0, 0]).deciding_words(piece, LAMP, "en")


def test_the_words_that_decided_are_the_weightiest_and_no_more_than_five(lanterns: Knowledge) -> None:
    weights = {"aa": 0.2, "bb": 0.9, "cc": 0.11, "dd": 0.09, "ee": -0.5}
    many = dict.fromkeys(("aa", "bb", "cc", "dd", "ee", "ff"), 0.5)

    assert told(lanterns, weights, ["aa", "bb", "cc", "dd", "ee"]) == ["BB", "AA", "CC"]
    assert told(lanterns, many, list(many)) == ["AA", "BB", "CC", "DD", "EE"]
    assert told(lanterns, weights, [*["zz"] * 59, "aa", "bb"]) == ["AA"]


@pytest.mark.parametrize(
    ("target", "bias", "taken_for", "behind"),
    [
        (ERASURE, [9, 9, 1, 9], ERASURE, 0.0),
        (LAMP, [2, 1, 9, 9], LAMP, 0.0),
        (LAMP, [1, 3, 9, 9], OIL, 2.0),
    ],
    ids=["what all requests have in common is no meaning", "requests are none of an entry's rivals", "another entry first"],
)
def test_a_wording_is_judged_among_meanings_of_its_sort(
    lanterns: Knowledge, target: Target, bias: list[float], taken_for: Target, behind: float
) -> None:
    (found,) = judge_wordings(model(lanterns, {"aa": 0.0}, bias), [Wording(target, "en", "words")])

    assert (found.taken_for, found.behind, found.right) == (taken_for, behind, taken_for == target)


def test_a_wording_of_a_meaning_that_the_model_was_not_told_of_is_not_judged(lanterns: Knowledge) -> None:
    assert list(judge_wordings(model(lanterns, {"aa": 0.0}, [0, 0, 0, 0]), [Wording(Target("entry", "wick"), "en", "x")])) == []


def test_a_phrasing_that_is_held_out_has_not_been_learnt(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "lanterns")
    folder.entries[0]["phrasings"] = {"en": ["lamp one", "oil one", "lamp two", "oil two"]}
    folder.entries[1]["phrasings"] = {"en": ["oil three", "lamp three", "oil four", "lamp four"]}

    # Each half of them teaches "lamp" and "oil" the other way round.
    entries = [one for one in held_out(folder.load(), folds=2, processes=1) if one.wording.target.kind == "entry"]
    assert [one.right for one in entries] == [False] * 8


@pytest.mark.parametrize(
    ("ranking", "decided", "lead"),
    [([0.9, 0.25, 0.1], 0.9, 0.65), ([0.9], 0.9, 0.0), ([], None, 0.0)],
)
def test_an_explanation_gives_the_lead_over_the_first_runner_up(ranking: list[float], decided: float | None, lead: float) -> None:
    ranked = [Scored("entry", str(score), score) for score in ranking]
    found = explain_reading(Reading("en", None, Verdict.ANSWER, ranking=ranked, request_score=-0.5), Limits())

    assert (found.decided.score if found.decided else None, found.lead, found.request_score) == (decided, lead, -0.5)
    assert list(found.runners_up) == ranked[1:]
