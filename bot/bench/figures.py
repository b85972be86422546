"""Times a call many times."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls per second, and the median and 99th percentile of a call's time in milliseconds."""

    per_second: float
    p50: float
    p99: float
    calls: int

    def __str__(self) -> str:
        return f"{self.per_second:10,.1f}/s   p50 {self.p50:8.2f} ms   p99 {self.p99:8.2f} ms   ({self.calls} calls)"

    def over(self, baseline: "Pace") -> str:
        """Return the ratio to a baseline's pace."""
        shares = self.p50 / baseline.p50, self.p99 / baseline.p99, self.per_second / baseline.per_second
        return "p50 {:.2g}, p99 {:.2g}, per second {:.2g}".format(*shares)


def pace(call: Callable[[T], object], inputs: Sequence[T], seconds: float) -> Pace:
    """Return the pace of a call over inputs, measured for at most that many seconds.

    No input is used twice or for warming up: a repeated question is answered faster, and people wait
    for the first.
    """
    times: list[float] = []
    end = time.perf_counter() + seconds
    for item in inputs:
        times.append(time_of(call, item))
        if time.perf_counter() > end:
            break
    return summary(times)


def time_of(call: Callable[[T], object], item: T) -> float:
    """Return the seconds that one call takes."""
    start = time.perf_counter()
    call(item)
    return time.perf_counter() - start


def summary(times: Sequence[float], seconds: float | None = None) -> Pace:
    """Return the pace of calls by their times in seconds; ``seconds`` is the total if the calls overlapped."""
    ordered = sorted(times)
    last = len(ordered) - 1
    return Pace(len(times) / (seconds or sum(times)), ordered[last // 2] * 1000, ordered[-(-last * 99 // 100)] * 1000, len(times))
