"""`insyn tickets states`: every row of the table, for people in a terminal and as the page of the documentation."""

from pathlib import Path

import bot
from bot.commands import states
from bot.tickets.ticket import State
from bot.tickets.transitions import TRANSITIONS, Act, Guard, Need
from tests.commands.insyn import insyn

PAGE = Path(bot.__file__).parents[1] / "docs" / "tickets.md"


def test_the_page_of_the_documentation_is_what_the_command_prints() -> None:
    """After a change of the table: insyn tickets states --markdown > docs/tickets.md."""
    assert insyn("tickets", "states", "--markdown").stdout == PAGE.read_text(encoding="utf-8")


def test_every_row_is_printed_and_fits_a_terminal() -> None:
    lines = insyn("tickets", "states").stdout.splitlines()

    heads = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert heads == [row.act.value for row in TRANSITIONS]
    assert max(map(len, lines)) <= 100


def test_every_name_in_the_table_has_its_meaning() -> None:
    assert states.ACTS.keys() == set(Act)
    assert states.NEEDS.keys() == set(Need)
    assert states.GUARDS.keys() == set(Guard)
    assert states.STATES.keys() == set(State)
