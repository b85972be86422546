"""The database: SQLite or PostgreSQL through SQLAlchemy, one transaction per use."""

from bot.store.audit import Audit
from bot.store.check import WrongKey
from bot.store.database import StoreUnavailable
from bot.store.migrate import NewerDatabase
from bot.store.outbox import SqlOutbox, Undelivered
from bot.store.persons import Erased, Held, HeldLetter
from bot.store.store import SqlStore, open_store
from bot.store.unit_of_work import SqlUnitOfWork
from bot.store.vault import BadKey, Vault

__all__ = [
    "Audit",
    "BadKey",
    "Erased",
    "Held",
    "HeldLetter",
    "NewerDatabase",
    "SqlOutbox",
    "SqlStore",
    "SqlUnitOfWork",
    "StoreUnavailable",
    "Undelivered",
    "Vault",
    "WrongKey",
    "open_store",
]
