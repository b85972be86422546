"""Edge cases of which language a text is in, and whose data it is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.understanding.language import Languages
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.model import Piece
from bot.understanding.person import Person, PersonFinder
from bot.understanding.words import tokens
from tests.knowledge.folder import Folder

LANGUAGES = Languages(
    {
        "sv": ["hur länge sparar ni uppgifter om cookies", "cookies är små filer", "jag vill bli raderad"],
        "en": ["how long do you keep data about cookies", "cookies are small files", "erase me please"],
    },
    {"sv": {"hvor": "hur", "slett": "radera"}},
)


@pytest.mark.parametrize(
    ("text", "tie", "language"),
    [
        ("hur länge sparar ni", None, "sv"),
        ("how long do you keep", None, "en"),
        ("hur länge sparar ni", "en-US", "sv"),
        ("how long do you keep", "sv_SE", "en"),
        ("hur lange sparar ni", "en-US", "sv"),
        ("hvor lenge, slett", "en-US", "sv"),
        ("cookies", "en-GB", "en"),
        ("cookies", "sv-SE", "sv"),
        ("cookies", "fr-FR", "en"),
        ("kex", None, "en"),  # likelier in English, but not by as much as it takes against a locale
        ("kex", "sv", "sv"),
        ("smal", "sv", "en"),
        ("", None, "sv"),
        ("", "en", "en"),
        ("?!", "xx", "sv"),
        ('jag vill "how long do you keep data about cookies"', None, "sv"),
        ('"how long do you keep data about cookies"', None, "en"),
        ('jag "how long do you keep" data', None, "en"),
    ],
)
def test_the_words_tell_the_language_and_the_locale_where_they_do_not(text: str, tie: str | None, language: str) -> None:
    assert LANGUAGES.guess(text, tie) == language


@pytest.mark.parametrize(("times", "language"), [(4, "sv"), (7, "en")])
def test_a_word_of_both_languages_tells_nothing_unless_it_is_far_more_usual_in_one(times: int, language: str) -> None:
    swedish = ["mail mail"] + ["hus båt"] * 20
    english = ["mail mail"] * times + ["house boat"] * (21 - times)

    assert Languages({"sv": swedish, "en": english}).guess("mail", "sv") == language


def test_words_are_known_without_their_accents_too() -> None:
    assert Languages({"en": ["or as to be or"], "sv": ["år är få på år"]}).guess("fa") == "sv"


def test_where_there_is_one_language_every_text_is_in_it() -> None:
    assert Languages({"sv": ["hur länge"]}).guess("how long", "en-US") == "sv"


@pytest.fixture
def people(tmp_path: Path) -> PersonFinder:
    folder = Folder(tmp_path / "lanterns")
    folder.files["concepts.yaml"] = {
        "other-person": {"en": ["customer", "her"]},
        "me": {"en": ["my", "me"]},
        "i-am": {"en": ["i"]},
    }
    folder.files["mail.yaml"] = {"from": ["from"], "closings": ["regards"]}
    knowledge: Knowledge = folder.load()
    return PersonFinder(knowledge, MailParser(knowledge.mail))


ANN = "ann@example.com"


@pytest.mark.parametrize(
    ("note", "person"),
    [
        ("erase the data", Person(False)),
        ("erase my data", Person(False)),
        ("erase the data of a customer", Person(True)),
        ("the customer Ann Field wants out", Person(True, "Ann Field")),
        (f"the customer Ann Field, {ANN}, or Bo Hill bo@example.com", Person(True, "Ann Field", ANN)),
        ("my customer Ann Field", Person(False)),
        (f"erase {ANN}", Person(True, None, ANN)),
        (f"i am {ANN}", Person(False)),
        (f"erase me, {ANN}", Person(False)),
        (f"i ask for the customer {ANN}", Person(True, None, ANN)),
    ],
)
def test_a_note_is_about_its_writer_unless_it_speaks_of_another_or_names_an_address(
    people: PersonFinder, note: str, person: Person
) -> None:
    words = tuple(tokens(note))

    assert people.person(MailParts(note, None), [Piece(note, words, words)], "en") == person


@pytest.mark.parametrize(
    ("mail", "person"),
    [
        (f"From: Ann Field <{ANN}>\nErase me.\nNow.\nBo Hill", Person(True, "Ann Field", ANN)),
        (f"From: {ANN}\nErase me.\nNow.\nAnn Field", Person(True, "Ann Field", ANN)),
        (f"From: Ann.Field@x.example\nErase my data\nRegards\nAnn\n{ANN}", Person(True, "Ann", "Ann.Field@x.example")),
        (f"Erase me.\nNow.\nAnn Field\n{ANN}", Person(True, "Ann Field", ANN)),
        ("Ann Field\nErase me.\nNow.", Person(True)),
        ("Erase me.\nAnn Field\nNow.", Person(True)),
        ("Erase me.\nNow.\nAnn Field wrote this.", Person(True)),
        ("1 a\n2 b\nAnn Field\n3\n4\n5\n6", Person(True, "Ann Field")),
        ("1 a\n2 b\nAnn Field\n3\n4\n5\n6\n7", Person(True)),
        ("Erase me.\nNow.\nAnn " + "F" + "i" * 55, Person(True, "Ann " + "F" + "i" * 55)),
        ("Erase me.\nNow.\nAnn " + "F" + "i" * 56, Person(True)),
        ("Erase me.\nNow.\nAnna-Karin von O'Neill-Berg", Person(True, "Anna-Karin von O'Neill-Berg")),
        ("Erase me.\nNow.\nÅsa Öberg", Person(True, "Åsa Öberg")),
    ],
)
def test_a_mail_is_about_its_writer_by_header_or_signature(
    people: PersonFinder, knowledge: Knowledge, mail: str, person: Person
) -> None:
    parts = MailParser(knowledge.mail).take_apart_mail(mail)

    assert people.person(replace(parts, mail="Erase me.", raw=mail), [], "en") == person
