"""Officers act on all tickets, persons on their own, and nobody else on any; those concerned are told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Card, Notice, TicketLine, ToPerson
from bot.desk.places import Direct, OfficersChannel, TicketThread
from bot.desk.ticket_actions import TicketActions
from bot.tickets import ACTS, Act, ActInput, Decision, Event, Role, State, Ticket
from tests.desk.fakes import NOON, Clock, DiskFullError, MemoryStore, OfficerList, Queued
from tests.desk.people import ANNA, BESIDE, BO, IN_CHANNEL, ODA, OLLE, answer, command, mail, message

Press = Callable[..., list[Queued]]
LINE = Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=2))
REDRAWN = Queued(OfficersChannel(), Card(language="sv", ticket=1), replaces=1)
OFFICERS_ONLY = [act for act, rows in ACTS.items() if all(row.who == {Role.OFFICER} for row in rows)]
REASON = {"words": "Tre system att söka i", "code": "complexity"}


@pytest.fixture
def ticket(desk: Desk, store: MemoryStore) -> Ticket:
    """Anna's ticket, opened before the test. She is answered in English, the officers read Swedish."""
    desk.ask(message("Radera mina uppgifter"))
    return store.change(language="en")


@pytest.fixture
def press(desk: Desk, store: MemoryStore, ticket: Ticket) -> Press:
    """Act on the ticket, and return the letters that were queued by it."""

    def act(act: Act, user: str = OLLE, **facts: Any) -> list[Queued]:
        before = len(store.queue)
        desk.act(command(act, user, **facts))
        return store.queue[before:]

    return act


def not_now(user: str, why: str, state: str, **facts: str) -> Queued:
    known = {"reference": "DSR-2026-0001", "state": state, "legal": "2026-04-02"} | facts
    return Queued(replace(BESIDE, user=user), Notice(language="sv", text=f"not_now_{why}", facts=known))


def refused(user: str, text: str = "officers_only") -> Queued:
    return Queued(replace(BESIDE, user=user), Notice(language="sv", text=text))


def test_taking_a_ticket_changes_it_and_says_so_in_its_thread_and_on_its_card(
    press: Press, store: MemoryStore, ticket: Ticket
) -> None:
    told = press(Act.TAKE)

    assert store.tickets == [replace(ticket, state=State.WORKING, officer=OLLE, log_length=2)]
    assert store.log()[1:] == [Event(1, NOON, OLLE, "take", None, Role.OFFICER, "open", "working", None, 2)]
    assert told == [LINE, REDRAWN]


@pytest.mark.parametrize(
    ("act", "state", "given", "about"),
    [
        (Act.REPLY, State.OPEN, {"words": "Vi har börjat"}, "reply"),
        (Act.ASK_IDENTITY, State.OPEN, {"words": "Annan adress", "code": "other_sender"}, "identity"),
        (Act.ASK_SCOPE, State.WORKING, {"words": "Vilka år?"}, "scope"),
        (Act.EXTEND, State.WORKING, REASON, "extension"),
        (Act.WITHDRAW, State.WORKING, {"words": "Hon ringde"}, "withdrawn"),
    ],
)
def test_what_concerns_the_person_is_told_to_them_in_their_language_with_the_officers_words(
    press: Press, store: MemoryStore, act: Act, state: State, given: dict[str, Any], about: str
) -> None:
    store.change(state=state)

    told = [queued for queued in press(act, **given) if queued.to == Direct(ANNA)]

    assert told == [Queued(Direct(ANNA), ToPerson(language="en", ticket=1, about=about, event=2))]
    assert (store.log()[1].words, store.log()[1].code) == (given["words"], given.get("code"))


def test_an_answer_is_prepared_by_one_and_sent_by_another(press: Press, store: MemoryStore) -> None:
    press(Act.TAKE)
    press(Act.PREPARE, **answer("erasure"))

    sent = press(Act.SEND, ODA)

    [letter] = [queued for queued in sent if queued.to == Direct(ANNA)]
    [kept] = store.tickets
    assert letter.letter == ToPerson(language="en", ticket=1, about="answer", event=4)
    assert (kept.state, kept.prepared_by, kept.informed_at) == (State.SENT, OLLE, None)
    assert store.queue[(kept.answer_letter or 0) - 1] is letter


