"""The people, tickets and letters of the store's tests."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.desk.letters import Letter, Notice, QuestionHandedOver
from bot.desk.places import Direct, Place
from bot.store import SqlStore, open_store
from bot.tickets import Decision, Event, Incident, Kind, State, Subject, Ticket
from tests.keys import VAULT
from tests.store.clocks import StillClock
from tests.store.outbox_at import OutboxAt

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE
ANNA = Direct("U0ANNA")
BO = Direct("U0BO")
HELLO = Notice(language="sv", text="hello")
SECRET = QuestionHandedOver(language="sv", asker="U0ANNA", words="mitt personnummer är hemligt")

TICKET = Ticket(
    id=0,
    reference="",
    rights=("access", "erasure"),
    asker="U0SUPPORT",
    subject=Subject(name="Åsa Öberg", email="asa@kund.example"),
    subject_key="email:asa@kund.example",
    language="sv",
    own_words="Jag vill se allt ni har om mig 🙂",
    receipt=date(2026, 2, 27),
    opened_at=NOW,
    source_channel="C0SUPPORT",
    source_ts="1772443800.000100",
)

FULL = replace(
    TICKET,
    rights=("portability", "access", "erasure"),
    subject=Subject(name="Åsa Öberg", email="asa@kund.example"),
    letter_language="en",
    country="SE+NO",
    state=State.SENT,
    officer="U0OFFICER",
    prepared_by="U0OTHER",
    decisions={"access": Decision.GRANTED, "erasure": Decision.REFUSED, "portability": Decision.NOTHING_HELD},
    checked=("purposes", "copy"),
    ground="legal_obligation",
    answer="Här är allt vi har om dig 🙂",
    identity="callback",
    extended_at=LATER,
    extension_ground="complexity",
    complaint=True,
    legal_hold=True,
    stopped_at=LATER,
    waiting_since=date(2026, 3, 4),
    waited=7,
    linked_to=12,
    answer_letter=34,
    informed_at=LATER,
    closed_at=LATER,
    removed=("drafts",),
)
"""A ticket of which everything is known."""

BREACH = replace(
    TICKET,
    kind=Kind.INCIDENT,
    rights=(),
    subject=Subject(user="U0ANNA"),
    subject_key="user:U0ANNA",
    incident=Incident(
        aware_at=NOW,
        what="Kundlistan gick till fel person",
        when="i morse",
        whose="kunder i Borås",
        how_many="ungefär 40",
        contained="nej",
        authority="IMY",
        notified_at=LATER,
        number="IMY-2026-77",
        persons="not_informed",
        persons_reason="listan var låst",
    ),
)
"""A suspected breach of which everything is known."""

EVERYTHING = replace(
    FULL,
    subject=Subject(user="U0ANNA", name="Åsa Öberg", email="asa@kund.example"),
    language="en",
    kind=Kind.INCIDENT,
    unreachable=True,
    shredded_at=LATER,
    incident=BREACH.incident,
)
"""Not a possible ticket, but no field of it has its default value, so that a field that is lost is noticed."""

Result = TypeVar("Result")


def opened(url: str, clock: Callable[[], datetime] | None = None) -> SqlStore:
    """A store that is sealed with the tests' key."""
    return open_store(url, clock or StillClock(NOW), VAULT, STOCKHOLM)


def enqueue(store: SqlStore, to: Place = ANNA, letter: Letter = HELLO, **more: Any) -> int:
    """Queue one letter and return its outbox id."""
    with store.transaction() as unit:
        return unit.enqueue(to, letter, **more)


def open_ticket(store: SqlStore, year: int = 2026, **facts: Any) -> Ticket:
    """Open a ticket that differs from TICKET in these facts."""
    with store.transaction() as unit:
        return unit.new_ticket(replace(TICKET, **facts), year)


def log(store: SqlStore, ticket: int, *whats: str, **facts: Any) -> list[int]:
    """Log events of a ticket, an hour apart, and return the rows' numbers."""
    with store.transaction() as unit:
        events = (Event(ticket, NOW + n * 60 * MINUTE, "U0OFFICER", what, **facts) for n, what in enumerate(whats))
        return [unit.add_event(event) for event in events]


def at_once(acts: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run the acts at the same moment, each in a thread, and return their results."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Result]) -> Result:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def claimed(outbox: OutboxAt, now: datetime = NOW, limit: int = 10) -> list[int]:
    """Ids of the letters that a courier is given, which it keeps for a minute."""
    return [waiting.id for waiting in outbox.claim(now, limit, MINUTE)]
