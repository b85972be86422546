"""Tickets keep what they are given, are numbered without gaps, and are found by the person and the right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.desk.letters import Card
from bot.desk.places import Officers
from bot.knowledge import Right
from bot.store import SqlStore
from bot.tickets import Event, State, Subject, Ticket
from tests.store.database_file import column
from tests.store.people import ANNA, HELLO, NOW, TICKET, at_once, open_ticket


@pytest.mark.parametrize(
    "ticket",
    [
        TICKET,
        replace(TICKET, state=State.REFUSED, officer="U0OFFICER", reason="Vi vet inte vem du är."),
        replace(TICKET, subject=Subject(user="U0ANNA"), country="NO", source_channel=None, source_ts=None),
        replace(TICKET, rights=("portability", "access", "erasure")),
        replace(TICKET, rights=()),
        replace(TICKET, asker=None),
    ],
)
def test_a_ticket_comes_back_as_it_was(store: SqlStore, ticket: Ticket) -> None:
    with store.transaction() as unit:
        opened = unit.new_ticket(ticket, 2026)

    with store.transaction() as unit:
        assert unit.ticket(opened.id) == opened == replace(ticket, id=opened.id, reference="DSR-2026-0001")


def test_there_is_no_ticket_of_an_unknown_id(store: SqlStore) -> None:
    with store.transaction() as unit:
        assert unit.ticket(1) is None
    assert (store.ticket(1), store.event(1)) == (None, None)


def test_each_year_counts_from_one(store: SqlStore) -> None:
    references = [open_ticket(store, year).reference for year in (2026, 2026, 2027, 2026, 2027)]

    assert references == ["DSR-2026-0001", "DSR-2026-0002", "DSR-2027-0001", "DSR-2026-0003", "DSR-2027-0002"]


def test_a_ticket_that_was_not_opened_after_all_leaves_no_gap(store: SqlStore) -> None:
    open_ticket(store)
    with pytest.raises(LookupError), store.transaction() as unit:
        unit.save(replace(unit.new_ticket(TICKET, 2026), id=0))

    assert open_ticket(store).reference == "DSR-2026-0002"


def test_tickets_opened_at_the_same_moment_get_every_number_once(store: SqlStore, replica: SqlStore) -> None:
    openings = [lambda to=to: open_ticket(to).reference for to in (store, replica) * 4]

    assert sorted(at_once(openings)) == [f"DSR-2026-000{number}" for number in range(1, 9)]


def test_a_changed_ticket_is_written_whole(store: SqlStore) -> None:
    ticket = open_ticket(store)
    changed = replace(
        ticket,
        rights=("access", "erasure", "objection"),
        receipt=date(2026, 2, 20),
        state=State.WORKING,
        officer="U0OFFICER",
    )

    with store.transaction() as unit:
        unit.save(changed)

    assert store.ticket(ticket.id) == changed


def test_the_legal_date_stands_beside_the_ticket_and_follows_the_receipt_date(store: SqlStore, url: str) -> None:
    """So that whoever looks for tickets that are nearly due finds them with one query."""
    ticket = open_ticket(store, receipt=date(2026, 2, 27))
    with store.transaction() as unit:
        unit.save(replace(ticket, receipt=date(2026, 2, 20)))

    assert [str(day) for day in column(url, "SELECT legal_date FROM tickets")] == ["2026-03-20"]


@pytest.mark.parametrize(
    ("key", "rights", "found"),
    [
        ("email:asa@kund.example", ["access"], True),
        ("email:asa@kund.example", ["objection", "erasure"], True),
        ("email:asa@kund.example", ["objection"], False),
        ("email:asa@kund.example", [], False),
        ("email:bo@kund.example", ["access"], False),
    ],
)
def test_an_open_ticket_is_found_by_the_person_and_one_of_the_rights(
    store: SqlStore, key: str, rights: list[Right], found: bool
) -> None:
    ticket = open_ticket(store)

    with store.transaction() as unit:
        assert unit.open_ticket(key, rights) == (ticket if found else None)


@pytest.mark.parametrize("state", State)
def test_a_closed_ticket_is_not_found(store: SqlStore, state: State) -> None:
    ticket = open_ticket(store, state=state)

    with store.transaction() as unit:
        assert unit.open_ticket(TICKET.subject_key, ["access"]) == (ticket if state.is_open else None)


def test_of_several_open_tickets_the_oldest_is_found(store: SqlStore) -> None:
    open_ticket(store, state=State.DONE)
    oldest = open_ticket(store, rights=("erasure",))
    open_ticket(store)

    with store.transaction() as unit:
        assert unit.open_ticket(TICKET.subject_key, ["access", "erasure"]) == oldest


def test_two_messages_of_one_person_at_the_same_moment_make_one_ticket(store: SqlStore, replica: SqlStore) -> None:
    def find_or_open(to: SqlStore) -> Callable[[], int]:
        def once() -> int:
            with to.transaction() as unit:
                found = unit.open_ticket(TICKET.subject_key, TICKET.rights)
                return (found or unit.new_ticket(TICKET, 2026)).id

        return once

    assert at_once([find_or_open(store), find_or_open(replica)] * 2) == [1] * 4


def test_two_officers_do_not_overwrite_each_other(store: SqlStore, replica: SqlStore) -> None:
    ticket = open_ticket(store, own_words="")

    def add_words(to: SqlStore, words: str) -> Callable[[], None]:
        def once() -> None:
            with to.transaction() as unit:
                now = unit.ticket(ticket.id)
                assert now is not None
                unit.save(replace(now, own_words=now.own_words + words))

        return once

    at_once([add_words(store, "a"), add_words(replica, "b")])

    kept = store.ticket(ticket.id)
    assert kept is not None
    assert sorted(kept.own_words) == ["a", "b"]


def test_an_event_is_kept_as_it_happened(store: SqlStore) -> None:
    ticket = open_ticket(store)
    events = [
        Event(ticket.id, NOW, "U0OFFICER", "take"),
        Event(ticket.id, NOW + timedelta(hours=1), "U0OFFICER", "note", "Väntar på IT 🙂"),
        Event(ticket.id, NOW + timedelta(hours=2), None, "joined", "Ett mejl till"),
    ]

    with store.transaction() as unit:
        ids = [unit.add_event(event) for event in events]

    assert [store.event(id) for id in ids] == events


def test_the_card_of_a_ticket_is_the_first_one_and_not_what_was_written_over_it(store: SqlStore) -> None:
    ticket = open_ticket(store)
    with store.transaction() as unit:
        before = unit.card(ticket.id)
        unit.put(ANNA, HELLO, now=NOW)
        card = unit.put(Officers(), Card(language="sv", ticket=ticket.id), now=NOW)
        unit.put(Officers(), Card(language="sv", ticket=ticket.id), now=NOW, replaces=card)

    with store.transaction() as unit:
        assert (before, unit.card(ticket.id)) == (None, card)
