"""The outbox as the courier and the operator use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, literal, or_, select, update

from bot.desk.letters import letter_from_json, place_from_json
from bot.desk.ports import Report, Stuck, WaitingLetter
from bot.store.claims import CLAIMED, FAILED, GONE, PENDING, SENT, Claims, Reports
from bot.store.column_types import Moment
from bot.store.database import reading, writing
from bot.store.tables import OUTBOX
from bot.store.times import DatabaseTime

__all__ = ["CLAIMED", "FAILED", "GONE", "PENDING", "SENT", "SqlOutbox", "Undelivered", "first_card"]


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that has not been sent, without its text or recipient."""

    id: int
    kind: str
    lane: str
    attempts: int
    error: str | None
    since: datetime
    state: str


class SqlOutbox:
    """Hands letters to the courier and records the result. Each method is a transaction of its own."""

    def __init__(self, engine: Engine, time: DatabaseTime) -> None:
        self._engine = engine
        self._time = time
        self._claims = lru_cache(maxsize=8)(partial(Claims, time))
        self._reports = Reports(time)

    def claim(self, limit: int, lease: timedelta, reports: Sequence[Report] = ()) -> list[WaitingLetter]:
        """Claim up to ``limit`` letters that are due, the oldest of each lane. No one else gets them during the lease.

        ``reports`` on letters that were claimed earlier are recorded in the same transaction.
        """
        with writing(self._engine) as connection:
            self._reports.record(connection, reports)
            rows = self._claims(lease).take(connection, limit) if limit else ()
            return [letter for row in rows if (letter := _waiting(connection, row))]

    def renew(self, letters: Mapping[int, int], lease: timedelta) -> list[int]:
        """Extend the leases of claimed letters, each with its attempt. Return those that nobody else has claimed since."""
        with writing(self._engine) as connection:
            return self._claims(lease).renew(connection, letters)

    def location(self, id: int) -> tuple[str, str] | None:
        """Return channel and timestamp of a posted letter; of the latest message if it was posted again."""
        return self._location(literal(id))

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        """Return channel and timestamp of a ticket's card."""
        return self._location(first_card(ticket).scalar_subquery())

    def card_moved(self, ticket: int, channel: str, ts: str) -> None:
        """Record the new message of a card that was deleted in Slack or never arrived there."""
        with writing(self._engine) as connection:
            first = connection.scalar(first_card(ticket))
            posted = and_(OUTBOX.c.replaces == first, OUTBOX.c.sent_ts.is_not(None))
            moved = update(OUTBOX).where(or_(OUTBOX.c.id == first, posted))
            connection.execute(moved.values(sent_channel=channel, sent_ts=ts, sent_at=self._time.now()))
            failed = update(OUTBOX).where(OUTBOX.c.id == first, OUTBOX.c.state == FAILED)
            connection.execute(failed.values(state=SENT, letter=None, error=None))

    def posted_of(self, ticket: int) -> list[tuple[str, str, str]]:
        """Return channel, timestamp and kind of a ticket's messages in the officers' channel: its card and the replies."""
        query = (
            select(OUTBOX.c.sent_channel, OUTBOX.c.sent_ts, OUTBOX.c.kind)
            .where(OUTBOX.c.ticket == ticket, OUTBOX.c.kind.in_(["card", "ticket_line"]))
            .where(OUTBOX.c.sent_channel.is_not(None), OUTBOX.c.sent_ts.is_not(None))
            .order_by(OUTBOX.c.id)
        )
        with reading(self._engine) as connection:
            # A card that was updated is still one message.
            return list(dict.fromkeys((row.sent_channel, row.sent_ts, row.kind) for row in connection.execute(query)))

    def waited(self) -> timedelta | None:
        """Return how long the oldest waiting letter has waited, given up ones aside; None if none is waiting."""
        now = self._time.now()
        with reading(self._engine) as connection:
            query = select(func.min(OUTBOX.c.at, type_=Moment), now).where(OUTBOX.c.state.in_([PENDING, CLAIMED]))
            first, moment = connection.execute(query).one()
        return None if first is None else moment - first

    def stuck(self, longer: timedelta) -> Stuck:
        """Count the letters that have waited for longer than this, without those that wait for another letter."""
        to_officers = or_(OUTBOX.c.lane == "officers", OUTBOX.c.lane.like("ticket:%"))
        old = and_(OUTBOX.c.state.in_([PENDING, CLAIMED]), OUTBOX.c.at < self._time.after(-longer), OUTBOX.c.after.is_(None))
        query = select(func.count(), func.count().filter(to_officers)).where(old)
        with reading(self._engine) as connection:
            every, officers = connection.execute(query).one()
        return Stuck(persons=every - officers, officers=officers)

    def undelivered(self) -> list[Undelivered]:
        """Return all letters that have not been sent, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(OUTBOX).where(OUTBOX.c.state.not_in([SENT, GONE])).order_by(OUTBOX.c.id)).all()
        return [Undelivered(r.id, r.kind, _public(r.lane), r.attempts, r.error, r.at, r.state) for r in rows]

    def requeue(self, id: int) -> bool:
        """Make a failed or waiting letter due at once. Return whether there was such a letter."""
        with writing(self._engine) as connection:
            waits = and_(OUTBOX.c.id == id, OUTBOX.c.state.in_([PENDING, FAILED]))
            # Attempts start from zero, but ``doubtful`` stays: earlier ones may have posted something.
            doubtful = or_(OUTBOX.c.doubtful, OUTBOX.c.attempts > 0)
            again = {"state": PENDING, "attempts": 0, "doubtful": doubtful, "error": None}
            return bool(connection.execute(update(OUTBOX).where(waits).values(again)).rowcount)

    def _location(self, id: ColumnElement[int]) -> tuple[str, str] | None:
        # A message that was deleted in Slack is posted again instead of updated, so the latest one counts.
        query = (
            select(OUTBOX.c.sent_channel, OUTBOX.c.sent_ts)
            .where(or_(OUTBOX.c.id == id, OUTBOX.c.replaces == id), OUTBOX.c.sent_channel.is_not(None))
            .where(OUTBOX.c.sent_ts.is_not(None))
            .order_by(OUTBOX.c.id.desc())
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else (row.sent_channel, row.sent_ts)


def first_card(ticket: int) -> Select[Any]:
    """Query for the outbox id of a ticket's first card; later ones update its message."""
    return select(func.min(OUTBOX.c.id)).where(OUTBOX.c.ticket == ticket, OUTBOX.c.kind == "card", OUTBOX.c.replaces.is_(None))


def _waiting(connection: Connection, row: Row[Any]) -> WaitingLetter | None:
    try:
        place, letter = place_from_json(row.place), letter_from_json(row.letter)
    except ValueError:
        # Written by a version with another format. The error is not logged, because it quotes the letter.
        give_up = update(OUTBOX).where(OUTBOX.c.id == row.id)
        connection.execute(give_up.values(state=FAILED, error="unreadable", claimed_until=None))
        return None
    # After any attempt, pages may be in Slack, whatever was reported. Only ``sent`` ends the doubt.
    doubtful = row.doubtful or row.attempts > 0
    failed = select(OUTBOX.c.id).where(OUTBOX.c.id == row.after, OUTBOX.c.state == FAILED)
    is_in_vain = row.after is not None and connection.scalar(failed) is not None
    return WaitingLetter(row.id, place, letter, row.at, row.replaces, row.attempts + 1, doubtful, is_in_vain)


def _public(lane: str) -> str:
    return lane.partition(":")[0]
