"""`insyn knowledge check`: every fault in a folder, and what its entries cite."""

import pytest

from tests.commands.insyn import insyn
from tests.knowledge.folder import Folder


def test_the_coverage_of_every_paragraph_is_printed() -> None:
    result = insyn("knowledge", "check")

    first, *paragraphs, last = result.stdout.splitlines()
    assert (result.exit_code, last) == (0, "No faults.")
    assert first.startswith("Infosoft: policy 1.3 of 2018-02-15, ")
    assert next(line for line in paragraphs if line.split()[0] == "13.4").split()[-1] != "entry)"


def test_a_paragraph_that_no_entry_cites_is_pointed_out(lanterns: Folder) -> None:
    result = insyn("knowledge", "check", "--knowledge", str(lanterns.write()))

    assert result.stdout.splitlines() == [
        "Lanterns: policy 2 of 2024-05-01, 2 entries, 3 phrasings in en.",
        f"   1.1  {'Privacy':40}  storage-time",
        f"   1.2  {'Privacy':40}  selling",
        f"   2.1  {'Visitors':40}  (cited by no entry)",
        "No faults.",
    ]


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
