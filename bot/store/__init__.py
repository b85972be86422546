"""The desk's memory: SQLite or PostgreSQL through SQLAlchemy, one transaction per use."""

from bot.store.database import StoreUnavailable
from bot.store.migrate import NewerDatabase
from bot.store.outbox import Outbox, Undelivered, Waiting
from bot.store.store import SqlStore, open_store
from bot.store.unit import SqlUnit

__all__ = [
    "NewerDatabase",
    "Outbox",
    "SqlStore",
    "SqlUnit",
    "StoreUnavailable",
    "Undelivered",
    "Waiting",
    "open_store",
]
