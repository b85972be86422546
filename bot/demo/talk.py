"""The part of the demo in which the person at the terminal is Anna."""

import click

from bot.demo.office import Office
from bot.demo.transcript import Transcript
from bot.knowledge import RIGHTS
from bot.workspace import ImpossibleError

HELP = """\
You are Anna now, in your direct message with the desk. Try:
  any question or request, in Swedish or English
  /privacy QUESTION          ask so that only you see the answer
  /privacy-request WORDS     open the form for a right
  1, 2, 3 ...                press the button with that number (those of the officers as Olle)
  ctrl-C or ctrl-D           end"""


def talk(office: Office, transcript: Transcript) -> None:
    """Read lines until the input ends, and show what comes of each."""
    click.echo(HELP + "\n")
    while True:
        try:
            line = input("Anna> ").strip()
        except (EOFError, KeyboardInterrupt):
            click.echo("\nGoodbye.")
            return
        if line:
            try:
                _act(office, transcript, line)
                office.rest()
            except (ImpossibleError, TimeoutError) as error:
                click.echo(f"({error})")
            transcript.show(office.slack.dm(office.anna), office.officers, only_for=office.anna)


def _act(office: Office, transcript: Transcript, line: str) -> None:
    slack, anna = office.slack, office.anna
    if line.isdigit():
        _press(office, transcript, int(line))
    elif line.startswith("/"):
        command, _, words = line.partition(" ")
        slack.command(anna, office.sales, command, words)
        _fill(office, anna)
    else:
        slack.say(anna, slack.dm(anna), line)


def _press(office: Office, transcript: Transcript, number: int) -> None:
    if not 0 < number <= len(transcript.buttons):
        click.echo("There is no button with that number.")
        return
    button = transcript.buttons[number - 1]
    office.slack.press(button.user, button.channel, button.ts, button.action, value=button.value)
    _fill(office, button.user)


def _fill(office: Office, user: str) -> None:
    """Ask for the fields of the form that opened, if one did."""
    view = office.slack.view(user)
    if view is None:
        return
    click.echo(click.style(f"[{view.title}]", bold=True))
    fields = {block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"}
    values: dict[str, str | list[str]] = {}
    if "rights" in fields:
        chosen = ", ".join(view.values.get("rights") or [])
        typed = input(f"  {fields['rights']} ({', '.join(RIGHTS)}) [{chosen}]: ")
        if typed.strip():
            values["rights"] = [right.strip() for right in typed.split(",")]
    known = view.values.get("words") or ""
    if typed := input(f"  {fields['words']} [{known}]: ").strip():
        values["words"] = typed
    outcome = office.slack.submit(user, values)
    for field, wrong in outcome.errors.items():
        click.echo(f"  {fields.get(field, field)}: {wrong}")
    if not outcome.closed:
        office.slack.close(user)
