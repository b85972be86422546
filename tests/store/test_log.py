"""The log is append-only, records when and in what role, and shows whatever was changed without the desk."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.store import SqlStore
from bot.tickets import Event, Role
from bot.tickets.retention import Removal
from tests.store.database_file import column
from tests.store.people import NOW, TICKET, at_once, log, open_ticket


def test_an_event_is_kept_as_it_happened(store: SqlStore) -> None:
    ticket, other = open_ticket(store), open_ticket(store)
    events = [
        Event(ticket.id, NOW, "U0OFFICER", "take", before="open", after="working"),
        Event(ticket.id, NOW + timedelta(hours=1), "U0OFFICER", "note", "Väntar på IT 🙂"),
        Event(other.id, NOW, None, "confirm", role=Role.DESK, code="why"),
        Event(ticket.id, NOW + timedelta(hours=2), None, "joined", "Ett mejl till", role=Role.PERSON),
    ]

    with store.transaction() as unit:
        places = [unit.add_event(event) for event in events]

    assert places == [1, 2, 1, 3]
    kept = [replace(event, seq=seq) for event, seq in zip(events, places, strict=True)]
    assert [store.event(event.ticket, event.seq) for event in kept] == kept
    assert store.events(ticket.id) == [kept[0], kept[1], kept[3]]
    assert [store.ticket(id).log_length for id in (ticket.id, other.id)] == [3, 1]


def test_the_day_of_an_event_is_the_companys(store: SqlStore, url: str) -> None:
    ticket = open_ticket(store)
    with store.transaction() as unit:
        unit.add_event(Event(ticket.id, datetime(2026, 2, 28, 23, 30, tzinfo=UTC), None, "opened"))

    assert [str(day) for day in column(url, "SELECT local_day FROM ticket_log")] == [str(date(2026, 3, 1))]


def test_nothing_is_logged_of_a_ticket_that_there_is_not(store: SqlStore) -> None:
    with pytest.raises(LookupError), store.transaction() as unit:
        unit.add_event(Event(1, NOW, None, "opened"))


def test_events_of_one_moment_each_get_their_own_place(store: SqlStore, replica: SqlStore) -> None:
    ticket = open_ticket(store)
    places = at_once([partial(log, to, ticket.id, "note") for to in (store, replica) * 4])

    assert sorted(places) == [[seq] for seq in range(1, 9)]
    assert store.verify().faults == []


def test_what_operators_do_at_one_moment_is_all_in_the_desks_own_log(store: SqlStore, replica: SqlStore) -> None:
    at_once([partial(to.desk_event, "person_shown", "cli") for to in (store, replica) * 3])

    rows = list(store.log_rows())
    assert [(row["ticket"], row["seq"], row["role"], row["what"], row["code"]) for row in rows] == [
        ("desk", seq, "desk", "person_shown", "cli") for seq in range(1, 7)
    ]
    assert (store.verify().rows, store.verify().tickets, store.verify().faults) == (6, 0, [])


def test_what_is_exported_names_nobody_and_quotes_nothing(store: SqlStore) -> None:
    ticket = open_ticket(store)
    log(store, ticket.id, "prepare", words="hemligt", before="working", after="review", code="legal_claims")

    [row] = store.log_rows()

    assert {name: value for name, value in row.items() if name not in {"hash", "previous"}} == {
        "ticket": "DSR-2026-0001",
        "seq": 1,
        "at": "2026-03-02T09:30:00+00:00",
        "local_day": "2026-03-02",
        "role": "officer",
        "what": "prepare",
        "before": "working",
        "after": "review",
        "code": "legal_claims",
    }


def test_the_same_head_means_the_same_rows(store: SqlStore) -> None:
    ticket = open_ticket(store)
    heads = [store.verify().head, store.verify().head]
    log(store, ticket.id, "opened")
    heads.append(store.verify().head)

    assert heads[0] == heads[1] != heads[2]


CHANGES = [
    "UPDATE ticket_log SET actor = 'U0NOBODY'",
    "UPDATE ticket_log SET what = 'take' WHERE seq = 2",
    "DELETE FROM ticket_log",
    "DELETE FROM ticket_log WHERE seq = 3",
    "UPDATE log_purges SET rows = 0",
    "DELETE FROM log_purges",
    "INSERT INTO log_purges (ticket, at, rows, head) VALUES (0, '2026-03-02', 1, '')",
]
BY_BACKEND = [
    *((backend, change) for backend in ("sqlite", "postgresql") for change in CHANGES),
    (
        "sqlite",
        "INSERT OR REPLACE INTO ticket_log (ticket, seq, at, local_day, role, what, previous, hash) "
        "SELECT ticket, seq, at, local_day, role, 'other', previous, hash FROM ticket_log",
    ),
    ("sqlite", "INSERT OR REPLACE INTO log_purges (ticket, at, rows, head) SELECT ticket, at, 0, head FROM log_purges"),
    ("postgresql", "TRUNCATE ticket_log"),
    ("postgresql", "TRUNCATE log_purges"),
]


@pytest.mark.parametrize(("backend", "change"), BY_BACKEND, indirect=["backend"])
def test_the_database_itself_refuses_a_change_of_the_log(store: SqlStore, url: str, change: str) -> None:
    log(store, open_ticket(store).id, "opened", "take", "note")
    purged = open_ticket(store)
    with store.transaction() as unit:
        unit.remove(purged.id, Removal.REGISTER)
    before = list(store.log_rows())

    with pytest.raises(Exception, match=r"only added to|ck_log_purges_ticket"):
        column(url, change)

    assert list(store.log_rows()) == before
    assert store.verify().faults == []


@pytest.fixture
def forger(store: SqlStore, url: str, backend: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return a function that changes the database with the triggers removed, and returns what the verification finds."""
    for seq in range(2):
        log(store, open_ticket(store).id, *("opened", "take", "note", "close")[: 4 - seq])
    log(store, open_ticket(store).id, "opened")
    with store.transaction() as unit:
        unit.remove(3, Removal.REGISTER)

    def forge(statements: Sequence[str]) -> Sequence[str]:
        assert store.verify().faults == []
        for statement in [*_without_triggers(url, backend), *statements]:
            column(url, statement)
        return store.verify().faults

    return forge


