"""A PostgreSQL database for the time of a measurement."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


@contextmanager
def scratch_database(server: str) -> Iterator[str]:
    """Make a database on the server that a URL names; yield its URL, and drop it at the end."""
    target = make_url(server).set(drivername="postgresql+psycopg")
    name = f"insyn_bench_{secrets.token_hex(4)}"
    engine = create_engine(target, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield target.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    finally:
        engine.dispose()
