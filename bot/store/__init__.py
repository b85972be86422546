"""The database: SQLite or PostgreSQL through SQLAlchemy, one transaction per use."""

from bot.store.audit import Audit
from bot.store.check import WrongKey
from bot.store.database import make_file
from bot.store.migrate import NewerDatabase
from bot.store.outbox import SqlOutbox, Undelivered
from bot.store.persons import Erased, Held, HeldLetter
from bot.store.store import SqlStore, exists, open_existing, open_store
from bot.store.unavailable import BEGIN_ANEW, LostDatabase, NoDatabase, OlderDatabase, StoreUnavailable
from bot.store.unit_of_work import SqlUnitOfWork
from bot.store.vault import BadKey, Vault

__all__ = [
    "BEGIN_ANEW",
    "Audit",
    "BadKey",
    "Erased",
    "Held",
    "HeldLetter",
    "LostDatabase",
    "NewerDatabase",
    "NoDatabase",
    "OlderDatabase",
    "SqlOutbox",
    "SqlStore",
    "SqlUnitOfWork",
    "StoreUnavailable",
    "Undelivered",
    "Vault",
    "WrongKey",
    "exists",
    "make_file",
    "open_existing",
    "open_store",
]
