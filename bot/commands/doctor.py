"""`insyn doctor`: the settings, checked against the world."""

import os
from collections.abc import Iterator

import click
import yaml
from slack_sdk import WebClient

from bot.assembly import load_knowledge, load_texts, shipped
from bot.settings import Settings, read_settings
from bot.slack.checkup import Finding, check_slack
from bot.store import NewerDatabase, StoreUnavailable, open_store


def run(*, http: bool) -> int:
    """Print what was found; exit status 0 where all is well, 1 where something has to be done."""
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
    yield _database(settings.database_url)
    scopes = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    client = WebClient(token=settings.bot_token, base_url=settings.api_url, timeout=10)
    yield from check_slack(client, None if http else settings.app_token, settings.officers_channel, scopes)


def _database(url: str) -> Finding:
    try:
        open_store(url).close()
    except (NewerDatabase, StoreUnavailable) as error:
        return Finding("The database can be used", str(error))
    return Finding("The database can be used")
