"""Verdicts for scores just below and just above each limit."""

import numpy as np
import pytest

from bot.understanding.judgement import Judge, Judgement, Limits
from bot.understanding.reading import Verdict
from bot.understanding.targets import ANY_REQUEST, INCIDENT, Target

ANSWER, CHOICES, REQUEST, INCIDENT_TOLD = Verdict.ANSWER, Verdict.CHOICES, Verdict.REQUEST, Verdict.INCIDENT
NO_ANSWER, SMALLTALK = Verdict.NO_ANSWER, Verdict.SMALLTALK

TARGETS = {
    "lamp": Target("entry", "lamp"),
    "oil": Target("entry", "oil"),
    "wick": Target("entry", "wick"),
    "glass": Target("entry", "glass"),
    "lamp again": Target("entry", "lamp again"),
    "open": Target("unanswered", "open"),
    "hello": Target("smalltalk", "hello"),
    "weather": Target("outside", "outside"),
    "erasure": Target("request", "erasure"),
    "access": Target("request", "access"),
    "objection": Target("request", "objection"),
    "restriction": Target("request", "restriction"),
    "told": INCIDENT,
    "any_request": ANY_REQUEST,
}
CITES = {"lamp": ["1.1"], "oil": ["1.2"], "wick": ["1.3"], "glass": ["1.4"], "lamp again": ["2.1", "1.1"]}
CHATTER = ("hello", "weather")

Scores = dict[str, float]


def scored(*pieces: Scores) -> np.ndarray:
    """Scores of shape (pieces, targets); targets that a piece does not name score far below every limit."""
    return np.array([[piece.get(name, -1.0 if name in CHATTER else -3.0) for name in TARGETS] for piece in pieces])


def judge() -> Judge:
    return Judge(list(TARGETS.values()), CITES, Limits())


def judged(*pieces: Scores, long: bool = False, asking: bool = False) -> Judgement:
    return judge().judge(scored(*pieces), long=long, asking=np.array([asking, *[False] * (len(pieces) - 1)]))


@pytest.mark.parametrize(
    ("piece", "verdict", "entries"),
    [
        ({"lamp": -0.69}, ANSWER, ["lamp"]),
        ({"lamp": -0.71}, NO_ANSWER, []),
        ({"lamp": -0.71, "oil": -0.94}, CHOICES, ["lamp", "oil"]),
        ({"lamp": -0.71, "oil": -0.96}, NO_ANSWER, []),
        ({"lamp": 0.5, "oil": 0.45}, ANSWER, ["lamp"]),
        ({"lamp": 0.5, "oil": 0.47}, CHOICES, ["lamp", "oil"]),
        ({"lamp": 0.5, "lamp again": 0.49}, ANSWER, ["lamp"]),
        ({"lamp": 0.5, "lamp again": 0.49, "oil": 0.47}, CHOICES, ["lamp", "lamp again", "oil"]),
        ({"lamp": 0.5, "open": 0.39, "oil": 0.0}, ANSWER, ["lamp"]),
        ({"lamp": 0.5, "open": 0.41, "oil": 0.0}, CHOICES, ["lamp", "oil"]),
        ({"lamp": 0.5, "open": 0.41}, ANSWER, ["lamp"]),
        ({"lamp": 0.0, "oil": -0.01, "wick": -0.59}, CHOICES, ["lamp", "oil", "wick"]),
        ({"lamp": 0.0, "oil": -0.01, "wick": -0.61}, CHOICES, ["lamp", "oil"]),
        ({"lamp": 0.03, "oil": 0.02, "wick": 0.01, "glass": 0.0}, CHOICES, ["lamp", "oil", "wick"]),
        ({"open": 0.5, "lamp": 0.26, "oil": 0.0}, CHOICES, ["lamp", "oil"]),
        ({"open": 0.5, "lamp": 0.24, "oil": 0.0}, NO_ANSWER, []),
        ({"open": 0.5, "lamp": 0.49}, NO_ANSWER, []),
        ({"open": -0.7, "lamp": -0.96}, NO_ANSWER, []),
        ({"open": 0.5}, NO_ANSWER, []),
        ({"hello": 0.5}, SMALLTALK, []),
        ({"weather": 0.5}, NO_ANSWER, []),
    ],
)
def test_an_entry_answers_that_is_good_enough_and_far_enough_before_the_others(
    piece: Scores, verdict: Verdict, entries: list[str]
) -> None:
    found = judged(piece)

    assert (found.verdict, list(found.entries)) == (verdict, entries)
    assert (list(found.rights), found.breach) == ([], False)


