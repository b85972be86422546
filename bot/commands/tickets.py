"""`insyn tickets`: lists, shows and exports tickets."""

import csv
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from bot.commands.output import paragraphs, table, written
from bot.commands.records import Records, records
from bot.commands.ticket_facts import EXPORTED, procedure, whole
from bot.desk.desk_rules import DeskRules
from bot.terminal import columns
from bot.tickets import Event, Ticket


def run_list(*, everything: bool, as_json: bool) -> None:
    """Print the tickets in which something is owed, or all, overdue ones first, then the soonest due."""
    with records() as found:
        tickets = sorted(_listed(found, everything), key=lambda ticket: _order(ticket, found.rules))
    if as_json:
        click.echo(json.dumps([procedure(ticket, found.rules) for ticket in tickets], ensure_ascii=False))
    elif tickets:
        heads = ("ticket", "state", "about", "received", "law", "ours", "officer", "flags")
        click.echo(table(heads, [_row(ticket, found.rules) for ticket in tickets]))
    else:
        click.echo("There are no tickets." if everything else "No ticket is open.")


def run_show(reference: str, *, as_json: bool) -> None:
    """Print everything stored about a ticket. The access is logged."""
    with records() as found:
        ticket = found.ticket(reference)
        events = found.store.events(ticket.id)
        found.store.desk_event("ticket_shown", ticket.reference)
    if as_json:
        click.echo(json.dumps(whole(ticket, events, found.rules), ensure_ascii=False))
    else:
        _show(ticket, events, found.rules)


def run_export(*, as_csv: bool, file: Path | None) -> None:
    """Write every ticket without anybody's words, name or address."""
    with records() as found, written(file) as out:
        tickets = sorted(found.store.tickets(), key=lambda ticket: ticket.id)
        (_csv if as_csv else _json)(tickets, found.rules, out)
        found.store.desk_event("tickets_exported")


def _listed(found: Records, everything: bool) -> list[Ticket]:
    return [ticket for ticket in found.store.tickets() if everything or ticket.is_owed]


def _order(ticket: Ticket, rules: DeskRules) -> tuple[bool, bool, str, int]:
    due = _moment(ticket.incident.due_at, rules) if ticket.incident else ticket.due.isoformat()
    return not ticket.is_owed, not ticket.is_overdue(rules.now), due, ticket.id


def _row(ticket: Ticket, rules: DeskRules) -> tuple[str, ...]:
    dates = (_moment(ticket.incident.due_at, rules), "-") if ticket.incident else (f"{ticket.due}", f"{ticket.target}")
    about = ", ".join(ticket.rights) or "suspected breach"
    flags = ", ".join(_flags(ticket, rules)) or "-"
    return ticket.reference, ticket.state, about, f"{ticket.receipt}", *dates, ticket.officer or "-", flags


def _flags(ticket: Ticket, rules: DeskRules) -> list[str]:
    known = {
        "overdue": ticket.is_overdue(rules.now),
        "stop": ticket.must_stop,
        "extended": ticket.extended_at,
        "complaint": ticket.complaint,
        "held": ticket.legal_hold,
    }
    return [name for name, holds in known.items() if holds]


def _show(ticket: Ticket, events: list[Event], rules: DeskRules) -> None:
    facts = whole(ticket, [], rules)
    words = {name: facts.pop(name) for name in ("own_words", "answer")}
    for name, fact in facts.items():
        if said := _said(fact, rules):
            click.echo(click.wrap_text(f"{_label(name):18}{said}", columns(), "", " " * 18))
    for name, text in words.items():
        if text:
            click.echo(f"\n{_label(name)}\n{paragraphs(text)}")
    click.echo("\nlog")
    for event in events:
        who = event.actor or event.role
        code = f" ({event.code})" if event.code else ""
        click.echo(f"{event.seq:4}  {_moment(event.at, rules)}  {who:12} {event.what}{code}")
        if event.words:
            click.echo(paragraphs(event.words, " " * 8))


def _label(name: str) -> str:
    return name.replace("_", " ")


def _said(fact: Any, rules: DeskRules) -> str:
    """Format a fact for people; empty if there is nothing to say."""
    if isinstance(fact, dict):
        said = {_label(name): _said(value, rules) for name, value in fact.items()}
        return ", ".join(f"{name}: {value}" for name, value in said.items() if value)
    if isinstance(fact, list):
        return ", ".join(fact)
    if isinstance(fact, bool):
        return "yes" if fact else ""
    with suppress(ValueError):
        moment = datetime.fromisoformat(f"{fact}")
        return _moment(moment, rules) if moment.tzinfo else f"{fact}"
    return f"{fact or ''}"


def _moment(moment: datetime, rules: DeskRules) -> str:
    return rules.local(moment).strftime("%Y-%m-%d %H:%M")


def _json(tickets: list[Ticket], rules: DeskRules, out: TextIO) -> None:
    json.dump([procedure(ticket, rules) for ticket in tickets], out, ensure_ascii=False, indent=1)
    out.write("\n")


def _csv(tickets: list[Ticket], rules: DeskRules, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(EXPORTED)
    for ticket in tickets:
        writer.writerow([_cell(fact) for fact in procedure(ticket, rules).values()])


def _cell(fact: object) -> object:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, dict):
        return " ".join(f"{name}={value}" for name, value in fact.items() if value is not None)
    return " ".join(fact) if isinstance(fact, list) else fact
