"""Creates the first master key in a file beside a new SQLite database."""

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
    """Return the settings with master keys. If none is set, ``make`` creates the first, and ``say`` is told.

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
    """Write the key unless a file is already there; return whether it was written. Other processes never see part of it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mkstemp gives rights to the owner only
        try:
            with os.fdopen(handle, "w", encoding="ascii") as text:
                text.write(f"{key}\n")
                text.flush()
                os.fsync(text.fileno())
            return _linked(name, file)
        finally:
            os.unlink(name)
    except OSError as error:
        raise SettingsError([f"The key file {file} cannot be made: {error.strerror}. Mend that, or set INSYN_KEY."]) from None


def _linked(name: str, file: Path) -> bool:
    try:
        os.link(name, file)
    except FileExistsError:
        return False
    return True
