"""How much of what people really say is heard, and how little of what only looks like it: by tables of many sentences."""

from collections.abc import Iterable

import pytest

from bot.understanding import Reader, Verdict
from tests.understanding.told import BREACHES, HARMLESS, NO_REQUESTS, REQUESTS

OPENS = {Verdict.REQUEST, Verdict.INCIDENT}


def share(found: Iterable[bool]) -> float:
    every = list(found)
    return sum(every) / len(every)


def test_of_many_ways_to_tell_of_a_breach_95_in_100_are_heard(reader: Reader) -> None:
    assert share(reader.read(words).breach for words in BREACHES) >= 0.95


def test_everyday_sentences_open_next_to_nothing(reader: Reader) -> None:
    readings = {words: reader.read(words) for words in HARMLESS}

    assert [words for words, found in readings.items() if found.breach or found.verdict in OPENS] == []


def test_what_only_looks_like_a_request_opens_next_to_nothing(reader: Reader) -> None:
    assert share(reader.read(words).verdict not in OPENS for words in NO_REQUESTS) >= 0.94


def test_of_many_ways_to_exercise_a_right_nearly_all_are_heard_and_most_are_sure(reader: Reader) -> None:
    readings = [(reader.read(words), rights) for words, rights in REQUESTS]

    assert share(bool(found.rights) for found, _ in readings) >= 0.95
    assert share(found.verdict is Verdict.REQUEST and rights <= set(found.rights) for found, rights in readings) >= 0.9


@pytest.mark.parametrize("word", ["mig", "me", "my", "mitt", "qwx", "hr hjm", "radering", "portability", "stopp", "delete"])
def test_a_lone_word_or_gibberish_opens_nothing(reader: Reader, word: str) -> None:
    assert reader.read(word).verdict not in OPENS


@pytest.mark.parametrize("word", ["unsubscribe", "Avregistrera!"])
def test_a_lone_word_is_heard_that_people_use_to_leave_a_list(reader: Reader, word: str) -> None:
    assert "objection" in reader.read(word).rights
