"""A database of any age is brought up to date, and one from the future is refused."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Text

from bot.store import NewerDatabase
from bot.store.database import connect, migrating, reading
from bot.store.tables import METADATA
from tests.store.database_file import column
from tests.store.people import at_once, enqueue, open_ticket, opened


def test_an_empty_database_gets_its_tables(empty_url: str) -> None:
    store = opened(empty_url)

    assert (open_ticket(store).reference, enqueue(store)) == ("DSR-2026-0001", 1)
    store.close()


def test_a_database_is_opened_again_with_all_that_it_held(empty_url: str) -> None:
    before = opened(empty_url)
    ticket = open_ticket(before)
    before.close()

    after = opened(empty_url)

    assert after.ticket(ticket.id) == ticket
    after.close()


def test_replicas_may_open_a_new_database_at_the_same_moment(empty_url: str) -> None:
    replicas = at_once([lambda: opened(empty_url)] * 6)

    assert [open_ticket(replica).reference for replica in replicas] == [f"DSR-2026-000{n}" for n in range(1, 7)]
    for replica in replicas:
        replica.close()


def test_the_migrations_make_the_tables_that_the_code_knows(empty_url: str) -> None:
    opened(empty_url).close()
    engine = connect(empty_url)

    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_a_migration_that_rebuilds_a_table_deletes_nothing_that_refers_to_it(empty_url: str) -> None:
    """SQLite rebuilds by dropping; with foreign keys on, every right and event of a ticket would go with it."""
    store = opened(empty_url)
    ticket = open_ticket(store)
    engine = connect(empty_url)

    with migrating(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("tickets", recreate="auto") as table:
            table.alter_column("country", existing_type=Text(), nullable=True)

    assert store.ticket(ticket.id) == ticket
    engine.dispose()
    store.close()


def test_a_newer_database_is_refused_and_left_as_it_is(empty_url: str) -> None:
    opened(empty_url).close()
    column(empty_url, "UPDATE alembic_version SET version_num = '2042' RETURNING version_num")

    with pytest.raises(NewerDatabase) as refused:
        opened(empty_url)

    assert refused.value.revision == "2042"
    assert str(refused.value) == (
        "The database was last used by a newer version of Insyn (its revision is 2042). "
        "Run that version or a later one, or restore a backup from before the upgrade."
    )
    assert column(empty_url, "SELECT version_num FROM alembic_version") == ["2042"]
