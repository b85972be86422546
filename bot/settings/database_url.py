"""Parses database addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


def parsed(address: str) -> URL | None:
    """Return the parts of a database address; None if it is none."""
    # Imported here: most commands read settings or make a key without a database, and this library takes long to load.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        return None
