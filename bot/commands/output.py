"""Output of commands: tables for terminals, and files that are written atomically."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from bot.terminal import columns

GAP = "  "


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Format rows as columns no wider than the terminal; the widest column is cut with an ellipsis."""
    lines = [list(heads), *([_plain(cell) for cell in row] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    while sum(widths) + len(GAP) * (len(widths) - 1) > columns():
        widths[widths.index(max(widths))] -= 1
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(_cut(cell, width).ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _plain(text: str) -> str:
    """Return the text on one line, without control characters."""
    return "".join(char if char.isprintable() else " " for char in text)


def paragraphs(text: str, indent: str = "  ") -> str:
    """Return somebody's words indented and wrapped, without control characters."""
    lines = (_plain(line) for line in text.splitlines())
    return "\n".join(click.wrap_text(line, columns(), indent, indent) if line.strip() else "" for line in lines)


@contextmanager
def written(file: Path | None) -> Iterator[TextIO]:
    """Open standard output, or a file readable by its owner only that replaces an earlier one once it is complete."""
    if file is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
    except OSError as error:
        raise click.FileError(str(file), hint=error.strerror) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
