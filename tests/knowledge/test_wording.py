"""What an answer may say: the fact and not yes or no, and no figure that its paragraphs and notes do not have."""

import pytest

from tests.knowledge.folder import Folder, in_swedish

ENTRY, OFFICER = "entries/data.yaml, entry 'selling', answer", "unanswered.yaml, entry 'officer', instead"


def opening(word: str) -> str:
    return f"opens with '{word}', which says the opposite to whoever asks the other way round; state the fact"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("Yes, we sell it.", "Yes"),
        ("yes we do", "yes"),
        ("No.", "No"),
        ("NO", "NO"),
        ("No: it is never sold.", "No"),
        ("No – never.", "No"),
        ("Nope, never.", "Nope"),
    ],
)
def test_an_answer_that_opens_with_yes_or_no_is_refused(folder: Folder, answer: str, word: str) -> None:
    folder.entries[1]["answer"]["en"] = answer

    assert folder.faults() == [f"{ENTRY}.en: {opening(word)}"]


@pytest.mark.parametrize(
    ("answer", "word"), [("Ja, det gör vi.", "Ja"), ("Nej", "Nej"), ("Jo då.", "Jo"), ("Nej det gör vi ej.", "Nej")]
)
def test_each_language_has_its_own_words_for_it(folder: Folder, answer: str, word: str) -> None:
    in_swedish(folder)
    folder.entries[1]["answer"]["sv"] = answer

    assert folder.faults() == [f"{ENTRY}.sv: {opening(word)}"]


@pytest.mark.parametrize("answer", ["No data is sold.", "Nobody sells it.", "Yesterday's data is gone.", "Not sold, no."])
def test_words_that_only_look_like_yes_or_no_may_open_an_answer(folder: Folder, answer: str) -> None:
    folder.entries[1]["answer"]["en"] = answer

    assert folder.faults() == []


@pytest.mark.parametrize("answer", ["Januari är månaden.", "Nejlikor säljer vi inte.", "Jobb säljs inte."])
def test_swedish_words_that_only_begin_like_it_may_open_an_answer(folder: Folder, answer: str) -> None:
    in_swedish(folder)
    folder.entries[1]["answer"]["sv"] = answer

    assert folder.faults() == []


def test_what_is_said_instead_of_an_answer_keeps_the_same_rules(folder: Folder) -> None:
    folder.unanswered[0]["instead"]["en"] = "No. Ask 3 people."

    assert folder.faults() == [
        f"{OFFICER}.en: {opening('No')}",
        f"{OFFICER}.en: the number 3 stands in none of its paragraphs and notes",
    ]


def test_a_number_that_no_paragraph_and_no_note_has_is_refused(folder: Folder) -> None:
    folder.entry["answer"]["en"] = "24 months, or 2 years, by Act 1998:204."

    assert folder.faults() == [
        f"entries/data.yaml, entry 'storage-time', answer.en: the number {number} stands in none of its paragraphs and notes"
        for number in (1998, 2, 204, 24)
    ]


def test_a_number_of_a_note_or_of_its_source_may_stand_in_the_answer(folder: Folder) -> None:
    folder.note.update(text={"en": "The law now says 1."}, source="Act 1998:204")
    folder.entry["answer"]["en"] = "Two years. The law (Act 1998:204) says 1."

    assert folder.faults() == []
