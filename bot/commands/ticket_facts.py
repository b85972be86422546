"""Tickets as plain values, for programs. A stable interface, described in the help of `insyn tickets`."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.desk.desk_rules import DeskRules
from bot.tickets import Event, Ticket

INCIDENT = ("aware_at", "due_at", "authority", "notified_at", "persons")
"""What is told of a breach without anybody's words."""


def procedure(ticket: Ticket, rules: DeskRules) -> dict[str, Any]:
    """What happened with a ticket and by when, without anybody's words, name or address."""
    facts: dict[str, Any] = {
        "reference": ticket.reference,
        "kind": ticket.kind,
        "state": ticket.state,
        "rights": list(ticket.rights),
        "receipt": ticket.receipt,
        "due": None if ticket.incident else ticket.due,
        "target": None if ticket.incident else ticket.target,
        "claimable": None if ticket.incident else ticket.claimable(rules.today),
        "country": ticket.country,
        "overdue": is_overdue(ticket, rules),
        "extended_at": ticket.extended_at,
        "extension_ground": ticket.extension_ground,
        "complaint": ticket.complaint,
        "legal_hold": ticket.legal_hold,
        "officer": ticket.officer,
        "prepared_by": ticket.prepared_by,
        "identity": ticket.identity,
        "decisions": dict(ticket.decisions),
        "ground": ticket.ground,
        "checked": list(ticket.checked),
        "waited": ticket.waited,
        "unreachable": ticket.unreachable,
        "opened_at": ticket.opened_at,
        "stopped_at": ticket.stopped_at,
        "informed_at": ticket.informed_at,
        "closed_at": ticket.closed_at,
        "shredded_at": ticket.shredded_at,
        "removed": list(ticket.removed),
        "incident": {name: getattr(ticket.incident, name) for name in INCIDENT} if ticket.incident else None,
    }
    return {name: plain(fact) for name, fact in facts.items()}


def whole(ticket: Ticket, events: list[Event], rules: DeskRules) -> dict[str, Any]:
    """All that is kept of a ticket, with the words and the persons."""
    contents = {
        "asker": ticket.asker,
        "subject": asdict(ticket.subject),
        "language": ticket.language,
        "letter_language": ticket.letter_language,
        "own_words": ticket.own_words,
        "answer": ticket.answer,
        "incident": plain(asdict(ticket.incident) | {"due_at": ticket.incident.due_at}) if ticket.incident else None,
    }
    return procedure(ticket, rules) | contents | {"events": [event_facts(event) for event in events]}


def event_facts(event: Event) -> dict[str, Any]:
    """One row of a ticket's log, with the words that belong to it."""
    names = ("seq", "at", "role", "actor", "what", "before", "after", "code", "words")
    return {name: plain(getattr(event, name)) for name in names}


def is_overdue(ticket: Ticket, rules: DeskRules) -> bool:
    """Whether the law's date has passed while something is owed."""
    return ticket.incident.is_overdue(rules.clock()) if ticket.incident else ticket.is_overdue(rules.today)


def plain(fact: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(fact, date | datetime):
        return fact.isoformat()
    if isinstance(fact, dict):
        return {str(name): plain(value) for name, value in fact.items()}
    return str(fact) if isinstance(fact, str) else fact
