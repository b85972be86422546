"""`insyn key`: the master keys that tickets' contents are encrypted with."""

import click

from bot.store.vault import Vault


def run_new() -> None:
    """Print a new master key."""
    click.echo(Vault.generate())
