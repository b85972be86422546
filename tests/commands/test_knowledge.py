"""`insyn knowledge check`: every fault in a folder, and what its entries tell."""

from pathlib import Path

import pytest

from tests.commands.insyn import insyn
from tests.knowledge.folder import Folder


def test_every_sentence_of_the_shipped_policy_is_printed_with_the_entries_that_tell_it() -> None:
    result = insyn("knowledge", "check")

    first, *sentences, untold, last = result.stdout.splitlines()
    assert (result.exit_code, untold, last) == (0, "Sentences of the policy that no entry tells: 0.", "No faults.")
    assert first.startswith("Infosoft: policy 1.3 of 2018-02-15, ")
    assert f"        {'I andra fall kommer personuppgifter endast raderas':50}  data-inactive-two-years" in sentences


def test_a_sentence_that_no_entry_tells_is_pointed_out(lanterns: Folder) -> None:
    result = insyn("knowledge", "check", "--knowledge", str(lanterns.write()))

    assert result.stdout.splitlines() == [
        "Lanterns: policy 2 of 2024-05-01, 2 entries, 3 phrasings in en.",
        "   1.1  Privacy",
        f"        {'We keep your address for two years.':50}  storage-time",
        f"        {'After that we erase it.':50}  (told by no entry)",
        "   1.2  Privacy",
        f"        {'We never sell data.':50}  selling",
        "   2.1  Visitors",
        f"        {'- The guest book is public.':50}  (told by no entry)",
        f"        {'- The camera is not.':50}  (told by no entry)",
        "Sentences of the policy that no entry tells: 3.",
        "No faults.",
    ]


def test_the_page_of_answers_in_the_documents_is_what_the_command_prints() -> None:
    """After a change of the knowledge: insyn knowledge answers > docs/answers.md."""
    page = Path(__file__).parents[2] / "docs" / "answers.md"

    assert page.read_text(encoding="utf-8") == insyn("knowledge", "answers").stdout


def test_the_page_has_each_answer_with_its_quotation_notes_and_source(lanterns: Folder) -> None:
    result = insyn("knowledge", "answers", "--knowledge", str(lanterns.write()))

    storage = result.stdout.split("### storage-time\n\n")[1].split("\n\n### ")[0]
    assert storage.split("\n\n") == [
        "**How long do you keep my address?**",
        "Two years.",
        "> We keep your address for two years.\n>\n> 1.1 · Privacy",
        "*Please note: The law now says one. (Source: Official Journal, 31 January 2025)*",
        "*Source: Lanterns, “Privacy at Lanterns”, version 2, 1 May 2024.*",
    ]
    assert "### officer\n\n**Who is your data officer?**\n\nThe policy names nobody." in result.stdout


def test_where_only_faults_are_wanted_and_none_are_found_nothing_is_printed() -> None:
    result = insyn("knowledge", "check", "--quiet")

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_all_faults_are_printed_and_the_status_is_2(lanterns: Folder, options: list[str]) -> None:
    lanterns.entry["citations"][0]["quote"] = "We keep nothing."
    lanterns.entries[1]["related"] = ["nowhere"]

    result = insyn("knowledge", "check", *options, INSYN_KNOWLEDGE=str(lanterns.write()))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[1:] == [
        "  entries/data.yaml, entry 'selling', related: there is no other entry 'nowhere'",
        "  entries/data.yaml, entry 'storage-time', citations[1].quote: "
        "these words do not stand in paragraph 1.1: We keep nothing.",
    ]


def test_a_folder_that_is_not_there_is_named() -> None:
    result = insyn("knowledge", "check", "--knowledge", "/no/such/folder")

    assert result.exit_code == 2
    assert "/no/such/folder" in result.stderr
