"""A register with a few tickets in it, made by the real desk, for commands to work on."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from click.testing import Result

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.messages import RequestForm, TicketCommand
from bot.desk.places import Direct
from bot.store import SqlStore, open_store
from bot.tickets import Act, ActInput, Decision, Incident, Kind, Subject, Ticket
from bot.tickets.codes import checklist
from bot.understanding import Reader
from tests.commands.insyn import insyn
from tests.keys import MASTER, VAULT
from tests.shipped import knowledge
from tests.sqlite import new_database

ANNA, SAM, OLLE, ODA = "U0ANNA", "U0SAM", "U0OLLE", "U0ODA"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MARCH = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""The Monday morning on which the tests' tickets begin."""


class Privacy:
    """Olle and Oda are the officers."""

    def includes(self, user: str) -> bool:
        return user in {OLLE, ODA}


class Register:
    """A database, the desk that fills it, and the command that reads it."""

    def __init__(self, folder: Path) -> None:
        self.now = MARCH
        self.url = new_database(folder / "desk.db")
        self.environment = {"DATABASE_URL": self.url, "INSYN_KEY": MASTER}
        self._keys = iter(range(10_000))
        self._store: SqlStore | None = None

    def __call__(self) -> datetime:
        return self.now

    def insyn(self, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
        return insyn(*arguments, stdin=stdin, **(self.environment | environment))

    def open(self) -> SqlStore:
        """The desk's own store, open for the whole test as it is while the desk runs."""
        self._store = self._store or open_store(self.url, self, VAULT, STOCKHOLM)
        return self._store

    def close(self) -> None:
        if self._store:
            self._store.close()

    def request(self, *, receipt: date | None = None, customer: bool = False, asker: str = ANNA, words: str = "Visa allt") -> str:
        """Request access and erasure with the form, for a customer through Sam, and return the reference."""
        form = RequestForm(
            key=self._key(),
            asker=SAM if customer else asker,
            rights=("access", "erasure"),
            for_customer=customer,
            customer_name="Åsa Öberg" if customer else None,
            customer_email="asa@kund.example" if customer else None,
            words=words,
            receipt=receipt,
            language="sv",
        )
        return self._last_after(lambda desk: desk.request(form))

    def breach(self) -> str:
        """Report a suspected breach and return the reference."""
        ticket = Ticket(
            id=0,
            reference="",
            kind=Kind.INCIDENT,
            rights=(),
            asker=SAM,
            subject=Subject(user=SAM),
            subject_key=f"user:{SAM}",
            language="sv",
            own_words="Kundlistan gick till fel person",
            receipt=self.now.date(),
            opened_at=self.now,
            incident=Incident(aware_at=self.now),
        )
        store = self.open()
        with store.transaction() as unit:
            return unit.new_ticket(ticket, 2026).reference

    def act(self, reference: str, act: Act, user: str = OLLE, **given: Any) -> None:
        """An officer does something with it."""
        store = self.open()
        found = store.by_reference(reference)
        assert found is not None
        self._desk(store).act(TicketCommand((self._key(),), found.id, act, user, Direct(user), ActInput(**given)))

    def end(self, reference: str, *, refused: bool = False) -> None:
        """Take, answer, deliver and close a ticket."""
        outcome = Decision.REFUSED if refused else Decision.GRANTED
        self.act(reference, Act.TAKE)
        self.act(
            reference,
            Act.PREPARE,
            decisions={"access": outcome, "erasure": outcome},
            checked=checklist(["access", "erasure"]),
            answer="Här är allt vi hade",
            code="legal_obligation" if refused else None,
        )
        self.act(reference, Act.REFUSE if refused else Act.SEND, ODA)
        self.act(reference, Act.DELIVERED, day=self.now.astimezone(STOCKHOLM).date(), code="e_mail")
        self.act(reference, Act.CLOSE)

    def ticket(self, reference: str) -> Ticket:
        store = self.open()
        found = store.by_reference(reference)
        assert found is not None
        return found

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def _last_after(self, do: Any) -> str:
        store = self.open()
        do(self._desk(store))
        return max(ticket.reference for ticket in store.tickets())

    def _desk(self, store: SqlStore) -> Desk:
        rules = DeskRules(self, STOCKHOLM, "sv", periods=knowledge().retention)
        return Desk(cast(Reader, None), store, Privacy(), rules)

    def _key(self) -> str:
        return f"key:{next(self._keys)}"
