"""People are answered in the language that they write, and customers get a draft in theirs. With the real reader."""

import pytest

from bot.desk.desk import Desk
from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Reply
from bot.desk.messages import Customer
from tests.desk.fakes import MemoryStore, OfficerList
from tests.desk.people import message
from tests.shipped import reader


@pytest.fixture
def desk(store: MemoryStore, officers: OfficerList, rules: DeskRules) -> Desk:
    return Desk(reader(), store, officers, rules)


@pytest.mark.parametrize(
    ("words", "locale", "language"),
    [
        ("Vad är en cookie?", "en-US", "sv"),
        ("What is a cookie?", "sv-SE", "en"),
        ("Hvilke opplysninger lagrer dere om meg?", "nb-NO", "sv"),
        ("Hvilke oplysninger gemmer I om mig?", "da-DK", "sv"),
        ("Hvilke opplysninger lagrer dere om meg?", "en-GB", "sv"),
        ("Infosoft", "sv-SE", "sv"),
        ("Infosoft", "en-GB", "en"),
        ("👍", "en-GB", "en"),
        ("👍", "sv-SE", "sv"),
        ("👍", None, "sv"),
        ("👍", "fi-FI", "sv"),
    ],
)
def test_the_reply_is_in_the_language_of_the_words_and_the_locale_only_breaks_ties(
    desk: Desk, store: MemoryStore, words: str, locale: str | None, language: str
) -> None:
    desk.ask(message(words, locale=locale))

    assert [letter.language for letter in store.letters] == [language]


@pytest.mark.parametrize(
    ("note", "mail", "language", "draft"),
    [
        ("Vad ska jag svara kunden?", "Hi,\n\nWhat is a cookie?\n\nRegards,\nEve", "sv", "en"),
        ("What should I answer the customer?", "Hej!\n\nVad är en cookie?\n\nMvh\nEva", "en", "sv"),
        ("", "Hi,\n\nWhat is a cookie?\n\nRegards,\nEve", "sv", "en"),
    ],
)
def test_the_draft_is_in_the_customers_language_and_the_reply_in_that_of_the_one_who_asks(
    desk: Desk, store: MemoryStore, note: str, mail: str, language: str, draft: str
) -> None:
    desk.ask(message(note, customer=Customer(mail, name="Eve"), locale="sv-SE"))

    [letter] = store.letters
    assert isinstance(letter, Reply)
    assert (letter.language, letter.draft_language, letter.outcome.kind) == (language, draft, "answer")


@pytest.mark.parametrize(("words", "right"), [("Radera mina uppgifter", "erasure"), ("Delete my data", "erasure")])
def test_plain_words_for_a_right_open_its_ticket(desk: Desk, store: MemoryStore, words: str, right: str) -> None:
    desk.ask(message(words))

    assert [ticket.rights for ticket in store.tickets] == [(right,)]
