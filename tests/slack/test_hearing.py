"""The moment until which everything was heard moves while payloads come in, and each gap is read once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.ports import Unavailable
from bot.slack.hearing import MARGIN, Hearing

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Record:
    """What the replicas know in common, in memory."""

    moment: datetime | None = None
    read: datetime | None = None
    is_claimed: bool = False
    renewals: int = 0
    error: Exception | None = None

    def begin(self, now: datetime) -> bool:
        is_first, self.moment = self.moment is None, self.moment or now
        return is_first

    def until(self) -> datetime:
        assert self.moment
        return self.moment

    def move(self, until: datetime) -> None:
        if self.error:
            raise self.error
        self.moment = max(self.until(), until)

    def claim(self, _lease: timedelta) -> bool:
        is_free, self.is_claimed = not self.is_claimed, True
        return is_free

    def renew(self, _lease: timedelta) -> None:
        self.renewals += 1

    def read_at(self) -> datetime | None:
        return self.read

    def release(self, read_at: datetime | None = None) -> None:
        self.is_claimed, self.read = False, read_at or self.read


@dataclass
class Slack:
    """Notes since when it was read."""

    since: list[datetime] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    error: Exception | None = None

    def read(self, since: datetime, go_on: Callable[[float], object]) -> None:
        self.since.append(since)
        self.meanwhile()
        go_on(0)
        if self.error:
            raise self.error


@dataclass
class Desk:
    """A desk that was at work here until an hour ago, unless it is new."""

    clock: Clock = field(default_factory=Clock)
    record: Record = field(default_factory=lambda: Record(NOON - HOUR))
    slack: Slack = field(default_factory=Slack)

    def __post_init__(self) -> None:
        self.hearing = Hearing(self.record, self.slack.read, self.clock)
        self.hearing.settle = self.hearing.pause = 0
        self.hearing.begin()

    def look(self, after: timedelta = timedelta(0)) -> None:
        self.clock.now += after
        self.hearing.look()


def test_at_a_start_is_read_what_was_written_since_the_desk_last_heard_everything() -> None:
    desk = Desk()
    desk.look()
    desk.look(MINUTE)

    assert (desk.slack.since, desk.hearing.has_gap) == ([NOON - HOUR], False)
    assert desk.record.moment == NOON + MINUTE - MARGIN


def test_at_the_first_start_nothing_is_read_and_later_nothing_from_before_it() -> None:
    desk = Desk(record=Record())
    desk.look(MINUTE)
    desk.hearing.interrupted()
    desk.look()

    assert (desk.slack.since, desk.record.moment) == ([NOON], NOON)


def test_while_payloads_come_in_the_moment_stays_behind_slacks_last_retry() -> None:
    desk = Desk(record=Record())
    for _ in range(30):
        desk.look(MINUTE)

    assert desk.record.moment == NOON + 20 * MINUTE
    assert MARGIN > 6 * MINUTE


def test_without_a_connection_the_moment_stands_still() -> None:
    desk = Desk(record=Record(NOON - MARGIN))
    desk.look()
    desk.hearing.is_connected = lambda: False
    for _ in range(30):
        desk.look(MINUTE)
    assert (desk.record.moment, desk.hearing.has_gap) == (NOON - MARGIN, True)
    desk.hearing.is_connected = lambda: True
    desk.look()

    assert desk.slack.since == [NOON - MARGIN] * 2
    assert (desk.record.moment, desk.hearing.has_gap) == (NOON + 20 * MINUTE, False)


def test_no_more_than_thirty_days_are_read() -> None:
    desk = Desk(record=Record(NOON - 40 * DAY))
    desk.look()

    assert desk.slack.since == [NOON - 30 * DAY]


def test_a_gap_that_comes_while_another_is_read_is_read_after_it() -> None:
    desk = Desk()
    desk.slack.meanwhile = desk.hearing.interrupted
    desk.look()
    assert desk.hearing.has_gap
    desk.slack.meanwhile = lambda: None
    desk.look(SECOND)

    assert (len(desk.slack.since), desk.hearing.has_gap) == (2, False)


@pytest.mark.parametrize("error", [Unavailable("The database is locked."), ValueError("Annas ord")])
def test_what_could_not_be_read_is_read_at_the_next_look(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.slack.error = error
    desk.look()
    desk.look(MINUTE)
    assert (desk.record.moment, desk.record.is_claimed, desk.record.read) == (NOON - HOUR, False, None)
    assert len(caplog.records) == 1, "once, not at each look"
    assert "Annas" not in caplog.text
    desk.slack.error = None
    desk.look(MINUTE)

    assert (desk.slack.since, desk.hearing.has_gap) == ([NOON - HOUR] * 3, False)


def test_while_another_replica_reads_this_one_waits() -> None:
    desk = Desk()
    desk.record.is_claimed = True
    desk.look()

    assert (desk.slack.since, desk.hearing.has_gap) == ([], True)


@pytest.mark.parametrize(("began", "reads"), [(-SECOND, 1), (timedelta(0), 1), (SECOND, 0)])
def test_what_another_replica_began_to_read_after_the_gap_is_not_read_again(began: timedelta, reads: int) -> None:
    desk = Desk()
    desk.record.read = NOON + began
    desk.look(MINUTE)

    assert (len(desk.slack.since), desk.hearing.has_gap, desk.record.is_claimed) == (reads, False, False)


def test_a_gap_is_read_from_before_it_though_another_replica_has_heard_everything_since() -> None:
    """This one alone was cut off, and what Slack sent to it was perhaps sent to no other."""
    desk = Desk()
    desk.look()
    desk.hearing.is_connected = lambda: False
    desk.look(MINUTE)
    desk.record.moment = NOON + 2 * HOUR - MARGIN
    desk.hearing.is_connected = lambda: True
    desk.look(2 * HOUR)

    assert desk.slack.since[1:] == [NOON + MINUTE - MARGIN]


def test_a_long_reading_renews_its_claim() -> None:
    desk = Desk()

    def lasts() -> None:
        desk.clock.now += 31 * SECOND

    desk.slack.meanwhile = lasts
    desk.look()

    assert desk.record.renewals == 1


def test_a_desk_that_ends_leaves_its_reading_to_the_next_one() -> None:
    desk = Desk()
    desk.slack.meanwhile = desk.hearing.stop
    desk.look()

    assert (desk.record.is_claimed, desk.record.read, desk.record.moment) == (False, None, NOON - HOUR)


@pytest.mark.parametrize(("silence", "reads"), [(5 * MINUTE, 0), (5 * MINUTE + SECOND, 1)])
def test_over_http_a_payload_after_a_silence_shows_that_some_may_have_been_lost(silence: timedelta, reads: int) -> None:
    desk = Desk()
    desk.hearing.over_http()
    desk.look()
    desk.clock.now += HOUR
    desk.hearing.payload()
    desk.look()
    before = len(desk.slack.since)
    for _ in range(15):
        desk.clock.now += MINUTE
        desk.hearing.payload()
    desk.clock.now += silence
    desk.hearing.payload()
    desk.look()

    assert len(desk.slack.since) - before == reads


def test_over_http_readings_are_a_quarter_of_an_hour_apart_and_in_silence_an_hour() -> None:
    busy, silent = Desk(), Desk()
    for desk in (busy, silent):
        desk.hearing.over_http()
        desk.look()
    for minute in range(1, 121):
        if minute % 6 == 0:
            busy.hearing.payload()
        busy.look(MINUTE)
        silent.look(MINUTE)

    assert (len(busy.slack.since), len(silent.slack.since)) == (9, 3)


def test_over_http_the_moment_moves_in_silence_only_by_readings() -> None:
    desk = Desk()
    desk.hearing.over_http()
    desk.look()
    moments = set()
    for _ in range(119):
        desk.look(MINUTE)
        moments.add(desk.record.moment)

    assert sorted(filter(None, moments))[4:] == [NOON - 5 * MINUTE, NOON + 50 * MINUTE]
