"""Readings for scores just below and just above each limit, with a model that scores every text alike."""

from pathlib import Path

import numpy as np
import pytest

from bot.knowledge import Knowledge
from bot.understanding import Reader, Reading, Verdict
from bot.understanding.linear import FeatureSpace, Heads
from bot.understanding.model import Model
from bot.understanding.targets import Target, meanings, wordings
from tests.knowledge.folder import Folder

OFFICER, SELLING, STORAGE = Target("unanswered", "officer"), Target("entry", "selling"), Target("entry", "storage-time")
ERASURE, ANY = Target("request", "erasure"), Target("request", "any")
THANKS, WEATHER = Target("smalltalk", "thanks"), Target("outside", "outside")


@pytest.fixture
def lanterns(tmp_path: Path) -> Knowledge:
    folder = Folder(tmp_path / "lanterns")
    folder.files["requests.yaml"] = {"erasure": {"en": ["Erase my data"]}}
    folder.files["smalltalk.yaml"] = {"thanks": {"en": ["thank you", "k"]}}
    folder.files["outside.yaml"] = {"en": ["what a day"]}
    return folder.load()


def read(knowledge: Knowledge, scores: dict[Target, float], text: str = "Erase my data") -> Reading:
    """The reading of a text with these scores; all other meanings score below every limit."""
    examples = list(wordings(knowledge))
    known = meanings(examples)
    assert scores.keys() <= set(known)
    none = {target: -1.0 if target.kind in ("smalltalk", "outside") else -3.0 for target in known}
    bias = np.array(list((none | scores).values()), np.float32)
    heads = Heads(np.zeros((0, len(known)), np.float32), bias)
    model = Model(knowledge, FeatureSpace({}, np.zeros(0, np.float32)), heads, examples)
    return Reader(knowledge, model=model).read(text)


@pytest.mark.parametrize(("request_score", "unsure"), [(0.49, True), (0.51, False)])
def test_a_request_is_unsure_that_is_only_just_taken_for_one(lanterns: Knowledge, request_score: float, unsure: bool) -> None:
    reading = read(lanterns, {ANY: 0.0, ERASURE: request_score})

    assert (reading.verdict, reading.unsure, reading.maybe_request) == (Verdict.REQUEST, unsure, False)
    assert reading.request_score == pytest.approx(request_score)


def test_what_is_no_request_is_not_an_unsure_one(lanterns: Knowledge) -> None:
    assert not read(lanterns, {SELLING: 0.5}).unsure


@pytest.mark.parametrize(
    ("scores", "rights", "doubtful"),
    [
        ({SELLING: 0.5, ANY: 0.0, ERASURE: -1.19}, ["objection"], False),
        ({SELLING: 0.5, ANY: 0.0, ERASURE: -1.21}, [], False),
        ({STORAGE: 0.5, ANY: 0.0, ERASURE: -1.19}, [], False),
        ({SELLING: 0.5, STORAGE: 0.49, ANY: 0.0, ERASURE: -1.19}, [], False),
        ({SELLING: 0.5, ANY: 0.0, ERASURE: -0.79}, ["erasure"], True),
        ({THANKS: 0.5, ANY: 0.0, ERASURE: -0.79}, ["erasure"], False),
    ],
    ids=["near", "far", "no right explained", "no answer", "in doubt", "smalltalk"],
)
def test_an_answer_that_explains_a_right_offers_it_where_the_words_come_near(
    lanterns: Knowledge, scores: dict[Target, float], rights: list[str], doubtful: bool
) -> None:
    reading = read(lanterns, scores)

    assert (list(reading.rights), reading.maybe_request) == (rights, doubtful)


@pytest.mark.parametrize(
    ("scores", "verdict", "unanswered", "smalltalk", "about_privacy"),
    [
        ({OFFICER: 0.5}, Verdict.NO_ANSWER, "officer", None, True),
        ({OFFICER: 0.5, SELLING: 0.4}, Verdict.NO_ANSWER, "officer", None, True),
        ({THANKS: 0.5}, Verdict.SMALLTALK, None, "thanks", False),
        ({THANKS: 0.5, SELLING: 0.9}, Verdict.SMALLTALK, None, "thanks", False),
        ({THANKS: 0.5, SELLING: 0.9, STORAGE: 0.8}, Verdict.CHOICES, None, None, False),
        ({WEATHER: 0.5}, Verdict.NO_ANSWER, None, None, False),
        ({SELLING: -0.96}, Verdict.NO_ANSWER, None, None, True),
    ],
)
def test_what_was_not_answered_is_named_where_it_is_known(
    lanterns: Knowledge,
    scores: dict[Target, float],
    verdict: Verdict,
    unanswered: str | None,
    smalltalk: str | None,
    about_privacy: bool,
) -> None:
    reading = read(lanterns, scores)

    assert (reading.verdict, reading.unanswered, reading.smalltalk) == (verdict, unanswered, smalltalk)
    assert reading.about_privacy is about_privacy


@pytest.mark.parametrize(("score", "sure"), [(-1.5, 0.0), (-0.5, 0.25), (0.0, 0.5), (0.9, 0.95), (1.5, 1.0)])
def test_the_certainty_runs_from_nought_to_one(lanterns: Knowledge, score: float, sure: float) -> None:
    assert read(lanterns, {SELLING: score}).score == pytest.approx(sure)


@pytest.mark.parametrize(
    ("text", "verdict", "smalltalk"),
    [
        ("👍", Verdict.SMALLTALK, "acknowledgement"),
        (":)", Verdict.SMALLTALK, "acknowledgement"),
        (":+1:", Verdict.SMALLTALK, "acknowledgement"),
        ("?!", Verdict.UNREADABLE, None),
        ("x", Verdict.UNREADABLE, None),
        ("a b", Verdict.UNREADABLE, None),
        ("\u2190", Verdict.UNREADABLE, None),
        ("\u2191", Verdict.SMALLTALK, "acknowledgement"),
        ("k", Verdict.ANSWER, None),
        ("ok", Verdict.ANSWER, None),
    ],
)
def test_signs_without_a_word_are_friendly_or_unreadable(
    lanterns: Knowledge, text: str, verdict: Verdict, smalltalk: str | None
) -> None:
    reading = read(lanterns, {SELLING: 0.5}, text)

    assert (reading.verdict, reading.smalltalk) == (verdict, smalltalk)


def test_the_ranking_names_the_first_eight(lanterns: Knowledge) -> None:
    ranking = read(lanterns, {SELLING: 0.5, STORAGE: 0.1, OFFICER: 0.2}).ranking

    assert [(one.kind, one.id, one.score) for one in ranking[:3]] == [
        ("entry", "selling", 0.5),
        ("unanswered", "officer", 0.2),
        ("entry", "storage-time", 0.1),
    ]
