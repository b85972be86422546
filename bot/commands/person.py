"""`insyn person`: shows and erases what the desk itself stores about a person."""

import json
import sys
from typing import Any

import click

from bot.commands.output import paragraphs, table
from bot.commands.records import Records, records
from bot.commands.ticket_facts import plain, whole
from bot.store import Erased, Held

WHY_KEPT = {"open": "it is still open", "legal_hold": "a legal hold stands"}
"""Why a ticket is not erased."""


def run_show(who: str, *, as_json: bool) -> None:
    """Print what the desk stores about a person. The access is logged."""
    who = who.strip()
    with records() as found:
        held = found.store.person(who)
        facts = _facts(found, held)
        found.store.desk_event("person_shown")
    if as_json:
        click.echo(json.dumps({"person": who} | facts, ensure_ascii=False))
    elif _is_nothing(held):
        click.echo(f"The desk holds nothing of {who}.")
    else:
        _print(held)


def run_erase(who: str, *, sure: bool) -> None:
    """Erase what the desk stores about a person as far as allowed, and print what is kept and why."""
    who = who.strip()
    if not sure and not _is_terminal():
        raise click.UsageError("nobody can be asked here whether that is meant; add --yes.")
    with records() as found:
        held = found.store.person(who)
        if not held.tickets:
            click.echo(f"The desk holds no ticket of {who}." if not _is_nothing(held) else f"The desk holds nothing of {who}.")
            return
        if not sure:
            references = ", ".join(ticket.reference for ticket in held.tickets)
            click.confirm(f"Erase what {references} say of {who}? It cannot be brought back", abort=True)
        _say(found.store.erase_person(who, found.rules.language))


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _is_nothing(held: Held) -> bool:
    return not (held.tickets or held.letters or held.acts)


def _facts(found: Records, held: Held) -> dict[str, Any]:
    tickets = [whole(ticket, found.store.events(ticket.id), found.rules) for ticket in held.tickets]
    letters = [{"id": one.id, "kind": one.kind, "since": plain(one.since), "words": one.words} for one in held.letters]
    acts = [{"reference": reference, "at": plain(event.at), "what": event.what} for reference, event in held.acts]
    return {"tickets": tickets, "letters": letters, "acts": acts}


def _print(held: Held) -> None:
    click.echo("\n\n".join(filter(None, (_tickets(held), _letters(held), _acts(held)))))


def _tickets(held: Held) -> str:
    lines = []
    for ticket in held.tickets:
        rights = ", ".join(ticket.rights) or "suspected breach"
        lines += [f"{ticket.reference}  {ticket.state}, {rights}, received {ticket.receipt}"]
        lines += [paragraphs(ticket.own_words, " " * 4)] if ticket.own_words else []
    return "\n".join([*lines, "All of it: insyn tickets show REFERENCE, or --json here."] if lines else [])


def _letters(held: Held) -> str:
    rows = [(f"{letter.id}", letter.kind, f"{letter.since:%Y-%m-%d %H:%M}") for letter in held.letters]
    return "Waiting to be sent\n" + table(("letter", "kind", "since (UTC)"), rows) if rows else ""


def _acts(held: Held) -> str:
    rows = [(reference, f"{event.at:%Y-%m-%d %H:%M}", event.what) for reference, event in held.acts]
    return "Done as an officer\n" + table(("ticket", "at (UTC)", "what"), rows) if rows else ""


def _say(erased: Erased) -> None:
    if erased.tickets:
        click.echo(f"Erased: {', '.join(erased.tickets)}.")
    for reference, why in erased.kept:
        click.echo(f"Kept: {reference}, because {WHY_KEPT.get(why, why)}.")
    if erased.letters:
        click.echo(f"{erased.letters} letters still wait; they lose their text when they are sent.")
    if erased.acts:
        click.echo(f"{erased.acts} acts as an officer stay in the log, which must show who decided.")
