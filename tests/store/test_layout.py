"""No field of a ticket is lost: each is kept in a column or sealed, as its declaration says, and comes back."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.store import SqlStore
from bot.store.layout import APART, BY_STORE, COMPUTED, CONTENTS, INCIDENT_LAYOUT, SUBJECT_LAYOUT, TICKET_LAYOUT, NotKept, layout
from bot.store.tables import TICKETS
from bot.tickets import Event, Incident, Role, Subject, Ticket
from bot.tickets.fields import PERSON, WORDS, marked
from bot.tickets.retention import Removal
from tests.store.database_file import column
from tests.store.people import EVERYTHING, NOW, TICKET, open_ticket

BARE = replace(TICKET, rights=(), asker=None, subject=Subject(), own_words="", source_channel=None, source_ts=None)
AWARE = Incident(aware_at=datetime(2026, 1, 1, tzinfo=UTC))
EVENT = Event(1, NOW, "U0OFFICER", "note", "ord", role=Role.EMPLOYEE, before="open", after="working", code="complexity", seq=1)


def names(record: Any) -> list[str]:
    return [field.name for field in fields(record)]


def at_default(record: Any) -> list[str]:
    """Fields of a record that are as they are where nothing is known."""
    found = []
    for field in fields(record):
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if getattr(record, field.name) in (default, None, "", ()):
            found.append(field.name)
    return found


def one_by_one() -> Iterator[tuple[str, Ticket, dict[str, Any]]]:
    """Each field that is kept: a ticket that has nothing but it, and the change that gives it that."""
    for name in names(EVERYTHING):
        if name not in {*BY_STORE, "subject", "incident"}:
            yield name, BARE, {name: getattr(EVERYTHING, name)}
    for name in names(EVERYTHING.subject):
        yield f"subject.{name}", BARE, {"subject": replace(Subject(), **{name: getattr(EVERYTHING.subject, name)})}
    for name in names(EVERYTHING.incident):
        changed = replace(AWARE, **{name: getattr(EVERYTHING.incident, name)})
        yield f"incident.{name}", replace(BARE, incident=AWARE), {"incident": changed}


@pytest.mark.parametrize("record", [EVERYTHING, EVERYTHING.subject, EVERYTHING.incident, EVENT], ids=lambda it: type(it).__name__)
def test_the_example_of_which_everything_is_known_has_nothing_at_its_default(record: object) -> None:
    missing = [name for name in at_default(record) if not (record is EVERYTHING and name in BY_STORE)]

    assert missing == [], "give these fields of EVERYTHING or EVENT a value of their own, in tests/store"


def test_each_field_that_is_changed_is_kept(store: SqlStore) -> None:
    """One by one: written together, two fields could be written for each other."""
    lost = []
    for name, before, change in one_by_one():
        ticket = open_ticket(store, **{field: getattr(before, field) for field in names(before)})
        with store.transaction() as unit:
            unit.save(replace(ticket, **change))
        if store.ticket(ticket.id) != replace(ticket, **change):
            lost.append(name)

    assert lost == [], "these fields do not come back from the store as they were written: see bot/store/layout.py"


def test_a_field_that_is_emptied_is_empty(store: SqlStore) -> None:
    with store.transaction() as unit:
        ticket = unit.new_ticket(EVERYTHING, 2026)
        unit.save(replace(BARE, id=ticket.id, incident=AWARE))

    kept = {name: getattr(ticket, name) for name in BY_STORE}
    assert store.ticket(ticket.id) == replace(BARE, incident=AWARE, **kept)


def test_every_field_of_an_event_comes_back(store: SqlStore) -> None:
    open_ticket(store)
    with store.transaction() as unit:
        unit.add_event(EVENT)

    assert store.events(1) == [EVENT]


def test_all_that_is_marked_as_peoples_words_is_sealed_and_stands_in_no_column(store: SqlStore, url: str) -> None:
    with store.transaction() as unit:
        unit.new_ticket(EVERYTHING, 2026)
    records = (EVERYTHING, EVERYTHING.subject, EVERYTHING.incident)
    said = {name: getattr(record, name) for record in records for name in marked(type(record), WORDS)}

    [row] = column(url, _as_text(url))
    assert sorted(str(name) for name in column(url, "SELECT name FROM ticket_contents")) == sorted(said)
    assert [name for name, text in said.items() if text in str(row)] == []
    assert "DSR" in str(row) or "INC" in str(row)


def test_all_that_tells_who_the_person_is_goes_with_the_link_and_nothing_else(store: SqlStore) -> None:
    with store.transaction() as unit:
        ticket = unit.new_ticket(replace(EVERYTHING, removed=()), 2026)
        unit.remove(ticket.id, Removal.LINK)

    left = store.ticket(ticket.id)
    assert left is not None
    gone = dict.fromkeys(marked(Ticket, PERSON)) | {"own_words": ""}
    subject = replace(ticket.subject, **dict.fromkeys(marked(Subject, PERSON)))
    kept = {"subject_key": left.subject_key, "removed": ("link",), "log_length": 1}
    assert left == replace(ticket, **gone, subject=subject, **kept)
    assert marked(Incident, PERSON) == ()


def test_each_column_of_a_ticket_belongs_to_one_field_or_is_named_as_computed() -> None:
    kept = [
        *TICKET_LAYOUT.columns.values(),
        *SUBJECT_LAYOUT.columns.values(),
        *INCIDENT_LAYOUT.columns.values(),
        *BY_STORE,
        *COMPUTED,
    ]

    assert sorted(kept) == sorted(TICKETS.columns.keys()), "name each column's field, or name it in COMPUTED, bot/store/layout.py"


def test_no_two_fields_are_sealed_under_one_name() -> None:
    assert len(set(CONTENTS)) == len(CONTENTS)


def test_what_is_kept_apart_is_named_once() -> None:
    assert {*BY_STORE, *APART} <= set(names(Ticket))
    assert not {*BY_STORE, *APART} & {*TICKET_LAYOUT.columns, *TICKET_LAYOUT.sealed}


def test_a_field_that_is_kept_nowhere_is_refused_with_what_to_do() -> None:
    @dataclass(frozen=True)
    class Longer(Incident):
        reported_by: str | None = None

    with pytest.raises(NotKept) as refused:
        layout(Longer)

    assert str(refused.value) == (
        "Longer.reported_by is kept nowhere. Give the table tickets a column 'reported_by' (bot/store/tables.py and a "
        "migration), or declare the field with metadata=WORDS (bot/tickets/fields.py) if it holds what people wrote."
    )


def _as_text(url: str) -> str:
    if url.startswith("sqlite"):
        columns = " || ' ' || ".join(f"coalesce(\"{column.name}\", '')" for column in TICKETS.columns)
        return f"SELECT {columns} FROM tickets"
    return "SELECT x::text FROM tickets x"
