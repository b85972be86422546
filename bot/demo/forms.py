"""Fills in forms at the terminal."""

import click

from bot.demo.fields import EMPTY, Field, Value
from bot.demo.lines import AS_TEXT, WAYS_OUT, Ask, read_until_right, show_numbered, show_wrapped
from bot.demo.office import Office
from bot.workspace import SubmitResult, View

HOW = f"Enter keeps what stands in [ ], {EMPTY} empties it, help says more, cancel closes the form."
HELP = (
    f"Enter keeps what stands in [ ]; {EMPTY} empties it. {WAYS_OUT} "
    f"To send one of these words as text, type {AS_TEXT} before it: {AS_TEXT}exit"
)


def fill_in(office: Office, user: str, ask: Ask) -> None:
    """Ask for the fields of a user's open form, if any, until it is submitted without faults.

    Raises Cancelled, Ended, EOFError or KeyboardInterrupt if the person breaks off; the form stays open then.
    """
    office.service.forms.finish()
    while view := office.slack.view(user):
        _show_head(view)
        sent = office.slack.submit(user, _asked_for(office, view, ask))
        _show_faults(view, sent)
        if sent.problem:
            office.slack.close(user)


def cancel(office: Office) -> None:
    """Close every form that anybody has open."""
    for user in office.people:
        while office.slack.view(user):
            office.slack.close(user)


def _show_head(view: View) -> None:
    click.echo(click.style(f"[{view.title}]", bold=True))
    show_wrapped(HOW, "  ", dim=True)
    for block in view.blocks:
        if block["type"] == "section":
            show_wrapped(block["text"]["text"], "    ")


def _asked_for(office: Office, view: View, ask: Ask) -> dict[str, Value]:
    """Return what was typed, by block, without the fields that were left unchanged."""
    values: dict[str, Value] = {}
    for block in view.blocks:
        if block["type"] == "input":
            field = Field(block, view.values[block["block_id"]], office.zone)
            _ask_for(field, block["block_id"], values, ask)
    return values


def _ask_for(field: Field, name: str, values: dict[str, Value], ask: Ask) -> None:
    def use(line: str) -> None:
        if line:
            values[name] = field.value(line)

    show_wrapped(field.label, "  ")
    show_wrapped(field.hint, "    ", dim=True)
    show_numbered(field.choices)
    read_until_right(ask, field.prompt, use, HELP)


def _show_faults(view: View, sent: SubmitResult) -> None:
    labels = {block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"}
    for field, wrong in sent.errors.items():
        click.echo(click.style(f"  {labels[field]}: {wrong}", fg="red"))
    if sent.problem:
        click.echo(f"(Slack had trouble with this form: {sent.problem})")