@pytest.mark.parametrize(
    ("piece", "verdict"),
    [
        ({"hello": 0.0, "lamp": 0.35, "oil": 0.1}, ANSWER),
        ({"hello": 0.0, "lamp": 0.33, "oil": 0.1}, CHOICES),
        ({"weather": 0.0, "lamp": 0.35, "oil": 0.1}, ANSWER),
        ({"weather": 0.0, "lamp": 0.33, "oil": 0.1}, CHOICES),
        ({"hello": 0.0, "lamp": 0.06, "oil": 0.0}, CHOICES),
        ({"hello": 0.0, "lamp": 0.04, "oil": 0.0}, SMALLTALK),
    ],
)
def test_what_sounds_like_chatter_says_less_of_everything_else(piece: Scores, verdict: Verdict) -> None:
    assert judged(piece).verdict is verdict


@pytest.mark.parametrize(
    ("best", "long", "verdict"),
    [(-0.46, False, ANSWER), (-0.48, False, NO_ANSWER), (-0.25, True, ANSWER), (-0.28, True, NO_ANSWER)],
    ids=["over, short", "under, short", "over, long", "under, long"],
)
def test_the_best_piece_counts_most_and_all_together_the_rest(best: float, long: bool, verdict: Verdict) -> None:
    assert judged({"lamp": best}, {"lamp": -2.0}, long=long).verdict is verdict


def test_in_a_long_text_a_question_is_heard_among_the_chatter() -> None:
    chatty = {"hello": 0.5, "lamp": 0.1}

    assert judged(chatty).verdict is SMALLTALK
    assert judged(chatty, long=True).verdict is ANSWER


@pytest.mark.parametrize(
    ("request_score", "asking", "verdict", "rights"),
    [
        (-0.09, False, REQUEST, ["erasure"]),
        (-0.11, False, ANSWER, ["erasure"]),
        (-0.79, False, ANSWER, ["erasure"]),
        (-0.81, False, ANSWER, []),
        (1.41, True, REQUEST, ["erasure"]),
        (1.39, True, ANSWER, ["erasure"]),
        (0.71, True, ANSWER, ["erasure"]),
        (-0.09, True, ANSWER, ["erasure"]),
        (-0.11, True, ANSWER, []),
    ],
)
def test_a_right_is_exercised_or_offered_by_how_sure_the_request_is(
    request_score: float, asking: bool, verdict: Verdict, rights: list[str]
) -> None:
    found = judged({"any_request": 0.0, "erasure": request_score, "lamp": 0.5}, asking=asking)

    assert (found.verdict, list(found.rights)) == (verdict, rights)
    assert found.request_score == pytest.approx(request_score - 1.5 * asking)
    assert found.because == TARGETS["erasure" if verdict is REQUEST else "lamp"]


def test_what_all_requests_have_in_common_and_the_right_count_together() -> None:
    assert judged({"any_request": 1.0, "erasure": -1.09}).verdict is REQUEST
    assert judged({"any_request": 1.0, "erasure": -1.11}).verdict is not REQUEST


@pytest.mark.parametrize(
    ("first", "second", "rights"),
    [
        (0.5, 0.11, ["erasure", "access"]),
        (0.5, 0.09, ["erasure"]),
        (1.5, 0.71, ["erasure", "access"]),
        (1.5, 0.69, ["erasure"]),
    ],
)
def test_a_second_right_counts_that_is_sure_by_itself_and_near_the_first(first: float, second: float, rights: list[str]) -> None:
    assert list(judged({"any_request": 0.0, "erasure": first, "access": second}).rights) == rights


def test_a_third_right_of_one_sentence_is_not_believed() -> None:
    assert list(judged({"any_request": 1.0, "erasure": 1.0, "access": 0.9, "objection": 0.8}).rights) == ["erasure", "access"]


@pytest.mark.parametrize(("second", "rights"), [(-0.59, ["erasure", "access"]), (-0.61, ["erasure"])])
def test_a_right_in_another_sentence_counts_where_that_sentence_alone_would_be_a_request(
    second: float, rights: list[str]
) -> None:
    found = judged({"any_request": 1.0, "erasure": 1.0}, {"any_request": second, "access": 0.5})

    assert (found.verdict, list(found.rights), found.piece) == (REQUEST, rights, 0)


def test_a_sentence_that_is_chatter_does_not_hide_the_question_beside_it() -> None:
    assert judged({"lamp": 0.5}, {"hello": 0.5, "lamp": -0.5}).verdict is ANSWER
    assert judged({"hello": 0.9, "lamp": 0.5}).verdict is SMALLTALK


def test_every_part_that_is_sure_by_itself_exercises_its_right() -> None:
    every = ["erasure", "access", "objection", "restriction"]
    parts = scored(*({"any_request": 0.0, right: 0.81} for right in every), {"any_request": 0.0, "access": 0.79})

    assert judge().requested(parts, np.zeros(5, bool)) == every
    assert judge().requested(parts[4:], np.zeros(1, bool)) == []
    assert judge().requested(parts[:1], np.ones(1, bool)) == []


