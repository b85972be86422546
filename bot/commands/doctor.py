"""`insyn doctor`: checks the settings, the knowledge, the database and Slack, and says what to do."""

import os

import click

from bot.settings import read_settings


def run(*, http: bool) -> int:
    """Print the findings. Exit status 1 if anything has to be done."""
    settings = read_settings(os.environ, http=http)
    # Imported here: it takes a second, and missing settings are told at once.
    from bot.commands.findings import findings

    is_well = True
    for finding in findings(settings, http):
        is_well &= finding.is_well
        mark = click.style("ok  ", fg="green") if finding.is_well else click.style("MEND", fg="red")
        click.echo(f"{mark}  {finding.what}" + (f"\n      {finding.todo}" if finding.todo else ""))
    click.echo("All is well." if is_well else "Mend what is marked and run insyn doctor again.")
    return 0 if is_well else 1
