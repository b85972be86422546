"""Tickets as plain values, for programs. A stable interface, described in the help of `insyn tickets`."""

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
"""What is told of a ticket without anybody's words, name or address, in this order: names in JSON, columns in CSV.

A field of the ticket, unless ``_computed`` makes it.
"""
SHOWN = ("asker", "subject", "language", "letter_language", "own_words", "answer")
"""Fields that are told besides of one ticket, to who asks for it or for its person."""
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
"""Fields that are told to nobody: they mean something to the desk and to its database alone."""
INCIDENT = ("aware_at", "due_at", "authority", "notified_at", "persons")
"""What is told of a breach without anybody's words."""


def procedure(ticket: Ticket, rules: DeskRules) -> dict[str, Any]:
    """What happened with a ticket and by when, without anybody's words, name or address."""
    computed = _computed(ticket, rules)
    return {name: plain(computed[name] if name in computed else getattr(ticket, name)) for name in EXPORTED}


def whole(ticket: Ticket, events: list[Event], rules: DeskRules) -> dict[str, Any]:
    """All that is told of a ticket, with the words and the persons."""
    contents = {name: plain(getattr(ticket, name)) for name in SHOWN}
    breach = asdict(ticket.incident) | {"due_at": ticket.incident.due_at} if ticket.incident else None
    return procedure(ticket, rules) | contents | {"incident": plain(breach), "events": [event_facts(event) for event in events]}


def event_facts(event: Event) -> dict[str, Any]:
    """One row of a ticket's log, with the words that belong to it."""
    names = ("seq", "at", "role", "actor", "what", "before", "after", "code", "words")
    return {name: plain(getattr(event, name)) for name in names}


def is_overdue(ticket: Ticket, rules: DeskRules) -> bool:
    """Whether the law's date has passed while something is owed."""
    return ticket.incident.is_overdue(rules.clock()) if ticket.incident else ticket.is_overdue(rules.today)


def plain(fact: Any) -> Any:
    """A value as JSON has it."""
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
    """What is told of a ticket and is no field of it, or not as it stands there. A breach has a date of its own."""
    return {
        "due": None if ticket.incident else ticket.due,
        "target": None if ticket.incident else ticket.target,
        "claimable": None if ticket.incident else ticket.claimable(rules.today),
        "overdue": is_overdue(ticket, rules),
        "incident": {name: getattr(ticket.incident, name) for name in INCIDENT} if ticket.incident else None,
    }
