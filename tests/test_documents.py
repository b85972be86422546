"""What the documents name is there: files and links, `insyn` commands, targets of `make`."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = {"holidays", "0004_phoned_at"}
"""What CONTRIBUTING.md shows how to add."""

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]*)?\)")
FOLDERS = ("bot", "docs", "knowledge", "locales", "tests")
NAME = re.compile(rf"(?<![\w./-])(?:(?:{'|'.join(FOLDERS)})/[\w./*-]*|[\w./*-]+\.(?:py|md|yaml|toml|po)\b)")
CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
COMMAND = re.compile(r"(?<![\w-])insyn((?: [a-z]+)+)")
TARGET = re.compile(r"(?<![\w-])make (?:[A-Z]+=\S+ )*([a-z]+)")


def text_of(document: Path) -> str:
    # A long path goes on in the next line after a slash.
    return re.sub(r"(?<=\w/)\n\s*", "", document.read_text(encoding="utf-8"))


def code_in(document: Path) -> str:
    """All code of a document; what stands within a sentence may be broken like one."""
    found = CODE.findall(text_of(document))
    return "\n".join(code if code.startswith("```") else code.replace("\n", " ") for code in found)


def is_there(name: str) -> bool:
    """A path from the root or, of a name alone, a file anywhere; `*` stands for one name."""
    patterns = [name] if "/" in name.rstrip("/") else [name, *(f"{folder}/**/{name}" for folder in FOLDERS)]
    return any(found for pattern in patterns for found in ROOT.glob(pattern.rstrip("/")))


def is_example(name: str) -> bool:
    return Path(name).stem.removeprefix("test_") in EXAMPLES


@each_document
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    links = [link for link in LINK.findall(text_of(document)) if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in links if not (document.parent / link).exists()] == []


@each_document
def test_every_file_and_folder_that_is_named_is_there(document: Path) -> None:
    names = {name.rstrip(".") for name in NAME.findall(text_of(document))}

    assert sorted(name for name in names if not is_there(name) and not is_example(name)) == []


@each_document
def test_every_insyn_command_that_is_named_is_there(document: Path) -> None:
    assert [
        words for words in COMMAND.findall(code_in(document)) if (wrong := unknown(words.split())) and wrong not in EXAMPLES
    ] == []


def unknown(words: list[str]) -> str | None:
    """The first word that should be a command and is none."""
    group: click.Command = main
    for word in words:
        if not isinstance(group, click.Group):
            return None
        if word not in group.commands:
            return word
        group = group.commands[word]
    return None


@each_document
def test_every_target_of_make_that_is_named_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(TARGET.findall(code_in(document))) - targets == set()


def named() -> Iterator[tuple[str, int]]:
    texts = [(text_of(document), code_in(document)) for document in DOCUMENTS]
    yield "links", sum(len(LINK.findall(text)) for text, _ in texts)
    yield "files", sum(len(NAME.findall(text)) for text, _ in texts)
    yield "commands", sum(len(COMMAND.findall(code)) for _, code in texts)
    yield "targets", sum(len(TARGET.findall(code)) for _, code in texts)


def test_the_documents_name_some_of_each() -> None:
    """Otherwise nothing was tested above."""
    assert [what for what, number in named() if number < 5] == []
