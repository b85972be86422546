"""Figures are what a person waits for: each input the first time that it is asked."""

import pytest

from bot.bench.figures import Pace, pace, summary

MANY = [number / 1000 for number in range(1, 201)]


def test_no_input_is_given_twice_however_long_it_may_take() -> None:
    given: list[str] = []
    found = pace(given.append, ["a", "b", "c"], seconds=60)

    assert (given, found.calls) == (["a", "b", "c"], 3)


def test_when_the_time_is_over_no_other_input_is_given() -> None:
    given: list[str] = []
    pace(given.append, ["a", "b", "c"], seconds=0)

    assert given == ["a"]


@pytest.mark.parametrize(
    ("times", "p50", "p99"),
    [([0.007], 7, 7), ([0.001, 0.009], 1, 9), ([0.003, 0.001, 0.002], 2, 3), (MANY, 100, 199)],
    ids=["one", "two", "three", "many"],
)
def test_half_and_99_percent_of_the_calls_take_at_most_so_long(times: list[float], p50: float, p99: float) -> None:
    found = summary(times)

    assert (found.p50, found.p99) == (pytest.approx(p50), pytest.approx(p99))


@pytest.mark.parametrize(("seconds", "per_second"), [(None, 2.0), (0.5, 4.0)], ids=["one after the other", "at once"])
def test_the_pace_of_calls_that_overlapped_goes_by_the_time_that_passed(seconds: float | None, per_second: float) -> None:
    assert summary([0.5, 0.5], seconds).per_second == pytest.approx(per_second)


def test_a_pace_is_said_in_terms_of_a_baselines() -> None:
    assert Pace(10, 6, 30, 5).over(Pace(20, 3, 10, 5)) == "p50 2, p99 3, per second 0.5"
