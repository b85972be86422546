"""Brings a database's tables up to date."""

from zoneinfo import ZoneInfo

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, delete, false

from bot.desk.ports import Clock
from bot.store.check import adopt_key, check_key
from bot.store.database import compact, is_postgresql, migrating, reading
from bot.store.migrations.frozen import MigrationSupport
from bot.store.same_database import same_database
from bot.store.tables import DELIVERIES
from bot.store.unavailable import NoDatabase, OlderDatabase
from bot.store.vault import Vault
from bot.tickets import deadline

# Any number works if all replicas use the same; this is "insyn" in ASCII.
_LOCK = 0x696E73796E


class NewerDatabase(Exception):
    """The database was written by a newer version of Insyn."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        super().__init__(
            f"The database was last used by a newer version of Insyn (its revision is {revision}). "
            "Run that version or a later one, or restore a backup from before the upgrade."
        )


def upgrade(engine: Engine, vault: Vault, clock: Clock, zone: ZoneInfo) -> None:
    """Run the migrations that the database lacks, all or none. Replicas that start together wait for each other.

    Raises WrongKey if the database was sealed with another key, and NewerDatabase if it is too new.
    """
    with migrating(engine) as connection:
        if is_postgresql(connection):
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        config = _config(connection, handed=_support(vault, clock, zone))
        scripts = ScriptDirectory.from_config(config)
        heads = MigrationContext.configure(connection).get_current_heads()
        _refuse_newer(heads, scripts)
        is_old = heads != tuple(scripts.get_heads())
        if is_old:
            command.upgrade(config, "head")
        adopt_key(connection, vault)
        check_key(connection, vault)
        same_database(engine).check_mark(connection)
        # Fail now if the database cannot be written, and not with the first message.
        connection.execute(delete(DELIVERIES).where(false()))
    if is_old and heads:
        compact(engine)


def is_begun(engine: Engine) -> bool:
    """Whether a database has Insyn's tables, of whatever version. Changes nothing."""
    with reading(engine) as connection:
        return bool(MigrationContext.configure(connection).get_current_heads())


def check_current(engine: Engine, vault: Vault) -> None:
    """Check a database that is to be used as it is; changes nothing.

    Raises NoDatabase without any tables, OlderDatabase or NewerDatabase if they are of another version, and WrongKey.
    """
    with reading(engine) as connection:
        scripts = ScriptDirectory.from_config(_config(connection))
        heads = MigrationContext.configure(connection).get_current_heads()
        if not heads:
            raise NoDatabase
        _refuse_newer(heads, scripts)
        if heads != tuple(scripts.get_heads()):
            raise OlderDatabase
        check_key(connection, vault)
        same_database(engine).check_mark(connection)


def _support(vault: Vault, clock: Clock, zone: ZoneInfo) -> MigrationSupport:
    return MigrationSupport(vault.new_key, vault.seal, vault.blind, lambda receipt: deadline(receipt, "SE").legal, clock, zone)


def _config(connection: Connection, **more: object) -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes.update(more, connection=connection)
    return config


def _refuse_newer(heads: tuple[str, ...], scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in heads:
        if revision not in known:
            raise NewerDatabase(revision)
