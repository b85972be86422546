"""Makes the first master key, where the desk may: beside an SQLite database that has none yet."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.settings.keys import key_file_beside, keys_in
from bot.settings.values import RecordsSettings, SettingsError

S = TypeVar("S", bound=RecordsSettings)


def with_keys(settings: S, make: Callable[[], str], say: Callable[[str], None]) -> S:
    """The settings with their master keys; where none is set, ``make`` makes the first one, and that is said.

    Two processes that start together get the same key.
    """
    file = settings.key_file or key_file_beside(settings.database_url)
    if settings.master_keys or file is None:
        return settings
    if not file.exists() and _keep(file, make()):
        say(f"A master key was made in {file}. Keep a copy apart from the database: what it sealed cannot be read without it.")
    faults: list[str] = []
    keys = keys_in(file, faults)
    if faults:
        raise SettingsError(faults)
    return replace(settings, master_keys=keys, key_file=file)


def _keep(file: Path, key: str) -> bool:
    """Whether this key is the one that is kept. It stands there whole or not at all: another process may look for it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # its owner's alone, as mkstemp makes them
    except OSError as error:
        raise SettingsError([f"The key file {file} cannot be made: {error.strerror}. Mend that, or set INSYN_KEY."]) from None
    try:
        with os.fdopen(handle, "w", encoding="ascii") as text:
            text.write(f"{key}\n")
            text.flush()
            os.fsync(text.fileno())
        return _linked(name, file)
    finally:
        os.unlink(name)


def _linked(name: str, file: Path) -> bool:
    try:
        os.link(name, file)
    except FileExistsError:
        return False
    return True
