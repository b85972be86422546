"""What is due is done once, however often the scheduler runs and in however many replicas."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, Digest, Reminder, TicketLine
from bot.desk.places import Direct, OfficersChannel, Place, TicketThread
from bot.tickets import Act, Role, State
from bot.tickets.reminders import DAYS_BEFORE
from tests.desk.fakes import NOON, Clock, MemoryStore, OfficerList, Queued, ScriptedReader
from tests.desk.people import ANNA, BO, ODA, OLLE, command, form, message, sent

Live = Callable[..., list[Queued]]
DAY = timedelta(days=1)
LEGAL = date(2026, 4, 2)


def reminded(queue: Sequence[Queued]) -> list[tuple[Place, str, int]]:
    return [(queued.to, queued.letter.name, queued.letter.days) for queued in queue]


def test_each_reminder_comes_once_to_the_channel_while_nobody_has_the_ticket(desk: Desk, store: MemoryStore, live: Live) -> None:
    desk.ask(message("Radera mina uppgifter"))

    found = live((LEGAL - NOON.date()).days + 2.5)

    days = [(14, "due"), (7, "due"), (3, "due"), (1, "due"), (0, "due"), (-1, "overdue"), (-2, "overdue")]
    assert reminded(found) == [(OfficersChannel(), name, left) for left, name in days]


def test_a_reminder_goes_to_the_officer_who_has_the_ticket_as_long_as_they_are_one(
    desk: Desk, officers: OfficerList, live: Live
) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.act(command(Act.TAKE))

    assert reminded(live(18)) == [(Direct(OLLE), "due", 14)]
    officers.users.remove(OLLE)
    assert reminded(live(7)) == [(OfficersChannel(), "due", 7)]


@pytest.mark.parametrize(
    ("receipt", "left"),
    [
        (date(2026, 2, 2), [0]),
        (date(2026, 2, 3), [1]),
        (date(2026, 2, 4), []),
        (date(2026, 2, 5), [3]),
        (date(2026, 2, 9), [7]),
        (date(2026, 2, 16), [14]),
        (date(2026, 2, 17), []),
    ],
)
def test_what_reaches_the_desk_on_a_day_of_reminders_is_reminded_of_on_that_day(
    desk: Desk, store: MemoryStore, receipt: date, left: list[int]
) -> None:
    """Also on the legal date itself."""
    desk.request(form(receipt=receipt))

    desk.scheduler.run_due()

    assert [letter.days for letter in store.letters if isinstance(letter, Reminder)] == left


def test_nobody_is_reminded_before_the_office_opens(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Radera mina uppgifter"))
    clock.now = datetime(2026, 3, 19, 6, 59, tzinfo=UTC)
    desk.scheduler.run_due()
    assert [queued for queued in store.queue if queued.letter.kind == "reminder"] == []

    clock.advance(timedelta(minutes=1))
    desk.scheduler.run_due()

    assert store.queue[-1] == Queued(OfficersChannel(), Reminder(language="sv", ticket=1, name="due", days=14))


def test_each_reminder_draws_the_card_anew_which_says_when_it_is_overdue(desk: Desk, store: MemoryStore, live: Live) -> None:
    desk.ask(message("Radera mina uppgifter"))

    cards = live((LEGAL - NOON.date()).days + 1.5, "card")

    assert cards == [Queued(OfficersChannel(), Card(language="sv", ticket=1), replaces=1)] * (len(DAYS_BEFORE) + 1)


def test_use_that_must_stop_reminds_daily_until_it_has_stopped(desk: Desk, store: MemoryStore, live: Live) -> None:
    desk.ask(message("Sluta med reklam"))
    assert store.tickets[0].target == NOON.date() + DAY

    assert [name for _, name, _ in reminded(live(3))] == ["stop"] * 3
    desk.act(command(Act.STOP, words="Utskicken är stoppade"))
    assert live(3) == []


@pytest.mark.parametrize(("act", "state"), [(Act.SEND, State.SENT), (Act.REFUSE, State.REFUSED)])
def test_an_answer_that_has_arrived_has_informed_the_person(
    desk: Desk, store: MemoryStore, clock: Clock, act: Act, state: State
) -> None:
    letter = sent(desk, store, act)
    desk.scheduler.run_due()
    assert store.tickets[0].informed_at is None
    clock.advance(timedelta(minutes=1))

    store.arrived(letter)
    for _ in range(3):
        desk.scheduler.run_due()

    assert (store.tickets[0].state, store.tickets[0].informed_at, store.tickets[0].awaits_answer) == (state, clock.now, False)
    assert [(event.what, event.role, event.code) for event in store.log()[4:]] == [("delivered", Role.DESK, "slack")]


def test_an_answer_that_cannot_arrive_comes_back_to_the_officers(desk: Desk, store: MemoryStore) -> None:
    letter = sent(desk, store)

    store.lost(letter)
    for _ in range(3):
        desk.scheduler.run_due()

    [ticket] = store.tickets
    assert (ticket.state, ticket.answer_letter, ticket.informed_at) == (State.REVIEW, None, None)
    assert sorted(store.happened()[4:]) == ["bounce"]
    desk.act(command(Act.SEND, ODA, click=2))
    assert store.tickets[0].state is State.SENT
    assert [queued.to for queued in store.queue if queued.letter.kind == "to_person"] == [Direct(ANNA), TicketThread(1)]
    assert store.tickets[0].by_hand


def test_whether_a_customers_letter_arrived_is_for_people_to_say(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Eva Ek vill bli raderad"))
    letter = len(store.queue)
    store.change(state=State.SENT, answer_letter=letter)

    store.arrived(letter)
    desk.scheduler.run_due()

    assert store.tickets[0].informed_at is None


def test_a_letter_that_will_never_arrive_is_shown_to_the_officers_once(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))

    store.lost(3, "user_disabled")
    for _ in range(3):
        desk.scheduler.run_due()

    assert [(event.what, event.code) for event in store.log()[1:]] == [("undelivered", "user_disabled")]
    assert store.queue[3:] == [
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=2)),
        *[queued for queued in store.queue[4:] if queued.letter.kind == "digest"],
    ]


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-03-09T07:59", False),
        ("2026-03-09T08:00", True),
        ("2026-03-10T08:00", False),
        ("2026-04-06T12:00", False),
        ("2026-04-07T08:00", True),
    ],
    ids=["before the office opens", "Monday", "Tuesday", "Easter Monday", "the day after Easter"],
)
def test_the_digest_comes_on_the_first_working_day_of_the_week(
    desks: list[Desk], store: MemoryStore, clock: Clock, rules: DeskRules, now: str, comes: bool
) -> None:
    clock.now = datetime.fromisoformat(now).replace(tzinfo=rules.zone).astimezone(UTC)

    for desk in desks * 2:
        desk.scheduler.run_due()

    empty = Digest(language="sv", new=0, closed=0, answered=0, in_time=0, overdue=[], soonest=[], to_close=[])
    assert store.queue == ([Queued(OfficersChannel(), empty)] if comes else [])


def test_every_week_has_one_digest(live: Live) -> None:
    assert len(live(27, "digest")) == 4


def test_the_digest_counts_what_the_week_has_brought(desk: Desk, store: MemoryStore, live: Live) -> None:
    store.arrived(sent(desk, store))
    desk.scheduler.run_due()
    desk.request(form(receipt=date(2026, 1, 2)))

    [found] = live(7, "digest")

    expected = Digest(language="sv", new=2, closed=0, answered=1, in_time=1, overdue=[2], soonest=[], to_close=[1])
    assert found.letter.model_dump(mode="json") == expected.model_dump(mode="json")


def test_a_company_with_late_office_hours_reminds_late(
    store: MemoryStore, script: ScriptedReader, officers: OfficerList, rules: DeskRules, clock: Clock
) -> None:
    desk = Desk(script, store, officers, replace(rules, opens=13))
    desk.scheduler.run_due()
    assert store.queue == []

    clock.advance(timedelta(hours=1))
    desk.scheduler.run_due()

    assert [letter.kind for letter in store.letters] == ["digest"]


def test_trouble_with_one_ticket_keeps_no_other_from_its_reminder(
    desk: Desk, store: MemoryStore, clock: Clock, officers: OfficerList, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(message("Visa vad ni har", keys=("event:2",), asker=BO, reply_to=Direct(BO, "1")))
    desk.act(command(Act.TAKE))
    clock.advance(timedelta(days=LEGAL.toordinal() - NOON.date().toordinal() - 14))

    def no_answer(_user: str) -> bool:
        raise ConnectionError

    monkeypatch.setattr(officers, "includes", no_answer)
    with pytest.raises(ConnectionError):
        desk.scheduler.run_due()

    assert [queued.letter.ticket for queued in store.queue if queued.letter.kind == "reminder"] == [2]
