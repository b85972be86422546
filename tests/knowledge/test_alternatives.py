"""One phrasing can stand for several wordings."""

import pytest

from bot.knowledge.alternatives import MOST_WORDINGS, expand
from tests.knowledge.folder import Folder


@pytest.mark.parametrize(
    ("phrasing", "wordings"),
    [
        ("How long?", ["How long?"]),
        ("[keep|store] it", ["keep it", "store it"]),
        ("[do|did] you [keep|sell] it", ["do you keep it", "do you sell it", "did you keep it", "did you sell it"]),
        ("sell [|all] my data", ["sell my data", "sell all my data"]),
        ("cookie[|s]", ["cookie", "cookies"]),
        ("  two   blanks ", ["two blanks"]),
        ("[one]", ["one"]),
        ("[" + "|".join(f"a{n}" for n in range(MOST_WORDINGS)) + "]", [f"a{n}" for n in range(MOST_WORDINGS)]),
    ],
)
def test_a_line_stands_for_every_combination_in_the_order_written(phrasing: str, wordings: list[str]) -> None:
    assert expand(phrasing) == wordings


@pytest.mark.parametrize(
    ("phrasing", "wrong"),
    [
        ("[keep|store it", "has a square bracket without its partner"),
        ("keep|store] it", "has a square bracket without its partner"),
        ("[a|[b|c]]", "has a square bracket without its partner"),
        ("[a|b]" * 7, "stands for 128 wordings, more than 64"),
        ("[keep|]", "stands for a wording that has no word in it"),
        ("...?", "has no word in it"),
    ],
)
def test_a_line_that_cannot_be_meant_is_a_fault_of_its_phrasing(folder: Folder, phrasing: str, wrong: str) -> None:
    folder.entry["phrasings"]["en"].append(phrasing)

    assert folder.faults() == [f"entries/data.yaml, entry 'storage-time', phrasings.en[3]: {wrong}"]


def test_loaded_phrasings_are_written_out(folder: Folder) -> None:
    folder.entry["phrasings"]["en"] = ["How long do you [keep|store] it?"]
    folder.unanswered[0]["phrasings"]["en"] = ["[Who|Where] is your officer?"]

    knowledge = folder.load()

    assert knowledge.entries["storage-time"].phrasings == {"en": ["How long do you keep it?", "How long do you store it?"]}
    assert knowledge.unanswered["officer"].phrasings == {"en": ["Who is your officer?", "Where is your officer?"]}


def test_two_lines_that_meet_in_one_wording_are_a_repetition(folder: Folder) -> None:
    folder.entries[1]["phrasings"]["en"] = ["[rent|retention] period"]

    assert folder.faults() == [
        "entries/data.yaml, entry 'selling', phrasings.en: entry 'storage-time' in entries/data.yaml has it too: retention period"
    ]
