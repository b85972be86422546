"""`insyn audit`: verifies that the logs have not been changed, and exports them."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

import click

from bot.commands.output import written
from bot.commands.records import opened


def run_verify() -> int:
    """Print the result. Exit status 1 if any row was changed, is missing or was moved."""
    with opened() as store:
        if sys.stderr.isatty():
            click.echo("Reading every row of every log ...", err=True)
        found = store.verify()
    click.echo(f"rows     {found.rows}\ntickets  {found.tickets}\nhead     {found.head}")
    for fault in found.faults:
        click.echo(fault, err=True)
    if found.faults:
        click.echo("The log is not as it was written. Keep the database as it is, and compare it with a backup.", err=True)
        return 1
    click.echo("Every row is as it was written, and none is missing.")
    return 0


def run_export(form: str, file: Path | None) -> None:
    """Write every row of every log: times and roles, without persons."""
    with opened() as store, written(file) as out:
        (_csv if form == "csv" else _jsonl)(store.log_rows(), out)
        store.desk_event("audit_exported")


def _jsonl(rows: Iterator[Mapping[str, object]], out: TextIO) -> None:
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(rows: Iterator[Mapping[str, object]], out: TextIO) -> None:
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


COLUMNS = ("ticket", "seq", "at", "local_day", "role", "what", "before", "after", "code", "previous", "hash")
"""The CSV columns, also written if there are no rows."""
