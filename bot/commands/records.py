"""Opens the desk's records for a command, without Slack."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from bot.assembly import StartError, load_knowledge
from bot.desk.house import House
from bot.knowledge import Knowledge
from bot.settings import RecordsSettings, read_records_settings, with_keys
from bot.store import BadKey, NewerDatabase, SqlStore, StoreUnavailable, Vault, open_store
from bot.tickets import Ticket


@dataclass(frozen=True)
class Records:
    """The desk's records, open, and the rules of the house."""

    store: SqlStore
    house: House
    knowledge: Knowledge

    def ticket(self, reference: str) -> Ticket:
        """The ticket that people call this; a sentence where there is none."""
        found = self.store.by_reference(reference.strip().upper())
        if found is None:
            raise click.BadParameter(f"there is no ticket {reference!r}; “insyn tickets list --all” shows those that there are.")
        return found


@contextmanager
def opened(settings: RecordsSettings | None = None) -> Iterator[SqlStore]:
    """The store that the environment's settings name; StartError with a sentence where it cannot be used."""
    settings = settings or read_records_settings(os.environ)
    try:
        store = open_store_of(settings)
        try:
            yield store
        finally:
            store.close()
    except (BadKey, NewerDatabase, StoreUnavailable) as error:
        raise StartError(str(error)) from error


@contextmanager
def records() -> Iterator[Records]:
    """The same, with the knowledge and the rules of the house."""
    settings = read_records_settings(os.environ)
    knowledge = load_knowledge(settings.knowledge)
    house = house_of(settings, knowledge)
    with opened(settings) as store:
        yield Records(store, house, knowledge)


def open_store_of(settings: RecordsSettings) -> SqlStore:
    """The store that settings name; the first master key is made where none is set."""
    settings = with_keys(settings, Vault.generate, lambda sentence: click.echo(sentence, err=True))
    return open_store(settings.database_url, _now, vault=Vault(settings.master_keys), zone=settings.timezone)


def house_of(settings: RecordsSettings, knowledge: Knowledge) -> House:
    """The rules of the house; StartError where its officers' language is none that the desk speaks."""
    language = settings.officers_language or knowledge.languages[0]
    if language not in knowledge.languages:
        raise StartError(f"OFFICERS_LANGUAGE is {language}, but the knowledge has {', '.join(knowledge.languages)}.")
    return House(
        clock=_now,
        zone=settings.timezone,
        language=language,
        country=settings.country,
        four_eyes=settings.four_eyes,
        opens=settings.opens,
        closes=settings.closes,
        periods=knowledge.retention,
    )


def _now() -> datetime:
    return datetime.now(UTC)
