"""Reads and changes a database without the store, as an operator might."""

import sqlite3
from contextlib import closing

import psycopg
from sqlalchemy import make_url


def column(url: str, query: str) -> list[object]:
    """Execute a statement, commit it, and return the first column of its result, if any."""
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(target.database))) as file, file:
            return [row[0] for row in file.execute(query).fetchall()]
    with psycopg.connect(host=str(target.query["host"]), user="postgres", dbname=target.database) as connection:
        rows = connection.execute(query)
        return [row[0] for row in rows] if rows.description else []
