"""The desk works with the policy and the entries of another company, many of them and in one language."""

from collections.abc import Iterator
from itertools import product

import pytest

from bot.assembly import Answerer, build_answerer
from bot.commands.ask import reply
from tests.knowledge.folder import Folder

ENTRIES, PHRASINGS = 150, 100
THINGS = """
invoice payroll warranty helmet bicycle recipe telescope violin passport garden sofa battery lantern carpet bridge
ticket mirror basket curtain kettle pillow hammer ladder window saddle compass anchor feather glacier harbour
"""
ACTS = [("store", "stored"), ("share", "shared"), ("delete", "deleted"), ("translate", "translated"), ("encrypt", "encrypted")]
OPENINGS = """
How do you
when do you
why do you
where do you
who may
can you
could you please
do you ever
do you always
is it true that you
tell me if you
explain how you
I wonder whether you
a customer asks if you
my boss wants to know if you
may an agent
is there a way to
would you
for how long do you
for what reason do you
"""
ENDINGS = ["the {thing} details", "my {thing} record", "our {thing} data", "{thing} information", "a {thing} file"]


def topics() -> Iterator[tuple[str, str, str]]:
    """One topic for each entry: its id, what is done, and to what."""
    for thing, (act, done) in product(THINGS.split(), ACTS):
        yield f"{thing}-{act}", f"{act} {thing}", f"Records of the {thing} are {done} in room {len(thing) + len(act)}."


def phrasings(topic: str) -> list[str]:
    act, thing = topic.split()
    return [
        f"{opening} {act} {ending.format(thing=thing)}?" for opening, ending in product(OPENINGS.strip().splitlines(), ENDINGS)
    ]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = Folder(tmp_path_factory.mktemp("company") / "large")
    front, _ = folder.policy.split("\n# ", 1)
    folder.policy = "\n\n".join([front, "# Records", *(sentence for _, _, sentence in topics())])
    del folder.files["notes.yaml"]
    folder.files["entries/data.yaml"] = {
        "topic": "records",
        "entries": [
            {
                "id": id,
                "phrasings": {"en": phrasings(topic)},
                "answer": {"en": sentence},
                "citations": [{"paragraph": f"1.{number}", "quote": sentence}],
            }
            for number, (id, topic, sentence) in enumerate(topics(), 1)
        ],
    }
    return build_answerer(folder.write())


def test_the_folder_is_as_large_as_promised(asking: Answerer) -> None:
    entries = asking.knowledge.entries.values()

    assert len(entries) == ENTRIES
    assert {len(entry.phrasings["en"]) for entry in entries} == {PHRASINGS}


def test_a_question_gets_the_answer_of_its_own_entry_with_the_companys_words(asking: Answerer) -> None:
    answered = reply(asking, 1, "How do you encrypt my violin record?", None)

    assert (answered["language"], answered["outcome"], answered["entry"]) == ("en", "answer", "violin-encrypt")
    assert answered["quotes"] == ["Records of the violin are encrypted in room 13."]
    assert "“Privacy at Lanterns”, version 2" in answered["text"]


def test_every_entry_is_found_by_its_own_question(asking: Answerer) -> None:
    questions = {entry.id: entry.question("en") for entry in asking.knowledge.entries.values()}

    found = {id: reply(asking, id, question, None)["entry"] for id, question in questions.items()}
    assert {id: other for id, other in found.items() if other != id} == {}


def test_a_right_is_understood_although_the_company_wrote_nothing_about_rights(asking: Answerer) -> None:
    answered = reply(asking, 1, "Delete my data", None)

    assert (answered["outcome"], answered["rights"]) == ("request", ["erasure"])


@pytest.mark.parametrize("text", ["Hur gör ni med mina uppgifter?", "¿Dónde guardan mis datos?", "Ne içinde?", "データ"])
def test_whoever_writes_in_another_language_is_answered_in_the_only_one(asking: Answerer, text: str) -> None:
    assert reply(asking, 1, text, "sv-SE")["language"] == "en"
