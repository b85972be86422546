"""People list their own tickets, add to them and have dates explained; officers list all open tickets."""

from datetime import date, datetime, timedelta

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import DeadlineExplanation, Letter, Notice, Opened, TicketLine, TicketList
from bot.desk.places import Direct, Private, TicketThread
from bot.tickets import Act, Incident, Kind, Role, State
from tests.desk.fakes import NOON, Clock, MemoryStore, Queued
from tests.desk.people import ANNA, BO, OLLE, command, form, message, next_message

BESIDE = Private(ANNA, "https://hooks.example/1")
THREAD = ("DANNA", "100.1")
PASSED_ON = Notice(language="sv", text="passed_on", facts={"reference": "DSR-2026-0001"})


@pytest.fixture
def desk_with_ticket(desk: Desk) -> Desk:
    """A desk with a ticket of Anna's for erasure."""
    desk.ask(message("Radera mina uppgifter"))
    return desk


def test_a_persons_words_in_the_thread_of_their_ticket_reach_the_officers(desk_with_ticket: Desk, store: MemoryStore) -> None:
    before = len(store.queue)
    desk_with_ticket.ask(next_message(2, "Vad är en cookie?", thread=THREAD))

    assert store.queue[before:] == [
        Queued(TicketThread(1), TicketLine(language="sv", ticket=1, event=2)),
        Queued(Direct(ANNA, "100.2"), PASSED_ON),
    ]
    assert (store.log()[1].what, store.log()[1].words, store.log()[1].role) == ("wrote", "Vad är en cookie?", Role.PERSON)


def test_below_a_letter_of_the_desk_they_reach_them_too(desk_with_ticket: Desk, store: MemoryStore) -> None:
    store.kept.posted[3] = ("DANNA", "200.1")

    desk_with_ticket.ask(next_message(2, "Tack!", thread=("DANNA", "200.1")))

    assert store.happened() == ["opened", "wrote"]


@pytest.mark.parametrize(
    "facts",
    [{"thread": None}, {"thread": ("DANNA", "999.9")}, {"thread": THREAD, "asker": BO, "reply_to": Direct(BO)}],
    ids=["beside the thread", "in another thread", "somebody else"],
)
def test_elsewhere_a_question_is_a_question(desk_with_ticket: Desk, store: MemoryStore, facts: dict[str, object]) -> None:
    desk_with_ticket.ask(next_message(2, "Vad är en cookie?", **facts))

    assert (store.happened(), store.letters[-1].kind) == (["opened"], "reply")


def test_a_right_that_is_exercised_in_the_thread_is_added(desk_with_ticket: Desk, store: MemoryStore) -> None:
    desk_with_ticket.ask(next_message(2, "Visa vad ni har", thread=THREAD))

    assert [ticket.rights for ticket in store.tickets] == [("erasure", "access")]
    assert (store.happened(), store.letters[-1]) == (["opened", "joined"], PASSED_ON)


def test_what_may_be_an_answer_to_the_officers_adds_no_right(desk_with_ticket: Desk, store: MemoryStore) -> None:
    desk_with_ticket.ask(next_message(2, "Mitt kundnummer är 4711", thread=THREAD))

    assert [ticket.rights for ticket in store.tickets] == [("erasure",)]
    assert (store.happened(), store.letters[-1]) == (["opened", "wrote"], PASSED_ON)


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED])
def test_a_right_that_is_exercised_after_the_answer_gets_a_ticket_and_a_month_of_its_own(
    desk_with_ticket: Desk, store: MemoryStore, clock: Clock, state: State
) -> None:
    store.change(state=state)
    clock.advance(timedelta(days=20))

    desk_with_ticket.ask(next_message(2, "Visa vad ni har", thread=THREAD, sent_at=clock.now))

    assert [(ticket.rights, ticket.receipt) for ticket in store.tickets] == [
        (("erasure",), date(2026, 3, 2)),
        (("access",), date(2026, 3, 22)),
    ]
    assert store.queue[-1] == Queued(Direct(ANNA), Opened(language="sv", ticket=2, looked_at=date(2026, 3, 23)))


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_in_the_thread_of_an_ended_ticket_people_are_answered_as_anywhere(
    desk_with_ticket: Desk, store: MemoryStore, state: State
) -> None:
    store.change(state=state, closed_at=NOON)

    desk_with_ticket.ask(next_message(2, "Vad är en cookie?", thread=THREAD))

    assert store.letters[-1].kind == "reply"


