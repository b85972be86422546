"""A pasted mail is split into the asker's note and the customer's words, without headers and signatures."""

import pytest

from bot.knowledge import Knowledge
from bot.understanding import Reader, Verdict
from bot.understanding.mail import MailParser

MAIL = """Kan någon ta den här?

From: Ann Field <ann.field@example.com>
Subject: Re: our contract

Hello,
thank you for the visit last week. Please delete all personal data that you hold about me.

Kind regards
Ann Field
Purchasing, Field & Sons
This message may contain confidential information."""


@pytest.fixture(scope="session")
def mails(knowledge: Knowledge) -> MailParser:
    return MailParser(knowledge.mail)


def test_note_and_mail_are_told_apart(mails: MailParser) -> None:
    parts = mails.take_apart(MAIL)

    assert parts.note == "Kan någon ta den här?"
    assert parts.mail
    assert "delete all personal data" in parts.mail
    assert "confidential" not in parts.mail
    assert "Hello" not in parts.mail


def test_the_note_decides_the_language_of_the_reply_and_the_mail_that_of_the_draft(reader: Reader) -> None:
    reading = reader.read(MAIL)

    assert (reading.language, reading.customer_language) == ("sv", "en")


def test_the_mails_writer_is_the_person_concerned(reader: Reader) -> None:
    reading = reader.read(MAIL)

    assert (reading.verdict, reading.rights[0]) == (Verdict.REQUEST, "erasure")
    assert (reading.for_someone_else, reading.name, reading.email) == (True, "Ann Field", "ann.field@example.com")


def test_a_slack_quotation_is_the_customers(mails: MailParser) -> None:
    parts = mails.take_apart("vad svarar jag henne?\n> Hej!\n> Vem samlar in uppgifterna?\n> Mvh Eva")

    assert (parts.note, parts.mail) == ("vad svarar jag henne?", "Vem samlar in uppgifterna?")


def test_a_quotation_on_the_notes_own_line_is_found(mails: MailParser) -> None:
    parts = mails.take_apart("Customer asks: > do you sell my data?")

    assert (parts.note, parts.mail) == ("Customer asks:", "do you sell my data?")


@pytest.mark.parametrize(
    "earlier",
    [
        "-----Original Message-----",
        "On 3 May 2024 Ann Field <ann@example.com> wrote:",
        "man. 2. mars 2026 kl. 10:12 skrev Ann Field:",
        "> we sell nothing\n>",
    ],
)
def test_earlier_mails_are_taken_off(mails: MailParser, earlier: str) -> None:
    assert mails.own_words(f"Do you sell my data?\n\n{earlier}\n> something older") == "Do you sell my data?"


def test_a_postscript_below_the_signature_is_kept(mails: MailParser) -> None:
    assert mails.own_words("Send it to me.\n\nBest,\nAnn\nPS. by Friday") == "Send it to me.\n\nPS. by Friday"


def test_a_greeting_alone_is_a_message(mails: MailParser) -> None:
    assert mails.take_apart("Hej!").note == "Hej!"


def test_a_forwarded_message_that_the_place_tells_apart_is_the_customers(reader: Reader) -> None:
    reading = reader.read("vad svarar vi?", customer="Who is responsible for the processing of personal data?")

    assert (reading.language, reading.customer_language) == ("sv", "en")
    assert list(reading.entries) == ["company-responsible"]


@pytest.mark.parametrize(("locale", "language"), [(None, "en"), ("sv-SE", "sv")])
def test_who_passes_a_mail_on_without_a_word_is_spoken_to_in_their_locale(
    reader: Reader, locale: str | None, language: str
) -> None:
    reading = reader.read("", customer="Who is responsible for the processing of personal data?", locale=locale)

    assert (reading.language, reading.customer_language) == (language, "en")


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        ("Jag vill att ni raderar mina uppgifter.", Verdict.REQUEST),
        ("Vem är ansvarig för hur personuppgifterna behandlas?", Verdict.ANSWER),
        ("", Verdict.NO_ANSWER),
    ],
)
def test_a_note_decides_where_the_mail_says_nothing_that_can_be_answered(reader: Reader, note: str, verdict: Verdict) -> None:
    assert reader.read(note, customer="the printer on floor two is jammed again").verdict is verdict
