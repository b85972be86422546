"""A suspected breach of personal data: GDPR Articles 33 and 34."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.tickets.fields import WORDS

NOTIFY_WITHIN = timedelta(hours=72)
"""Counted from awareness, in hours: weekends and holidays do not stop it. Article 33(1)."""
ALARMS = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=66))
"""When the officers are reminded, counted from awareness."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of a suspected breach, and how it ends."""

    aware_at: datetime
    """When the company became aware of it."""
    what: str = field(default="", metadata=WORDS)
    when: str = field(default="", metadata=WORDS)
    whose: str = field(default="", metadata=WORDS)
    how_many: str = field(default="", metadata=WORDS)
    contained: str = field(default="", metadata=WORDS)
    authority: str | None = None
    """``IMY`` or ``Datatilsynet`` if notified, ``none`` if that is not needed, None as long as nobody has decided."""
    notified_at: datetime | None = None
    number: str = field(default="", metadata=WORDS)
    """The authority's number of the case, or the reason why no notification is needed."""
    persons: str | None = None
    """``informed`` or ``not_informed``; the reason for the latter stands beside it. Article 34."""
    persons_reason: str = field(default="", metadata=WORDS)

    @property
    def due_at(self) -> datetime:
        """By when the authority must know."""
        return self.after(NOTIFY_WITHIN)

    def after(self, time: timedelta) -> datetime:
        """The moment when so much time has passed since awareness, in true hours though a wall clock is put forward or back."""
        return self.aware_at.astimezone(UTC) + time

    @property
    def is_settled(self) -> bool:
        """Whether both questions are answered: the authority, and the persons."""
        return self.authority is not None and self.persons is not None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the 72 hours have passed without a decision."""
        return self.authority is None and now > self.due_at