@pytest.mark.parametrize("words", ["Jag skickade kundlistan till fel person", "Kundlistan gick fel, vad gör jag?"])
def test_a_breach_that_is_told_in_the_thread_of_a_ticket_is_a_breach(
    desk_with_ticket: Desk, store: MemoryStore, words: str
) -> None:
    desk_with_ticket.ask(next_message(2, words, thread=THREAD))

    assert [ticket.reference for ticket in store.tickets] == ["DSR-2026-0001", "INC-2026-0002"]


def test_what_is_told_more_of_a_breach_belongs_to_it(desk: Desk, store: MemoryStore) -> None:
    told = "Jag skickade kundlistan till fel person"
    desk.ask(message(told))

    desk.ask(next_message(2, told, thread=THREAD))
    desk.add(("view:1",), 1, ANNA, told, BESIDE)

    assert (len(store.tickets), store.happened()) == (1, ["reported", "wrote", "wrote"])


@pytest.mark.parametrize("way", ["in its thread", "with its button"])
@pytest.mark.parametrize("state", [State.OPEN, State.WORKING])
@pytest.mark.parametrize(
    ("words", "rights"),
    [("Radera mina uppgifter", [(), ("erasure",)]), ("Visa allt och radera det", [(), ("access", "erasure")]), ("Tack!", [()])],
)
def test_a_right_that_is_exercised_below_a_breach_is_a_request_with_a_date_of_its_own(
    desk: Desk, store: MemoryStore, way: str, state: State, words: str, rights: list[tuple[str, ...]]
) -> None:
    desk.ask(message("Jag skickade kundlistan till fel person"))
    store.change(state=state)

    if way == "in its thread":
        desk.ask(next_message(2, words, thread=THREAD))
    else:
        desk.add(("view:1",), 1, ANNA, words, BESIDE)

    assert [ticket.rights for ticket in store.tickets] == rights
    assert store.happened() == (["reported"] if rights[1:] else ["reported", "wrote"])
    if rights[1:]:
        assert (store.tickets[1].kind, store.tickets[1].receipt) == (Kind.REQUEST, NOON.date())
        assert store.queue[-1] == Queued(Direct(ANNA), Opened(language="sv", ticket=2))


@pytest.mark.parametrize(
    ("words", "happened"),
    [
        ("Jag skickade kundlistan till fel person", ["opened"]),
        ("Kundlistan gick fel, vad gör jag?", ["opened", "wrote"]),
    ],
    ids=["only a breach", "something else too"],
)
def test_a_breach_that_is_told_where_words_are_added_opens_its_own_ticket_at_once(
    desk_with_ticket: Desk, store: MemoryStore, words: str, happened: list[str]
) -> None:
    for _ in range(2):
        desk_with_ticket.add(("view:1",), 1, ANNA, words, BESIDE)

    assert [ticket.reference for ticket in store.tickets] == ["DSR-2026-0001", "INC-2026-0002"]
    assert store.tickets[1].incident == Incident(aware_at=NOON)
    assert Queued(Direct(ANNA), Opened(language="sv", ticket=2)) in store.queue
    assert store.happened() == happened


def test_nothing_is_added_to_a_thread_that_retention_has_taken(desk_with_ticket: Desk, store: MemoryStore) -> None:
    store.change(state=State.SENT, informed_at=NOON, removed=("drafts", "thread"))

    desk_with_ticket.add(("view:1",), 1, ANNA, "Tack!", BESIDE)
    desk_with_ticket.ask(next_message(2, "Vad är en cookie?", thread=THREAD))

    assert store.happened() == ["opened"]
    assert [letter.kind for letter in store.letters[-2:]] == ["notice", "reply"]


