"""The people, tickets and letters of the store's tests."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar

from bot.desk.letters import Letter, Notice, PersonWanted
from bot.desk.places import Direct, Place
from bot.desk.ports import Offer
from bot.store import Outbox, SqlStore
from bot.tickets import Subject, Ticket

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE
ANNA = Direct("U0ANNA")
BO = Direct("U0BO")
HELLO = Notice(language="sv", text="hello")
SECRET = PersonWanted(language="sv", asker="U0ANNA", words="mitt personnummer är hemligt")

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

OFFER = Offer(
    asker="U0ANNA",
    rights=("objection", "erasure"),
    words="kan ni sluta med det där",
    language="sv",
    customer_name="Åsa Öberg",
    customer_email=None,
    for_customer=True,
    draft_language="sv",
    receipt=NOW - timedelta(days=1),
    source_channel="C0SUPPORT",
    source_ts=None,
)

Result = TypeVar("Result")


class StillClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def put(store: SqlStore, to: Place = ANNA, letter: Letter = HELLO, now: datetime = NOW, **more: Any) -> int:
    """Queue one letter; its outbox id."""
    with store.transaction() as unit:
        return unit.put(to, letter, now=now, **more)


def open_ticket(store: SqlStore, year: int = 2026, **facts: Any) -> Ticket:
    """Open a ticket that differs from TICKET in these facts."""
    with store.transaction() as unit:
        return unit.new_ticket(replace(TICKET, **facts), year)


def at_once(acts: Sequence[Callable[[], Result]]) -> list[Result]:
    """What the acts return when all start at the same moment, each in its own thread."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Result]) -> Result:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def claimed(outbox: Outbox, now: datetime = NOW, limit: int = 10) -> list[int]:
    """Ids of the letters that a courier is given, which it keeps for a minute."""
    return [waiting.id for waiting in outbox.claim(now, limit, MINUTE)]
