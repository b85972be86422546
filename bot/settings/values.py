"""What the desk is told from outside, as values."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo


class SettingsError(Exception):
    """Settings are missing or wrong; ``faults`` says each in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Secret(str):
    """A text that does not show itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsSettings:
    """What is needed to work with the desk's records, without Slack."""

    database_url: str = field(repr=False)
    """Hidden: it may hold a password."""
    timezone: ZoneInfo
    master_keys: tuple[Secret, ...] = ()
    """What tickets' contents are encrypted with: the first seals, all open. Empty where the first is still to be made."""
    key_file: Path | None = None
    """Where the master keys stand, or where the first is made; None where they are in the environment."""
    country: str = "SE"
    """Of the controller: ``SE``, ``NO`` or ``SE+NO``."""
    four_eyes: bool = True
    opens: int = 8
    closes: int = 17
    officers_language: str | None = None
    knowledge: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(RecordsSettings):
    """What the desk needs to know to run in a workspace."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    officers_channel: str
    api_url: str
