"""`insyn doctor`: checks the settings, the database and Slack."""

import os
from collections.abc import Iterator

import click
import yaml

from bot.assembly import load_knowledge, load_texts, open_records, shipped, web_client
from bot.settings import Settings, read_settings
from bot.slack.checkup import Finding, check_slack
from bot.store import BadKey, NewerDatabase, StoreUnavailable, WrongKey


def run(*, http: bool) -> int:
    """Print the findings. Exit status 1 if anything has to be done."""
    settings = read_settings(os.environ, http=http)
    is_well = True
    for finding in _findings(settings, http):
        is_well &= finding.is_well
        mark = click.style("ok  ", fg="green") if finding.is_well else click.style("MEND", fg="red")
        click.echo(f"{mark}  {finding.what}" + (f"\n      {finding.todo}" if finding.todo else ""))
    click.echo("All is well." if is_well else "Mend what is marked and run insyn doctor again.")
    return 0 if is_well else 1


def _findings(settings: Settings, http: bool) -> Iterator[Finding]:
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
