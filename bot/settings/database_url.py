"""Parses database addresses, and names the database in words that can be shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


def database_file(url: str) -> Path | None:
    """Return the absolute path of an SQLite file; None for any other database or an invalid URL."""
    target = parsed(url)
    if target is None or target.drivername != "sqlite" or not target.database:
        return None
    return None if target.database.startswith((":memory:", "file:")) else Path(target.database).absolute()


def database_name(url: str) -> str:
    """Return what people recognise a database by: an SQLite file's absolute path, else name and server. Never a password."""
    target = parsed(url)
    if target is None:
        return "not understood"
    if target.drivername == "sqlite":
        return str(database_file(url) or target.database or "in memory")
    server = target.host or target.query.get("host") or "this machine"
    port = f", port {target.port}" if target.port else ""
    return f"{target.database or target.username} on {server if isinstance(server, str) else ', '.join(server)}{port}"


def parsed(address: str) -> URL | None:
    """Return the parts of a database address; None if it is none."""
    # Imported here: most commands read settings or make a key without a database, and this library takes long to load.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        return None
