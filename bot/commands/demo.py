"""`insyn demo`: the desk at work, without a Slack workspace."""

import logging
import sys

import click

from bot.demo.office import open_office
from bot.demo.story import play
from bot.demo.talk import talk
from bot.demo.transcript import Transcript
from bot.terminal import columns


def run(*, quick: bool) -> None:
    """Play the conversation, and then, in a terminal, let the user continue it."""
    logging.getLogger().addHandler(logging.NullHandler())
    click.echo("Insyn: the real desk, connected over Socket Mode to a stand-in for Slack on this machine.\n")
    try:
        with open_office() as office:
            transcript = Transcript(office.slack, office.names, office.pressed_by)
            play(office, transcript, _title)
            if not quick and sys.stdin.isatty():
                talk(office, transcript)
    except TimeoutError as error:
        raise click.ClickException(f"{error}; is this machine very busy?") from None


def _title(text: str) -> None:
    click.echo(click.style(f"── {text} ".ljust(columns(), "─"), fg="yellow") + "\n")
