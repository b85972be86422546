"""The settings as values."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo


class SettingsError(Exception):
    """Settings are missing or wrong; ``faults`` has a sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class Secret(str):
    """A string whose repr hides it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsSettings:
    """Settings for working with the desk's database, without Slack."""

    database_url: str = field(repr=False)
    """Hidden: it may hold a password."""
    timezone: ZoneInfo
    master_keys: tuple[Secret, ...] = ()
    """Master keys for tickets' contents: the first seals, all open. Empty if the first is still to be created."""
    key_file: Path | None = None
    """File that holds the master keys or will hold the first; None if they are set in the environment."""
    country: str = "SE"
    """Country of the controller: ``SE``, ``NO`` or ``SE+NO``."""
    four_eyes: bool = True
    opens: int = 8
    closes: int = 17
    officers_language: str | None = None
    knowledge: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(RecordsSettings):
    """Settings for running the desk in a Slack workspace."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    officers_channel: str
    api_url: str