def test_a_refusal_leaves_with_its_ground(press: Press, store: MemoryStore) -> None:
    press(Act.TAKE)
    press(Act.PREPARE, **answer("erasure", decision=Decision.REFUSED))

    sent = press(Act.REFUSE, ODA)

    assert [queued.letter.about for queued in sent if queued.to == Direct(ANNA)] == ["refusal"]
    assert (store.tickets[0].state, store.tickets[0].ground) == (State.REFUSED, "legal_obligation")


@pytest.mark.parametrize("act", OFFICERS_ONLY)
@pytest.mark.parametrize("user", [ANNA, BO])
def test_nobody_but_an_officer_does_an_officers_work(
    press: Press, store: MemoryStore, ticket: Ticket, act: Act, user: str
) -> None:
    told = press(act, user, words="words", code="question")

    assert (store.tickets, len(store.events)) == ([ticket], 1)
    assert told == [refused(user)]


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.CONFIRM, Act.DISCLAIM, Act.WROTE, Act.DELIVERED])
def test_nobody_touches_the_ticket_of_another_person(press: Press, store: MemoryStore, ticket: Ticket, act: Act) -> None:
    assert press(act, BO, words="Jag är Anna", code="slack", day=NOON.date()) == [refused(BO)]
    assert (store.tickets, len(store.events)) == ([ticket], 1)


@pytest.mark.parametrize("officer", [False, True])
def test_a_person_withdraws_their_own_ticket_without_a_word_also_one_who_is_an_officer(
    press: Press, store: MemoryStore, officers: OfficerList, officer: bool
) -> None:
    officers.users |= {ANNA} if officer else set()

    told = press(Act.WITHDRAW, ANNA)

    assert store.tickets[0].state is State.WITHDRAWN
    assert (store.log()[1].actor, store.log()[1].role) == (None, Role.PERSON)
    assert Queued(Direct(ANNA), ToPerson(language="en", ticket=1, about="withdrawn", event=2)) in told


@pytest.mark.parametrize(("act", "given"), [(Act.TAKE, {}), (Act.NOTE, {"words": "Mitt eget"}), (Act.EXTEND, REASON)])
def test_an_officer_works_on_their_own_request_as_on_any_other(
    press: Press, store: MemoryStore, officers: OfficerList, act: Act, given: dict[str, Any]
) -> None:
    officers.users |= {ANNA}

    press(act, ANNA, **given)

    assert [(event.what, event.actor, event.role) for event in store.log()[1:]] == [(act, ANNA, Role.OFFICER)]


def test_a_person_may_come_back_after_withdrawing_and_the_date_stays(press: Press, store: MemoryStore, ticket: Ticket) -> None:
    press(Act.WITHDRAW, ANNA)
    press(Act.REOPEN, words="Ångrade sig")

    assert (store.tickets[0].state, store.tickets[0].due) == (State.OPEN, ticket.due)


def test_membership_is_looked_at_when_the_button_is_pressed(press: Press, store: MemoryStore, officers: OfficerList) -> None:
    press(Act.TAKE)
    officers.users.remove(OLLE)

    assert press(Act.NOTE, words="Hej") == [refused(OLLE)]
    assert store.happened() == ["opened", "take"]


def test_a_button_on_a_card_that_has_moved_on_is_answered_to_the_officer_alone(press: Press, store: MemoryStore) -> None:
    press(Act.WITHDRAW, ANNA)
    events = list(store.events)

    assert press(Act.TAKE, ODA) == [not_now(ODA, "state", "withdrawn")]
    assert store.events == events


@pytest.mark.parametrize(("user", "language"), [(ANNA, "en"), (OLLE, "sv")])
def test_who_comes_too_late_hears_it_in_their_own_language(press: Press, user: str, language: str) -> None:
    [told] = press(Act.CONFIRM, user)

    assert isinstance(told.letter, Notice)
    assert (told.to, told.letter.text, told.letter.language) == (replace(BESIDE, user=user), "not_now_state", language)


