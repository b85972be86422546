"""What the shipped answers say stands in their paragraphs or in their notes."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from bot.assembly import shipped
from bot.knowledge import Entry, Knowledge, Unanswered, load

LANGUAGES = ("sv", "en")
NAME = re.compile(r"(?<![.!?] )(?<![“”\"])(?<!^)\b[A-ZÅÄÖØ][\w'’&]*(?: Inc)?")
"""A word in capitals that does not open a sentence."""
KNOWN = {
    "sv": {"EU", "Norge"},
    "en": {
        "I",
        "EU",
        "Swedish",
        "Norwegian",
        "General",
        "Regulation",
        "Data",
        "Personal",
        "Protection",
        "Act",
        "Norway",
        "Sweden",
    },
}
"""Names that every reader has, and English words for Swedish names of the policy."""
SHORT = {"GDPR": "dataskyddsförordning"}
"""Short names and a word of the full one, which stands in the policy or in the name of the source."""
PERIOD = {
    "sv": re.compile(r"\b(?:en|två|tre|\d+) (?:timm|dag|veck|månad|år)\w*"),
    "en": re.compile(r"\b(?:one|two|three|\d+) (?:hour|day|week|month|year)s?"),
}
UNITS = {"hour": "timm", "day": "dag", "week": "veck", "month": "månad", "year": "år"}
NUMBERS = {"one": "en", "two": "två", "three": "tre"}
DUTY = {
    "sv": re.compile(r"\b(?:måste|ska|skall|krävs|kräver)\b"),
    "en": re.compile(r"\b(?:must|is to|are to|requires?|demands?)\b"),
}
RULE = re.compile(r"\b(?:måste|ska|skall|krävs?|kräver|bör|får|rätt\w*|kravet|lämnar du|kommer|räcker inte|endast)\b")
"""The words in which the policy and the Swedish notes lay down a rule."""

Question = Entry | Unanswered


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(shipped("knowledge"))


def told(knowledge: Knowledge) -> Iterator[tuple[Question, str]]:
    """Every question and each language of what is said to it."""
    questions: list[Question] = [*knowledge.entries.values(), *knowledge.unanswered.values()]
    return product(questions, LANGUAGES)


def grounds(knowledge: Knowledge, question: Question) -> str:
    """All that an answer may rest on."""
    paragraphs = [knowledge.policy.paragraphs[id] for id in question.paragraphs]
    notes = knowledge.notes_of(question)
    texts = [text for note in notes for text in (*note.text.values(), *note.source.values())]
    return " ".join([*(f"{paragraph.heading} {paragraph.text}" for paragraph in paragraphs), *texts])


def is_named(name: str, text: str) -> bool:
    bare = re.sub(r"'s$|’s$|s$", "", name)
    return any(word.casefold() in text.casefold() for word in (name, bare, SHORT.get(name, name)))


def test_no_answer_names_what_neither_its_paragraphs_nor_its_notes_name(knowledge: Knowledge) -> None:
    """An unanswered question may name what was asked for: the policy does not."""
    invented = [
        (entry.id, language, name)
        for entry, language in product(knowledge.entries.values(), LANGUAGES)
        for name in NAME.findall(entry.answer[language])
        if name not in KNOWN[language] and not is_named(name, f"{knowledge.company.company} {grounds(knowledge, entry)}")
    ]

    assert invented == []


def test_no_answer_states_a_period_that_neither_its_paragraphs_nor_its_notes_state(knowledge: Knowledge) -> None:
    invented = [
        (question.id, period)
        for question, language in told(knowledge)
        for period in PERIOD[language].findall(question.told[language])
        if in_swedish(period) not in grounds(knowledge, question)
    ]

    assert invented == []


def in_swedish(period: str) -> str:
    number, unit = period.split()
    stem = next((UNITS[english] for english in UNITS if unit.startswith(english)), unit)
    return f"{NUMBERS.get(number, number)} {stem}"


def test_no_answer_lays_down_a_duty_where_neither_its_paragraphs_nor_its_notes_have_a_rule(knowledge: Knowledge) -> None:
    invented = [
        (question.id, language)
        for question, language in told(knowledge)
        if DUTY[language].search(question.told[language]) and not RULE.search(grounds(knowledge, question))
    ]

    assert invented == []


def test_the_languages_state_the_same_figures(knowledge: Knowledge) -> None:
    def figures(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", text))

    assert [
        question.id for question in knowledge.entries.values() if figures(question.answer["sv"]) != figures(question.answer["en"])
    ] == []


def test_every_answer_is_short(knowledge: Knowledge) -> None:
    """The list of the three cases in 19.1 is as long as it must be."""
    long = {question.id for question, language in told(knowledge) if len(question.told[language]) > 360}

    assert long <= {"material-sender-name"}
