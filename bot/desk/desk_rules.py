"""How a company works its tickets: what it has decided beside the law."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.desk.ports import Clock
from bot.tickets import looked_at
from bot.tickets.retention import Periods


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The rules of the house, and its clock."""

    clock: Clock
    zone: ZoneInfo
    language: str
    """In which the desk speaks to its officers."""
    country: str = "SE"
    """Of the controller: ``SE``, ``NO``, or ``SE+NO``."""
    four_eyes: bool = True
    """Whether an answer is sent by somebody else than the one who prepared it."""
    opens: int = 8
    closes: int = 17
    """Hours of the local day between which somebody looks at what comes in."""
    periods: Periods = field(default_factory=dict)

    def local(self, moment: datetime) -> datetime:
        """A moment on the company's wall clock."""
        return moment.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.local(self.clock()).date()

    @property
    def looked_at(self) -> date | None:
        """The day on which somebody will look at what comes in now, where that is not at once."""
        return looked_at(self.local(self.clock()), self.opens, self.closes)
