"""Opens the desk's database for a command, or begins it for a desk that starts for the first time."""

import sys
from collections.abc import Callable
from typing import NoReturn

from bot.desk.ports import Clock
from bot.settings import RecordsSettings, SettingsError, database_file, key_file_beside, new_key, with_keys
from bot.store import (
    BEGIN_ANEW,
    LostDatabase,
    NoDatabase,
    SqlStore,
    StoreUnavailable,
    Vault,
    exists,
    make_file,
    open_existing,
    open_store,
)

_KEY_ALONE = "The key file {file} is there, but the database that was begun with it is not. " + BEGIN_ANEW
_KEY_GONE = (
    "The database is there, but the key that it was begun with is gone. "
    "Restore insyn.key beside the database from its copy, or set INSYN_KEY."
)
_CHANNEL_ALONE = "The desk has written in the officers' channel before, but its database is empty or gone. " + BEGIN_ANEW
_NOT_NEW = "There is a database already, and --new-database does not touch it. Start without it, or set another DATABASE_URL."


def open_records(settings: RecordsSettings, clock: Clock | None) -> SqlStore:
    """Open the database that the settings name, as it is: nothing is made, and nothing brought up to date.

    Raises NoDatabase if there is none, OlderDatabase or NewerDatabase, WrongKey, and SettingsError if the key is gone.
    """
    if not exists(settings.database_url):
        raise NoDatabase
    settings = _with_old_key(settings)
    return open_existing(settings.database_url, clock, Vault(settings.master_keys), settings.timezone)


def begin_records(
    settings: RecordsSettings, clock: Clock | None, *, anew: bool = False, has_written: Callable[[], bool] = lambda: False
) -> SqlStore:
    """Open the database that the settings name and bring it up to date; make it, and its master key, at the first start.

    Raises LostDatabase where there is none but was one before: its key is there, or ``has_written`` says that the desk
    wrote to Slack. With ``anew`` a new one is made all the same, and StoreUnavailable raised where there is one.
    """
    is_there = exists(settings.database_url)
    if is_there and anew:
        raise StoreUnavailable(_NOT_NEW)
    if not is_there and not anew:
        refuse_lost(settings, has_written)
    settings = _with_old_key(settings) if is_there else _with_first_key(settings)
    return open_store(settings.database_url, clock, Vault(settings.master_keys), settings.timezone)


def refuse_lost(settings: RecordsSettings, has_written: Callable[[], bool] = lambda: False) -> None:
    """Raise LostDatabase where a database that is not there has left its traces."""
    key, file = key_file_beside(settings.database_url), database_file(settings.database_url)
    if key and key == settings.key_file and key.exists() and file and not file.exists():
        raise LostDatabase(_KEY_ALONE.format(file=key))
    if has_written():
        raise LostDatabase(_CHANNEL_ALONE)


def _with_first_key(settings: RecordsSettings) -> RecordsSettings:
    # The file first: a key alone would tell whoever starts in between, or after a crash, that its database is gone.
    make_file(settings.database_url)
    return with_keys(settings, new_key, lambda sentence: print(sentence, file=sys.stderr))  # noqa: T201


def _with_old_key(settings: RecordsSettings) -> RecordsSettings:
    def gone() -> NoReturn:
        raise SettingsError([_KEY_GONE])

    return with_keys(settings, gone, lambda _: None)
