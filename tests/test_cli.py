"""The `insyn` command: what it prints, where, and with which exit status."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

import bot
from bot.cli import main
from bot.settings.read import CONTROLLER_COUNTRIES
from bot.tickets import BOTH, COUNTRIES
from tests.commands.insyn import PROGRAM, insyn


def commands(group: click.Command, *path: str) -> list[tuple[str, ...]]:
    """Every command and group by the words that call it."""
    below = group.commands if isinstance(group, click.Group) else {}
    return [path, *(words for name, command in below.items() for words in commands(command, *path, name))]


@pytest.mark.parametrize("words", commands(main), ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(words: tuple[str, ...], option: str) -> None:
    result = insyn(*words, option)

    assert (result.exit_code, result.stderr) == (0, "")
    usage, _, rest = result.stdout.partition("\n\n")
    assert usage.startswith(f"Usage: insyn {' '.join(words)}".rstrip())
    assert rest.partition("\n\n")[0].strip().endswith(".")


HEAVY = ("alembic", "babel", "bot.knowledge", "bot.understanding", "numpy", "pydantic", "slack_sdk", "sqlalchemy", "yaml")
SEE_LOADED = """
import contextlib, os, sys
from bot.cli import main
with contextlib.redirect_stdout(open(os.devnull, "w")), contextlib.suppress(SystemExit):
    main(sys.argv[2:])
print([name for name in sys.argv[1].split() if name in sys.modules])
"""


@pytest.mark.parametrize("arguments", ["--help", "--version", "tickets --help", "serve --help", "ask --help", "key new"])
def test_what_needs_no_knowledge_and_no_database_loads_none_of_their_libraries(arguments: str) -> None:
    program = [sys.executable, "-c", SEE_LOADED, " ".join(HEAVY), *arguments.split()]

    done = subprocess.run(program, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_missing_settings_are_told_before_anything_heavy_is_loaded() -> None:
    but_what_parses_addresses = " ".join(set(HEAVY) - {"sqlalchemy"})
    program = [sys.executable, "-c", SEE_LOADED, but_what_parses_addresses, "doctor"]

    done = subprocess.run(program, capture_output=True, text=True, check=True, env={})

    assert (done.stdout, done.stderr.splitlines()[0]) == ("[]\n", "Insyn cannot start:")


def test_the_promised_commands_are_there() -> None:
    promised = {"ask", "serve", "doctor", "demo", "outbox", "knowledge check", "bench", "deadline", "key new"}
    promised |= {"tickets list", "tickets show", "tickets export", "tickets letter", "tickets states", "retention run"}
    promised |= {"audit verify", "audit export", "person show", "person erase"}

    assert promised <= {" ".join(words) for words in commands(main)}


def test_the_readme_speaks_of_every_command() -> None:
    readme = (Path(bot.__file__).parents[1] / "README.md").read_text(encoding="utf-8")

    assert [name for name in main.commands if f"insyn {name}" not in readme and f"make {name}" not in readme] == []


@pytest.mark.parametrize("program", [[str(Path(PROGRAM[0]).with_name("insyn"))], PROGRAM], ids=["insyn", "module"])
def test_the_program_is_installed_and_can_be_run_as_a_module(program: list[str], tmp_path: Path) -> None:
    done = subprocess.run([*program, "--version"], capture_output=True, text=True, cwd=tmp_path, check=True)

    assert done.stdout == f"insyn, version {bot.__version__}\n"


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--jsonl", "Vad?"], ["sing"], ["ask", "--loud", "Vad?"]])
def test_a_command_that_is_called_wrongly_says_how_to_call_it(arguments: list[str]) -> None:
    result = insyn(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["serve"], ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "OFFICERS_CHANNEL"]),
        (["serve", "--http"], ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "OFFICERS_CHANNEL"]),
        (["doctor"], ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "OFFICERS_CHANNEL"]),
        (["doctor", "--http"], ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "OFFICERS_CHANNEL"]),
    ],
)
def test_a_command_that_needs_settings_says_all_that_is_missing(arguments: list[str], names: list[str]) -> None:
    result = insyn(*arguments)

    head, *faults = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, head) == (2, "", "Insyn cannot start:")
    assert [fault.split()[0] for fault in faults] == names


def test_a_command_that_needs_settings_says_all_that_is_wrong_without_showing_it() -> None:
    wrong = {"SLACK_BOT_TOKEN": "hidden", "SLACK_APP_TOKEN": "hidden", "OFFICERS_CHANNEL": "x", "TIMEZONE": "Mars"}

    result = insyn("serve", **wrong)

    assert result.exit_code == 2
    assert [line.split()[0] for line in result.stderr.splitlines()[1:]] == list(wrong)
    assert "hidden" not in result.stderr


def test_settings_and_commands_take_the_countries_that_deadlines_are_counted_for() -> None:
    (option,) = (option for option in main.commands["deadline"].params if option.name == "country")

    assert CONTROLLER_COUNTRIES == tuple(option.type.choices) == (*COUNTRIES, BOTH)  # type: ignore[attr-defined]
