"""What no period covers any more is removed for good, part by part, and each removal is itself written down."""

from dataclasses import replace
from datetime import date

import pytest

from bot.desk.letters import Card, Notice, Opened, TicketLine, ToPerson
from bot.desk.places import OfficersChannel, TicketThread
from bot.store import SqlStore
from bot.tickets import Event, Role, State, Subject, Ticket
from bot.tickets.retention import Removal
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.outbox_at import OutboxAt
from tests.store.people import ANNA, BO, BREACH, FULL, LATER, MINUTE, NOW, claimed, enqueue, log, open_ticket

WORDS = ("Vi tror att det är Åsa.", "Här är utkastet.", "Hon ringde igen.")


def closed(store: SqlStore) -> Ticket:
    """A ticket that has ended, of which everything is known and three things were said."""
    with store.transaction() as unit:
        ticket = unit.new_ticket(replace(FULL, state=State.CLOSED, removed=()), 2026)
    for what, words in zip(("take", "prepare", "note"), WORDS, strict=True):
        log(store, ticket.id, what, words=words)
    found = store.ticket(ticket.id)
    assert found is not None
    return found


def remove(store: SqlStore, ticket: Ticket, *removals: Removal) -> Ticket:
    """What is left of a ticket after removals."""
    with store.transaction() as unit:
        for removal in removals:
            unit.remove(ticket.id, removal)
    left = store.ticket(ticket.id)
    assert left is not None
    return left


def words(store: SqlStore, ticket: Ticket) -> list[str | None]:
    """What is kept of what was said."""
    return [event.words for event in store.events(ticket.id)[:3]]


EMPTY = {"own_words": "", "answer": "", "subject": Subject()}
UNLINKED = {"asker": None, "own_words": "", "subject": Subject(), "source_channel": None, "source_ts": None}


@pytest.mark.parametrize(
    ("removal", "gone", "kept"),
    [
        (Removal.DRAFTS, {"answer": ""}, (WORDS[0], None, WORDS[2])),
        (Removal.THREAD, {}, (None, None, None)),
        (Removal.DISMISSED, EMPTY | {"shredded_at": NOW}, (None, None, None)),
        (Removal.LINK, UNLINKED, WORDS),
    ],
)
def test_each_removal_takes_its_part_and_writes_that_down(
    store: SqlStore, removal: Removal, gone: dict[str, object], kept: tuple[str | None, ...]
) -> None:
    ticket = closed(store)

    left = remove(store, ticket, removal)

    expected = replace(ticket, **gone, removed=(removal.value,), log_length=4, subject_key=left.subject_key)
    assert left == expected
    assert tuple(words(store, ticket)) == kept
    written = Event(ticket.id, NOW, None, "removed", role=Role.DESK, after="closed", code=removal.value, seq=4)
    assert store.event(ticket.id, 4) == written
    assert store.verify().faults == []


def test_a_person_who_was_forgotten_is_not_found_again(store: SqlStore) -> None:
    ticket = closed(store)
    left = remove(store, ticket, Removal.LINK)

    assert left.subject_key != ticket.subject_key
    assert store.person("asa@kund.example").tickets == store.person("U0SUPPORT").tickets == []


def test_the_register_leaves_a_ticket_that_is_only_counted(store: SqlStore, url: str) -> None:
    ticket = closed(store)
    other = closed(store)
    with store.transaction() as unit:
        unit.first_alarm("alarm:1", ticket.id)
        unit.first_alarm("alarm:2", other.id)
    last = [row["hash"] for row in store.log_rows() if row["ticket"] == ticket.reference][-1]

    left = remove(store, ticket, Removal.REGISTER)

    gone = UNLINKED | EMPTY | {"officer": None, "prepared_by": None}
    assert left == replace(ticket, **gone, shredded_at=NOW, removed=("register",), subject_key=left.subject_key)
    assert (store.events(ticket.id), len(store.events(other.id))) == ([], 3)
    assert column(url, "SELECT key FROM alarms") == ["alarm:2"]
    [desk] = [row for row in store.log_rows() if row["ticket"] == "desk"]
    assert (desk["what"], desk["code"], desk["before"]) == ("removed", "register", "DSR-2026-0001")
    assert desk["after"] == f"3:{last}"
    assert column(url, "SELECT head FROM log_purges WHERE rows = 3") == [last]
    assert store.verify().faults == []


