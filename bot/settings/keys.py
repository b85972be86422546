"""Reads and validates the master keys that tickets' contents are encrypted with."""

import base64
import binascii
import os
import shlex
import stat
from collections.abc import Sequence
from pathlib import Path

from bot.settings.database_url import database_file
from bot.settings.values import Secret

KEY_FILE = "insyn.key"
"""Name of the key file beside an SQLite database."""
KEY_BYTES = 32


def new_key() -> str:
    """Return a new master key: 32 random bytes in the letters of web addresses, which is what Fernet takes."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode("ascii")


def key_file_beside(url: str) -> Path | None:
    """Return the key file beside an SQLite database; None for any other database or an invalid URL."""
    file = database_file(url)
    return file and file.with_name(KEY_FILE)


def keys_in(file: Path, faults: list[str]) -> tuple[Secret, ...]:
    """Return the keys in a file, one per line; faults are appended to ``faults``."""
    try:
        mode, lines = file.stat().st_mode, file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeError):
        faults.append(f"The key file {file} cannot be read. Give Insyn the right to read it, or restore it from its backup.")
        return ()
    # Windows does not use these permission bits and reports them for every file.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        faults.append(f"The key file {file} is open to others than its owner. Run: chmod 600 {shlex.quote(str(file))}")
    return checked(lines, f"The key file {file}", faults)


def checked(keys: Sequence[str], where: str, faults: list[str]) -> tuple[Secret, ...]:
    """Return the well-formed keys; faults are appended to ``faults`` without quoting the keys."""
    wrong = [number for number, key in enumerate(keys, 1) if not _is_key(key)]
    if wrong or not keys:
        which = f"number {wrong[0]} of its {len(keys)} keys is none" if wrong else "it holds no key"
        faults.append(f"{where} cannot be used: {which}. A key is what “insyn key new” prints.")
    return tuple(Secret(key) for key in keys)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, UnicodeError):
        return False