@pytest.mark.parametrize(("best", "is_request"), [(1.01, True), (0.99, False)])
def test_one_sure_sentence_is_a_request_whatever_stands_around_it(best: float, is_request: bool) -> None:
    around = [{"any_request": -3.0}] * 9

    assert (judged({"any_request": 0.0, "erasure": best}, *around, long=True).verdict is REQUEST) is is_request


@pytest.mark.parametrize(("outside", "verdict"), [(-0.01, REQUEST), (0.01, NO_ANSWER)])
def test_what_resembles_other_business_must_be_the_surer_a_request(outside: float, verdict: Verdict) -> None:
    assert judged({"any_request": 0.0, "erasure": 0.1, "weather": outside}).verdict is verdict


@pytest.mark.parametrize(
    ("told", "long", "breach"),
    [(-0.09, False, True), (-0.11, False, False), (0.61, True, True), (0.59, True, False)],
    ids=["over, short", "under, short", "over, long", "under, long"],
)
def test_a_breach_is_told_of_from_a_limit_on(told: float, long: bool, breach: bool) -> None:
    found = judged({"told": told}, {"open": -0.9}, long=long)

    assert (found.verdict is INCIDENT_TOLD, found.breach) == (breach, breach)
    assert (found.because == INCIDENT) is breach


@pytest.mark.parametrize(("request_score", "verdict"), [(0.51, REQUEST), (0.49, INCIDENT_TOLD)])
def test_the_surer_of_a_breach_and_a_request_is_meant(request_score: float, verdict: Verdict) -> None:
    assert judged({"told": 0.5, "any_request": 0.0, "erasure": request_score}).verdict is verdict


@pytest.mark.parametrize(
    ("entry", "asking", "verdict"),
    [
        (0.31, False, ANSWER),
        (0.29, False, INCIDENT_TOLD),
        (0.29, True, ANSWER),
        (-0.69, True, ANSWER),
        (-0.71, True, INCIDENT_TOLD),
    ],
)
def test_who_tells_of_a_breach_and_asks_something_gets_both(entry: float, asking: bool, verdict: Verdict) -> None:
    found = judged({"told": 0.5, "lamp": entry}, asking=asking)

    assert (found.verdict, found.breach) == (verdict, True)


@pytest.mark.parametrize(("better", "verdict"), [(1.11, ANSWER), (1.09, REQUEST)])
def test_words_that_an_entry_answers_much_better_are_a_question(better: float, verdict: Verdict) -> None:
    assert judged({"any_request": 0.0, "erasure": 0.1, "lamp": better}).verdict is verdict


def test_a_clause_that_is_surely_a_request_makes_the_whole_one() -> None:
    doubtful = judged({"any_request": 0.0, "erasure": -0.5, "lamp": 0.1})
    sure, unsure = ({"any_request": 0.9, "erasure": score} for score in (1.01, 0.99))

    assert judge().with_clauses(doubtful, scored(sure)).verdict is REQUEST
    assert judge().with_clauses(doubtful, scored(unsure)) == doubtful


def test_who_tells_of_a_breach_and_exercises_a_right_in_another_sentence_gets_both() -> None:
    request = {"any_request": 0.5, "erasure": 0.5}

    assert (judged({"told": 2.0}, request).verdict, judged({"told": 2.0}, request).breach) == (REQUEST, True)
    assert judged({"told": 2.0, **request}).verdict is INCIDENT_TOLD


def test_what_was_answered_is_no_answer_to_the_next_question() -> None:
    found = judge().without(scored({"lamp": 0.9, "lamp again": 0.8, "oil": 0.1})[0], ["lamp"])

    assert [float(found[list(TARGETS).index(name)]) for name in ("lamp", "lamp again", "oil")] == [-2.0, -2.0, pytest.approx(0.1)]


def test_the_piece_that_speaks_most_for_a_meaning_is_named() -> None:
    found = judged({"lamp": -0.5}, {"lamp": 0.9}, {"lamp": 0.1})

    assert (found.because, found.piece) == (TARGETS["lamp"], 1)


def test_meanings_are_ranked_without_requests_and_breaches() -> None:
    found = judged({"lamp": 0.9, "oil": 0.1, "open": 0.5, "erasure": 0.8, "any_request": -2.0, "told": -0.5})

    assert [target.id for target, _ in found.ranked[:3]] == ["lamp", "open", "oil"]
    assert [score for _, score in found.ranked[:3]] == pytest.approx([0.9, 0.5, 0.1])


def test_without_any_right_to_exercise_nothing_is_a_request() -> None:
    targets = [TARGETS["lamp"], ANY_REQUEST]
    found = Judge(targets, CITES, Limits()).judge(np.array([[0.5, 2.0]]), long=False, asking=np.array([False]))

    assert (found.verdict, list(found.rights), found.request_score) == (ANSWER, [], -2.0)
