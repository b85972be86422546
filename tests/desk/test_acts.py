"""Officers, and nobody else, work on tickets; everybody concerned hears what they must."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import Card, Closed, Letter, Notice, TicketLine
from bot.desk.places import Direct, Officers, Private, TicketThread
from bot.tickets import Act, Event, State, Ticket
from tests.desk.fakes import NOON, MemoryStore, OfficerList, Put
from tests.desk.people import ANNA, BO, IN_CHANNEL, ODA, OLLE, mail, message

Press = Callable[..., list[Put]]
BESIDE = Private(OLLE, "https://hooks.example/1")
LINE = Put(TicketThread(1), TicketLine(language="sv", ticket=1, event=2))
REDRAWN = Put(Officers(), Card(language="sv", ticket=1), replaces=1)
CLOSED = Put(Direct(ANNA), Closed(language="en", ticket=1))


@pytest.fixture
def ticket(desk: Desk, store: MemoryStore) -> Ticket:
    """Anna's, opened before the test begins; she is spoken to in English, the officers in Swedish."""
    desk.ask(message("Radera mina uppgifter"))
    [ticket] = store.tickets
    store.kept.tickets[1] = replace(ticket, language="en")
    return store.kept.tickets[1]


@pytest.fixture
def press(desk: Desk, store: MemoryStore, ticket: Ticket) -> Press:
    """Somebody acts on the ticket; the letters that this brings about."""

    def act(act: Act, user: str = OLLE, words: str = "", click: int = 1, ticket: int = 1) -> list[Put]:
        before = len(store.puts)
        desk.act((f"action:{click}",), ticket, act, user, replace(BESIDE, user=user), words)
        return store.puts[before:]

    return act


def notice(text: str, **facts: str) -> Letter:
    return Notice(language="sv", text=text, facts=facts)


@pytest.mark.parametrize(
    ("act", "words", "changes", "letters"),
    [
        (Act.TAKE, "", {"state": State.WORKING, "officer": OLLE}, [LINE, REDRAWN]),
        (Act.NOTE, "Ringde Anna", {}, [LINE]),
        (Act.DONE, "", {"state": State.DONE}, [LINE, REDRAWN, CLOSED]),
        (Act.REFUSE, " Okänd ", {"state": State.REFUSED, "reason": "Okänd"}, [LINE, REDRAWN, CLOSED]),
    ],
)
def test_an_act_changes_the_ticket_and_tells_those_concerned(
    press: Press, store: MemoryStore, ticket: Ticket, act: Act, words: str, changes: dict[str, object], letters: list[Put]
) -> None:
    told = press(act, words=words)

    assert store.tickets == [replace(ticket, **changes)]
    assert store.kept.events[1:] == [Event(1, NOON, OLLE, act, words.strip() or None)]
    assert told == letters


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("user", [ANNA, BO])
def test_nobody_but_an_officer_can_act(press: Press, store: MemoryStore, ticket: Ticket, act: Act, user: str) -> None:
    told = press(act, user, words="words")

    assert (store.tickets, len(store.kept.events)) == ([ticket], 1)
    assert told == [Put(replace(BESIDE, user=user), notice("officers_only"))]


def test_membership_is_looked_at_when_the_button_is_pressed(press: Press, store: MemoryStore, officers: OfficerList) -> None:
    press(Act.TAKE)
    officers.users.remove(OLLE)

    told = press(Act.DONE, click=2)

    assert store.tickets[0].state is State.WORKING
    assert [put.letter for put in told] == [notice("officers_only")]


def test_what_the_state_does_not_allow_is_said_to_the_officer_alone(press: Press, store: MemoryStore) -> None:
    press(Act.DONE)
    events = list(store.kept.events)

    told = press(Act.TAKE, ODA, click=2)

    facts = {"reference": "DSR-2026-0001", "state": "done"}
    assert told == [Put(replace(BESIDE, user=ODA), notice("not_now", **facts))]
    assert store.kept.events == events


def test_the_second_of_two_officers_who_take_a_ticket_is_told(press: Press, store: MemoryStore) -> None:
    press(Act.TAKE, OLLE)

    told = press(Act.TAKE, ODA, click=2)

    assert store.tickets[0].officer == OLLE
    assert [put.letter.kind for put in told] == ["notice"]


def test_a_click_that_is_delivered_twice_counts_once(press: Press, store: MemoryStore) -> None:
    press(Act.NOTE, words="Ringde Anna")

    assert press(Act.NOTE, words="Ringde Anna") == []
    assert len(store.kept.events) == 2


def test_a_note_on_an_ended_ticket_is_kept_and_the_person_hears_nothing_more(press: Press) -> None:
    press(Act.DONE)

    told = press(Act.NOTE, words="Arkiverat", click=2)

    assert [put.to for put in told] == [TicketThread(1)]


def test_a_ticket_that_is_not_there_is_no_trouble(press: Press, store: MemoryStore, ticket: Ticket) -> None:
    told = press(Act.TAKE, ticket=99)

    assert store.tickets == [ticket]
    assert [put.to for put in told] == [BESIDE]


def test_the_end_of_a_ticket_that_came_by_mail_is_told_below_the_mail(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("Please delete me /Eva"))

    desk.act(("action:1",), 1, Act.DONE, OLLE, BESIDE)

    assert store.puts[-1] == Put(IN_CHANNEL, Closed(language="sv", ticket=1))
