"""A suspected breach reaches the officers at once, and its 72 hours run from when the company came to know of it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import AnsweredPrivately, Card, Opened, Reminder, Reply, TicketLine
from bot.desk.messages import Customer
from bot.desk.outcomes import Answer
from bot.desk.places import Direct, OfficersChannel, TicketThread
from bot.tickets import Act, Incident, Kind, State, Subject
from tests.desk.fakes import NOON, Clock, MemoryStore, Queued
from tests.desk.people import ANNA, IN_CHANNEL, OLLE, command, edit, in_channel, message, next_message

TOLD = "Jag skickade kundlistan till fel person"
HOUR = timedelta(hours=1)


def test_a_breach_opens_a_ticket_of_its_own_kind_at_once(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(TOLD, sent_at=NOON - HOUR))

    [ticket] = store.tickets
    assert (ticket.kind, ticket.reference, ticket.rights) == (Kind.INCIDENT, "INC-2026-0001", ())
    assert ticket.incident == Incident(aware_at=NOON - HOUR)
    assert store.happened() == ["reported"]
    assert store.queue == [
        Queued(OfficersChannel(), Card(language="sv", ticket=1)),
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=1)),
        Queued(Direct(ANNA, "100.1"), Opened(language="sv", ticket=1), about="message:T:DANNA:100.1"),
    ]


def test_a_channel_is_told_nothing_of_a_breach(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel(TOLD))

    assert [queued.letter for queued in store.queue if queued.to == IN_CHANNEL] == [AnsweredPrivately(language="sv")]


def test_what_is_asked_beside_telling_of_a_breach_is_answered_too(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Kundlistan gick fel, vad gör jag?"))

    assert store.queue[2:] == [
        Queued(Direct(ANNA, "100.1"), Opened(language="sv", ticket=1), about="message:T:DANNA:100.1"),
        Queued(Direct(ANNA, "100.1"), Reply(language="sv", outcome=Answer(entry="security"))),
    ]


def test_a_breach_that_a_customer_tells_of_is_no_request_of_theirs(desk: Desk, store: MemoryStore) -> None:
    """The ticket is about whoever passed it on, who gets no draft to the customer."""
    desk.ask(message("", customer=Customer("We were sent the list of others /Eva", email="eva@kund.example")))

    [ticket] = store.tickets
    assert (ticket.kind, ticket.asker, ticket.subject) == (Kind.INCIDENT, ANNA, Subject(user=ANNA))
    assert store.queue[-1].letter == Opened(language="sv", ticket=1)


def test_two_breaches_are_two_tickets(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(TOLD))
    desk.ask(next_message(2, TOLD))

    assert [ticket.reference for ticket in store.tickets] == ["INC-2026-0001", "INC-2026-0002"]


def test_a_breach_whose_message_is_only_worded_better_stays_one_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(TOLD))

    desk.edit(edit(message("Kundlistan gick till fel kund"), message(TOLD)))

    assert (len(store.tickets), store.happened()) == (1, ["reported", "edited"])
    assert store.log()[-1].words == f"{TOLD}\n⟶\nKundlistan gick till fel kund"


@pytest.mark.parametrize(
    ("first", "state", "references"),
    [
        (TOLD, State.OPEN, ["INC-2026-0001"]),
        (TOLD, State.WORKING, ["INC-2026-0001"]),
        (TOLD, State.CLOSED, ["INC-2026-0001", "INC-2026-0002"]),
        (TOLD, State.DISMISSED, ["INC-2026-0001", "INC-2026-0002"]),
        ("Radera mina uppgifter", State.OPEN, ["DSR-2026-0001", "INC-2026-0002"]),
        ("Radera mina uppgifter", State.CLOSED, ["DSR-2026-0001", "INC-2026-0002"]),
        ("Vad är en cookie?", None, ["INC-2026-0001"]),
    ],
    ids=["open", "at work", "closed", "dismissed", "a request", "a closed request", "a question"],
)
def test_an_edit_that_tells_of_a_breach_belongs_only_to_the_breach_that_is_still_worked_on(
    desk: Desk, store: MemoryStore, first: str, state: State | None, references: list[str]
) -> None:
    desk.ask(message(first))
    if state:
        store.change(state=state, closed_at=None if state.is_open else NOON)

    desk.edit(edit(message("Kundlistan gick till fel kund"), message(first)))

    assert [ticket.reference for ticket in store.tickets] == references
    assert Opened(language="sv", ticket=len(references)) in store.letters


@pytest.mark.parametrize("sent_at", [NOON + timedelta(days=2), NOON])
def test_nobody_is_aware_of_anything_in_the_future(desk: Desk, store: MemoryStore, sent_at: datetime) -> None:
    desk.ask(message(TOLD, sent_at=sent_at))
    desk.ask(next_message(2, "Radera mina uppgifter", sent_at=sent_at))

    breach, request = store.tickets
    assert breach.incident is not None
    assert (breach.incident.aware_at, request.receipt) == (NOON, NOON.date())


@pytest.mark.parametrize("aware_at", [datetime(2026, 3, 6, 21, tzinfo=UTC), datetime(2026, 3, 27, 23, tzinfo=UTC)])
def test_alarms_come_at_24_48_and_66_hours_at_any_time_of_any_day_and_each_once(
    desk: Desk, store: MemoryStore, clock: Clock, aware_at: datetime
) -> None:
    """The second weekend is that on which the clocks go forward."""
    clock.now = aware_at
    desk.ask(message(TOLD, sent_at=aware_at))

    came: dict[int, list[Queued]] = {}
    for hour in range(100):
        clock.now = aware_at + hour * HOUR
        before = len(store.queue)
        desk.scheduler.run_due()
        desk.scheduler.run_due()
        alarms = [queued for queued in store.queue[before:] if isinstance(queued.letter, Reminder)]
        came |= {hour: alarms} if alarms else {}

    expected = {24: 24, 48: 48, 66: 66, 73: 72}
    assert came == {
        hour: [Queued(OfficersChannel(), Reminder(language="sv", ticket=1, name="incident", days=days))]
        for hour, days in expected.items()
    }


@pytest.mark.parametrize("act", [Act.NOTIFIED, Act.NOT_NOTIFIED])
def test_once_it_is_decided_nobody_is_alarmed(desk: Desk, store: MemoryStore, clock: Clock, act: Act) -> None:
    desk.ask(message(TOLD))
    desk.act(command(act, words="IMY-7", code="IMY", moment=NOON))
    clock.advance(80 * HOUR)

    desk.scheduler.run_due()

    assert [letter for letter in store.letters if letter.kind == "reminder"] == []


def test_whoever_has_the_ticket_is_alarmed(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message(TOLD))
    desk.act(command(Act.TAKE))
    clock.advance(24 * HOUR)

    desk.scheduler.run_due()

    assert [queued.to for queued in store.queue if queued.letter.kind == "reminder"] == [Direct(OLLE)]


def test_a_breach_is_described_settled_and_closed(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(TOLD))
    desk.act(command(Act.DESCRIBE, incident=Incident(aware_at=NOON - 3 * HOUR, what="Kundlistan")))
    desk.act(command(Act.CLOSE))
    assert store.letters[-1].text == "not_now_settled"

    desk.act(command(Act.NOTIFIED, words="IMY-7", code="IMY", moment=NOON))
    desk.act(command(Act.PERSONS, words="Ingen hög risk", code="not_informed"))
    desk.act(command(Act.CLOSE, click=2))

    [ticket] = store.tickets
    assert (ticket.state, ticket.closed_at) == (State.CLOSED, NOON)
    assert ticket.incident is not None
    assert (ticket.incident.aware_at, ticket.incident.authority, ticket.incident.what) == (NOON - 3 * HOUR, "IMY", "Kundlistan")
