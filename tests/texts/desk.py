"""Tickets and events without a database, for the texts about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.desk_rules import DeskRules
from bot.knowledge import Knowledge
from bot.texts import Renderer, Texts
from bot.texts.renderer import TicketSource
from bot.tickets import Decision, Event, Incident, Kind, State, Subject, Ticket

LANGUAGES = ("sv", "en")
LINK = "https://acme.slack.example/archives/C1/p1"
CARD = "https://acme.slack.example/archives/COFFICERS/p2"
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
RULES = DeskRules(lambda: NOON, ZoneInfo("Europe/Stockholm"), "sv")

OWN = Ticket(
    id=1,
    reference="DSR-2026-0001",
    rights=("access", "erasure"),
    asker="UANNA",
    subject=Subject(user="UANNA"),
    subject_key="user:UANNA",
    language="sv",
    own_words="Radera {allt} %s",
    receipt=date(2026, 2, 28),
    opened_at=NOON,
)
CUSTOMER = replace(
    OWN,
    id=2,
    reference="DSR-2026-0002",
    subject=Subject(name="Eva {Ek}", email="eva@kund.example"),
    letter_language="en",
    state=State.REFUSED,
    officer="UOLLE",
    prepared_by="UOLLE",
    decisions={"access": Decision.PARTLY, "erasure": Decision.REFUSED},
    ground="legal_obligation",
    answer="Vi vet inte {vem} du är.",
)
BY_MAIL = replace(OWN, id=3, reference="DSR-2026-0003", asker=None, subject=Subject(), language="en", rights=("objection",))
BREACH = replace(
    OWN,
    id=4,
    reference="INC-2026-0004",
    rights=(),
    kind=Kind.INCIDENT,
    incident=Incident(
        aware_at=NOON - timedelta(hours=2), what="Kundlistan till fel person", authority="none", persons="informed"
    ),
)
WAITED = replace(
    OWN, id=5, reference="DSR-2026-0005", extended_at=NOON, waited=7, complaint=True, legal_hold=True, identity="callback"
)
TICKETS = {ticket.id: ticket for ticket in (OWN, CUSTOMER, BY_MAIL, BREACH, WAITED)}


def event(what: str, **facts: Any) -> Event:
    """An event of a ticket."""
    return Event(**{"ticket": 1, "at": NOON, "actor": "UOLLE", "what": what, **facts})


def renderer_of(
    knowledge: Knowledge,
    texts: Texts,
    *tickets: Ticket,
    events: Mapping[int, Event] | None = None,
    rules: DeskRules = RULES,
) -> Renderer:
    """A renderer that knows these tickets beside the usual ones, and these events by their sequence number."""
    known = TICKETS | {ticket.id: ticket for ticket in tickets}
    happened = events or {}
    records = TicketSource(known.__getitem__, lambda _, seq: happened[seq], lambda _: LINK, rules, lambda _: CARD)
    return Renderer(knowledge, texts, records)
