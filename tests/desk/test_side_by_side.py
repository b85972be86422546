"""What stands side by side in one message is all seen to: questions, requests, breaches; and letters of authorities."""

from datetime import date

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import AuthorityWrote, Notice, Opened, Reply
from bot.desk.messages import Customer
from bot.desk.outcomes import Answer, NoAnswer
from bot.desk.places import Direct, OfficersChannel
from bot.tickets import Kind, State
from tests.desk.fakes import MemoryStore, Queued
from tests.desk.people import ANNA, IN_CHANNEL, in_channel, mail, message, next_message

LETTER = "IMY-2026-1234: yttra er senast den 1 april 2026"
HANDED_OVER = AuthorityWrote(
    language="sv",
    asker=ANNA,
    words=LETTER,
    source=("DANNA", "100.1"),
    received=date(2026, 3, 2),
    reference="IMY-2026-1234",
    due=date(2026, 4, 1),
)


def test_a_question_beside_a_request_is_answered_while_the_ticket_opens(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mig! Och vad är en cookie?"))

    [ticket] = store.tickets
    assert (ticket.rights, ticket.state) == (("erasure",), State.OPEN)
    assert store.queue[-2:] == [
        Queued(Direct(ANNA, "100.1"), Opened(language="sv", ticket=1), about="message:T:DANNA:100.1"),
        Queued(Direct(ANNA, "100.1"), Reply(language="sv", outcome=Answer(entry="cookie-definition"))),
    ]


def test_a_breach_and_a_request_are_two_tickets(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Kundlistan gick fel. Radera mig!"))

    assert [(ticket.kind, tuple(ticket.rights)) for ticket in store.tickets] == [
        (Kind.INCIDENT, ()),
        (Kind.REQUEST, ("erasure",)),
    ]


def test_several_questions_are_one_reply_that_says_what_each_is_about(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Vad är en cookie, och vem är ert ombud?"))

    outcome = Answer(entry="cookie-definition", asked=["cookie-definition", "dpo-name"])
    assert store.letters == [Reply(language="sv", outcome=outcome)]


def test_a_right_in_a_language_that_the_desk_does_not_speak_is_a_suspected_ticket(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Bitte löschen Sie meine Daten"))

    [ticket] = store.tickets
    outcome = NoAnswer(tongue="de", rights=["erasure"], offer=1)
    assert (ticket.state, tuple(ticket.rights)) == (State.SUSPECTED, ("erasure",))
    assert store.letters[-1] == Reply(language="en", outcome=outcome)


def test_a_letter_of_an_authority_goes_to_the_officers_and_gets_no_draft(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(LETTER))

    assert store.tickets == []
    assert store.queue == [
        Queued(OfficersChannel(), HANDED_OVER),
        Queued(Direct(ANNA, "100.1"), Notice(language="sv", text="authority_passed_on"), about="message:T:DANNA:100.1"),
    ]


def test_a_channel_learns_nothing_of_an_authoritys_letter(desk: Desk, store: MemoryStore) -> None:
    desk.ask(in_channel(LETTER))

    assert [queued.to for queued in store.queue] == [OfficersChannel(), Direct(ANNA)]
    assert IN_CHANNEL not in {queued.to for queued in store.queue}


def test_a_letter_that_comes_as_a_mail_is_handed_over_too(desk: Desk, store: MemoryStore) -> None:
    desk.mail(mail("", customer=Customer(LETTER)))

    assert [letter.kind for letter in store.letters] == ["authority_wrote"]


def test_in_the_thread_of_a_ticket_it_is_no_word_of_the_person(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mina uppgifter"))
    desk.ask(next_message(2, LETTER))

    assert "authority_wrote" in [letter.kind for letter in store.letters]


@pytest.mark.parametrize("repeats", [1, 2])
def test_it_is_handed_over_once_however_often_it_is_delivered(desk: Desk, store: MemoryStore, repeats: int) -> None:
    for _ in range(repeats):
        desk.ask(message(LETTER))

    assert [letter.kind for letter in store.letters].count("authority_wrote") == 1
