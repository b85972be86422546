"""Reports of suspected breaches are told apart from questions and requests."""

import pytest

from bot.understanding import Reader, Verdict

TOLD = [
    "Jag råkade skicka kundlistan till fel person",
    "vi har blivit av med en dator med kunduppgifter på",
    "I just emailed a customer's invoice to somebody else by mistake",
    "my work laptop with client files was stolen on the train",
    "Jag klickade på en phishinglänk och skrev in mitt lösenord",
]
ASKED = [
    "Hur snabbt måste en personuppgiftsincident anmälas?",
    "What counts as a personal data breach?",
    "What do I do if I ever send a list to the wrong person?",
    "Har ni haft något dataintrång?",
    "jag har glömt mitt lösenord",
    "the printer on the second floor is broken",
]


@pytest.mark.parametrize("words", TOLD)
def test_what_has_happened_is_an_incident(reader: Reader, words: str) -> None:
    reading = reader.read(words)

    assert (reading.verdict, reading.breach) == (Verdict.INCIDENT, True)


@pytest.mark.parametrize("words", ASKED)
def test_a_question_about_breaches_and_other_mishaps_are_none(reader: Reader, words: str) -> None:
    assert not reader.read(words).breach


def test_who_tells_and_asks_gets_both(reader: Reader) -> None:
    reading = reader.read("Jag råkade mejla kundlistan till fel person. Hur snabbt måste det anmälas?")

    assert (reading.verdict, reading.breach) == (Verdict.ANSWER, True)
    assert list(reading.entries) == ["security-breach"]


def test_a_request_that_tells_a_story_is_a_request(reader: Reader) -> None:
    reading = reader.read("Ni skickade reklam till min gamla adress igen. Radera alla uppgifter ni har om mig.")

    assert (reading.verdict, reading.breach) == (Verdict.REQUEST, False)
