"""Imports run one way: from the edges to the core, as CONTRIBUTING.md draws it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import bot

PACKAGE = Path(bot.__file__).parent

CORE = {"knowledge", "understanding", "desk", "tickets"}
OUTER = {"slack", "store", "workspace"}
"""Rooms at the edge: each knows the core, and none knows another of them."""
KNOWS_ALL = CORE | OUTER | {"texts", "settings"}

MAY_IMPORT = {
    "knowledge": set(),
    "understanding": {"knowledge"},
    "tickets": {"understanding", "knowledge"},
    "desk": {"tickets", "understanding", "knowledge"},
    "texts": {"desk", "tickets", "knowledge"},
    "slack": CORE | {"texts"},
    "store": CORE,
    "workspace": CORE,
    "settings": set(),
    "model_file": {"understanding", "knowledge"},
    "progress": set(),
    "terminal": set(),
    "opening": {"store", "settings", "desk"},
    "service": KNOWS_ALL,
    "assembly": KNOWS_ALL | {"model_file", "opening", "progress", "service"},
    "demo": KNOWS_ALL | {"assembly", "service", "terminal"},
    "bench": KNOWS_ALL | {"assembly", "demo"},
    "commands": KNOWS_ALL | {"assembly", "service", "opening", "demo", "bench", "terminal"},
    "cli": {"assembly", "commands", "settings", "texts", "knowledge"},
    "__main__": {"cli"},
    "__init__": set(),
}

HOME = {
    "slack_bolt": {"slack", "assembly", "service", "commands", "demo", "bench"},
    "slack_sdk": {"slack", "assembly", "commands", "demo", "bench"},
    "sqlalchemy": {"store", "settings"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "aiohttp": {"workspace"},
    "waitress": {"commands"},
    "click": {"cli", "commands", "demo"},
    "babel": {"texts"},
    "holidays": {"tickets"},
    "platformdirs": {"assembly", "settings"},
    "snowballstemmer": {"understanding"},
    "turbohtml": {"slack"},
}
"""Libraries that have a home: nobody else knows them."""

INPUT_OUTPUT = {
    "os",
    "io",
    "socket",
    "ssl",
    "http",
    "urllib",
    "sqlite3",
    "subprocess",
    "tempfile",
    "shutil",
    "asyncio",
    "logging",
}
MARKUP = ("<@", "<#", "<!", "<[@!", "mailto:", "&amp;", "&lt;", "&gt;")
"""Marks in which a chat or a mail program wraps people's words; the edge undoes them."""
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "localtime"}


class Import(NamedTuple):
    """One import: where it stands, and of what."""

    file: str
    line: int
    of: str


def imports(source: str, file: str) -> Iterator[Import]:
    """All imports of a module by their full names, wherever they stand in it."""
    folder = [*Path(file).parts[:-1]]
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                yield from (Import(file, node.lineno, name.name) for name in names)
            case ast.ImportFrom(module, names, level):
                base = folder[: len(folder) - level + 1] if level else []
                whole = ".".join([*base, *([module] if module else [])])
                yield from (Import(file, node.lineno, f"{whole}.{name.name}") for name in names)


def room(name: str) -> str | None:
    """The room of a module's full name; None for what is not the desk's."""
    package, _, rest = name.partition(".")
    return (rest.split(".")[0] or "__init__") if package == "bot" else None


def room_of(file: str) -> str:
    return Path(file).with_suffix("").parts[1]


def wrong_arrow(found: Import) -> bool:
    here, there = room_of(found.file), room(found.of)
    if there is None:
        return here not in HOME.get(found.of.partition(".")[0], {here})
    return there not in MAY_IMPORT[here] | {here, "__version__"}


