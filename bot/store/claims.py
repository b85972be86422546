"""Which letters a courier may take, and what it reports about those that it took."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
    true,
    tuple_,
    update,
)

from bot.desk.letters import place_to_json
from bot.desk.ports import GivenUp, PutOff, Report, Sent
from bot.store.tables import OUTBOX
from bot.store.times import DatabaseTime

PENDING, CLAIMED, SENT, FAILED = "pending", "claimed", "sent", "failed"
GONE = "gone"
"""State of a letter that was sent or given up, and whose place has been erased."""
LONGEST_PAUSE = timedelta(minutes=10)
"""Longest pause between two attempts. A letter that is due later still waits for a clock that was set back, and is due now."""


class Claims:
    """Claims letters for the length of a lease. The statements are built once: that takes longer than to execute them."""

    def __init__(self, time: DatabaseTime, lease: timedelta) -> None:
        self._claimable = _claimable(time, lease)
        these = OUTBOX.c.id.in_(bindparam("these", expanding=True))
        claimed = {"state": CLAIMED, "claimed_until": time.after(lease), "attempts": OUTBOX.c.attempts + 1}
        self._claimed = update(OUTBOX).where(these).values(claimed)
        own = tuple_(OUTBOX.c.id, OUTBOX.c.attempts).in_(bindparam("own", expanding=True))
        longer = update(OUTBOX).where(own, OUTBOX.c.state == CLAIMED).values(claimed_until=time.after(lease))
        self._renewed = longer.returning(OUTBOX.c.id)

    def take(self, connection: Connection, limit: int) -> Sequence[Row[Any]]:
        """Claim up to ``limit`` letters, and count the attempt; return the rows as they were before."""
        rows = connection.execute(self._claimable, {"most": limit}).all()
        if rows:
            connection.execute(self._claimed, {"these": [row.id for row in rows]})
        return rows

    def renew(self, connection: Connection, letters: Mapping[int, int]) -> list[int]:
        """Extend the leases of claimed letters, each with its attempt. Return those that nobody else has claimed since."""
        return list(connection.scalars(self._renewed, {"own": sorted(letters.items())}))


class Reports:
    """Records what became of letters. A late report changes no letter that somebody else has sent or claimed since."""

    def __init__(self, time: DatabaseTime) -> None:
        self._time = time
        self._sent = _sent(time)

    def record(self, connection: Connection, reports: Iterable[Report]) -> None:
        """Record reports."""
        reports = list(reports)
        rows = [
            {"sent": found.letter, "posted_in": found.channel, "posted_at": found.ts}
            for found in reports
            if isinstance(found, Sent)
        ]
        if rows:
            connection.execute(self._sent, rows)
        for report in reports:
            match report:
                case PutOff():
                    _give_back(connection, report, self._put_off(report))
                case GivenUp():
                    _give_back(connection, report, {"state": FAILED, "error": report.error})

    def _put_off(self, report: PutOff) -> dict[str, object]:
        values: dict[str, object] = {"state": PENDING, "due_at": self._time.after(report.pause), "error": report.error}
        if not report.tried:
            values["attempts"] = OUTBOX.c.attempts - 1
        if report.to is not None:
            values |= {"place": place_to_json(report.to), "attempts": 0, "error": None}
        return values


def heads() -> Select[Any]:
    """Query for the oldest letter of each lane that is neither sent nor given up, and waits for no other letter."""
    letters, first = OUTBOX.alias("heads"), OUTBOX.alias("first")
    # A letter that waits for another one holds up nobody: the others of its lane go past it.
    # What is written over a message comes after the message, and after what was to be written over it before.
    same = or_(first.c.id == letters.c.replaces, and_(first.c.replaces == letters.c.replaces, first.c.id < letters.c.id))
    must_wait = exists().where(or_(first.c.id == letters.c.after, same), first.c.state.in_([PENDING, CLAIMED]))
    return select(func.min(letters.c.id)).where(letters.c.state.in_([PENDING, CLAIMED]), ~must_wait).group_by(letters.c.lane)


def is_fresh() -> ColumnElement[bool]:
    """Whether a letter was never put off: it is due whatever the clock of the process that queued it said."""
    return and_(OUTBOX.c.attempts == 0, OUTBOX.c.error.is_(None))


def _claimable(time: DatabaseTime, lease: timedelta) -> Select[Any]:
    due = and_(OUTBOX.c.state == PENDING, or_(is_fresh(), _is_over(time, OUTBOX.c.due_at, LONGEST_PAUSE)))
    left = and_(OUTBOX.c.state == CLAIMED, _is_over(time, OUTBOX.c.claimed_until, lease))
    query = select(OUTBOX).where(OUTBOX.c.id.in_(heads()), or_(due, left)).order_by(OUTBOX.c.id).limit(bindparam("most"))
    # PostgreSQL: replicas skip rows that another is claiming. SQLite allows only one writer.
    return query.with_for_update(skip_locked=True)


def _is_over(time: DatabaseTime, until: ColumnElement[Any], longest: timedelta) -> ColumnElement[bool]:
    return or_(until <= time.now(), until > time.after(longest))


def _sent(time: DatabaseTime) -> Update:
    """Statement for sent letters. It erases their texts, and the address of a private reply."""
    mine = and_(OUTBOX.c.id == bindparam("sent"), OUTBOX.c.state != SENT, OUTBOX.c.state != GONE)
    public = case((OUTBOX.c.place.like('%"kind":"private"%'), null()), else_=OUTBOX.c.place)
    where = {"sent_channel": bindparam("posted_in"), "sent_ts": bindparam("posted_at"), "sent_at": time.now()}
    return update(OUTBOX).where(mine).values(state=SENT, letter=None, place=public, claimed_until=None, error=None, **where)


def _give_back(connection: Connection, report: PutOff | GivenUp, values: dict[str, object]) -> None:
    # Only while it is claimed, and by whoever reports: a late courier must not make a letter due that another has sent,
    # or is about to send.
    claimed = and_(OUTBOX.c.id == report.letter, OUTBOX.c.state == CLAIMED)
    own = true() if report.attempt is None else OUTBOX.c.attempts == report.attempt
    connection.execute(update(OUTBOX).where(claimed, own).values(claimed_until=None, **values))