def _without_triggers(url: str, backend: str) -> list[str]:
    if backend == "postgresql":
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("ticket_log", "log_purges")]
    return [f"DROP TRIGGER {name}" for name in column(url, "SELECT name FROM sqlite_master WHERE type = 'trigger'")]


OF_A_TICKET = ("ticket_log", "ticket_contents", "ticket_keys", "ticket_rights")
ONE = "DSR-2026-0001"
_COPY = (
    "INSERT INTO ticket_log SELECT {to}, {seq}, at, local_day, actor, role, what, {before}, {after}, code, previous, hash "
    "FROM ticket_log WHERE ticket = 1 AND seq = {of}"
)
COPY = _COPY.replace("{before}", '"before"').replace("{after}", '"after"')


@pytest.mark.parametrize(
    ("statements", "faults"),
    [
        (["UPDATE ticket_log SET actor = 'U0NOBODY' WHERE ticket = 1 AND seq = 2"], [f"{ONE}: row 2 was changed or moved."]),
        (
            ["UPDATE ticket_log SET local_day = '2026-01-01' WHERE ticket = 1 AND seq = 1"],
            [f"{ONE}: row 1 was changed or moved."],
        ),
        (["UPDATE ticket_log SET what = 'note' WHERE ticket = 1 AND seq = 4"], [f"{ONE}: row 4 was changed or moved."]),
        (["DELETE FROM ticket_log WHERE ticket = 1 AND seq = 2"], [f"{ONE}: row 2 is missing."]),
        (["DELETE FROM ticket_log WHERE ticket = 1 AND seq < 3"], [f"{ONE}: rows 1 to 2 are missing."]),
        (["DELETE FROM ticket_log WHERE ticket = 1 AND seq = 4"], [f"{ONE}: row 4 is missing at the end."]),
        (["DELETE FROM ticket_log WHERE ticket = 1"], [f"{ONE}: rows 1 to 4 are missing at the end."]),
        (
            [
                "DELETE FROM ticket_log WHERE ticket = 1 AND seq = 2",
                "UPDATE ticket_log SET seq = 2 WHERE ticket = 1 AND seq = 3",
                "UPDATE ticket_log SET seq = 3 WHERE ticket = 1 AND seq = 4",
                "UPDATE tickets SET log_length = 3 WHERE id = 1",
            ],
            [
                f"{ONE}: row 2 does not follow on the row before it.",
                f"{ONE}: row 2 was changed or moved.",
                f"{ONE}: row 3 was changed or moved.",
            ],
        ),
        (
            [
                "UPDATE ticket_log SET seq = 9 WHERE ticket = 1 AND seq = 2",
                "UPDATE ticket_log SET seq = 2 WHERE ticket = 1 AND seq = 3",
                "UPDATE ticket_log SET seq = 3 WHERE ticket = 1 AND seq = 9",
            ],
            [
                f"{ONE}: row 2 does not follow on the row before it.",
                f"{ONE}: row 2 was changed or moved.",
                f"{ONE}: row 3 does not follow on the row before it.",
                f"{ONE}: row 3 was changed or moved.",
                f"{ONE}: row 4 does not follow on the row before it.",
            ],
        ),
        (
            [COPY.format(to=1, seq=5, of=4)],
            [f"{ONE}: row 5 was added past the end of the log.", f"{ONE}: row 5 was changed or moved."],
        ),
        (
            [
                "UPDATE ticket_log SET seq = 5 WHERE ticket = 1 AND seq = 4",
                COPY.format(to=1, seq=4, of=3),
                "UPDATE tickets SET log_length = 5 WHERE id = 1",
            ],
            [
                f"{ONE}: row 4 does not follow on the row before it.",
                f"{ONE}: row 4 was changed or moved.",
                f"{ONE}: row 5 was changed or moved.",
            ],
        ),
        (
            [*(f"DELETE FROM {table} WHERE ticket = 2" for table in OF_A_TICKET), "DELETE FROM tickets WHERE id = 2"],
            ["Of the tickets of 2026, 3 were numbered and 2 are there."],
        ),
        ([COPY.format(to=99, seq=1, of=1)], ["There is no ticket 99, but 1 row of its log."]),
        (
            [
                "INSERT INTO log_purges SELECT 1, at, 4, hash FROM ticket_log WHERE ticket = 1 AND seq = 4",
                "DELETE FROM ticket_log WHERE ticket = 1",
            ],
            [f"{ONE}: its log was removed, but the desk's own log does not say so."],
        ),
        (
            ["DELETE FROM log_purges"],
            [
                "DSR-2026-0003: row 1 is missing at the end.",
                "DSR-2026-0003: the desk's own log says that its log was removed, but it was not, or otherwise.",
            ],
        ),
        (
            ["DELETE FROM ticket_log WHERE ticket = 0"],
            [
                "The desk's own log: row 1 is missing at the end.",
                "DSR-2026-0003: its log was removed, but the desk's own log does not say so.",
            ],
        ),
    ],
)
def test_whatever_is_done_to_the_log_is_found(
    forger: Callable[[Sequence[str]], Sequence[str]], statements: Sequence[str], faults: Sequence[str]
) -> None:
    assert forger(statements) == faults


def test_the_time_of_a_row_cannot_be_moved(forger: Callable[[Sequence[str]], Sequence[str]]) -> None:
    assert forger(["UPDATE ticket_log SET at = '2026-01-01 00:00:00.000000' WHERE ticket = 2 AND seq = 1"]) == [
        "DSR-2026-0002: row 1 was changed or moved."
    ]


def test_a_transaction_that_fails_leaves_no_row(store: SqlStore) -> None:
    ticket = open_ticket(store)

    def fail() -> None:
        with store.transaction() as unit:
            unit.add_event(Event(ticket.id, NOW, None, "opened"))
            unit.save(replace(TICKET, id=99))

    with pytest.raises(LookupError):
        fail()

    assert (store.events(ticket.id), store.verify().faults) == ([], [])
