"""Checks that the master key is the one that a database was sealed with."""

from hmac import compare_digest

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import is_postgresql
from bot.store.tables import VAULT_CHECK
from bot.store.unavailable import StoreUnavailable
from bot.store.vault import BadKey, Vault

_WORD = "insyn"
_OTHER_KEY = (
    "The tickets in this database were sealed with another key. Start Insyn with the key that they were sealed with; "
    "a new key is put before it, never in its place."
)
_NOT_LAST = (
    "The last of the keys is not the one that this database began with. Put the oldest key last and the newest first; "
    "none is taken away."
)


class WrongKey(StoreUnavailable):
    """The database was sealed with another master key; the message says what to do."""


def adopt_key(connection: Connection, vault: Vault) -> None:
    """Make the key that of a database which has none yet."""
    dialect = postgresql if is_postgresql(connection) else sqlite
    first = dialect.insert(VAULT_CHECK).values(id=1, wrapped=vault.wrap(_WORD), blind=vault.blind(_WORD))
    connection.execute(first.on_conflict_do_nothing())


def check_key(connection: Connection, vault: Vault) -> None:
    """Raise WrongKey if the key does not fit the database."""
    kept = connection.execute(select(VAULT_CHECK)).one()
    try:
        vault.unwrap(kept.wrapped)
    except BadKey:
        raise WrongKey(_OTHER_KEY) from None
    if not compare_digest(kept.blind, vault.blind(_WORD)):
        raise WrongKey(_NOT_LAST)
