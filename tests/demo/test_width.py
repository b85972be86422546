"""What the demo prints fits the terminal, whatever is printed."""

import click
import pytest

from bot.demo.story import play
from bot.demo.talk import HELP
from bot.demo.transcript import Transcript
from bot.terminal import columns
from tests.demo.at_terminal import Terminal

CARD = "Jag vill flytta mina uppgifter till ett annat företag"


def too_long(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if len(line) > columns()]


@pytest.mark.parametrize("width", ["60", "80", "100"])
def test_no_line_of_the_conversation_is_longer_than_the_terminal(
    fresh: Terminal, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    office, printed = fresh.office, list[str]()

    play(office, Transcript(office.slack, office.names, office.pressed_by, printed.append), printed.append)

    seen = click.unstyle("\n".join(printed))
    assert max(map(len, seen.splitlines())) > int(width) - 12
    assert too_long(seen) == []


def test_neither_help_nor_a_form_nor_a_menu_is_longer_than_eighty_columns(
    fresh: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    fresh.type(CARD)
    fresh.type(fresh.number("Ta ärendet"))

    printed = fresh.type(fresh.number("Mer …"), "", fresh.number("Skriv svaret"), "help", "1", "cancel", "/privacy-request")

    assert "cancel or Ctrl-C leaves this" in printed
    assert "8 Få ett automatiskt beslut prövat" in printed
    assert too_long(HELP + printed) == []


@pytest.mark.parametrize(("set_to", "used"), [("80", 80), ("400", 100), ("10", 40), ("", 100)])
def test_the_width_is_the_terminals_within_what_can_be_read(monkeypatch: pytest.MonkeyPatch, set_to: str, used: int) -> None:
    monkeypatch.setenv("COLUMNS", set_to)

    assert columns() == used
