"""A question finds the entry that answers it, however it is typed; what the policy does not say, nothing answers."""

import pytest

from bot.understanding import Reader, Verdict
from tests.understanding.plain import QUESTIONS


@pytest.mark.parametrize(("question", "entry"), QUESTIONS.items())
def test_a_plain_question_is_answered(reader: Reader, question: str, entry: str) -> None:
    reading = reader.read(question)

    assert (reading.verdict, list(reading.entries)) == (Verdict.ANSWER, [entry])


def test_typing_errors_are_mended_and_named(reader: Reader) -> None:
    reading = reader.read("do you share persnal data with thrid parties?")

    assert list(reading.entries) == ["data-third-parties"]
    assert ("persnal", "personal") in reading.mended
    assert ("thrid", "third") in reading.mended


def test_swedish_without_its_accents_is_understood(reader: Reader) -> None:
    reading = reader.read("hur lange behaller ni mina uppgifter")

    assert (reading.language, list(reading.entries)) == ("sv", ["data-inactive-two-years"])


def test_norwegian_and_danish_are_answered_in_swedish(reader: Reader) -> None:
    norwegian = reader.read("Hvor lenge beholder dere opplysningene mine?")
    danish = reader.read("Hvor længe gemmer I mine oplysninger?")

    assert {norwegian.language, danish.language} == {"sv"}
    assert list(norwegian.entries) == list(danish.entries) == ["data-inactive-two-years"]


@pytest.mark.parametrize("question", ["Vad heter ert dataskyddsombud?", "Do you film the entrance with cameras?"])
def test_what_the_policy_does_not_say_is_not_answered(reader: Reader, question: str) -> None:
    reading = reader.read(question)

    assert reading.verdict is Verdict.NO_ANSWER
    assert reading.unanswered
    assert reading.about_privacy


@pytest.mark.parametrize("text", ["vad blir det för lunch idag?", "the printer on floor two is jammed again"])
def test_what_is_not_about_privacy_is_not_answered(reader: Reader, text: str) -> None:
    reading = reader.read(text)

    assert (reading.verdict, reading.about_privacy) == (Verdict.NO_ANSWER, False)


@pytest.mark.parametrize(("text", "about"), [("hej!", "greeting"), ("thanks a lot", "thanks"), ("who are you?", "about")])
def test_smalltalk_is_met_as_such(reader: Reader, text: str, about: str) -> None:
    reading = reader.read(text)

    assert (reading.verdict, reading.smalltalk) == (Verdict.SMALLTALK, about)


def test_the_words_that_decided_are_named_as_they_were_written(reader: Reader) -> None:
    assert "Cookies".casefold() in reader.read("Cookies, hur stänger jag av dem?").matched
