"""What `insyn doctor` finds: it checks the knowledge, the database and Slack."""

from collections.abc import Iterator

import yaml

from bot.assembly import load_knowledge, load_texts, open_records, shipped, web_client
from bot.settings import Settings
from bot.slack.checkup import Finding, check_slack
from bot.store import BadKey, NewerDatabase, StoreUnavailable, WrongKey


def findings(settings: Settings, http: bool) -> Iterator[Finding]:
    """Yield the findings, each as soon as it is known."""
    knowledge = load_knowledge(settings.knowledge)
    load_texts(knowledge)
    yield Finding(f"The knowledge of {knowledge.company.company} is faultless: {len(knowledge.entries)} entries")
    yield from _database(settings)
    scopes = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    yield from check_slack(web_client(settings), None if http else settings.app_token, settings.officers_channel, scopes)


def _database(settings: Settings) -> Iterator[Finding]:
    key = f"The master key {_where(settings)} opens what is sealed in the database"
    try:
        open_records(settings).close()
    except (BadKey, WrongKey) as error:
        yield Finding(key, str(error))
    except (NewerDatabase, StoreUnavailable) as error:
        yield Finding("The database can be used", str(error))
    else:
        yield Finding("The database can be used")
        yield Finding(key)


def _where(settings: Settings) -> str:
    if settings.key_file:
        return f"in {settings.key_file}"
    return "in INSYN_KEY" if len(settings.master_keys) == 1 else f"among the {len(settings.master_keys)} in INSYN_KEY"
