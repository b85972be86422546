"""What the bench asks, neither the desk nor a baseline has seen: else a perfect match would be timed."""

import pytest
from rapidfuzz import fuzz, process

from bot.assembly import load_knowledge
from bot.bench.unseen import LANGUAGES, mails, questions
from bot.understanding.targets import wordings
from bot.understanding.words import tokens


def words(text: str) -> str:
    """A text without what makes no difference: signs and capitals."""
    return " ".join(tokens(text))


@pytest.fixture(scope="module")
def known() -> list[str]:
    return [words(wording.text) for wording in wordings(load_knowledge(None))]


def test_no_question_that_the_bench_asks_is_nearly_a_wording_of_the_knowledge(known: list[str]) -> None:
    asked = {question.text: words(question.text) for question in questions()}
    nearest = {text: process.extractOne(asked[text], known, scorer=fuzz.ratio, score_cutoff=90) for text in asked}

    assert {text: found[0] for text, found in nearest.items() if found} == {}


def test_no_sentence_of_a_mail_that_the_bench_asks_is_a_wording_of_the_knowledge(known: list[str]) -> None:
    lines = [line for mail in mails(questions()) for line in mail.text.replace("?", ".").replace("\n", ".").split(".")]
    written = {words(line) for line in lines} - {"", "kim", "hej", "hello", "med vänlig hälsning", "kind regards"}

    assert written & set(known) == set()


def test_no_question_is_asked_twice() -> None:
    asked = [words(question.text) for question in questions()]

    assert len(asked) == len(set(asked)) >= 120


def test_as_many_questions_are_asked_in_each_language_and_mixed() -> None:
    asked = [question.language for question in questions()]

    assert {asked.count(language) for language in LANGUAGES} == {len(asked) // len(LANGUAGES)}
    assert set(asked[:10]) == set(LANGUAGES)


def test_every_run_asks_the_same_in_the_same_order() -> None:
    assert (questions(), mails(questions())) == (questions(), mails(questions()))


def test_a_desk_is_asked_in_the_languages_that_it_speaks() -> None:
    assert {question.language for question in questions(["en", "fi"])} == {"en"}


def test_each_question_stands_within_a_mail_of_some_two_hundred_words() -> None:
    asked = questions()
    written = mails(asked)

    assert [mail.language for mail in written] == [question.language for question in asked]
    assert [question for question, mail in zip(asked, written, strict=True) if question.text not in mail.text] == []
    assert all(170 <= len(mail.text.split()) <= 260 for mail in written)