def test_what_is_written_after_the_register_was_removed_follows_on_it(store: SqlStore) -> None:
    ticket = closed(store)
    remove(store, ticket, Removal.REGISTER)

    assert log(store, ticket.id, "note", words="för sent") == [4]
    assert ([event.words for event in store.events(ticket.id)], store.verify().faults) == ([None], [])


def test_a_shredded_breach_keeps_its_dates_and_no_word(store: SqlStore) -> None:
    with store.transaction() as unit:
        ticket = unit.new_ticket(replace(BREACH, state=State.DISMISSED), 2026)

    left = remove(store, ticket, Removal.DISMISSED)

    assert left.incident is not None
    told = (left.incident.what, left.incident.when, left.incident.whose, left.incident.number, left.incident.persons_reason)
    assert told == ("", "", "", "", "")
    assert (left.incident.aware_at, left.incident.authority, left.incident.persons) == (NOW, "IMY", "not_informed")


def test_a_shredded_ticket_takes_no_words_any_more(store: SqlStore) -> None:
    left = remove(store, closed(store), Removal.DISMISSED)
    with store.transaction() as unit:
        unit.save(replace(left, own_words="igen", receipt=date(2026, 1, 1)))

    assert store.ticket(left.id) == replace(left, receipt=date(2026, 1, 1))


def test_a_copy_of_the_contents_cannot_be_read_when_the_key_is_destroyed(store: SqlStore, url: str) -> None:
    ticket = closed(store)
    [sealed] = column(url, "SELECT sealed FROM ticket_contents WHERE name = 'own_words'")
    remove(store, ticket, Removal.DISMISSED)

    column(url, f"INSERT INTO ticket_contents (ticket, name, sealed) VALUES ({ticket.id}, 'own_words', '{sealed}')")

    left = store.ticket(ticket.id)
    assert left is not None
    assert (left.own_words, column(url, "SELECT wrapped FROM ticket_keys")) == ("", [])


def test_where_a_persons_letters_went_is_forgotten_with_them(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    ticket = closed(store)
    sent = enqueue(store, ANNA, Opened(language="sv", ticket=ticket.id), about="D1:1.1")
    failed = enqueue(store, ANNA, ToPerson(language="sv", ticket=ticket.id, about="answer", event=1))
    card = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket.id))
    outbox.sent(sent, NOW, "D1", "1.2")
    claimed(outbox)
    outbox.failed(failed, NOW, "user_not_found")
    outbox.sent(card, NOW, "C0OFFICERS", "2.2")

    remove(store, ticket, Removal.LINK)

    assert [outbox.location(id) for id in (sent, failed, card)] == [None, None, ("C0OFFICERS", "2.2")]
    assert (outbox.undelivered(), outbox.requeue(failed)) == ([], False)
    assert column(url, "SELECT lane FROM outbox ORDER BY id") == ["person", "person", "ticket:1"]
    for name in ("place", "letter", "about", "sent_channel", "sent_ts"):
        assert column(url, f"SELECT id FROM outbox WHERE {name} IS NOT NULL AND id <> {card}") == [], name
    outbox.sent(failed, NOW, "D1", "9.9")
    assert outbox.location(failed) is None


