"""`insyn key`: the master keys that tickets' contents are encrypted with."""

import click

from bot.settings import new_key


def run_new() -> None:
    """Print a new master key."""
    click.echo(new_key())
