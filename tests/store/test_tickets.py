"""Tickets keep what they are given, are numbered without gaps, and are found by the person and the right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.knowledge import Right
from bot.store import SqlStore
from bot.tickets import Incident, Kind, State, Subject, Ticket
from bot.tickets.retention import ENDED, Removal, ended_on
from bot.tickets.ticket import ANSWERED
from tests.keys import VAULT
from tests.store.database_file import column
from tests.store.people import (
    BREACH,
    EVERYTHING,
    FULL,
    NOW,
    STOCKHOLM,
    TICKET,
    at_once,
    log,
    open_ticket,
)


@pytest.mark.parametrize(
    "ticket",
    [
        TICKET,
        FULL,
        EVERYTHING,
        replace(BREACH, asker="U0ANNA"),
        replace(BREACH, incident=Incident(aware_at=NOW)),
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
        kept = unit.ticket(opened.id)
    named = f"{'INC' if ticket.kind is Kind.INCIDENT else 'DSR'}-2026-0001"
    assert kept == opened == replace(ticket, id=opened.id, reference=named, subject_key=VAULT.blind(ticket.subject_key))


def test_there_is_no_ticket_of_an_unknown_id(store: SqlStore) -> None:
    with store.transaction() as unit:
        assert unit.ticket(1) is None
    assert (store.ticket(1), store.event(1, 1), store.events(1)) == (None, None, [])


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


def test_a_ticket_that_is_saved_keeps_its_log_and_its_subject_key(store: SqlStore) -> None:
    ticket = open_ticket(store)
    log(store, ticket.id, "opened", "note")

    with store.transaction() as unit:
        unit.save(replace(ticket, subject_key="user:U0BO", log_length=99))

    assert store.ticket(ticket.id) == replace(ticket, log_length=2)


@pytest.mark.parametrize(("extended_at", "due"), [(None, "2026-03-20"), (NOW, "2026-05-20")])
def test_the_laws_date_stands_beside_the_ticket_and_follows_what_it_comes_from(
    store: SqlStore, url: str, extended_at: datetime | None, due: str
) -> None:
    """So that whoever looks for tickets that are nearly due finds them with one query."""
    ticket = open_ticket(store, receipt=date(2026, 2, 27))
    with store.transaction() as unit:
        unit.save(replace(ticket, receipt=date(2026, 2, 20), extended_at=extended_at))

    assert [str(day) for day in column(url, "SELECT due FROM tickets")] == [due]


@pytest.mark.parametrize(
    ("key", "rights", "found"),
    [
        ("email:asa@kund.example", ["access"], True),
        ("email:asa@kund.example", ["objection", "erasure"], True),
        ("email:asa@kund.example", ["objection"], False),
        ("email:asa@kund.example", [], True),
        ("email:bo@kund.example", [], False),
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
    open_ticket(store, state=State.CLOSED)
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


def test_requests_and_breaches_are_counted_together(store: SqlStore) -> None:
    references = [open_ticket(store, kind=kind).reference for kind in (Kind.REQUEST, Kind.INCIDENT, Kind.REQUEST)]

    assert references == ["DSR-2026-0001", "INC-2026-0002", "DSR-2026-0003"]


def test_a_request_is_not_joined_to_a_suspected_breach(store: SqlStore) -> None:
    open_ticket(store, kind=Kind.INCIDENT, rights=())

    with store.transaction() as unit:
        assert unit.open_ticket(TICKET.subject_key, []) is None


def test_a_ticket_is_found_by_what_people_call_it(store: SqlStore) -> None:
    ticket = open_ticket(store)

    with store.transaction() as unit:
        found = [unit.ticket_by_reference(name) for name in ("DSR-2026-0001", "DSR-2026-0002")]

    assert found == [ticket, None]
    assert [store.by_reference(name) for name in ("DSR-2026-0001", "DSR-2026-0002")] == [ticket, None]


def test_the_soonest_ticket_stands_first_in_the_list(store: SqlStore) -> None:
    late = open_ticket(store, receipt=date(2026, 2, 27))
    soon = open_ticket(store, receipt=date(2026, 2, 2))
    ended = open_ticket(store, receipt=date(2026, 1, 2), state=State.CLOSED)

    assert store.tickets() == [ended, soon, late]


def test_more_tickets_than_fit_one_statement_are_read(store: SqlStore) -> None:
    with store.transaction() as unit:
        tickets = [unit.new_ticket(TICKET, 2026) for _ in range(501)]

    assert store.tickets() == tickets


def test_people_find_their_own_tickets_and_those_that_they_passed_on(store: SqlStore) -> None:
    passed_on = open_ticket(store, asker="U0BO")
    own = open_ticket(store, asker="U0BO", subject=Subject(user="U0BO"))
    about_them = open_ticket(store, asker=None, subject=Subject(user="U0BO"))
    open_ticket(store, asker="U0BO", shredded_at=NOW)
    open_ticket(store)

    with store.transaction() as unit:
        assert unit.tickets_of("U0BO") == [about_them, own, passed_on]


LONG_AGO = NOW - timedelta(days=60)
WEEK_AGO = NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"state": State.CLOSED}, False),
        *(({"state": state}, state.is_open or state in ANSWERED) for state in State),
        ({"state": State.SENT, "informed_at": LONG_AGO}, False),
        ({"state": State.SENT, "informed_at": WEEK_AGO}, True),
        ({"state": State.CLOSED, "closed_at": WEEK_AGO - timedelta(seconds=1)}, False),
        ({"state": State.CLOSED, "closed_at": WEEK_AGO}, True),
        ({"state": State.LINKED, "opened_at": WEEK_AGO}, True),
    ],
)
def test_what_is_open_or_happened_lately_is_looked_at(store: SqlStore, facts: dict[str, Any], found: bool) -> None:
    ticket = open_ticket(store, **{"opened_at": LONG_AGO} | facts)

    with store.transaction() as unit:
        assert unit.tickets_since(WEEK_AGO) == ([ticket] if found else [])


def test_tickets_that_have_ended_are_listed_until_nothing_of_them_is_kept(store: SqlStore) -> None:
    tickets = {state: open_ticket(store, state=state) for state in State}
    with store.transaction() as unit:
        ended = unit.ended_tickets()
        unit.remove(tickets[State.CLOSED].id, Removal.REGISTER)
        later = unit.ended_tickets()

    assert {ticket.state for ticket in ended} == ENDED
    assert {ticket.state for ticket in later} == ENDED - {State.CLOSED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("informed_at", [None, LONG_AGO], ids=["not informed", "informed"])
def test_the_end_from_which_periods_are_counted_is_that_for_which_tickets_are_looked_at(
    store: SqlStore, state: State, informed_at: datetime | None
) -> None:
    """The rule of the tickets' room, and the query that asks the same of the database."""
    ticket = open_ticket(store, state=state, closed_at=LONG_AGO, informed_at=informed_at)

    with store.transaction() as unit:
        assert unit.ended_tickets() == ([ticket] if ended_on(ticket, STOCKHOLM) else [])


@pytest.mark.parametrize("state", sorted(ANSWERED))
def test_an_answer_that_nobody_closes_is_listed_too_once_it_has_arrived(store: SqlStore, state: State) -> None:
    open_ticket(store, state=state)
    arrived = open_ticket(store, state=state, informed_at=LONG_AGO)

    with store.transaction() as unit:
        assert unit.ended_tickets() == [arrived]


def test_an_alarm_is_given_once_by_whichever_replica(store: SqlStore, replica: SqlStore) -> None:
    def alarm(of: SqlStore) -> Callable[[], bool]:
        def once() -> bool:
            with of.transaction() as unit:
                return unit.first_alarm("alarm:1:2026-03-27:7", 1)

        return once

    assert sorted(at_once([alarm(store), alarm(replica)] * 2)) == [False] * 3 + [True]


def test_what_is_changed_of_one_ticket_stays_of_another(store: SqlStore) -> None:
    with store.transaction() as unit:
        changed, other = unit.new_ticket(FULL, 2026), unit.new_ticket(FULL, 2026)
        unit.save(replace(changed, rights=("access",), own_words="annat", answer="", officer=None))

    assert store.ticket(other.id) == other