def test_a_letter_that_still_waits_and_other_tickets_letters_are_left_alone(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    ticket, other = closed(store), closed(store)
    waits = enqueue(store, ANNA, Opened(language="sv", ticket=ticket.id), about="D1:1.1")
    others = enqueue(store, BO, Opened(language="sv", ticket=other.id), about="D2:1.1")
    outbox.sent(others, NOW, "D2", "1.2")

    remove(store, ticket, Removal.LINK)

    assert column(url, "SELECT about FROM outbox ORDER BY id") == ["D1:1.1", "D2:1.1"]
    assert ([letter.id for letter in outbox.claim(NOW, 10, MINUTE)], outbox.location(others)) == ([waits], ("D2", "1.2"))


def test_the_day_on_which_contents_were_destroyed_never_moves(store: SqlStore, clock: StillClock) -> None:
    ticket = closed(store)
    remove(store, ticket, Removal.DISMISSED)
    clock.now = LATER

    assert remove(store, ticket, Removal.REGISTER).shredded_at == NOW


def test_removals_are_noted_in_their_order(store: SqlStore) -> None:
    assert remove(store, closed(store), Removal.THREAD, Removal.DRAFTS, Removal.LINK).removed == ("thread", "drafts", "link")


def test_what_is_removed_of_one_ticket_stays_of_another(store: SqlStore) -> None:
    ticket, other = closed(store), closed(store)

    remove(store, ticket, *Removal)

    assert store.ticket(other.id) == other
    assert tuple(words(store, other)) == WORDS


def test_letters_of_a_ticket_go_with_its_register_but_for_those_that_wait(store: SqlStore, outbox: OutboxAt, url: str) -> None:
    ticket = closed(store)
    card = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket.id))
    outbox.sent(card, NOW, "C0OFFICERS", "2.2")
    failed = enqueue(store, TicketThread(ticket.id), TicketLine(language="sv", ticket=ticket.id, event=1))
    assert claimed(outbox) == [failed]
    outbox.failed(failed, NOW, "user_not_found")
    waits = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket.id), replaces=card)
    gone = enqueue(store, BO, Opened(language="sv", ticket=ticket.id))
    other = enqueue(store, ANNA, Notice(language="sv", text="hello"))
    with store.transaction() as unit:
        unit.discard(gone)
    assert column(url, "SELECT state FROM outbox ORDER BY id") == ["sent", "failed", "pending", "gone", "pending"]

    remove(store, ticket, Removal.REGISTER)

    assert column(url, "SELECT id FROM outbox ORDER BY id") == [waits, other]
    assert column(url, "SELECT replaces FROM outbox ORDER BY id") == [None, None]


def test_the_officers_messages_of_a_ticket_are_found(store: SqlStore, outbox: OutboxAt) -> None:
    ticket, other = open_ticket(store), open_ticket(store)
    line = TicketLine(language="sv", ticket=ticket.id, event=1)
    card = enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket.id))
    letters = [
        (card, "1.1"),
        (enqueue(store, TicketThread(ticket.id), line), "1.2"),
        (enqueue(store, OfficersChannel(), Card(language="sv", ticket=ticket.id), replaces=card), "1.1"),
        (enqueue(store, OfficersChannel(), Card(language="sv", ticket=other.id)), "2.1"),
        (enqueue(store, ANNA, Opened(language="sv", ticket=ticket.id)), "3.1"),
        (enqueue(store, TicketThread(ticket.id), line), "1.3"),
    ]
    for id, ts in letters:
        outbox.sent(id, NOW, "C0OFFICERS", ts)
    enqueue(store, TicketThread(ticket.id), line)

    assert outbox.posted_of(ticket.id) == [
        ("C0OFFICERS", "1.1", "card"),
        ("C0OFFICERS", "1.2", "ticket_line"),
        ("C0OFFICERS", "1.3", "ticket_line"),
    ]


def test_a_letter_that_failed_is_not_told_of_a_ticket_that_is_gone(store: SqlStore, outbox: OutboxAt) -> None:
    ticket = closed(store)
    enqueue(store, ANNA, ToPerson(language="sv", ticket=ticket.id, about="answer", event=1))
    [letter] = claimed(outbox, LATER)
    outbox.failed(letter, LATER, "user_not_found")
    remove(store, ticket, Removal.DISMISSED)

    with store.transaction() as unit:
        assert unit.failed_letters() == []


def test_nothing_is_removed_of_a_ticket_that_there_is_not(store: SqlStore) -> None:
    with pytest.raises(LookupError), store.transaction() as unit:
        unit.remove(1, Removal.LINK)
