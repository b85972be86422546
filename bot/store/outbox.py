"""The letters that wait, from the courier's side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, case, func, literal, or_, select, update

from bot.desk.letters import Letter, letter_from_json, place_from_json
from bot.desk.places import Place, Private
from bot.store.database import reading, writing
from bot.store.tables import OUTBOX

PENDING, CLAIMED, SENT, FAILED = "pending", "claimed", "sent", "failed"
GONE = "gone"
"""It was sent or given up once; where it went is forgotten."""


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """A letter that one courier may send now. ``attempts`` counts this one."""

    id: int
    place: Place = field(repr=False)
    letter: Letter = field(repr=False)
    since: datetime
    """When it was queued: it was not sent before."""
    replaces: int | None
    attempts: int
    doubtful: bool
    """Whether it may have been sent already, all of it or its first pages: look before sending."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that has not been sent, without anything of what it says or to whom."""

    id: int
    kind: str
    lane: str
    attempts: int
    error: str | None
    since: datetime
    state: str


class SqlOutbox:
    """What the courier takes letters from and reports back to. Every method is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, now: datetime, limit: int, lease: timedelta) -> list[ClaimedLetter]:
        """Up to ``limit`` letters that are due, the oldest of each lane; nobody else is given them for the lease."""
        with writing(self._engine) as connection:
            rows = connection.execute(_claimable(now, limit)).all()
            if rows:
                _mark_claimed(connection, [row.id for row in rows], now + lease)
            return [letter for row in rows if (letter := _waiting(connection, row))]

    def sent(self, id: int, now: datetime, channel: str | None = None, ts: str | None = None) -> None:
        """It was sent, and posted there if Slack says where. Its text goes, and a private reply's address."""
        with writing(self._engine) as connection:
            place = connection.scalar(select(OUTBOX.c.place).where(OUTBOX.c.id == id))
            gone = {"place": None} if place and isinstance(place_from_json(place), Private) else {}
            connection.execute(
                update(OUTBOX)
                .where(OUTBOX.c.id == id, OUTBOX.c.state.not_in([SENT, GONE]))
                .values(state=SENT, letter=None, claimed_until=None, error=None, **gone)
                .values(sent_channel=channel, sent_ts=ts, sent_at=now)
            )

    def retry(self, id: int, due_at: datetime, error_code: str) -> None:
        """It was not sent, or nobody knows; it is due again later. Its lane waits for it."""
        self._give_back(id, state=PENDING, due_at=due_at, error=error_code)

    def failed(self, id: int, now: datetime, error_code: str) -> None:
        """It cannot be sent. It is kept with its text, and its lane goes on without it."""
        self._give_back(id, state=FAILED, due_at=now, error=error_code)

    def location(self, id: int) -> tuple[str, str] | None:
        """Channel and timestamp of a letter that was posted; where it had to be posted anew, of the new message."""
        return self._location(literal(id))

    def card_location(self, ticket: int) -> tuple[str, str] | None:
        """Channel and timestamp of a ticket's card."""
        return self._location(first_card(ticket).scalar_subquery())

    def card_moved(self, ticket: int, now: datetime, channel: str, ts: str) -> None:
        """A ticket's card was deleted in Slack, or never got there, and stands here from now on."""
        with writing(self._engine) as connection:
            first = connection.scalar(first_card(ticket))
            posted = and_(OUTBOX.c.replaces == first, OUTBOX.c.sent_ts.is_not(None))
            moved = update(OUTBOX).where(or_(OUTBOX.c.id == first, posted))
            connection.execute(moved.values(sent_channel=channel, sent_ts=ts, sent_at=now))
            failed = update(OUTBOX).where(OUTBOX.c.id == first, OUTBOX.c.state == FAILED)
            connection.execute(failed.values(state=SENT, letter=None, error=None))

    def posted_of(self, ticket: int) -> list[tuple[str, str, str]]:
        """Channel, timestamp and kind of each message that stands of a ticket among the officers: its card, its lines."""
        query = (
            select(OUTBOX.c.sent_channel, OUTBOX.c.sent_ts, OUTBOX.c.kind)
            .where(OUTBOX.c.ticket == ticket, OUTBOX.c.kind.in_(["card", "ticket_line"]))
            .where(OUTBOX.c.sent_channel.is_not(None), OUTBOX.c.sent_ts.is_not(None))
            .order_by(OUTBOX.c.id)
        )
        with reading(self._engine) as connection:
            # A card that was redrawn is one message.
            return list(dict.fromkeys((row.sent_channel, row.sent_ts, row.kind) for row in connection.execute(query)))

    def next_due(self, now: datetime) -> datetime | None:
        """When there is something to claim: ``now`` if there is already, None if nothing waits."""
        when = case((OUTBOX.c.state == CLAIMED, OUTBOX.c.claimed_until), else_=OUTBOX.c.due_at)
        with reading(self._engine) as connection:
            first: datetime | None = connection.scalar(select(func.min(when)).where(OUTBOX.c.id.in_(_heads())))
        return first and max(first, now)

    def undelivered(self) -> list[Undelivered]:
        """All that has not been sent, the oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(OUTBOX).where(OUTBOX.c.state.not_in([SENT, GONE])).order_by(OUTBOX.c.id)).all()
        return [Undelivered(r.id, r.kind, _public(r.lane), r.attempts, r.error, r.at, r.state) for r in rows]

    def requeue(self, id: int, now: datetime) -> bool:
        """Try a letter again at once that has failed or waits for its next attempt; whether there was one."""
        with writing(self._engine) as connection:
            waits = and_(OUTBOX.c.id == id, OUTBOX.c.state.in_([PENDING, FAILED]))
            # The attempts are counted anew, but what they may have left in Slack is still to be looked for.
            doubtful = or_(OUTBOX.c.doubtful, OUTBOX.c.attempts > 0)
            again = {"state": PENDING, "due_at": now, "attempts": 0, "doubtful": doubtful, "error": None}
            return bool(connection.execute(update(OUTBOX).where(waits).values(again)).rowcount)

    def _give_back(self, id: int, **values: object) -> None:
        # Only while it is claimed: a courier that comes back late must not wake a letter that another has sent.
        claimed = and_(OUTBOX.c.id == id, OUTBOX.c.state == CLAIMED)
        with writing(self._engine) as connection:
            connection.execute(update(OUTBOX).where(claimed).values(claimed_until=None, **values))

    def _location(self, id: ColumnElement[int]) -> tuple[str, str] | None:
        # A message that somebody deleted in Slack is not written over but posted again, elsewhere: the latest counts.
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
    """Outbox id of the message that shows a ticket's card; the later ones are written over it."""
    return select(func.min(OUTBOX.c.id)).where(OUTBOX.c.ticket == ticket, OUTBOX.c.kind == "card", OUTBOX.c.replaces.is_(None))


