"""Exercising a right is told from asking about one."""

import pytest

from bot.understanding import Reader, Verdict


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Jag vill ha en kopia av allt ni har om mig.", "access"),
        ("Please correct my phone number, it is wrong in your system.", "rectification"),
        ("Radera alla mina uppgifter nu, tack!", "erasure"),
        ("Stop using my data until the dispute is settled, but do not delete it.", "restriction"),
        ("Transfer my data to our new provider in a machine-readable file, please.", "portability"),
        ("Sluta skicka reklam till mig!", "objection"),
        ("Jag återkallar mitt samtycke.", "consent_withdrawal"),
        ("I want a human being to review the automated decision about me.", "automated_decision"),
    ],
)
def test_every_right_can_be_exercised(reader: Reader, words: str, right: str) -> None:
    reading = reader.read(words)

    assert reading.verdict is Verdict.REQUEST
    assert right in reading.rights


@pytest.mark.parametrize(
    "words",
    [
        "Har man rätt att bli raderad?",
        "How does a customer ask for a copy of their data?",
        "What happens if somebody withdraws their consent?",
        "We erased a contact last week, was that right?",
        "radera raden i kalkylarket",
        "move the meeting to Thursday please",
    ],
)
def test_a_question_or_another_errand_opens_nothing(reader: Reader, words: str) -> None:
    assert reader.read(words).verdict is not Verdict.REQUEST


def test_two_rights_in_one_message_are_both_found(reader: Reader) -> None:
    reading = reader.read("Send me a copy of all my data. After that, delete my data from your systems.")

    assert set(reading.rights) == {"access", "erasure"}


def test_a_doubtful_request_is_answered_and_offered(reader: Reader) -> None:
    reading = reader.read("Kunden undrar om hennes efternamn kan rättas hos oss.")

    assert reading.verdict is not Verdict.REQUEST
    assert "rectification" in reading.rights


def test_a_plain_question_about_a_right_is_answered_without_an_offer(reader: Reader) -> None:
    reading = reader.read("Vad innebär rätten att bli glömd?")

    assert (reading.verdict, list(reading.entries), list(reading.rights)) == (Verdict.ANSWER, ["right-erasure"], [])


def test_ones_own_request_is_for_oneself(reader: Reader) -> None:
    reading = reader.read("Jag vill att ni raderar mina uppgifter.")

    assert (reading.for_someone_else, reading.name, reading.email) == (False, None, None)


def test_a_request_passed_on_says_whose_it_is(reader: Reader) -> None:
    reading = reader.read("En kund, Karin Holm, vill bli raderad ur registret: karin.holm@example.se")

    assert reading.verdict is Verdict.REQUEST
    assert (reading.for_someone_else, reading.name, reading.email) == (True, "Karin Holm", "karin.holm@example.se")
