"""The commands for the desk's records: tickets, the log, what is kept and for how long, persons, keys."""

from pathlib import Path

import click

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
_FILE = click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file [default: print here]."
)


@click.group()
def tickets() -> None:
    """Look at tickets without Slack.

    What is shown or written out is noted in the desk's own log. The settings are DATABASE_URL, INSYN_KEY or
    INSYN_KEY_FILE, TIMEZONE and OFFICERS_LANGUAGE; Slack is not asked.
    """


@tickets.command("list")
@click.option(
    "--all", "everything", is_flag=True, help="Also list finished tickets [default: only those that still need an answer]."
)
@_JSON
def list_(everything: bool, as_json: bool) -> None:
    """List the tickets that still need an answer, overdue ones first, then by date."""
    from bot.commands.tickets import run_list

    run_list(everything=everything, as_json=as_json)


@tickets.command()
@click.argument("reference")
@_JSON
def show(reference: str, as_json: bool) -> None:
    """Print all that is kept of the ticket REFERENCE, such as DSR-2026-0001."""
    from bot.commands.tickets import run_show

    run_show(reference, as_json=as_json)


@tickets.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON (the default).")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, for spreadsheets, instead of JSON.")
@_FILE
def export(as_json: bool, as_csv: bool, file: Path | None) -> None:
    """Export every ticket: states, rights and dates, without names, addresses or what people wrote."""
    from bot.commands.tickets import run_export

    if as_json and as_csv:
        raise click.UsageError("give either --json or --csv")
    run_export(as_csv=as_csv, file=file)


@tickets.command()
@click.argument("reference")
@click.argument("about", metavar="ABOUT")
@click.option("--language", help="Language of the letter [default: that of the ticket's letters].")
def letter(reference: str, about: str, language: str | None) -> None:
    """Print a letter of the ticket REFERENCE, ready to be sent.

    ABOUT is one of: opened, stopped, identity, scope, extension, answer, refusal, linked, withdrawn, reply, closing.
    """
    from bot.commands.letter import ABOUT, run

    if about not in ABOUT:
        raise click.UsageError(f"there is no letter {about!r}; there are {', '.join(ABOUT)}.")
    run(reference, about, language)


@tickets.command()
@click.option("--markdown", is_flag=True, help="Print it as the page docs/tickets.md [default: as plain text].")
def states(markdown: bool) -> None:
    """Print the rules for tickets: each action, from which state to which, who may take it, what it needs."""
    from bot.commands.states import run

    run(markdown=markdown)


@click.group()
def audit() -> None:
    """Prove that the log is as it was written."""


@audit.command()
def verify() -> None:
    """Look for any row that was changed, is missing or stands elsewhere; exit status 1 where there is one."""
    from bot.commands.audit import run_verify

    raise SystemExit(run_verify())


@audit.command("export")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@_FILE
def export_log(form: str, file: Path | None) -> None:
    """Write out every row of every log: times and roles, no person and no words."""
    from bot.commands.audit import run_export

    run_export(form, file)


@click.group()
def retention() -> None:
    """Delete data that has been kept as long as it may be.

    How long each kind of data is kept is set in retention.yaml in the knowledge folder.
    """


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only print what would be deleted.")
@_JSON
def run_retention(dry_run: bool, as_json: bool) -> None:
    """Delete what is due now, and print what was deleted from which ticket and why.

    The running desk does the same by itself every day. Tickets under a legal hold are left alone.
    """
    from bot.commands.retention import run

    run(dry_run=dry_run, as_json=as_json)


@click.group()
def person() -> None:
    """Show or erase what the desk itself holds of a person."""


@person.command("show")
@click.argument("who", metavar="USER-OR-EMAIL")
@_JSON
def show_person(who: str, as_json: bool) -> None:
    """Print what the desk holds of a Slack user (U0123456789) or an e-mail address."""
    from bot.commands.person import run_show

    run_show(who, as_json=as_json)


@person.command()
@click.argument("who", metavar="USER-OR-EMAIL")
@click.option("--yes", "sure", is_flag=True, help="Do not ask for confirmation.")
def erase(who: str, sure: bool) -> None:
    """Erase what the desk holds of a Slack user (U0123456789) or an e-mail address.

    Tickets that are open or under a legal hold are kept, and named. What is erased cannot be brought back. The desk's
    own log says that it was done, and not of whom.
    """
    from bot.commands.person import run_erase

    run_erase(who, sure=sure)


@click.group()
def key() -> None:
    """Make the keys that tickets' contents are encrypted with."""


@key.command()
def new() -> None:
    """Print a new master key.

    Put it before the old ones, never in their place: the first key seals, all of them open. See docs/keys.md.
    """
    from bot.commands.keys import run_new

    run_new()


RECORDS = (tickets, audit, retention, person, key)
"""All of them."""