def test_a_person_adds_words_to_their_ticket(desk_with_ticket: Desk, store: MemoryStore) -> None:
    for _ in range(2):
        desk_with_ticket.add(("view:1",), 1, ANNA, "Tack!", BESIDE)

    assert store.happened() == ["opened", "wrote"]
    assert store.queue[-1] == Queued(BESIDE, PASSED_ON)


@pytest.mark.parametrize(("user", "ticket"), [(BO, 1), (ANNA, 99), (OLLE, 1)])
def test_nobody_adds_to_what_is_not_theirs(desk_with_ticket: Desk, store: MemoryStore, user: str, ticket: int) -> None:
    desk_with_ticket.add(("view:1",), ticket, user, "Tack!", BESIDE)

    assert store.happened() == ["opened"]
    assert store.letters[-1] == Notice(language="sv", text="ticket_gone")


def test_a_person_sees_their_own_tickets_and_those_that_they_passed_on(desk_with_ticket: Desk, store: MemoryStore) -> None:
    desk_with_ticket.ask(next_message(2, "Visa vad ni har", asker=BO, reply_to=Direct(BO)))
    desk_with_ticket.ask(next_message(3, "Eva Ek vill bli raderad"))

    for _ in range(2):
        desk_with_ticket.status(("command:1",), ANNA, BESIDE, "en")

    lists = [queued for queued in store.queue if isinstance(queued.letter, TicketList)]
    assert lists == [Queued(BESIDE, TicketList(language="en", tickets=[3, 1]))]


def test_who_has_no_ticket_is_told_so(desk: Desk, store: MemoryStore) -> None:
    desk.status(("command:1",), ANNA, BESIDE, "sv")

    assert store.queue == [Queued(BESIDE, TicketList(language="sv", tickets=[]))]


def test_officers_see_what_is_open_the_soonest_first_and_breaches_on_top(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.request(form(receipt=date(2026, 1, 2)))
    desk.ask(next_message(3, "Sluta med reklam"))
    desk.act(command(Act.WITHDRAW, ANNA, ticket=3))
    for number in (4, 5):
        desk.ask(next_message(number, "Jag skickade kundlistan till fel person"))
    desk.act(command(Act.DISMISS, ticket=5, code="false_alarm", words="Bara en övning"))

    desk.list_open(("command:1",), OLLE, BESIDE, "sv")

    assert store.letters[-1] == TicketList(language="sv", tickets=[4, 2, 1], officers=True)


def test_nobody_else_sees_what_is_open(desk_with_ticket: Desk, store: MemoryStore) -> None:
    desk_with_ticket.list_open(("command:1",), ANNA, BESIDE, "sv")

    assert store.letters[-1] == Notice(language="sv", text="officers_only")


@pytest.mark.parametrize(
    ("user", "ticket", "letter"),
    [
        (ANNA, 1, DeadlineExplanation(language="sv", ticket=1)),
        (OLLE, 1, DeadlineExplanation(language="sv", ticket=1)),
        (BO, 1, Notice(language="sv", text="officers_only")),
        (ANNA, 99, Notice(language="sv", text="officers_only")),
    ],
    ids=["its person", "an officer", "somebody else", "of what is not there"],
)
def test_the_dates_of_a_ticket_are_explained_to_its_person_and_to_officers(
    desk_with_ticket: Desk, store: MemoryStore, user: str, ticket: int, letter: Letter
) -> None:
    desk_with_ticket.explain_deadline(("action:1",), ticket, user, BESIDE, "sv")

    assert store.queue[-1] == Queued(BESIDE, letter)


@pytest.mark.parametrize(
    ("now", "day"),
    [(NOON, None), (NOON.replace(day=6, hour=20), date(2026, 3, 9)), (NOON.replace(hour=5), date(2026, 3, 2))],
    ids=["at noon", "on a Friday night", "before the office opens"],
)
def test_whoever_writes_is_told_when_somebody_looks(
    desk: Desk, store: MemoryStore, clock: Clock, now: datetime, day: date | None
) -> None:
    clock.now = now

    desk.ask(message("Radera mina uppgifter", sent_at=now))

    assert store.letters[-1] == Opened(language="sv", ticket=1, looked_at=day)
