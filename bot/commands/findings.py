"""What `insyn doctor` finds: it checks the knowledge, the database and Slack."""

from collections.abc import Iterator

import yaml

from bot.assembly import load_knowledge, load_texts, open_records, shipped, web_client
from bot.opening import refuse_lost
from bot.settings import Settings, database_name
from bot.slack.checkup import Finding, check_slack
from bot.store import BadKey, LostDatabase, NewerDatabase, NoDatabase, OlderDatabase, StoreUnavailable, WrongKey


def findings(settings: Settings, http: bool) -> Iterator[Finding]:
    """Yield the findings, each as soon as it is known."""
    knowledge = load_knowledge(settings.knowledge)
    load_texts(knowledge)
    yield Finding(f"The knowledge of {knowledge.company.company} is faultless: {len(knowledge.entries)} entries")
    yield from _database(settings)
    scopes = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    yield from check_slack(web_client(settings), None if http else settings.app_token, settings.officers_channel, scopes)


def _database(settings: Settings) -> Iterator[Finding]:
    what, name = "The database can be used", database_name(settings.database_url)
    key = f"The master key {_where(settings)} opens what is sealed in the database"
    try:
        open_records(settings).close()
    except NoDatabase:
        yield _none_yet(settings, name)
    except OlderDatabase:
        yield Finding(f"The database is from an older version ({name}); the next “insyn serve” brings it up to date")
    except (BadKey, WrongKey) as error:
        yield Finding(key, str(error))
    except (NewerDatabase, StoreUnavailable) as error:
        yield Finding(what, f"{error} (DATABASE_URL: {name})")
    else:
        yield Finding(what)
        yield Finding(key)


def _none_yet(settings: Settings, name: str) -> Finding:
    try:
        refuse_lost(settings)
    except LostDatabase as error:
        return Finding("The database can be used", f"{error} (DATABASE_URL: {name})")
    return Finding(f"There is no database yet ({name}); the first “insyn serve” makes it")


def _where(settings: Settings) -> str:
    if settings.key_file:
        return f"in {settings.key_file}"
    return "in INSYN_KEY" if len(settings.master_keys) == 1 else f"among the {len(settings.master_keys)} in INSYN_KEY"
