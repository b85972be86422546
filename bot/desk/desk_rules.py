"""What the company decided about its desk beside the law: hours, language, four eyes, periods."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.ports import Clock
from bot.tickets import looked_at
from bot.tickets.retention import Periods


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The company's rules for its desk, and the clock."""

    clock: Clock
    zone: ZoneInfo
    language: str
    """Language of what officers read: cards, threads, reminders."""
    country: str = "SE"
    """The controller's country: ``SE``, ``NO``, or ``SE+NO``."""
    four_eyes: bool = True
    """Whether an answer must be sent by another officer than the one who prepared it."""
    opens: int = 8
    closes: int = 17
    """Office hours: from the hour ``opens`` until the hour ``closes``, local time."""
    periods: Periods = field(default_factory=dict)

    def local(self, moment: datetime) -> datetime:
        """A moment in the company's time zone."""
        return moment.astimezone(self.zone)

    @property
    def now(self) -> datetime:
        """The present time in the company's time zone."""
        return self.local(self.clock())

    @property
    def today(self) -> date:
        """Today's date in the company's time zone."""
        return self.now.date()

    @property
    def looked_at(self) -> date | None:
        """The day on which somebody will look at what arrives now; None within office hours."""
        return looked_at(self.now, self.opens, self.closes)
