"""`insyn outbox`: lists undelivered letters."""

import json
from typing import Any

import click

from bot.commands.records import opened
from bot.store import SqlOutbox, Undelivered


def run(letter: int | None, *, retry: bool, as_json: bool) -> None:
    """Print the letters that are waiting or have failed; with ``retry``, make them due at once."""
    with opened() as store:
        outbox = store.outbox()
        rows = [row for row in outbox.undelivered() if letter in {None, row.id}]
        if retry:
            _retry(outbox, [row for row in rows if row.state == "failed" or letter is not None])
        elif as_json:
            click.echo(json.dumps([_facts(row) for row in rows]))
        else:
            _print(rows, letter)


def _retry(outbox: SqlOutbox, rows: list[Undelivered]) -> None:
    for row in rows:
        outbox.requeue(row.id)
    click.echo(f"{len(rows)} will be tried again as soon as the desk runs.")


def _print(rows: list[Undelivered], letter: int | None) -> None:
    if not rows:
        click.echo("Everything has been delivered." if letter is None else f"No letter {letter} waits to be delivered.")
        return
    click.echo(f"{'id':>6}  {'since (UTC)':16}  {'what':20}  {'where':9}  {'state':8}  {'tries':>5}  why")
    for row in rows:
        since = row.since.strftime("%Y-%m-%d %H:%M")
        why = row.error or "-"
        click.echo(f"{row.id:6}  {since}  {row.kind:20}  {row.lane:9}  {row.state:8}  {row.attempts:5}  {why}")
    click.echo("\nAfter mending what is wrong (see: insyn doctor): insyn outbox --retry")


def _facts(row: Undelivered) -> dict[str, Any]:
    return {
        "id": row.id,
        "since": row.since.isoformat(),
        "kind": row.kind,
        "where": row.lane,
        "state": row.state,
        "tries": row.attempts,
        "error": row.error,
    }
