"""`insyn ask --explain`: why a message was read as it was."""

from collections.abc import Iterator

from bot.assembly import Answerer
from bot.understanding import Reading, Scored
from bot.understanding.explanation import Explanation, explain_reading


def explained(asking: Answerer, reading: Reading) -> str:
    """Return the reasons for a reading, one per line, for the person who maintains the knowledge."""
    return "\n".join(_lines(asking, explain_reading(reading, asking.reader.limits)))


def _lines(asking: Answerer, why: Explanation) -> Iterator[str]:
    limits = why.limits
    yield f"outcome     {why.verdict} ({why.language})"
    yield f"words       {', '.join(why.words) or '(none stood out)'}"
    yield f"mended      {', '.join(f'{was} -> {now}' for was, now in why.mended) or '(nothing)'}"
    if why.decided:
        yield f"decided by  {_named(asking, why, why.decided)}"
    for scored in why.runners_up:
        yield f"runner-up   {_named(asking, why, scored)}"
    yield f"lead        {why.lead:+.2f} over the next; an answer needs {limits.lead:+.2f}, and a score from {limits.answer:+.2f}"
    score = why.request_score
    yield f"request     {score:+.2f}; a ticket is opened from {limits.request:+.2f}, and offered from {limits.doubt:+.2f}"


def _named(asking: Answerer, why: Explanation, scored: Scored) -> str:
    entry = asking.knowledge.entries.get(scored.id) if scored.kind == "entry" else None
    question = f"  {entry.question(why.language)}" if entry else ""
    return f"{scored.score:+.2f}  {scored.kind} {scored.id}{question}"
