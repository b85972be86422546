"""A database of the first version keeps all that it held; of people's words, nothing that can be read stays behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.desk.letters import Card, Reply, TicketLine, ToPerson
from bot.desk.outcomes import Answer
from bot.store import SqlStore
from bot.store.migrations.frozen import subject_key
from bot.tickets import Decision, Event, Role, State, Subject, Ticket
from tests.keys import VAULT
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.old_database import SECRETS, first_version
from tests.store.outbox_at import OutboxAt
from tests.store.people import MINUTE, NOW, opened

OPENED = datetime(2026, 2, 27, 9, tzinfo=UTC)
DONE = datetime(2026, 2, 28, 10, tzinfo=UTC)

WORKING = Ticket(
    id=1,
    reference="DSR-2026-0001",
    rights=("erasure", "access"),
    asker="U0SUPPORT",
    subject=Subject(name="Åsa Öberg", email="asa@kund.example"),
    subject_key=VAULT.blind("email:asa@kund.example"),
    language="sv",
    own_words="hemlig fråga 1",
    receipt=date(2026, 2, 27),
    opened_at=OPENED,
    source_channel="C1",
    source_ts="1.1",
    state=State.WORKING,
    officer="U0OFFICER",
    log_length=3,
)
DONE_TICKET = replace(
    WORKING,
    id=2,
    reference="DSR-2026-0002",
    own_words="hemlig fråga 2",
    source_ts="1.2",
    state=State.CLOSED,
    closed_at=DONE,
    informed_at=DONE,
    log_length=1,
)
REFUSED = replace(
    WORKING,
    id=3,
    reference="DSR-2026-0003",
    own_words="hemlig fråga 3",
    source_ts="1.3",
    state=State.REFUSED,
    officer=None,
    answer="Vi har en rättslig förpliktelse.",
    decisions={"erasure": Decision.REFUSED, "access": Decision.REFUSED},
    answer_letter=3,
    log_length=2,
)
OFFERED = replace(
    WORKING,
    id=4,
    reference="DSR-2026-0004",
    asker="U0ANNA",
    subject=Subject(name="Olle"),
    subject_key=VAULT.blind("name:U0ANNA:olle"),
    letter_language="en",
    own_words="kanske radera mig",
    receipt=date(2026, 3, 1),
    opened_at=NOW,
    source_channel="C2",
    source_ts="2.1",
    state=State.SUSPECTED,
    officer=None,
    log_length=1,
)


@pytest.fixture
def store(empty_url: str) -> Iterator[SqlStore]:
    first_version(empty_url)
    store = opened(empty_url)
    yield store
    store.close()


def test_old_tickets_are_carried_over_and_an_open_offer_becomes_a_suspected_ticket(store: SqlStore) -> None:
    """An offer that has expired is gone, as it was before."""
    assert [store.ticket(id) for id in range(1, 6)] == [WORKING, DONE_TICKET, REFUSED, OFFERED, None]


def test_old_events_become_the_log_and_their_words_are_kept(store: SqlStore) -> None:
    officer = {"actor": "U0OFFICER", "role": Role.OFFICER}
    assert [event for id in range(1, 5) for event in store.events(id)] == [
        Event(1, OPENED, None, "opened", "hemlig fråga 1", role=Role.PERSON, seq=1),
        Event(1, DONE, what="take", seq=2, **officer),
        Event(1, DONE, what="note", words="internt om kunden", seq=3, **officer),
        Event(2, DONE, what="close", seq=1, **officer),
        Event(3, OPENED, None, "opened", "hemlig fråga 3", role=Role.PERSON, seq=1),
        Event(3, DONE, what="refuse", words="Vi har en rättslig förpliktelse.", seq=2, **officer),
        Event(4, NOW, None, "suspected", "kanske radera mig", role=Role.PERSON, seq=1),
    ]
    assert (store.verify().rows, store.verify().faults) == (7, [])


def test_letters_that_waited_are_written_as_the_desk_reads_them_now(store: SqlStore) -> None:
    outbox = OutboxAt(store.outbox(), StillClock(NOW))
    letters = []
    while waiting := outbox.claim(NOW, 10, MINUTE):
        letters += [letter.letter for letter in waiting]
        for letter in waiting:
            outbox.sent(letter.id, NOW, "C0OFFICERS", f"1.{letter.id}")

    assert letters == [
        TicketLine(language="sv", ticket=3, event=2),
        Reply(language="sv", outcome=Answer(entry="what-is-kept", rights=[], offer=4)),
        Card(language="sv", ticket=4),
        ToPerson(language="sv", ticket=3, about="refusal", event=2),
    ]
    with store.transaction() as unit:
        refused = unit.ticket(3)
        assert refused is not None
        assert unit.delivery(refused.answer_letter or 0).at == NOW


def test_the_next_ticket_gets_the_next_number(store: SqlStore) -> None:
    with store.transaction() as unit:
        again = unit.new_ticket(replace(WORKING, subject_key="email:asa@kund.example"), 2026)
        found = unit.open_ticket("email:asa@kund.example", ["access"])

    assert (again.reference, again.id, found and found.id) == ("DSR-2026-0005", 5, 1)


@pytest.mark.parametrize(
    ("user", "email", "name", "key"),
    [
        ("U0ANNA", "asa@kund.example", "Åsa", "user:U0ANNA"),
        (None, " Asa@Kund.example ", "Åsa", "email:asa@kund.example"),
        (None, None, " Åsa  ÖBERG ", "name:U0SAM:åsa öberg"),
        (None, None, None, "source:U0SAM:C1:1.1"),
    ],
)
def test_one_persons_offers_and_tickets_have_the_key_of_that_release(
    user: str | None, email: str | None, name: str | None, key: str
) -> None:
    assert subject_key(user, email, name, "U0SAM", "C1:1.1") == key


def test_an_old_offers_time_is_measured_by_the_clock(empty_url: str) -> None:
    first_version(empty_url)

    store = opened(empty_url, lambda: NOW + timedelta(days=30))

    assert [ticket.id for ticket in store.tickets()] == [1, 2, 3]
    store.close()


def test_nothing_readable_stays_behind(store: SqlStore, empty_url: str, backend: str) -> None:
    if backend == "sqlite":
        store.close()
        folder = make_url(empty_url).database or ""
        raw = b"".join(file.read_bytes() for file in Path(folder).parent.iterdir())
    else:
        column(empty_url, "CHECKPOINT")
        [path] = column(empty_url, "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('tickets')")
        raw = Path(str(path)).read_bytes()
        tables = column(empty_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        raw += "".join(str(row) for t in tables for row in column(empty_url, f'SELECT x::text FROM "{t}" x')).encode()

    assert [secret for secret in SECRETS if secret.encode() in raw] == []
    assert b"DSR-2026-0001" in raw
