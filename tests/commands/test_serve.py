"""`insyn serve` makes its rounds every minute, and goes on when one fails."""

import logging
from typing import Any, cast

import pytest

from bot.assembly import Service
from bot.commands.serve import _round
from bot.store import StoreUnavailable


class Scheduler:
    """A service that only counts."""

    def __init__(self, error: Exception | None = None) -> None:
        self.made: list[str] = []
        self._error = error

    def round(self) -> None:
        self.made.append("round")
        if self._error:
            raise self._error

    def tidy(self) -> None:
        self.made.append("tidy")


def service(scheduler: Scheduler) -> Service:
    return cast(Service, cast(Any, scheduler))


@pytest.mark.parametrize(("tidy", "made"), [(False, ["round"]), (True, ["round", "tidy"])])
def test_a_round_looks_at_what_time_has_brought_and_tidies_now_and_then(tidy: bool, made: list[str]) -> None:
    scheduler = Scheduler()
    _round(service(scheduler), tidy=tidy)

    assert scheduler.made == made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreUnavailable("The database cannot be reached."), "a round could not be made: The database cannot be reached."),
        (ValueError("Annas hemliga ord"), "a round failed: ValueError"),
    ],
)
def test_a_round_that_fails_is_logged_without_anybodys_words(
    error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="insyn"):
        _round(service(Scheduler(error)), tidy=True)

    assert [record.getMessage() for record in caplog.records] == [said]
    assert [record.exc_info for record in caplog.records] == [None]
