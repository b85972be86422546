"""What an answer says beside the policy: the law, to whom it is told, and that it is a translation."""

from pathlib import Path

import pytest

from bot.desk.letters import Reply
from bot.desk.outcomes import Answer, NoAnswer
from bot.knowledge import Knowledge
from bot.texts import Renderer, Texts
from bot.texts.answers import Answers
from bot.texts.sheet import Draft, SmallPrint
from tests.knowledge.folder import Folder, in_swedish
from tests.texts.desk import renderer_of


@pytest.fixture(scope="module")
def renderer(knowledge: Knowledge, texts: Texts) -> Renderer:
    return renderer_of(knowledge, texts)


def small_print(renderer: Renderer, outcome: Answer, language: str) -> list[str]:
    return [part.text for part in renderer.outcome(outcome, language).parts if isinstance(part, SmallPrint)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_what_has_changed_stands_apart_from_the_answer_with_source_and_date(renderer: Renderer) -> None:
    fine = small_print(renderer, Answer(entry="transfer-outside-eu"), "en")

    assert fine[0] == (
        "Please note: Privacy Shield (Decision (EU) 2016/1250) is invalid and protects no transfers today. "
        "(Source: Court of Justice of the EU, case C-311/18 (Schrems II), 16 July 2020)"
    )


def test_a_note_for_colleagues_says_so(renderer: Renderer, knowledge: Knowledge) -> None:
    opening = {"customer": "Observera: ", "desk": "Bara för kollegor: "}
    for entry in knowledge.entries.values():
        *notes, _ = small_print(renderer, Answer(entry=entry.id), "sv")
        assert all(
            said.startswith(opening[note.audience] + note.text["sv"])
            for said, note in zip(notes, knowledge.notes_of(entry), strict=True)
        ), entry.id


def test_a_note_that_is_superseded_is_shown_to_nobody(folder: Folder, texts: Texts) -> None:
    folder.note["superseded"] = "2026-01-31"
    knowledge = folder.load()
    spoken = Answers(knowledge, texts)

    parts = list(spoken.parts(Answer(entry="storage-time"), "en"))

    assert knowledge.notes["one-year"].text["en"] not in "".join(part.text for part in parts if isinstance(part, SmallPrint))
    assert spoken.answer_text(Answer(entry="storage-time"), "en") == "Two years."


def test_an_answer_in_another_language_than_the_policy_says_that_it_is_a_translation(renderer: Renderer) -> None:
    english, swedish = (renderer.outcome(Answer(entry="cookie-definition"), language).plain for language in ("en", "sv"))

    assert "This answer is a translation. The policy is published only in Swedish." in english
    assert "svenska" not in swedish


def test_the_translation_names_the_language_of_the_policy_whichever_it_is(folder: Folder, texts: Texts) -> None:
    parts = list(Answers(folder.load(), texts).parts(Answer(entry="selling"), "en"))

    assert "translation" not in "".join(part.text for part in parts if isinstance(part, SmallPrint))

    in_swedish(folder)
    parts = list(Answers(folder.load(), texts).parts(Answer(entry="selling"), "sv"))

    assert [part.text for part in parts if isinstance(part, SmallPrint)][-1].endswith(
        "Svaret är en översättning. Policyn är publicerad bara på engelska."
    )


def test_a_draft_has_the_notes_for_customers_with_their_sources_and_none_for_colleagues(
    renderer: Renderer, knowledge: Knowledge
) -> None:
    """And it says that it is a translation, as every answer in another language than the policy's."""
    letter = Reply(language="sv", outcome=Answer(entry="purpose-direct-marketing"), draft_language="en")

    [draft] = [part.text for part in renderer.sheet(letter).parts if isinstance(part, Draft)]

    told, kept = (knowledge.notes[id] for id in ("marketing-objection-by-law", "objection-not-in-policy"))
    assert draft.split("\n\n")[1:-1] == [
        knowledge.entries["purpose-direct-marketing"].answer["en"],
        f"{told.text['en']} (GDPR, Article 21(2) and (3))",
        "This answer is a translation. The policy is published only in Swedish.",
    ]
    assert kept.text["en"] not in draft


def test_a_draft_where_the_policy_is_silent_says_what_comes_near_and_what_happens_now(
    renderer: Renderer, knowledge: Knowledge
) -> None:
    letter = Reply(language="sv", outcome=NoAnswer(unanswered="access-fee"), draft_language="sv")

    [draft] = [part.text for part in renderer.sheet(letter).parts if isinstance(part, Draft)]

    assert draft.split("\n\n")[1:-1] == [
        knowledge.unanswered["access-fee"].instead["sv"],
        f"{knowledge.notes['free-of-charge'].text['sv']} (GDPR, artikel 12.5)",
        "Vi tar reda på mer och återkommer till dig.",
    ]
