"""The desk's settings: one frozen object read from the environment, with all faults reported together."""

from bot.settings.database_url import database_file, database_name
from bot.settings.environment import default_database
from bot.settings.first_key import with_keys
from bot.settings.keys import key_file_beside, new_key
from bot.settings.read import DEFAULT_API, read_records_settings, read_settings, read_zone
from bot.settings.values import RecordsSettings, Secret, Settings, SettingsError

__all__ = [
    "DEFAULT_API",
    "RecordsSettings",
    "Secret",
    "Settings",
    "SettingsError",
    "database_file",
    "database_name",
    "default_database",
    "key_file_beside",
    "new_key",
    "read_records_settings",
    "read_settings",
    "read_zone",
    "with_keys",
]
