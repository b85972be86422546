"""New SQLite databases for the tests, with their tables in them: the migrations run once, and not for every test."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store import open_store
from tests.keys import VAULT


def new_database(file: Path) -> str:
    """The URL of a new database in this file."""
    file.write_bytes(_empty_database())
    return f"sqlite:///{file}"


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        open_store(f"sqlite:///{file}", vault=VAULT).close()
        return file.read_bytes()
