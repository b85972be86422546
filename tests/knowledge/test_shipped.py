"""The knowledge that comes with the desk: complete, quoted word for word, and told apart."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from bot.assembly import shipped
from bot.knowledge import RIGHTS, Entry, Knowledge, load, load_for_records
from bot.knowledge.checks import bare
from bot.knowledge.coverage import sentences
from bot.knowledge.values import RecordsKnowledge

LANGUAGES = ("sv", "en")
PHRASINGS = 30


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(shipped("knowledge"))


def test_there_are_enough_entries_in_both_languages(knowledge: Knowledge) -> None:
    assert len(knowledge.entries) >= 45
    assert knowledge.languages == LANGUAGES


def test_the_rules_for_the_records_are_those_of_the_whole_knowledge(knowledge: Knowledge) -> None:
    assert load_for_records(shipped("knowledge")) == RecordsKnowledge(knowledge.languages, knowledge.retention)


def test_every_sentence_of_the_policy_is_told_by_an_entry(knowledge: Knowledge) -> None:
    assert [sentence.text for sentence in sentences(knowledge) if not sentence.entries] == []


def test_every_entry_has_phrasings_enough_in_each_language(knowledge: Knowledge) -> None:
    counts = {(entry.id, language): len(entry.phrasings[language]) for entry, language in each(knowledge)}

    assert {place: count for place, count in counts.items() if count < PHRASINGS} == {}


def test_every_entry_answers_in_each_language_and_no_answer_is_the_other_one(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        assert entry.answer.keys() == set(LANGUAGES), entry.id
        assert entry.answer["sv"] != entry.answer["en"], entry.id


def test_every_quotation_stands_in_the_published_text_byte_for_byte(knowledge: Knowledge) -> None:
    """Read from the file itself, not through the policy's parser."""
    text = (shipped("knowledge") / knowledge.company.policy).read_text(encoding="utf-8")
    quotes = [quote.quote for entry in knowledge.entries.values() for quote in entry.citations]

    assert [quote for quote in quotes if one_line(quote) not in one_line(text)] == []


def test_paragraph_ids_are_those_that_one_counts_by_hand(knowledge: Knowledge) -> None:
    text = (shipped("knowledge") / knowledge.company.policy).read_text(encoding="utf-8")
    blocks = re.split(r"\n\s*\n", text.split("---\n", 2)[2].strip())
    counted: list[int] = []
    for block in blocks:
        if block.startswith("#"):
            counted.append(0)
        else:
            counted[-1] += 1

    expected = [f"{heading}.{n + 1}" for heading, count in enumerate(counted, 1) for n in range(count)]
    assert list(knowledge.policy.paragraphs) == expected


def test_no_phrasing_is_written_twice_in_one_entry(knowledge: Knowledge) -> None:
    for entry, language in each(knowledge):
        repeated = [text for text, count in Counter(map(bare, entry.phrasings[language])).items() if count > 1]
        assert repeated == [], entry.id


def test_no_phrasing_is_taken_from_the_policy_itself(knowledge: Knowledge) -> None:
    """People do not ask in the words of the policy; a copied sentence would only flatter the matcher."""
    policy = bare(" ".join(paragraph.text for paragraph in knowledge.policy.paragraphs.values()))
    phrasings = [text for entry in knowledge.entries.values() for text in entry.phrasings["sv"] if len(text.split()) > 5]

    assert [text for text in phrasings if bare(text) in policy] == []


def test_every_note_says_since_when_it_is_so_and_by_a_source_that_can_be_found(knowledge: Knowledge) -> None:
    """The source is a paragraph, an article, a numbered act, decision or case; or the company that took a new name."""
    findable = re.compile(r"\d")

    assert [note.id for note in knowledge.notes.values() if note.date < knowledge.policy.date] == []
    vague = {note.id for note in knowledge.notes.values() if not all(map(findable.search, note.source.values()))}
    assert vague == {"twitter-is-x"}


def test_what_contradicts_the_policy_or_is_advice_to_the_desk_never_reaches_a_customer(knowledge: Knowledge) -> None:
    inside = re.compile(
        r"motsäger|säger emot|skrivfel|fråga dataskyddsteamet|innan du svarar|contradict|privacy team", re.IGNORECASE
    )
    told = [note for note in knowledge.notes.values() if note.audience == "customer"]

    assert [note.id for note in told if any(map(inside.search, note.text.values()))] == []


@pytest.mark.parametrize("outdated", ["Privacy Shield", "Personuppgiftslagen"])
def test_what_the_policy_says_and_is_no_longer_so_has_a_note(knowledge: Knowledge, outdated: str) -> None:
    quoting = [entry for entry in knowledge.entries.values() if any(outdated in c.quote for c in entry.citations)]

    assert quoting
    assert [entry.id for entry in quoting if not entry.notes] == []


def test_every_right_can_be_exercised_in_each_language_and_most_are_explained(knowledge: Knowledge) -> None:
    few = [
        (right, language)
        for right, language in product(RIGHTS, LANGUAGES)
        if len(knowledge.requests.of(right)[language]) < PHRASINGS
    ]

    assert few == []
    assert {entry.right for entry in knowledge.entries.values()} >= {"access", "rectification", "erasure", "consent_withdrawal"}


def test_the_shipped_policy_is_inside_the_folder(knowledge: Knowledge) -> None:
    assert (shipped("knowledge") / knowledge.company.policy).resolve().is_relative_to(Path(shipped("knowledge")).resolve())


def each(knowledge: Knowledge) -> list[tuple[Entry, str]]:
    return list(product(knowledge.entries.values(), LANGUAGES))


def one_line(text: str) -> str:
    return " ".join(text.split())
