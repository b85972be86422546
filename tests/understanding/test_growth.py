"""The time for reading grows linearly with the length of a text, whatever it contains."""

from collections.abc import Callable

import pytest

from bot.knowledge import Knowledge
from bot.understanding.cleaning import clean
from bot.understanding.language import Languages
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.model import Piece
from bot.understanding.person import PersonFinder
from bot.understanding.pieces import clauses, pieces, sentences
from bot.understanding.sender import Sender
from bot.understanding.words import tokens
from tests.growth import quadratic


@pytest.mark.parametrize("function", [clean, clauses, pieces, sentences, tokens])
def test_cleaning_and_cutting_grow_with_the_length(function: Callable[[str], object]) -> None:
    assert quadratic(function) == []


def test_taking_mails_apart_grows_with_their_length(knowledge: Knowledge) -> None:
    mails = MailParser(knowledge.mail)

    assert [quadratic(read) for read in (mails.take_apart, mails.take_apart_mail)] == [[], []]


def test_telling_the_language_grows_with_the_length() -> None:
    languages = Languages({"sv": ["hur länge"], "en": ["how long"]})

    assert quadratic(languages.guess) == []


def test_telling_whose_data_it_is_grows_with_the_length(knowledge: Knowledge) -> None:
    people = PersonFinder(knowledge, MailParser(knowledge.mail))
    of_a_customer = [Piece("kunden", ("kunden",), ("kunden",))]

    def of_note(text: str) -> object:
        return people.person(MailParts(text, None), of_a_customer, "sv")

    def of_mail(text: str) -> object:
        return people.customer(MailParts("", text, text), Sender(text), by_note=False)

    assert people.person(MailParts("Eva Ek", None), of_a_customer, "sv").name == "Eva Ek"
    assert (quadratic(of_note), quadratic(of_mail)) == ([], [])
