"""When letters leave, how long they wait after trouble, and when they are given up."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event
from threading import Thread as Running
from typing import Any

import pytest

from bot.desk.letters import Card
from bot.desk.places import Direct, OfficersChannel, Private
from bot.desk.ports import PutOff, Report, Sent, WaitingLetter
from bot.slack.courier import Courier, next_look
from bot.store import SqlOutbox, StoreUnavailable
from tests.slack.post_office import ANSWER, CARD, REPLY, PostOffice, text
from tests.store.people import open_ticket

POST = "chat.postMessage"


def test_pauses_grow_to_ten_minutes(office: PostOffice) -> None:
    office.slack.fail(POST, "drop", times=11)
    office.enqueue(OfficersChannel(), REPLY)

    pauses = []
    for _ in range(11):
        office.courier.deliver_due()
        pauses.append(office.waits())
        office.clock.now += timedelta(seconds=pauses[-1])

    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]


def test_the_pause_is_ten_minutes_after_any_number_of_attempts(office: PostOffice) -> None:
    """Twice as long each time would soon be more than a clock can hold."""
    office.enqueue(OfficersChannel(), REPLY)
    for _ in range(49):
        [waiting] = office.outbox.claim(1, timedelta(minutes=1))
        office.outbox.claim(0, timedelta(), [PutOff(waiting.id, timedelta(), "http_500")])
    office.slack.fail("conversations.history", "http_500")

    office.courier.deliver_due()

    assert office.waits() == 600


@pytest.mark.parametrize("seconds", [1, 7, 599])
def test_the_pause_is_as_long_as_slack_says_where_it_says_so(office: PostOffice, seconds: int) -> None:
    office.slack.fail(POST, "ratelimited", retry_after=seconds)
    office.deliver(OfficersChannel(), REPLY)

    assert office.waits() == seconds


def test_an_answer_beside_a_command_that_does_not_arrive_is_a_direct_message_after_five_attempts(office: PostOffice) -> None:
    office.slack.fail("response_url", "http_500", times=4)
    office.slack.fail("response_url", "http_503")
    letter = office.deliver(private(office), REPLY)

    fates = [office.fate(letter)]
    for _ in range(4):
        office.pass_time(minutes=1)
        fates.append(office.fate(letter))

    assert fates == [*["pending: http_500"] * 4, "sent"]
    assert [message.text for message in office.shown(office.slack.dm(office.anna))] == ["reply"]


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        ("http_404", "sent"),
        ("http_410", "sent"),
        ("http_429", "pending: ratelimited"),
        ("ratelimited", "pending: ratelimited"),
        ("expired_url", "sent"),  # these three with status 200
        ("internal_error", "pending: internal_error"),
        ("rate_limited", "pending: ratelimited"),
        ("http_500", "pending: http_500"),
        ("http_503", "pending: http_503"),
        ("drop", "pending: RemoteDisconnected"),  # the library does not send it again by itself
    ],
)
def test_where_an_address_has_ended_a_direct_message_is_sent_at_once(office: PostOffice, error: str, fate: str) -> None:
    office.slack.fail("response_url", error)

    assert office.fate(office.deliver(private(office), REPLY)) == fate
    assert len(office.shown(office.slack.dm(office.anna))) == (fate == "sent")


def test_a_letter_whose_lease_is_over_is_left_to_the_courier_that_has_it_now(office: PostOffice) -> None:
    letter = office.enqueue(OfficersChannel(), REPLY)
    moments = iter([0.0])
    office.posting.leases.time = lambda: next(moments, 12.0)  # the claim began at 0, and it takes long from then on
    office.courier.deliver_due()

    assert (office.shown(), office.fate(letter)) == ([], "pending: lease_over")
    office.posting.leases.time = lambda: 0.0
    office.pass_time(seconds=2)
    assert ([text(message) for message in office.shown()], office.fate(letter)) == (["reply"], "sent")


def private(office: PostOffice) -> Private:
    return Private(office.anna, office.slack.url.replace("/api/", "/actions/T0/R0"))


def test_an_answer_beside_a_button_is_seen_by_one_person_and_leaves_the_message_as_it_was(office: PostOffice) -> None:
    ts = office.slack.say(office.anna, office.general, "Hej")
    address = office.slack.response_url(office.anna, office.general, ts)

    answer = office.deliver(Private(office.anna, address), REPLY)

    assert (office.fate(answer), [text(message) for message in office.slack.ephemerals(office.anna)]) == ("sent", ["reply"])
    assert [(message.ts, message.text) for message in office.shown(office.general)] == [(ts, "Hej")]


@pytest.mark.parametrize(("seconds", "beside"), [(1_799, True), (1_800, False)])
def test_an_answer_stands_beside_its_command_for_half_an_hour_and_is_a_direct_message_after(
    office: PostOffice, seconds: int, beside: bool
) -> None:
    answer = office.enqueue(Private(office.anna, office.slack.response_url(office.anna, office.general)), REPLY)

    office.pass_time(seconds=seconds)

    assert office.fate(answer) == "sent"
    assert (len(office.slack.ephemerals(office.anna)), len(office.shown(office.slack.dm(office.anna)))) == (beside, not beside)


def test_a_letter_that_cannot_be_put_into_words_is_kept_and_its_lane_goes_on(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    office.says["reply"] = ""
    unwritten, next_one = office.enqueue(OfficersChannel(), REPLY), office.enqueue(OfficersChannel(), CARD)

    office.deliver_all()

    assert [office.fate(unwritten), office.fate(next_one)] == ["failed: LookupError", "sent"]
    assert caplog.messages == [f"letter {unwritten} cannot be put into words: LookupError"]


def test_a_letter_that_cannot_be_put_into_words_does_not_stop_the_other_lanes(office: PostOffice) -> None:
    office.says["reply"] = ""
    office.enqueue(OfficersChannel(), REPLY)
    other = office.enqueue(Direct(office.anna), ANSWER)

    office.courier.deliver_due()

    assert office.fate(other) == "sent"


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("msg_too_long", "letter 1 cannot be delivered: msg_too_long (see: insyn outbox)"),
        ("is_archived", "letter 1 is tried again in 2 s: is_archived"),
        ("ratelimited", "letter 1 is tried again in 1 s: ratelimited"),
        ("http_500", "letter 1 is tried again in 2 s: http_500"),
    ],
)
def test_trouble_is_told_in_the_log_by_the_letters_number(
    office: PostOffice, caplog: pytest.LogCaptureFixture, fault: str, line: str
) -> None:
    caplog.set_level(logging.WARNING)
    office.slack.fail(POST, fault)
    office.deliver(OfficersChannel(), REPLY)

    assert [record.getMessage() for record in caplog.records if record.name == "insyn.courier"] == [line]


def test_sixteen_conversations_are_served_at_once_and_one_letter_of_each(office: PostOffice) -> None:
    for number in range(17):
        for _ in range(2):
            office.enqueue(Direct(office.slack.add_user(f"user{number}")), REPLY)

    assert [office.courier.deliver_due() for _ in range(4)] == [16, 16, 2, 0]


@pytest.mark.parametrize(("seconds", "arrived"), [(0, 0), (11, 0), (12, 1)])
def test_a_letter_whose_courier_ended_is_another_ones_within_seconds(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, seconds: int, arrived: int
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(office, "says", Ends())
        office.enqueue(OfficersChannel(), REPLY)
        with pytest.raises(SystemExit):
            office.courier.deliver_due()

    office.pass_time(seconds=seconds)

    assert len(office.shown()) == arrived


TEMPORARY = [
    "rate_limited",
    "message_limit_exceeded",
    "org_login_required",
    "token_expired",
    "external_channel_migrating",
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "missing_scope",
    "restricted_action",
    "invalid_auth",
    "an_error_of_tomorrow",
]


@pytest.mark.parametrize("error", TEMPORARY)
def test_what_may_pass_is_tried_again_in_order_and_without_a_restart(office: PostOffice, error: str) -> None:
    office.slack.fail(POST, error, times=3)
    first, second = office.enqueue(OfficersChannel(), REPLY), office.enqueue(OfficersChannel(), REPLY)
    office.deliver_all()
    for _ in range(4):
        office.pass_time(minutes=1)

    assert [office.fate(first), office.fate(second)] == ["sent", "sent"]
    assert office.at(first)[1] < office.at(second)[1]


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks", "user_disabled", "user_not_found", "cannot_dm_bot"])
def test_what_can_never_be_sent_is_kept_and_tried_once(office: PostOffice, error: str) -> None:
    office.slack.fail(POST, error)
    letter = office.deliver(OfficersChannel(), REPLY)
    office.pass_time(hours=1)

    assert office.fate(letter) == f"failed: {error}"


def test_a_database_that_is_away_while_a_letter_is_written_puts_it_off(office: PostOffice) -> None:
    office.says = Away()
    letter = office.deliver(OfficersChannel(), REPLY)
    fate = office.fate(letter)
    office.says = {}
    office.pass_time(seconds=2)

    assert (fate, office.fate(letter)) == ("pending: StoreUnavailable", "sent")


def test_what_was_posted_while_the_database_was_away_is_reported_when_it_is_back(office: PostOffice) -> None:
    outbox = Interrupted(office.outbox)
    courier = Courier(replace(office.posting, outbox=outbox))
    letter = office.enqueue(OfficersChannel(), REPLY)
    running = Running(target=courier.run)
    running.start()
    outbox.was_away.wait()
    courier.stop()
    running.join(timeout=20)

    assert (len(office.shown()), office.fate(letter)) == (1, "sent")


def test_a_channel_that_rests_is_left_alone_until_it_is_over(office: PostOffice) -> None:
    office.slack.fail(POST, "ratelimited", retry_after=30)
    tickets = [open_ticket(office.store).id for _ in range(3)]
    letters = [office.enqueue(OfficersChannel(), Card(language="sv", ticket=ticket)) for ticket in tickets]
    office.deliver_all()
    tried = len(office.asked(POST))
    office.pass_time(seconds=29)

    assert (tried, len(office.asked(POST))) == (1, 1)
    office.pass_time(seconds=1)
    assert {office.fate(letter) for letter in letters} == {"sent"}


def test_a_courier_that_is_told_to_stop_finishes_its_letter_and_begins_no_other(office: PostOffice) -> None:
    office.says = Stops(office)
    first, second = office.enqueue(OfficersChannel(), REPLY), office.enqueue(OfficersChannel(), REPLY)

    office.courier.run()

    assert (office.fate(first), office.fate(second)) == ("sent", "pending: None")


class Stops(dict[str, str]):
    """What is said while somebody stops the courier."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office

    def get(self, *_: object) -> str:
        self.office.courier.stop()
        return "hej"


