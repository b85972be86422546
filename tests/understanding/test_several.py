"""Several questions get several answers, in the order asked; what stands beside a request or a breach is answered too."""

import pytest

from bot.knowledge import Knowledge
from bot.understanding import Reader, Verdict


def cited(knowledge: Knowledge, reader: Reader, words: str) -> set[str]:
    return {paragraph for id in reader.read(words).entries for paragraph in knowledge.entries[id].paragraphs}


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("Hur länge sparar ni uppgifter? Och vem är ansvarig?", [{"13.4", "13.3"}, {"10.2"}]),
        ("Who runs the site, and where is my data stored?", [{"9.1", "10.2"}, {"12.1"}]),
        ("1. Vad är en cookie?\n2. Säljer ni uppgifter?\n3. Vilken lag gäller?", [{"2.1"}, {"13.5"}, {"10.3"}]),
        ("a) what is a cookie b) bla", []),
        ("1) what is a cookie 2) which law applies 3) do you sell data", [{"2.1"}, {"10.3"}, {"13.5"}]),
    ],
)
def test_each_question_is_answered(knowledge: Knowledge, reader: Reader, words: str, groups: list[set[str]]) -> None:
    found = cited(knowledge, reader, words)

    assert [group for group in groups if not group & found] == []


def test_what_is_asked_is_named_in_its_order_with_what_has_no_answer(reader: Reader) -> None:
    reading = reader.read("1. Vad är en cookie?\n2. Vad heter ert dataskyddsombud?\n3. Säljer ni uppgifter?")

    assert reading.verdict is Verdict.ANSWER
    assert list(reading.asked) == ["cookie-definition", "dpo-name", "data-third-parties"]
    assert list(reading.entries) == ["cookie-definition", "data-third-parties"]


def test_at_most_three_questions_are_answered(reader: Reader) -> None:
    asked = ["Vad är en cookie?", "Säljer ni uppgifter?", "Vilken lag gäller?", "Hur länge sparar ni mina uppgifter?"]

    assert len(reader.read("\n".join(f"- {question}" for question in asked)).entries) == 3


def test_one_question_is_one_answer(reader: Reader) -> None:
    reading = reader.read("Vad är en cookie och vad är den till för?")

    assert (reading.verdict, len(reading.entries), list(reading.asked)) == (Verdict.ANSWER, 1, [])


def test_a_question_beside_a_request_is_answered(knowledge: Knowledge, reader: Reader) -> None:
    words = "Säljer ni uppgifter till andra? Radera mina uppgifter nu direkt."

    assert (reader.read(words).verdict, list(reader.read(words).rights)) == (Verdict.REQUEST, ["erasure"])
    assert "13.5" in cited(knowledge, reader, words)


def test_a_request_that_is_put_as_a_question_is_not_answered_beside_itself(reader: Reader) -> None:
    reading = reader.read("Kan ni radera mina uppgifter? Radera allt om mig nu.")

    assert (reading.verdict, list(reading.entries)) == (Verdict.REQUEST, [])


def test_a_question_beside_a_breach_is_answered(knowledge: Knowledge, reader: Reader) -> None:
    words = "Jag har mejlat medlemslistan till fel person. Hur snabbt måste det anmälas?"

    assert reader.read(words).breach
    assert "15.3" in cited(knowledge, reader, words)
