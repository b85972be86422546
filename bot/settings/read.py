"""Reads the settings from an environment."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.settings.environment import EnvironmentReader
from bot.settings.values import RecordsSettings, Secret, Settings

DEFAULT_API = "https://slack.com/api/"
DEFAULT_ZONE = "Europe/Stockholm"
CONTROLLER_COUNTRIES = ("SE", "NO", "SE+NO")
"""Those that deadlines can be counted for; written out here, as no setting needs the calendars of holidays."""


def read_settings(environment: Mapping[str, str], *, http: bool = False) -> Settings:
    """Return the settings. SettingsError names every fault. With ``http``, what HTTP mode needs is required."""
    reader = EnvironmentReader(environment)
    settings = Settings(
        bot_token=Secret(reader.token("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", "Bot User OAuth Token")),
        app_token=Secret("" if http else reader.token("SLACK_APP_TOKEN", "xapp-", "Basic Information", "App-Level Token")),
        signing_secret=Secret(reader.signing_secret() if http else reader.text("SLACK_SIGNING_SECRET")),
        officers_channel=reader.channel("OFFICERS_CHANNEL"),
        **_records(reader),
        api_url=reader.address("SLACK_API_URL", DEFAULT_API),
    )
    reader.check()
    return settings


def read_records_settings(environment: Mapping[str, str]) -> RecordsSettings:
    """Return the settings for commands that need only the database. SettingsError names every fault."""
    reader = EnvironmentReader(environment)
    settings = RecordsSettings(**_records(reader))
    reader.check()
    return settings


def read_zone(environment: Mapping[str, str]) -> ZoneInfo:
    """Return the time zone in which days are counted."""
    reader = EnvironmentReader(environment)
    zone = reader.zone("TIMEZONE", DEFAULT_ZONE)
    reader.check()
    return zone


def _records(reader: EnvironmentReader) -> dict[str, Any]:
    url = reader.database("DATABASE_URL")
    file = reader.key_file("INSYN_KEY_FILE", url)
    opens, closes = reader.hours("OFFICE_HOURS", (8, 17))
    return {
        "database_url": url,
        "timezone": reader.zone("TIMEZONE", DEFAULT_ZONE),
        "master_keys": reader.keys("INSYN_KEY", file),
        "key_file": file,
        "country": reader.one_of("CONTROLLER_COUNTRY", CONTROLLER_COUNTRIES, str.upper),
        "four_eyes": reader.one_of("FOUR_EYES", ("yes", "no"), str.lower) == "yes",
        "opens": opens,
        "closes": closes,
        "officers_language": reader.text("OFFICERS_LANGUAGE") or None,
        "knowledge": reader.folder("INSYN_KNOWLEDGE"),
    }