def modules() -> Iterator[tuple[str, str]]:
    """Every module's file, as bot/room/module.py, and its source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE.parent).as_posix(), path.read_text(encoding="utf-8")


def test_every_room_has_its_place_in_the_plan() -> None:
    assert {room_of(file) for file, _ in modules()} == MAY_IMPORT.keys()


def test_no_arrow_runs_the_wrong_way() -> None:
    wrong = [found for file, source in modules() for found in imports(source, file) if wrong_arrow(found)]

    assert wrong == []


def test_the_plan_has_no_circle() -> None:
    order: list[str] = []
    while len(order) < len(MAY_IMPORT):
        ready = [name for name, known in MAY_IMPORT.items() if name not in order and known <= set(order)]
        assert ready, f"a circle among {MAY_IMPORT.keys() - set(order)}"
        order += ready


def test_migrations_know_nothing_of_the_desk_but_each_other() -> None:
    """What the desk is made of changes; how an old database is carried over must not."""
    migrations = "bot/store/migrations/"
    found = {
        (file, each.of)
        for file, source in modules()
        if file.startswith(migrations)
        for each in imports(source, file)
        if room(each.of) and not each.of.startswith("bot.store.migrations.")
    }

    assert found == set(), "freeze what they need, in bot/store/migrations/frozen.py"


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_asks_no_clock_but_the_one_that_it_is_handed(name: str) -> None:
    found = {file: clocks(source) for file, source in modules() if room_of(file) == name}

    assert {file: calls for file, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    ("name", "banned"),
    [
        ("desk", INPUT_OUTPUT | {"pathlib"}),
        ("tickets", INPUT_OUTPUT | {"pathlib"}),
        ("understanding", INPUT_OUTPUT | {"pathlib"}),
        ("knowledge", INPUT_OUTPUT),
    ],
)
def test_the_core_touches_no_world_outside_except_that_knowledge_reads_its_files(name: str, banned: set[str]) -> None:
    known = {
        (file, found.of.partition(".")[0])
        for file, source in modules()
        if room_of(file) == name
        for found in imports(source, file)
    }

    assert {(file, library) for file, library in known if library in banned} == set()


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_knows_no_markup_of_the_places_that_words_come_from(name: str) -> None:
    found = {file: markup(source) for file, source in modules() if room_of(file) == name}

    assert {file: marks for file, marks in found.items() if marks} == {}


@pytest.mark.parametrize(
    ("file", "source", "wrong"),
    [
        ("bot/desk/desk.py", "from bot.slack.blocks import Post", True),
        ("bot/desk/desk.py", "import bot.store", True),
        ("bot/desk/desk.py", "from bot import store", True),
        ("bot/desk/desk.py", "from ..store import tables", True),
        ("bot/desk/desk.py", "def later():\n    from bot.texts import Texts", True),
        ("bot/desk/desk.py", "import slack_sdk.errors", True),
        ("bot/understanding/reader.py", "from sqlalchemy.orm import Session", True),
        ("bot/slack/app.py", "from bot.store import open_store", True),
        ("bot/texts/renderer.py", "from bot.slack import blocks", True),
        ("bot/slack/app.py", "from aiohttp import web", True),
        ("bot/settings.py", "from bot.assembly import shipped", True),
        ("bot/desk/desk.py", "from bot.tickets import Act\nfrom .places import Place\nimport re", False),
        ("bot/workspace/webapi.py", "from . import payloads\nfrom .values import Json", False),
        ("bot/commands/serve.py", "from bot.slack.web import refusal\nfrom bot.store import open_store", False),
        ("bot/cli.py", "from bot import __version__", False),
    ],
)
def test_the_test_itself_sees_an_arrow_that_runs_the_wrong_way(file: str, source: str, wrong: bool) -> None:
    assert any(map(wrong_arrow, imports(source, file))) is wrong


def test_the_test_itself_sees_a_clock() -> None:
    source = "def f(now):\n    return now(), datetime.now(UTC), time.time(), date.today()"

    assert clocks(source) == ["now", "time", "today"]


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ('PATTERN = re.compile(r"<[@!]\\w+>")', ["<[@!"]),
        ('PATTERN = re.compile(r"<@\\w+>")', ["<@"]),
        ('PATTERN = re.compile(r"(?<!x)y")', []),
        ('text.replace("&amp;", "&")', ["&amp;"]),
        ("import html\nhtml.unescape(text)", ["html"]),
        ("from html.parser import HTMLParser", ["html"]),
        ('"""What <@U1> is to Slack."""\nx = 1 < 2', ["<@"]),
    ],
)
def test_the_test_itself_sees_markup(source: str, marks: list[str]) -> None:
    assert markup(source) == marks


def markup(source: str) -> list[str]:
    """The marks that a module's texts name, and ``html`` where it undoes those of web pages."""
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    texts = [value.replace("(?<!", "") for value in constants if isinstance(value, str)]  # a pattern looks behind with "<!"
    undone = {found.of.partition(".")[0] for found in imports(source, "bot/desk/desk.py")} & {"html"}
    return [mark for mark in MARKUP if any(mark in text for text in texts)] + sorted(undone)


def clocks(source: str) -> list[str]:
    """Calls of the machine's clock; one that was handed in is called by its own name."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return sorted(call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in CLOCKS)
