"""The catalogues are complete, say the same in each language, and hold what the code asks for and nothing else."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import bot
from bot.assembly import shipped
from bot.knowledge import RIGHTS
from bot.knowledge.values import Smalltalk
from bot.texts import Texts
from bot.texts.catalogue import DOMAIN, MissingCatalogue
from bot.tickets import Act, State

LOCALES = shipped("locales")
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
CODE = Path(bot.__file__).parent
SPEAKING = ("desk", "slack", "texts")
"""Rooms in which messages are named."""

WHATS = [*("opened", "joined"), *("opened_by_mail", "joined_by_mail"), *Act]
EXPANDED = {
    "right_{}": RIGHTS,
    "choice_{}": RIGHTS,
    "state_{}": State,
    "line_{}": WHATS,
    "button_{}": Act,
    "smalltalk_{}": get_args(Smalltalk),
    "form_for_{}": ("self", "customer"),
    "{}_label": (Act.NOTE, Act.REFUSE),
    "{}_title": (Act.NOTE, Act.REFUSE),
    "notice_{}": (),  # their names stand in the letters, and are collected there
}
"""What stands in the gaps of names that the code puts together."""


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_catalogues_for_swedish_and_english() -> None:
    assert LANGUAGES == ["en", "sv"]


def test_all_catalogues_have_the_same_messages() -> None:
    first, *others = [messages(language).keys() for language in LANGUAGES]

    assert all(other == first for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_in_doubt(language: str) -> None:
    assert [name for name, text in messages(language).items() if not text.strip() or text == name] == []
    assert [message.id for message in catalogue(language) if message.fuzzy and message.id] == []
    assert catalogue(language).obsolete == {}


def test_the_same_facts_are_put_in_whatever_the_language() -> None:
    first, *others = map(messages, LANGUAGES)

    for other in others:
        assert {name: placeholders(text) for name, text in first.items()} == {
            name: placeholders(text) for name, text in other.items()
        }


def test_no_language_borrows_the_words_of_another() -> None:
    """Short labels may be the same word; a sentence cannot be."""
    swedish, english = messages("sv"), messages("en")

    assert [name for name, text in swedish.items() if len(text.split()) > 2 and english[name] == text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_type_is_opened_and_closed(language: str) -> None:
    assert [name for name, text in messages(language).items() if text.count("*") % 2 or text.count("`") % 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in read_mo(file) if message.id}

    assert compiled == messages(language)


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingCatalogue, match="there are no compiled texts for 'fi'"):
        Texts(LOCALES, ["sv", "fi"])
    with pytest.raises(MissingCatalogue, match=str(tmp_path)):
        Texts(tmp_path, ["sv"])


def test_every_message_that_the_code_names_is_there() -> None:
    missing = set(names_in_code()) - messages("sv").keys()

    assert missing == set()


def test_every_message_is_used() -> None:
    constants = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    unused = messages("sv").keys() - set(names_in_code()) - constants

    assert unused == set()


def test_every_name_that_is_put_together_is_known_to_these_tests() -> None:
    assert set(patterns_in_code()) == EXPANDED.keys()


def trees() -> Iterator[ast.Module]:
    for path in chain.from_iterable((CODE / room).rglob("*.py") for room in SPEAKING):
        yield ast.parse(path.read_text(encoding="utf-8"))


def names_in_code() -> Iterator[str]:
    """Names that stand in the code as they are, those of notices, and those that are put together."""
    for tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            match called(call):
                case "say" | "count":
                    yield from chain.from_iterable(map(constants, call.args))
                case "Notice":
                    text = next(keyword.value for keyword in call.keywords if keyword.arg == "text")
                    yield from (f"notice_{name}" for name in constants(text))
    yield from (pattern.format(part) for pattern, parts in EXPANDED.items() for part in parts)


def patterns_in_code() -> Iterator[str]:
    for tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if called(call) in {"say", "count", "_view", "Button"}:
                for text in (part for argument in call.args for part in ast.walk(argument) if isinstance(part, ast.JoinedStr)):
                    pattern = "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in text.values)
                    if called(call) == "say" or pattern.endswith("_title"):
                        yield pattern


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def constants(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
