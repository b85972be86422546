"""How wide the terminal is."""

import shutil

LEAST, MOST = 40, 100
"""Columns. Narrower is too narrow for a table, and longer lines are hard to read."""


def columns() -> int:
    """Return how many columns a line may fill: those of the terminal, or MOST where the output goes elsewhere."""
    return min(MOST, max(LEAST, shutil.get_terminal_size((MOST, 24)).columns))
