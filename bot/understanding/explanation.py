"""Why a message was read as it was, for the person who keeps the answers right."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.judgement import Limits
from bot.understanding.reading import Reading, Scored, Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of one reading."""

    verdict: Verdict
    language: str
    words: Sequence[str]
    """That decided, as they were written."""
    mended: Sequence[tuple[str, str]]
    """Typing errors, as written and as read."""
    decided: Scored | None
    runners_up: Sequence[Scored]
    lead: float
    """Of what decided over the first runner-up."""
    request_score: float
    """How sure it is that a right is exercised."""
    limits: Limits


def explain_reading(reading: Reading, limits: Limits) -> Explanation:
    """The reasons for a reading, beside the limits that it was held against."""
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
