"""A suspected breach of personal data: GDPR Articles 33 and 34."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.tickets.fields import WORDS

NOTIFY_WITHIN = timedelta(hours=72)
"""Time from awareness to notifying the authority, weekends and holidays included: Article 33(1)."""
ALARMS = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=66))
"""Times after awareness at which the officers are reminded."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of a suspected breach, and what was decided about it."""

    aware_at: datetime
    """When the company became aware of it, with its time zone."""
    what: str = field(default="", metadata=WORDS)
    when: str = field(default="", metadata=WORDS)
    whose: str = field(default="", metadata=WORDS)
    how_many: str = field(default="", metadata=WORDS)
    contained: str = field(default="", metadata=WORDS)
    authority: str | None = None
    """``IMY`` or ``Datatilsynet`` if notified, ``none`` if no notification is needed, None while undecided."""
    notified_at: datetime | None = None
    number: str = field(default="", metadata=WORDS)
    """The authority's case number, or the reason why no notification is needed."""
    persons: str | None = None
    """``informed`` or ``not_informed``, None while undecided: Article 34. ``persons_reason`` says why."""
    persons_reason: str = field(default="", metadata=WORDS)

    @property
    def due_at(self) -> datetime:
        """By when the authority must be notified, in UTC."""
        return self.after(NOTIFY_WITHIN)

    def after(self, time: timedelta) -> datetime:
        """The moment that long after awareness, in UTC, so that a change of the clocks adds or removes no hour."""
        return self.aware_at.astimezone(UTC) + time

    @property
    def is_settled(self) -> bool:
        """Whether it is decided whether to notify the authority, and whether to inform the persons."""
        return self.authority is not None and self.persons is not None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the 72 hours have passed and nobody has decided whether to notify the authority."""
        return self.authority is None and now > self.due_at
