"""Explains why a message was read as it was, for `insyn ask --explain`."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.judgement import Limits
from bot.understanding.reading import Reading, Scored, Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for one reading."""

    verdict: Verdict
    language: str
    words: Sequence[str]
    """The words that decided, as they were written."""
    mended: Sequence[tuple[str, str]]
    """Typing errors: pairs of the word as written and as read."""
    decided: Scored | None
    """The best meaning; None where nothing was scored."""
    runners_up: Sequence[Scored]
    lead: float
    """How far ``decided`` scored above the first runner-up."""
    request_score: float
    """Score of the text as a request; ``limits.request`` and above is one."""
    limits: Limits


def explain_reading(reading: Reading, limits: Limits) -> Explanation:
    """The reasons for a reading, with the limits that were applied."""
    decided, runners_up = next(iter(reading.ranking), None), reading.ranking[1:]
    lead = decided.score - runners_up[0].score if decided and runners_up else 0.0
    return Explanation(
        verdict=reading.verdict,
        language=reading.language,
        words=reading.matched,
        mended=reading.mended,
        decided=decided,
        runners_up=runners_up,
        lead=round(lead, 3),
        request_score=reading.request_score,
        limits=limits,
    )
