"""Mails: which of them get silence, which go to the officers, and from when and for whom they count."""

from datetime import date

import pytest

from bot.desk.desk import Desk
from bot.desk.letters import AuthorityWrote, Notice
from bot.desk.places import OfficersChannel
from tests.desk.fakes import MemoryStore, Queued
from tests.desk.people import ANNA, mail, message

LETTER = "Yttra er i IMY-2026-77"


@pytest.mark.parametrize("words", ["Jag är på semester", "Tisdag passar bra"], ids=["a program's", "asks nothing"])
def test_a_mail_that_needs_no_reply_gets_none(desk: Desk, store: MemoryStore, words: str) -> None:
    desk.mail(mail(words))

    assert store.queue == []


def test_an_authoritys_letter_goes_to_the_officers_with_its_day_and_case_number_and_is_not_answered(
    desk: Desk, store: MemoryStore
) -> None:
    desk.mail(mail(LETTER))

    [letter] = store.letters
    assert isinstance(letter, AuthorityWrote)
    assert (letter.words, letter.reference, letter.received) == (LETTER, "IMY-2026-77", date(2026, 3, 2))
    assert (store.queue, store.tickets) == ([Queued(OfficersChannel(), letter)], [])


def test_who_passes_an_authoritys_letter_on_is_told_that_the_officers_have_it(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message(LETTER))

    handed, told = store.letters
    assert isinstance(handed, AuthorityWrote)
    assert (handed.asker, told) == (ANNA, Notice(language="sv", text="authority_passed_on"))


def test_a_mail_that_is_passed_on_was_received_on_the_day_on_which_its_writer_sent_it(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mig, den 24 februari"))

    assert store.tickets[0].receipt == date(2026, 2, 24)


def test_a_breach_beside_a_request_opens_both(desk: Desk, store: MemoryStore) -> None:
    desk.ask(message("Radera mig, ni skickade min lista till fel person"))

    assert [bool(ticket.incident) for ticket in store.tickets] == [True, False]