def _heads() -> Select[Any]:
    """The oldest letter of each lane that is neither sent nor given up."""
    letters = OUTBOX.alias("heads")
    return select(func.min(letters.c.id)).where(letters.c.state.in_([PENDING, CLAIMED])).group_by(letters.c.lane)


def _claimable(now: datetime, limit: int) -> Select[Any]:
    free = or_(
        and_(OUTBOX.c.state == PENDING, OUTBOX.c.due_at <= now),
        and_(OUTBOX.c.state == CLAIMED, OUTBOX.c.claimed_until <= now),
    )
    query = select(OUTBOX).where(OUTBOX.c.id.in_(_heads()), free).order_by(OUTBOX.c.id).limit(limit)
    # PostgreSQL: replicas that ask at the same moment step over each other's rows. SQLite has one writer anyhow.
    return query.with_for_update(skip_locked=True)


def _mark_claimed(connection: Connection, ids: Sequence[int], until: datetime) -> None:
    connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(ids))
        .values(
            state=CLAIMED,
            claimed_until=until,
            attempts=OUTBOX.c.attempts + 1,
        )
    )


def _waiting(connection: Connection, row: Row[Any]) -> ClaimedLetter | None:
    try:
        place, letter = place_from_json(row.place), letter_from_json(row.letter)
    except ValueError:
        # Written by a version whose letters looked otherwise. The error is not passed on: it quotes the letter.
        give_up = update(OUTBOX).where(OUTBOX.c.id == row.id)
        connection.execute(give_up.values(state=FAILED, error="unreadable", claimed_until=None))
        return None
    # Whatever was reported of an attempt, pages may stand in Slack. Nothing but being sent ends the doubt.
    doubtful = row.doubtful or row.attempts > 0
    return ClaimedLetter(row.id, place, letter, row.at, row.replaces, row.attempts + 1, doubtful)


def _public(lane: str) -> str:
    return lane.partition(":")[0]
