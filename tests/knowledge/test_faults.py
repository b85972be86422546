"""Every fault of a folder is reported with its file, entry, field and a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge import Fault, KnowledgeError, load, load_for_records
from tests.knowledge.folder import Folder, in_swedish

Change = Callable[[Folder], Any]
DATA, STORAGE, SELLING = "entries/data.yaml", "entry 'storage-time'", "entry 'selling'"
NOTE = "notes.yaml, entry 'one-year'"
NO_TEXT = "must be a text (put it in quotes if YAML reads it as something else)"


def citation(**facts: Any) -> Change:
    return lambda folder: folder.entry["citations"][0].update(facts)


def note(**facts: Any) -> Change:
    return lambda folder: folder.note.update(facts)


def entry(**facts: Any) -> Change:
    return lambda folder: folder.entry.update(facts)


def phrasings(wordings: Any) -> Change:
    return lambda folder: folder.entry["phrasings"].update(en=wordings)


def without(key: str) -> Change:
    return lambda folder: folder.entry.pop(key)


def company(**facts: Any) -> Change:
    return lambda folder: folder.company.update(facts)


def lacking(language: str, *path: str | int) -> Change:
    """A folder in two languages, with one of them missing in one place."""

    def change(folder: Folder) -> None:
        in_swedish(folder)
        place: Any = folder.files
        for step in path:
            place = place[step]
        del place[language]

    return change


FIRST = (DATA, "entries", 0)
SHAPES: list[tuple[Change, str]] = [
    (entry(awnser="Two."), f"{DATA}, {STORAGE}, awnser: is not a known key"),
    (citation(page=3), f"{DATA}, {STORAGE}, citations[1].page: is not a known key"),
    (note(link="x"), f"{NOTE}, link: is not a known key"),
    (lambda f: f.files[DATA].update(author="Bo"), f"{DATA}, author: is not a known key"),
    (company(owner="Bo"), "knowledge.yaml, owner: is not a known key"),
    (lambda f: f.company["contact"].update(fax="1"), "knowledge.yaml, contact.fax: is not a known key"),
    (lambda f: f.unanswered[0].update(answer="?"), "unanswered.yaml, entry 'officer', answer: is not a known key"),
    (lambda f: f.files.update({"requests.yaml": {"erasing": {"en": ["x"]}}}), "requests.yaml, erasing: is not a known key"),
    (lambda f: f.files.update({"mail.yaml": {"greeting": []}}), "mail.yaml, greeting: is not a known key"),
    (
        lambda f: f.files.update({"smalltalk.yaml": {"jokes": {"en": ["tell me one"]}}}),
        "smalltalk.yaml, jokes: must be 'greeting', 'thanks', 'acknowledgement', 'about', 'goodbye' or 'complaint'",
    ),
    (without("id"), f"{DATA}, entry 'number 1', id: is missing"),
    (without("answer"), f"{DATA}, {STORAGE}, answer: is missing"),
    (without("citations"), f"{DATA}, {STORAGE}, citations: is missing"),
    (note(source=""), f"{NOTE}, source: is empty"),
    (entry(citations=[]), f"{DATA}, {STORAGE}, citations: is empty"),
    (
        lambda f: f.entry.update(citations=f.entry["citations"] * 8),
        f"{DATA}, {STORAGE}, citations: has 8 items, and 7 is the most",
    ),
    (entry(citations="1.1"), f"{DATA}, {STORAGE}, citations: must be a list"),
    (entry(citations=["1.1"]), f"{DATA}, {STORAGE}, citations[1]: must be a mapping of keys"),
    (citation(paragraph=1.1), f"{DATA}, {STORAGE}, citations[1].paragraph: {NO_TEXT}"),
    (citation(quote=" "), f"{DATA}, {STORAGE}, citations[1].quote: is empty"),
    (phrasings("How long?"), f"{DATA}, {STORAGE}, phrasings.en: must be a list"),
    (phrasings(["How long?", " "]), f"{DATA}, {STORAGE}, phrasings.en[2]: is empty"),
    (phrasings(["How long?", True]), f"{DATA}, {STORAGE}, phrasings.en[2]: {NO_TEXT}"),
    (
        entry(phrasings=["How long?"]),
        f"{DATA}, {STORAGE}, phrasings: must be a mapping, such as one item for each language",
    ),
    (
        entry(id="Storage time"),
        f"{DATA}, entry 'Storage time', id: must be small letters, digits and single hyphens, such as cookie-definition",
    ),
    (
        entry(right="forgetting"),
        f"{DATA}, {STORAGE}, right: must be 'access', 'rectification', 'erasure', 'restriction', 'portability', "
        "'objection', 'consent_withdrawal' or 'automated_decision'",
    ),
    (note(date="last spring"), f"{NOTE}, date: must be a date, written as 2020-07-16"),
    (note(date=2020), f"{NOTE}, date: must be a date, written as 2020-07-16"),
    (note(**{"for": "lawyers"}), f"{NOTE}, for: must be 'customer' or 'desk'"),
    (lambda f: f.note.pop("for"), f"{NOTE}, for: is missing"),
    (note(superseded="soon"), f"{NOTE}, superseded: must be a date, written as 2020-07-16"),
    (lambda f: f.files[DATA].update(entries=None), f"{DATA}, entries: must be a list"),
    (lambda f: f.files[DATA].update(entries=[]), f"{DATA}, entries: is empty"),
    (company(languages=[]), "knowledge.yaml, languages: is empty"),
    (company(languages=["English"]), "knowledge.yaml, languages[1]: must be the code of a language, such as sv"),
    (lambda f: f.company.pop("contact"), "knowledge.yaml, contact: is missing"),
]
AGREEMENTS: list[tuple[Change, str]] = [
    (lacking("sv", *FIRST, "answer"), f"{DATA}, {STORAGE}, answer.sv: is missing"),
    (lacking("sv", *FIRST, "phrasings"), f"{DATA}, {STORAGE}, phrasings.sv: is missing"),
    (lacking("sv", "notes.yaml", 0, "text"), f"{NOTE}, text.sv: is missing"),
    (lacking("sv", "unanswered.yaml", 0, "instead"), "unanswered.yaml, entry 'officer', instead.sv: is missing"),
    (lacking("en", "unanswered.yaml", 0, "phrasings"), "unanswered.yaml, entry 'officer', phrasings.en: is missing"),
    (citation(paragraph="1.3"), f"{DATA}, {STORAGE}, citations[1].paragraph: the policy has no 1.3"),
    (
        citation(quote="We keep your address for ten years."),
        f"{DATA}, {STORAGE}, citations[1].quote: these words do not stand in paragraph 1.1: We keep your address for ten years.",
    ),
    (
        citation(quote="we keep your address"),
        f"{DATA}, {STORAGE}, citations[1].quote: these words do not stand in paragraph 1.1: we keep your address",
    ),
    (
        citation(quote="keep your add"),
        f"{DATA}, {STORAGE}, citations[1].quote: these words do not stand in paragraph 1.1: keep your add",
    ),
    (
        citation(quote="We never sell data."),
        f"{DATA}, {STORAGE}, citations[1].quote: these words do not stand in paragraph 1.1: We never sell data.",
    ),
    (entry(related=["nowhere"]), f"{DATA}, {STORAGE}, related: there is no other entry 'nowhere'"),
    (entry(related=["storage-time"]), f"{DATA}, {STORAGE}, related: there is no other entry 'storage-time'"),
    (
        lambda f: f.entries[1]["phrasings"]["en"].append("Retention PERIOD!"),
        f"{DATA}, {SELLING}, phrasings.en: entry 'storage-time' in {DATA} has it too: Retention PERIOD!",
    ),
    (
        lambda f: f.unanswered[0]["phrasings"]["en"].append("retention period?"),
        f"unanswered.yaml, entry 'officer', phrasings.en: entry 'storage-time' in {DATA} has it too: retention period?",
    ),
    (
        lambda f: f.files.update({"entries/more.yaml": {"topic": "more", "entries": [f.entries[0]]}}),
        f"entries/more.yaml, {STORAGE}, id: is the id of an entry in {DATA} too",
    ),
    (
        lambda f: f.unanswered.append({**f.unanswered[0], "phrasings": {"en": ["Another question?"]}}),
        "unanswered.yaml, entry 'officer', id: stands more than once in this file",
    ),
    (lambda f: f.files["notes.yaml"].append(f.note), f"{NOTE}, id: stands more than once in this file"),
    (entry(notes=["one-year", "gone"]), f"{DATA}, {STORAGE}, notes[2]: there is no note 'gone' in notes.yaml"),
    (without("notes"), f"{NOTE}, id: no entry and no unanswered question names this note"),
    (
        lambda f: f.unanswered[0].update(citations=[{"paragraph": "1.2", "quote": "We sell data."}]),
        "unanswered.yaml, entry 'officer', citations[1].quote: these words do not stand in paragraph 1.2: We sell data.",
    ),
    (company(policy="policy/2.md"), "policy/2.md: there is no such file"),
]


def test_the_small_folder_is_faultless(folder: Folder) -> None:
    assert folder.faults() == []


def test_the_small_folder_is_faultless_in_two_languages(folder: Folder) -> None:
    in_swedish(folder)

    assert folder.faults() == []


@pytest.mark.parametrize(("change", "fault"), SHAPES, ids=[fault for _, fault in SHAPES])
def test_a_fault_in_one_file_is_named(folder: Folder, change: Change, fault: str) -> None:
    change(folder)

    assert folder.faults() == [fault]


@pytest.mark.parametrize(("change", "fault"), AGREEMENTS, ids=[fault for _, fault in AGREEMENTS])
def test_what_does_not_fit_together_is_named(folder: Folder, change: Change, fault: str) -> None:
    change(folder)

    assert folder.faults() == [fault]


def test_a_quotation_may_be_folded_over_lines_as_yaml_does(folder: Folder) -> None:
    folder.entry["citations"][0]["quote"] = "for two years. After\n  that we"

    assert folder.faults() == []


def test_all_faults_of_all_files_are_reported_together_in_order(folder: Folder) -> None:
    folder.company["owner"] = "Bo"
    folder.entry["awnser"] = "Two."
    folder.unanswered[0]["phrasings"] = None
    folder.raw["concepts.yaml"] = b"cookie: 3"

    assert folder.faults() == [
        "concepts.yaml, cookie: must be a mapping, such as one item for each language",
        f"{DATA}, {STORAGE}, awnser: is not a known key",
        "knowledge.yaml, owner: is not a known key",
        "unanswered.yaml, entry 'officer', phrasings: must be a mapping, such as one item for each language",
    ]


def test_a_file_that_cannot_be_read_does_not_make_others_look_wrong(folder: Folder) -> None:
    folder.files["entries/more.yaml"] = {"topic": "more", "entries": [{**folder.entries[1], "id": "renting"}]}
    folder.raw[DATA] = b"topic: data\ntopic: data\n"

    assert folder.faults() == [f"{DATA}: is not YAML: line 2: key 'topic' stands twice"]


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path / "nowhere")

    assert caught.value.faults == (
        Fault("entries/", "", "", "there is no file of entries"),
        Fault("knowledge.yaml", "", "", f"is missing in {tmp_path / 'nowhere'}"),
    )


def test_who_needs_the_rules_alone_is_told_the_faults_of_their_files_and_of_no_others(folder: Folder) -> None:
    folder.company["owner"] = "Bo"
    folder.entry["awnser"] = "Two."
    folder.raw["retention.yaml"] = b"- drafts"

    with pytest.raises(KnowledgeError) as caught:
        load_for_records(folder.write())

    assert [str(fault) for fault in caught.value.faults] == [
        "knowledge.yaml, owner: is not a known key",
        "retention.yaml: must be a mapping, such as one item for each language",
    ]
