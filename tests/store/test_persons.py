"""The desk says what it holds of a person, and erases of it what may be erased."""

from dataclasses import replace
from typing import Any

import pytest

from bot.desk.letters import ThreadRemoval
from bot.desk.places import TicketThread
from bot.store import Erased, Held, HeldLetter, SqlStore
from bot.tickets import Event, Role, State, Subject
from tests.store.outbox_at import OutboxAt
from tests.store.people import ANNA, BO, LATER, NOW, SECRET, claimed, enqueue, log, open_ticket

OWN = {"asker": "U0ANNA", "subject": Subject(user="U0ANNA"), "subject_key": "user:U0ANNA"}


def test_what_is_held_of_a_person_is_told(store: SqlStore) -> None:
    own = open_ticket(store, **OWN)
    passed_on = open_ticket(store, asker="U0ANNA")
    other = open_ticket(store, asker="U0BO")
    log(store, other.id, "take")
    with store.transaction() as unit:
        unit.add_event(Event(other.id, LATER, "U0ANNA", "note", "internt"))
    question = enqueue(store, BO, SECRET)
    letter = enqueue(store, ANNA)
    enqueue(store, BO)

    assert store.person("U0ANNA") == Held(
        tickets=[own, passed_on],
        letters=[HeldLetter(question, "question_handed_over", NOW, SECRET.words), HeldLetter(letter, "notice", NOW)],
        acts=[("DSR-2026-0003", Event(other.id, LATER, "U0ANNA", "note", seq=2))],
    )


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ({"asker": "U0ANNA"}, "U0ANNA"),
        ({"asker": None, "subject": Subject(user="U0ANNA")}, "U0ANNA"),
        ({"asker": None, "subject_key": "email:asa@kund.example"}, "asa@kund.example"),
    ],
    ids=["asker", "data subject", "customer"],
)
@pytest.mark.parametrize("lock", [False, True], ids=["to be shown", "to be erased"])
def test_whoever_asked_or_is_meant_is_found(store: SqlStore, facts: dict[str, Any], who: str, lock: bool) -> None:
    nobody = {"asker": "U0BO", "subject": Subject(), "subject_key": "source:U0BO:1.1"}
    ticket = open_ticket(store, **nobody | facts)
    open_ticket(store, **nobody)

    with store.transaction() as unit:
        assert unit.of_person(who, lock=lock) == [ticket]


def test_letters_that_were_sent_or_are_gone_are_not_told(store: SqlStore, outbox: OutboxAt) -> None:
    sent, failed = enqueue(store), enqueue(store)
    outbox.sent(sent, NOW, "D1", "1.1")
    assert claimed(outbox) == [failed]
    outbox.failed(failed, NOW, "user_not_found")
    gone, waits = enqueue(store), enqueue(store)
    with store.transaction() as unit:
        unit.discard(gone)

    assert [letter.id for letter in store.person("U0ANNA").letters] == [failed, waits]
    assert store.erase_person("U0ANNA").letters == 2


def test_acts_are_told_in_the_order_in_which_they_were_done(store: SqlStore) -> None:
    first, second = open_ticket(store), open_ticket(store)
    facts = {"before": "open", "after": "working", "code": "complexity", "role": Role.OFFICER}
    with store.transaction() as unit:
        unit.add_event(Event(first.id, LATER, "U0ANNA", "note"))
        unit.add_event(Event(second.id, NOW, "U0ANNA", "take", **facts))
        unit.add_event(Event(first.id, NOW, "U0BO", "note"))

    assert store.person("U0ANNA").acts == [
        (second.reference, Event(second.id, NOW, "U0ANNA", "take", **facts, seq=1)),
        (first.reference, Event(first.id, LATER, "U0ANNA", "note", seq=1)),
    ]


def test_a_customer_is_found_by_their_address_however_it_is_written(store: SqlStore) -> None:
    ticket = open_ticket(store)

    assert store.person(" Asa@Kund.example").tickets == [ticket]
    assert store.person("bo@kund.example") == Held([], [], [])


def test_what_has_ended_is_erased_and_what_has_not_is_named_as_kept(store: SqlStore, outbox: OutboxAt) -> None:
    ended = open_ticket(store, **OWN, state=State.CLOSED, closed_at=NOW)
    shredded = open_ticket(store, **OWN, state=State.WITHDRAWN, removed=("thread", "drafts"))
    open_ticket(store, **OWN)
    open_ticket(store, **OWN, state=State.REFUSED)
    open_ticket(store, **OWN, state=State.CLOSED, legal_hold=True)
    others = open_ticket(store, state=State.CLOSED)
    for ticket in (ended, shredded, others):
        log(store, ticket.id, "opened", words="mina ord")

    erased = store.erase_person("U0ANNA", "sv")

    kept = [("DSR-2026-0003", "open"), ("DSR-2026-0004", "open"), ("DSR-2026-0005", "legal_hold")]
    assert erased == Erased(["DSR-2026-0001", "DSR-2026-0002"], kept, letters=0, acts=0)
    assert [ticket.reference for ticket in store.person("U0ANNA").tickets] == [reference for reference, _ in kept]
    for id, removed in ((1, ("drafts", "thread", "dismissed", "link")), (2, ("thread", "drafts", "dismissed", "link"))):
        left = store.ticket(id)
        assert left is not None
        facts = (left.asker, left.subject, left.own_words, left.shredded_at, left.removed)
        assert facts == (None, Subject(), "", NOW, removed)
        assert store.events(id)[0].words is None
    assert store.ticket(others.id) == replace(others, log_length=1)
    # Their words in the officers' channel go too, where they still stand.
    [waiting] = outbox.claim(NOW, 10, LATER - NOW)
    assert (waiting.place, waiting.letter) == (TicketThread(1), ThreadRemoval(language="sv", ticket=1))
    assert store.verify().faults == []


def test_an_erasure_stands_in_the_desks_own_log_without_the_persons_name(store: SqlStore) -> None:
    store.erase_person("asa@kund.example")

    [row] = store.log_rows()
    assert (row["ticket"], row["what"], row["code"]) == ("desk", "person_erased", None)


def test_what_an_officer_did_stays_in_the_log(store: SqlStore) -> None:
    ticket = open_ticket(store)
    log(store, ticket.id, "take", "note")

    erased = store.erase_person("U0OFFICER")

    assert (erased.acts, len(store.events(ticket.id))) == (2, 2)