def test_two_officers_may_take_a_ticket_from_each_other_and_one_not_twice(press: Press, store: MemoryStore) -> None:
    press(Act.TAKE)
    assert press(Act.TAKE, OLLE, click=2) == [not_now(OLLE, "not_taken", "working")]

    press(Act.TAKE, ODA, click=3)

    assert store.tickets[0].officer == ODA


def test_a_click_that_is_delivered_twice_counts_once(press: Press, store: MemoryStore) -> None:
    press(Act.NOTE, words="Ringde Anna")

    assert press(Act.NOTE, words="Ringde Anna") == []
    assert store.happened() == ["opened", "note"]


def test_a_note_is_for_the_officers_alone_and_draws_no_card(press: Press) -> None:
    assert press(Act.NOTE, words="Ringde Anna") == [LINE]


def test_a_ticket_that_is_not_there_is_no_trouble(press: Press, store: MemoryStore, ticket: Ticket) -> None:
    assert press(Act.TAKE, ticket=99) == [refused(OLLE, "ticket_gone")]
    assert store.tickets == [ticket]


def test_an_answer_to_a_mail_that_nobody_passed_on_is_told_below_the_mail(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("Please delete me /Eva"))

    desk.act(command(Act.REPLY, words="Vi har börjat"))

    assert store.queue[-1] == Queued(IN_CHANNEL, ToPerson(language="sv", ticket=1, about="reply", event=2))


@pytest.mark.parametrize("user", [ANNA, OLLE])
def test_whoever_passed_a_customer_on_says_when_the_letter_reached_them(desk: Desk, store: MemoryStore, user: str) -> None:
    desk.ask(message("Eva Ek vill bli raderad"))
    store.change(state=State.SENT)

    desk.act(command(Act.DELIVERED, user, day=NOON.date(), code="e_mail"))

    assert store.tickets[0].informed_at == NOON
    assert store.log()[-1].role is (Role.OFFICER if user == OLLE else Role.EMPLOYEE)


def test_what_the_person_is_told_of_a_closed_ticket_waits_until_they_are_informed(press: Press, store: MemoryStore) -> None:
    store.change(state=State.SENT, answer_letter=1)
    assert press(Act.CLOSE) == [not_now(OLLE, "informed", "sent")]

    press(Act.DELIVERED, day=NOON.date(), code="phone")
    told = press(Act.CLOSE, click=2)

    assert store.tickets[0].state is State.CLOSED
    assert [queued.letter.about for queued in told if queued.to == Direct(ANNA)] == ["closing"]


def test_what_cannot_be_written_to_disk_has_not_happened(press: Press, store: MemoryStore, ticket: Ticket) -> None:
    store.is_full = True
    with pytest.raises(DiskFullError):
        press(Act.TAKE)

    assert store.tickets == [ticket]


def test_the_desk_by_itself_cannot_do_what_the_table_leaves_to_people(
    store: MemoryStore, officers: OfficerList, rules: DeskRules, ticket: Ticket
) -> None:
    actions = TicketActions(store, officers, rules)
    for act in set(Act) - {Act.CONFIRM, Act.DELIVERED, Act.BOUNCE}:
        with pytest.raises(Exception, match="is not possible"), store.transaction() as unit:
            actions.by_desk(unit, ticket, act, ActInput(words="words", code="question"))

    assert store.tickets == [ticket]


def test_days_of_waiting_are_counted_by_the_companys_calendar(press: Press, store: MemoryStore, clock: Clock) -> None:
    press(Act.ASK_IDENTITY, words="Annan adress", code="other_sender")
    clock.advance(timedelta(days=7))

    press(Act.IDENTITY_OK, code="callback")

    assert (store.tickets[0].waited, store.tickets[0].due) == (7, date(2026, 4, 2))
    assert store.tickets[0].claimable(date(2026, 3, 20)) == date(2026, 4, 9)
