"""Which letters a courier may take, and what it reports about those that it took."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, null, or_, select, update

from bot.desk.letters import place_to_json
from bot.desk.ports import GivenUp, PutOff, Report, Sent
from bot.store.tables import OUTBOX
from bot.store.times import DatabaseTime

PENDING, CLAIMED, SENT, FAILED = "pending", "claimed", "sent", "failed"
GONE = "gone"
"""State of a letter that was sent or given up, and whose place has been erased."""
LONGEST_PAUSE = timedelta(minutes=10)
"""Longest pause between two attempts. A letter that is due later still waits for a clock that was set back, and is due now."""


def heads() -> Select[Any]:
    """Query for the oldest letter of each lane that is neither sent nor given up."""
    letters = OUTBOX.alias("heads")
    return select(func.min(letters.c.id)).where(letters.c.state.in_([PENDING, CLAIMED])).group_by(letters.c.lane)


def claimable(time: DatabaseTime, lease: timedelta, limit: int) -> Select[Any]:
    """Query for letters that a courier may claim, locked until the transaction ends."""
    due = and_(OUTBOX.c.state == PENDING, or_(is_fresh(), _is_over(time, OUTBOX.c.due_at, LONGEST_PAUSE)))
    left = and_(OUTBOX.c.state == CLAIMED, _is_over(time, OUTBOX.c.claimed_until, lease))
    query = select(OUTBOX).where(OUTBOX.c.id.in_(heads()), or_(due, left)).order_by(OUTBOX.c.id).limit(limit)
    # PostgreSQL: replicas skip rows that another is claiming. SQLite allows only one writer.
    return query.with_for_update(skip_locked=True)


def is_fresh() -> ColumnElement[bool]:
    """Whether a letter was never put off: it is due whatever the clock of the process that queued it said."""
    return and_(OUTBOX.c.attempts == 0, OUTBOX.c.error.is_(None))


def _is_over(time: DatabaseTime, until: ColumnElement[Any], longest: timedelta) -> ColumnElement[bool]:
    return or_(until <= time.now(), until > time.after(longest))


def mark_claimed(connection: Connection, ids: Sequence[int], until: ColumnElement[datetime]) -> None:
    """Claim letters, and count the attempt."""
    taken = update(OUTBOX).where(OUTBOX.c.id.in_(ids))
    connection.execute(taken.values(state=CLAIMED, claimed_until=until, attempts=OUTBOX.c.attempts + 1))


def record(connection: Connection, time: DatabaseTime, reports: Iterable[Report]) -> None:
    """Record what became of letters. A late report changes no letter that somebody else has sent or claimed since."""
    sent = [report for report in reports if isinstance(report, Sent)]
    if sent:
        _record_sent(connection, time, sent)
    for report in reports:
        match report:
            case PutOff():
                _give_back(connection, report.letter, _put_off(time, report))
            case GivenUp(letter, error):
                _give_back(connection, letter, {"state": FAILED, "error": error})


def _record_sent(connection: Connection, time: DatabaseTime, reports: Sequence[Sent]) -> None:
    """Record where letters are. Erases their texts, and the address of private replies, which were posted nowhere."""
    mine = and_(OUTBOX.c.id == bindparam("its_id"), OUTBOX.c.state != SENT, OUTBOX.c.state != GONE)
    values = {"sent_channel": bindparam("its_channel"), "sent_ts": bindparam("its_ts"), "sent_at": time.now()}
    public = case((OUTBOX.c.place.like('%"kind":"private"%'), null()), else_=OUTBOX.c.place)
    ended = update(OUTBOX).where(mine).values(state=SENT, letter=None, place=public, claimed_until=None, error=None, **values)
    rows = [{"its_id": report.letter, "its_channel": report.channel, "its_ts": report.ts} for report in reports]
    connection.execute(ended, rows)


def _put_off(time: DatabaseTime, report: PutOff) -> dict[str, object]:
    values: dict[str, object] = {"state": PENDING, "due_at": time.after(report.pause), "error": report.error}
    if not report.tried:
        values["attempts"] = OUTBOX.c.attempts - 1
    if report.to is not None:
        values |= {"place": place_to_json(report.to), "attempts": 0, "error": None}
    return values


def _give_back(connection: Connection, letter: int, values: dict[str, object]) -> None:
    # Only while it is claimed: a late courier must not make a letter due that another has sent.
    claimed = and_(OUTBOX.c.id == letter, OUTBOX.c.state == CLAIMED)
    connection.execute(update(OUTBOX).where(claimed).values(claimed_until=None, **values))
