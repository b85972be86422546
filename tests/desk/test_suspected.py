"""Words that may exercise a right open a suspected ticket, until somebody confirms or dismisses it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, Notice, Opened, Reply, TicketLine
from bot.desk.messages import Customer
from bot.desk.outcomes import Answer, Choices, NoAnswer, Outcome
from bot.desk.places import Direct, OfficersChannel, TicketThread
from bot.tickets import Act, State, Subject
from tests.desk.fakes import Clock, MemoryStore, OfficerList, Queued
from tests.desk.people import ANNA, BESIDE, BO, IN_CHANNEL, OLLE, command, in_channel, mail, message, next_message

EVA = Customer("Please keep less of me /Eva", name="Eva Ek", email="eva@kund.example")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Ni sparar för mycket", Answer(entry="storage-time", rights=["erasure", "objection"], offer=1)),
        ("Kakor, bort med dem", Choices(entries=["cookie-consent"], rights=["consent_withdrawal"], offer=1)),
        ("Ni borde skämmas", NoAnswer(rights=["objection"], offer=1)),
    ],
)
def test_doubtful_words_get_their_answer_and_a_suspected_ticket(
    desk: Desk, store: MemoryStore, words: str, outcome: Outcome
) -> None:
    desk.ask(message(words))

    assert store.queue == [
        Queued(OfficersChannel(), Card(language="sv", ticket=1)),
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=1)),
        Queued(Direct(ANNA, "100.1"), Reply(language="sv", outcome=outcome), about="message:T:DANNA:100.1"),
    ]
    [ticket] = store.tickets
    assert (ticket.state, ticket.rights, ticket.own_words) == (State.SUSPECTED, tuple(outcome.rights), words)
    assert store.happened() == ["suspected"]


@pytest.mark.parametrize("user", [ANNA, OLLE])
def test_its_writer_or_an_officer_makes_it_a_request_and_the_writer_hears_of_it_in_private(
    desk: Desk, store: MemoryStore, user: str
) -> None:
    desk.ask(in_channel("Ni sparar för mycket"))

    desk.act(command(Act.CONFIRM, user))

    assert (store.tickets[0].state, store.happened()) == (State.OPEN, ["suspected", "confirm"])
    assert Queued(Direct(ANNA), Opened(language="sv", ticket=1)) in store.queue


def test_its_writer_says_that_it_was_only_a_question(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))

    desk.act(command(Act.DISCLAIM, ANNA))

    assert (store.tickets[0].state, store.happened()) == (State.DISMISSED, ["suspected", "disclaim"])


def test_an_officer_dismisses_it_with_a_reason_and_may_take_that_back(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))
    receipt = store.tickets[0].receipt

    desk.act(command(Act.DISMISS, code="question"))
    assert (store.tickets[0].state, store.log()[-1].code) == (State.DISMISSED, "question")

    desk.act(command(Act.REOPEN, words="Hon menade det"))
    assert (store.tickets[0].state, store.tickets[0].receipt) == (State.OPEN, receipt)


@pytest.mark.parametrize("act", [Act.CONFIRM, Act.DISCLAIM])
def test_nobody_else_decides_what_somebody_meant(desk: Desk, store: MemoryStore, act: Act) -> None:
    desk.ask(in_channel("Ni sparar för mycket"))

    desk.act(command(act, BO))

    assert store.tickets[0].state is State.SUSPECTED
    assert store.queue[-1] == Queued(replace(BESIDE, user=BO), Notice(language="sv", text="officers_only"))


def test_a_button_that_is_pressed_twice_is_told_what_has_become_of_it(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))
    desk.act(command(Act.CONFIRM, ANNA))

    desk.act(command(Act.CONFIRM, ANNA, click=2))

    assert store.letters[-1].text == "not_now_state"
    assert store.happened() == ["suspected", "confirm"]


def test_the_receipt_date_is_that_of_the_message_and_not_of_the_click(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Ni sparar för mycket", sent_at=datetime(2026, 2, 27, 23, 30, tzinfo=UTC)))
    clock.advance(timedelta(days=5))

    desk.act(command(Act.CONFIRM, ANNA))

    assert store.tickets[0].receipt == date(2026, 2, 28)


def test_a_mail_that_nobody_passed_on_belongs_to_whoever_confirms_it_in_its_channel(
    desk: Desk, store: MemoryStore, officers: OfficerList
) -> None:
    officers.members["CSUPPORT"] = {BO}
    desk.mail(mail("Please keep less of me /Eva"))
    assert store.queue[-1].to == IN_CHANNEL

    desk.act(command(Act.CONFIRM, BO))

    [ticket] = store.tickets
    assert (ticket.asker, ticket.subject) == (BO, Subject(name="Eva Ek", email="eva@kund.example"))
    assert Queued(Direct(BO), Opened(language="sv", ticket=1, draft_language="en")) in store.queue


def test_a_customers_doubtful_words_are_the_customers_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("", customer=EVA))

    assert (store.tickets[0].asker, store.tickets[0].subject) == (ANNA, Subject(name="Eva Ek", email="eva@kund.example"))


def test_clear_words_confirm_what_was_doubtful(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))

    desk.ask(next_message(2, "Radera mina uppgifter"))

    assert [(ticket.state, ticket.rights) for ticket in store.tickets] == [(State.OPEN, ("erasure", "objection"))]


def test_more_doubtful_words_change_no_state(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Ni sparar för mycket"))

    desk.ask(next_message(2, "Ni borde skämmas"))

    assert [ticket.state for ticket in store.tickets] == [State.SUSPECTED]
    assert store.letters[-1].outcome.offer == 1


def test_where_a_request_is_open_already_there_is_nothing_to_confirm(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))

    desk.ask(next_message(2, "Ni sparar för mycket"))

    assert store.letters[-1] == Reply(language="sv", outcome=Answer(entry="storage-time"))
    assert (store.happened(), store.tickets[0].rights) == (["opened", "joined"], ("erasure", "objection"))


@pytest.mark.parametrize(
    ("heard", "opens"),
    [
        ("2026-03-06T14:00", "2026-03-09T14:00"),
        ("2026-03-06T23:10", "2026-03-09T23:10"),
        ("2026-03-07T09:00", "2026-03-09T17:00"),
        ("2026-03-04T09:00", "2026-03-05T09:00"),
        ("2026-04-01T10:00", "2026-04-07T10:00"),
        ("2026-06-18T10:00", "2026-06-22T10:00"),
        ("2026-03-27T12:00", "2026-03-30T12:00"),
    ],
    ids=["Friday", "Friday night", "Saturday", "Wednesday", "before Easter", "before Midsummer", "the clocks go forward"],
)
def test_what_nobody_has_decided_for_a_working_day_opens_by_itself(
    desk: Desk, store: MemoryStore, clock: Clock, rules: DeskRules, heard: str, opens: str
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=rules.zone).astimezone(UTC)

    clock.now = at(heard)
    desk.ask(message("Ni sparar för mycket", sent_at=clock.now))
    clock.now = at(opens) - timedelta(seconds=1)
    desk.scheduler.run_due()
    assert store.tickets[0].state is State.SUSPECTED

    clock.now = at(opens)
    for _ in range(3):
        desk.scheduler.run_due()

    assert store.tickets[0].state is State.OPEN
    assert store.happened() == ["suspected", "confirm"]
    assert [queued.to for queued in store.queue if queued.letter.kind == "opened"] == [Direct(ANNA)]


def test_what_was_decided_stays_decided(desk: Desk, store: MemoryStore, clock: Clock) -> None:
    desk.ask(message("Ni sparar för mycket"))
    desk.act(command(Act.DISCLAIM, ANNA))
    clock.advance(timedelta(days=3))

    desk.scheduler.run_due()

    assert store.tickets[0].state is State.DISMISSED
