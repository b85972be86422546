"""The size of an installation counts what is needed, once, and nothing that only developers need."""

import re
from importlib.metadata import requires
from pathlib import Path

import bot
from bot.assembly import shipped
from bot.bench import size


def test_the_desk_is_larger_than_any_library_that_it_needs_and_what_two_need_is_counted_once() -> None:
    needed = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requires("insyn") or () if "extra" not in line]
    sizes = [size.with_dependencies(name) for name in needed]

    assert size.own() + max(sizes) < size.installed() < size.own() + sum(sizes)


def test_the_desks_own_size_is_that_of_its_code_and_of_what_it_ships_beside() -> None:
    folders = [Path(bot.__file__).parent, shipped("knowledge"), shipped("locales")]
    texts = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".md", ".yaml", ".po", ".mo"}]

    assert size.own() >= sum(path.stat().st_size for path in [*texts, shipped("app.yaml")])


def test_what_only_developers_or_postgresql_need_is_not_counted() -> None:
    needed = size.library_and_dependencies("insyn")

    assert {"insyn", "slack-bolt", "slack-sdk", "numpy", "sqlalchemy"} <= needed.keys()
    assert {"pytest", "mypy", "ruff", "hypothesis", "psycopg"} & needed.keys() == set()


def test_a_library_that_is_not_there_has_no_size() -> None:
    assert size.with_dependencies("no-such-library") == 0
