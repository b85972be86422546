"""Reads lines typed at the demo's terminal."""

import re
from collections.abc import Callable, Sequence

import click

Ask = Callable[[str], str]
"""Shows a prompt and gives the line typed, as ``input`` does: EOFError at the end of the input, KeyboardInterrupt on Ctrl-C."""


class Wrong(ValueError):
    """A typed line cannot be used; the message says what can be typed."""


def read_line(ask: Ask, prompt: str) -> str:
    """Return the next line that is valid text, stripped."""
    while True:
        try:
            line = ask(prompt)
        except UnicodeDecodeError:
            click.echo("That is no text in the terminal's encoding.")
        else:
            # Invalid bytes arrive as lone surrogates, which cannot be stored.
            return line.encode("utf-8", "replace").decode("utf-8").strip()


def read_until_right(ask: Ask, prompt: str, use: Callable[[str], None]) -> None:
    """Return the result of ``use(line)``, asking again and showing the message while it raises Wrong."""
    while True:
        try:
            return use(read_line(ask, prompt))
        except Wrong as wrong:
            click.echo(f"    {click.style(str(wrong), fg='red')}")


def one_of(labels: Sequence[str], line: str) -> int:
    """Return the index of the label whose number, counted from 1, was typed. Wrong if there is none."""
    number = int(line) if re.fullmatch("[0-9]{1,4}", line) else 0
    if not 0 < number <= len(labels):
        raise Wrong(f"Type a number from 1 to {len(labels)}.")
    return number - 1


def show_numbered(labels: Sequence[str]) -> None:
    """Print labels, each with the number to type for it."""
    for number, label in enumerate(labels, 1):
        click.echo(f"    {number:2} {label}")


def choose(ask: Ask, labels: Sequence[str]) -> int | None:
    """Return the index of the label that the person chooses, or None."""
    found: int | None = None

    def use(line: str) -> None:
        nonlocal found
        found = one_of(labels, line) if line else None

    show_numbered(labels)
    read_until_right(ask, "  Which? (Enter: none) ", use)
    return found


def confirmed(ask: Ask, question: str) -> bool:
    """Whether the person says yes to a question."""
    return read_line(ask, f"  {question} (y/n) ").casefold() in {"y", "yes", "j", "ja"}