class Ends(dict[str, str]):
    """Words of letters that end the process when they are looked up."""

    def get(self, *_: object) -> str:
        raise SystemExit


class Away(dict[str, str]):
    """Words of letters that need a database which is away."""

    def get(self, *_: object) -> str:
        raise StoreUnavailable("The database cannot be reached.")


class Interrupted:
    """An outbox whose database is away when something is to be reported for the first time."""

    def __init__(self, outbox: SqlOutbox) -> None:
        self._outbox, self.was_away = outbox, Event()

    def claim(self, limit: int, lease: timedelta, reports: Sequence[Report] = ()) -> list[WaitingLetter]:
        if reports and not self.was_away.is_set():
            self.was_away.set()
            raise StoreUnavailable("The database cannot be reached.")
        return self._outbox.claim(limit, lease, reports)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)


SOON, LATE = PutOff(1, timedelta(seconds=2), "http_500"), PutOff(2, timedelta(minutes=9), "ratelimited")


@pytest.mark.parametrize(
    ("known", "reports", "look"),
    [
        (0, [], 103),
        (99, [Sent(1)], 103),
        (101, [], 101),
        (101, [SOON], 101),
        (0, [SOON, LATE], 102),
        (0, [LATE], 103),
        (400, [LATE], 103),
    ],
)
def test_the_courier_looks_again_when_something_is_due_and_every_three_seconds(
    known: float, reports: list[Report], look: float
) -> None:
    assert next_look(known, reports, now=100) == look


def test_a_running_courier_delivers_all_that_is_due_and_ends_when_it_is_told_to(office: PostOffice) -> None:
    places = [OfficersChannel(), *(Direct(office.slack.add_user(f"user{number}")) for number in range(4))]
    for place in [*places, *places]:
        office.enqueue(place, REPLY)
    running = Running(target=office.courier.run)
    running.start()
    try:
        office.slack.wait(lambda: len(office.asked(POST)) == 10)
    finally:
        office.courier.stop()
        running.join(timeout=20)

    assert (running.is_alive(), office.outbox.undelivered()) == (False, [])
