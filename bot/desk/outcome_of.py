"""From what was understood to what the desk decides."""

from bot.desk.outcomes import Answer, Choices, IncidentReported, NoAnswer, Outcome, Request, Smalltalk, Unreadable
from bot.understanding import Reading, Verdict


def outcome_of(reading: Reading, offer: int | None = None) -> Outcome:
    """The outcome of a reading; ``offer`` is the suspected ticket of a doubtful one."""
    rights = reading.rights if offer is not None else ()
    match reading.verdict:
        case Verdict.ANSWER:
            return Answer(entry=reading.entries[0], rights=rights, offer=offer)
        case Verdict.CHOICES:
            return Choices(entries=reading.entries, rights=rights, offer=offer)
        case Verdict.REQUEST:
            return Request(rights=reading.rights)
        case Verdict.INCIDENT:
            return IncidentReported()
        case Verdict.SMALLTALK:
            return Smalltalk(about=reading.smalltalk or "acknowledgement")
        case Verdict.UNREADABLE:
            return Unreadable()
    return NoAnswer(unanswered=reading.unanswered, about_privacy=reading.about_privacy, rights=rights, offer=offer)
