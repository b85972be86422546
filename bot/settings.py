"""The desk's settings: one frozen object from the environment, with all faults reported together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


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


@dataclass(frozen=True, slots=True)
class Settings:
    """What the desk needs to know to run in a workspace."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    officers_channel: str
    database_url: str = field(repr=False)
    """Hidden: it may hold a password."""
    timezone: ZoneInfo
    api_url: str
    officers_language: str | None = None
    knowledge: Path | None = None


DEFAULT_API = "https://slack.com/api/"


def read_settings(environment: Mapping[str, str], *, http: bool = False) -> Settings:
    """The settings in an environment; SettingsError with every fault in it. ``http``: what HTTP mode needs is required."""
    reader = _Reader(environment)
    settings = Settings(
        bot_token=Secret(reader.token("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", "Bot User OAuth Token")),
        app_token=Secret("" if http else reader.token("SLACK_APP_TOKEN", "xapp-", "Basic Information", "App-Level Token")),
        signing_secret=Secret(reader.signing_secret() if http else environment.get("SLACK_SIGNING_SECRET", "").strip()),
        officers_channel=reader.channel("OFFICERS_CHANNEL"),
        database_url=reader.database("DATABASE_URL"),
        timezone=reader.zone("TIMEZONE", "Europe/Stockholm"),
        api_url=reader.address("SLACK_API_URL", DEFAULT_API),
        officers_language=environment.get("OFFICERS_LANGUAGE", "").strip() or None,
        knowledge=reader.folder("INSYN_KNOWLEDGE"),
    )
    if reader.faults:
        raise SettingsError(reader.faults)
    return settings


def default_database() -> str:
    """A SQLite file in the user's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('insyn')) / 'insyn.db'}"


class _Reader:
    """Reads one setting at a time and remembers what is wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def token(self, name: str, prefix: str, page: str, what: str) -> str:
        value = self._environment.get(name, "").strip()
        if not value:
            self.faults.append(f"{name} is not set. It is the {what} on the page “{page}” of your app at api.slack.com/apps.")
        elif not value.startswith(prefix):
            self.faults.append(f"{name} must begin with {prefix}; what is set begins otherwise. See “{page}” of your app.")
        return value

    def signing_secret(self) -> str:
        value = self._environment.get("SLACK_SIGNING_SECRET", "").strip()
        if not value:
            self.faults.append(
                "SLACK_SIGNING_SECRET is not set. With --http every request is checked with it; "
                "it stands on the page “Basic Information” of your app."
            )
        return value

    def channel(self, name: str) -> str:
        value = self._environment.get(name, "").strip()
        if not value:
            self.faults.append(
                f"{name} is not set. It is the id of the officers' channel (C0123456789): "
                "in Slack, open the channel's details and copy the id at the bottom."
            )
        elif value[0] not in "CG" or not value.isalnum() or not value.isupper():
            self.faults.append(f"{name} must be a channel's id such as C0123456789, not its name.")
        return value

    def database(self, name: str) -> str:
        value = self._environment.get(name, "").strip() or default_database()
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):
            self.faults.append(f"{name} must be an address such as sqlite:////srv/insyn.db, not what is set.")
            return value
        if url.drivername not in {"sqlite", "postgresql+psycopg"}:
            self.faults.append(f"{name} must begin with sqlite:/// or postgresql+psycopg://.")
        elif url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
            self.faults.append(f"{name} must name a file, such as sqlite:////srv/insyn.db: what is in memory alone is lost.")
        return value

    def zone(self, name: str, default: str) -> ZoneInfo:
        value = self._environment.get(name, "").strip() or default
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones, such as Europe
            self.faults.append(f"{name} is no time zone that this machine knows: {value}. Write it as Europe/Stockholm.")
            return ZoneInfo("UTC")

    def address(self, name: str, default: str) -> str:
        value = self._environment.get(name, "").strip() or default
        if not _is_address(value):
            self.faults.append(f"{name} must be a web address such as {default}.")
        return value if value.endswith("/") else f"{value}/"

    def folder(self, name: str) -> Path | None:
        value = self._environment.get(name, "").strip()
        if value and not Path(value).is_dir():
            self.faults.append(f"{name} is no folder on this machine: {value}.")
        return Path(value) if value else None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
