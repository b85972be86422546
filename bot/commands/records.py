"""Opens the desk's records for a command, without Slack."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot.assembly import StartError, desk_rules, load_records_knowledge, open_records
from bot.desk.desk_rules import DeskRules
from bot.settings import RecordsSettings, database_name, read_records_settings
from bot.store import BadKey, NewerDatabase, SqlStore, StoreUnavailable
from bot.tickets import Ticket


@dataclass(frozen=True)
class Records:
    """The desk's open store, and the desk rules."""

    store: SqlStore
    rules: DeskRules
    knowledge_folder: Path | None

    def ticket(self, reference: str) -> Ticket:
        """Return the ticket with a reference. click.BadParameter if there is none."""
        found = self.store.by_reference(reference.strip().upper())
        if found is None:
            raise click.BadParameter(f"there is no ticket {reference!r}; “insyn tickets list --all” shows those that there are.")
        return found


@contextmanager
def opened(settings: RecordsSettings | None = None) -> Iterator[SqlStore]:
    """Open the store in the settings' database, which must be there. StartError, with a sentence, if it cannot be used."""
    settings = settings or read_records_settings(os.environ)
    try:
        store = open_records(settings)
        try:
            yield store
        finally:
            store.close()
    except (BadKey, NewerDatabase, StoreUnavailable) as error:
        raise StartError(f"{error} (DATABASE_URL: {database_name(settings.database_url)})") from error


@contextmanager
def records() -> Iterator[Records]:
    """Open the store in the environment's database, with the desk rules. StartError as for ``opened``."""
    settings = read_records_settings(os.environ)
    rules = desk_rules(settings, load_records_knowledge(settings.knowledge))
    with opened(settings) as store:
        yield Records(store, rules, settings.knowledge)
