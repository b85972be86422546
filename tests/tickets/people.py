"""The tickets and officers of these tests, and what every act needs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.knowledge.values import RIGHTS
from bot.tickets import Act, ActInput, Actor, Decision, Incident, Kind, Record, Role, Subject, Ticket
from bot.tickets.codes import checklist
from bot.tickets.transitions import Transition

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""
TODAY = date(2026, 3, 2)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
AFTER_MIDNIGHT = datetime(2026, 4, 2, 22, 30, tzinfo=UTC)
"""Friday, 3 April 2026, half past midnight in Stockholm; in UTC it is still the day before."""
TICKET = Ticket(
    id=7,
    reference="DSR-2026-0007",
    rights=("erasure",),
    asker="UANNA",
    subject=Subject(user="UANNA"),
    subject_key="user:UANNA",
    language="sv",
    own_words="Radera mina uppgifter",
    receipt=TODAY,
    opened_at=NOON,
)
BREACH = replace(TICKET, reference="INC-2026-0007", rights=(), kind=Kind.INCIDENT, incident=Incident(aware_at=NOON))
PREPARED = replace(
    TICKET,
    prepared_by="UODA",
    decisions={"erasure": Decision.GRANTED},
    checked=checklist(["erasure"]),
    answer="Det är gjort.",
)
REFUSED = replace(PREPARED, decisions={"erasure": Decision.REFUSED}, ground="legal_obligation")
OLLE = Actor("UOLLE", Role.OFFICER, NOON, TODAY, zone=STOCKHOLM)


def by(role: Role = Role.OFFICER, actor: str | None = "UOLLE", **facts: Any) -> Actor:
    """Olle as the actor, unless changed."""
    return replace(OLLE, actor=actor, role=role, **facts)


def ticket(**facts: Any) -> Ticket:
    """Anna's ticket with changed fields."""
    return replace(TICKET, **facts)


def enough(ticket: Ticket, row: Transition, **facts: Any) -> ActInput:
    """Input that is enough for any act, with a code that this row accepts."""
    given = ActInput(
        words="Så är det.",
        code=row.codes[0] if row.codes else None,
        day=TODAY,
        moment=NOON,
        other=99,
        decisions=dict.fromkeys(ticket.rights, Decision.REFUSED),
        checked=checklist(RIGHTS),
        answer="Det är gjort.",
        record=Record(rights=("access",), receipt=TODAY, country="SE"),
        incident=Incident(aware_at=NOON, what="Kundlistan gick till fel mottagare"),
    )
    return replace(given, **facts)


def acts_of(rows: Any) -> set[Act]:
    """The acts of some rows."""
    return {row.act for row in rows}
