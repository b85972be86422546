"""What programs are told of tickets: each field has its place, its name and its form."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.commands.ticket_facts import EXPORTED, INCIDENT, NOT_SHOWN, SHOWN, procedure, whole
from bot.desk.desk_rules import DeskRules
from bot.tickets import Event, Incident, Role, State, Ticket
from bot.tickets.fields import PERSON, WORDS, marked
from tests.store.people import EVERYTHING, NOW, STOCKHOLM, TICKET

RULES = DeskRules(lambda: NOW, STOCKHOLM, "sv")
EVENT = Event(1, NOW, "U0OFFICER", "note", "ord", role=Role.EMPLOYEE, before="open", after="working", code="complexity", seq=1)


def test_every_field_of_a_ticket_is_exported_shown_or_named_as_what_nobody_is_told() -> None:
    named = [name for name in (*EXPORTED, *SHOWN, *NOT_SHOWN) if name in Ticket.__dataclass_fields__]

    assert sorted(named) == sorted(Ticket.__dataclass_fields__), "name each once in bot/commands/ticket_facts.py"


def test_no_field_that_holds_words_or_tells_who_the_person_is_is_exported() -> None:
    private = {*marked(Ticket, WORDS), *marked(Ticket, PERSON), "subject"}

    assert private & set(EXPORTED) == set()
    assert {name for name in INCIDENT if name in marked(Incident, WORDS)} == set()
    told = {*INCIDENT, *marked(Incident, WORDS)}
    assert told == {*Incident.__dataclass_fields__, "due_at"}, (
        "name each fact of a breach in INCIDENT, bot/commands/ticket_facts.py"
    )


def test_all_that_is_known_of_a_ticket_is_told_by_its_name() -> None:
    """Programs read it: names, order and forms stay."""
    facts = whole(EVERYTHING, [EVENT], RULES)

    assert json.loads(json.dumps(facts)) == facts
    assert list(facts.items()) == [
        ("reference", ""),
        ("kind", "incident"),
        ("state", "sent"),
        ("rights", ["portability", "access", "erasure"]),
        ("receipt", "2026-02-27"),
        ("due", None),
        ("target", None),
        ("claimable", None),
        ("country", "SE+NO"),
        ("overdue", False),
        ("extended_at", "2026-03-02T09:31:00+00:00"),
        ("extension_ground", "complexity"),
        ("complaint", True),
        ("legal_hold", True),
        ("officer", "U0OFFICER"),
        ("prepared_by", "U0OTHER"),
        ("identity", "callback"),
        ("decisions", {"access": "granted", "erasure": "refused", "portability": "nothing_held"}),
        ("ground", "legal_obligation"),
        ("checked", ["purposes", "copy"]),
        ("waited", 7),
        ("unreachable", True),
        ("opened_at", "2026-03-02T09:30:00+00:00"),
        ("stopped_at", "2026-03-02T09:31:00+00:00"),
        ("informed_at", "2026-03-02T09:31:00+00:00"),
        ("closed_at", "2026-03-02T09:31:00+00:00"),
        ("shredded_at", "2026-03-02T09:31:00+00:00"),
        ("removed", ["drafts"]),
        (
            "incident",
            {
                "aware_at": "2026-03-02T09:30:00+00:00",
                "what": "Kundlistan gick till fel person",
                "when": "i morse",
                "whose": "kunder i Borås",
                "how_many": "ungefär 40",
                "contained": "nej",
                "authority": "IMY",
                "notified_at": "2026-03-02T09:31:00+00:00",
                "number": "IMY-2026-77",
                "persons": "not_informed",
                "persons_reason": "listan var låst",
                "due_at": "2026-03-05T09:30:00+00:00",
            },
        ),
        ("asker", "U0SUPPORT"),
        ("subject", {"user": "U0ANNA", "name": "Åsa Öberg", "email": "asa@kund.example"}),
        ("language", "en"),
        ("letter_language", "en"),
        ("own_words", "Jag vill se allt ni har om mig 🙂"),
        ("answer", "Här är allt vi har om dig 🙂"),
        (
            "events",
            [
                {
                    "seq": 1,
                    "at": "2026-03-02T09:30:00+00:00",
                    "role": "employee",
                    "actor": "U0OFFICER",
                    "what": "note",
                    "before": "open",
                    "after": "working",
                    "code": "complexity",
                    "words": "ord",
                }
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, {"due": "2026-03-27", "target": "2026-03-27", "claimable": None, "overdue": False, "incident": None}),
        ({"waited": 7}, {"due": "2026-03-27", "claimable": "2026-04-03"}),
        ({"extended_at": EVERYTHING.extended_at}, {"due": "2026-05-27", "target": "2026-05-27"}),
        ({"receipt": date(2026, 1, 30)}, {"due": "2026-03-02", "overdue": False}),
        ({"receipt": date(2026, 1, 29)}, {"due": "2026-03-02", "overdue": False}),
        ({"receipt": date(2026, 1, 27)}, {"due": "2026-02-27", "overdue": True}),
        ({"receipt": date(2026, 1, 27), "state": State.CLOSED}, {"due": "2026-02-27", "overdue": False}),
    ],
)
def test_the_dates_of_a_request_are_told_as_they_are_now(facts: dict[str, Any], told: dict[str, Any]) -> None:
    found = procedure(replace(TICKET, **facts), RULES)

    assert {name: found[name] for name in told} == told
