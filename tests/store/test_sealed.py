"""Whoever has the database alone reads nobody's words, names or addresses."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.store import SqlStore
from bot.tickets.retention import Removal
from tests.store.database_file import column
from tests.store.people import BREACH, FULL, NOW, log

SECRETS = (
    "Jag vill se allt",
    "Åsa",
    "asa@kund",
    "Här är allt vi har",
    "Kundlistan",
    "i morse",
    "Borås",
    "ungefär 40",
    "IMY-2026-77",
    "listan var låst",
    "internt om kunden",
    "user:U0ANNA",
)


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store.transaction() as unit:
        for ticket in (FULL, BREACH):
            kept = unit.new_ticket(ticket, 2026)
            unit.save(replace(kept, officer="U0OFFICER"))
    log(store, 1, "note", words="internt om kunden")
    return store


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_word_of_a_person_stands_in_the_files(filled: SqlStore, url: str) -> None:
    """Also not in the write-ahead log."""
    folder = Path(make_url(url).database or "").parent
    raw = b"".join(file.read_bytes() for file in folder.iterdir())

    assert [secret for secret in SECRETS if secret.encode() in raw] == []
    assert b"DSR-2026-0001" in raw


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_no_word_of_a_person_stands_in_a_table(filled: SqlStore, url: str) -> None:
    tables = column(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    raw = "".join(str(row) for table in tables for row in column(url, f'SELECT x::text FROM "{table}" x'))

    assert [secret for secret in SECRETS if secret in raw] == []
    assert "DSR-2026-0001" in raw


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_key_that_was_destroyed_stands_nowhere_in_the_files(filled: SqlStore, url: str) -> None:
    [key, other] = column(url, "SELECT wrapped FROM ticket_keys ORDER BY ticket")
    with filled.transaction() as unit:
        unit.remove(1, Removal.DISMISSED)
    filled.tidy(NOW)

    raw = b"".join(file.read_bytes() for file in Path(make_url(url).database or "").parent.iterdir())
    assert [str(each).encode() in raw for each in (key, other)] == [False, True]
