"""Tickets as plain values for programs. A stable interface, described in the help of `insyn tickets`."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.desk.desk_rules import DeskRules
from bot.tickets import Event, Subject, Ticket

EXPORTED = (
    "reference",
    "kind",
    "state",
    "rights",
    "receipt",
    "due",
    "target",
    "claimable",
    "country",
    "overdue",
    "extended_at",
    "extension_ground",
    "complaint",
    "legal_hold",
    "officer",
    "prepared_by",
    "identity",
    "decisions",
    "ground",
    "checked",
    "waited",
    "unreachable",
    "opened_at",
    "stopped_at",
    "informed_at",
    "closed_at",
    "shredded_at",
    "removed",
    "incident",
)
"""Fields of the export, without anybody's words, name or address, in order: names in JSON, columns in CSV.

Each is a field of the ticket or made by ``_computed``.
"""
SHOWN = ("asker", "subject", "language", "letter_language", "own_words", "answer")
"""Further fields that are shown when one ticket, or its person, is asked for."""
NOT_SHOWN = (
    "id",
    "subject_key",
    "source_channel",
    "source_ts",
    "waiting_since",
    "linked_to",
    "answer_letter",
    "log_length",
)
"""Fields that are never shown: they are internal to the desk and its database."""
INCIDENT = ("aware_at", "due_at", "authority", "notified_at", "persons")
"""Exported fields of a breach, without anybody's words."""


def procedure(ticket: Ticket, rules: DeskRules) -> dict[str, Any]:
    """Return the exported facts of a ticket, without anybody's words, name or address."""
    computed = _computed(ticket, rules)
    return {name: plain(computed[name] if name in computed else getattr(ticket, name)) for name in EXPORTED}


def whole(ticket: Ticket, events: list[Event], rules: DeskRules) -> dict[str, Any]:
    """Return all facts of a ticket, with its words, persons and log."""
    contents = {name: plain(getattr(ticket, name)) for name in SHOWN}
    breach = asdict(ticket.incident) | {"due_at": ticket.incident.due_at} if ticket.incident else None
    return procedure(ticket, rules) | contents | {"incident": plain(breach), "events": [event_facts(event) for event in events]}


def event_facts(event: Event) -> dict[str, Any]:
    """Return one row of a ticket's log, with its words."""
    names = ("seq", "at", "role", "actor", "what", "before", "after", "code", "words")
    return {name: plain(getattr(event, name)) for name in names}


def plain(fact: Any) -> Any:
    """Convert a value to what JSON can hold."""
    match fact:
        case date() | datetime():
            return fact.isoformat()
        case Mapping():
            return {str(name): plain(value) for name, value in fact.items()}
        case tuple() | list():
            return [plain(value) for value in fact]
        case Subject():
            return plain(asdict(fact))
        case _:
            return str(fact) if isinstance(fact, str) else fact


def _computed(ticket: Ticket, rules: DeskRules) -> dict[str, Any]:
    """Return the facts that are not fields of the ticket, or differ from them. A breach has a due date of its own."""
    return {
        "due": None if ticket.incident else ticket.due,
        "target": None if ticket.incident else ticket.target,
        "claimable": None if ticket.incident else ticket.claimable(rules.today),
        "overdue": ticket.is_overdue(rules.now),
        "incident": {name: getattr(ticket.incident, name) for name in INCIDENT} if ticket.incident else None,
    }
