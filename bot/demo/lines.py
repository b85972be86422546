"""Reads lines typed at the demo's terminal."""

import re
import textwrap
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from bot.terminal import columns

HELP_WORDS = frozenset({"?", "help", "/help", "hjälp"})
CANCEL_WORDS = frozenset({"cancel", "/cancel", "avbryt"})
END_WORDS = frozenset({"exit", "quit", "q", "avsluta", "sluta", "/exit", "/quit"})
SPECIAL = HELP_WORDS | CANCEL_WORDS | END_WORDS
AS_TEXT = "\\"
"""What to type before a special word that is meant as text."""
YES, NO = frozenset({"y", "yes", "j", "ja"}), frozenset({"n", "no", "nej"})
WAYS_OUT = "cancel or Ctrl-C leaves this, exit ends the demo."

Ask = Callable[[str], str]
"""Shows a prompt and gives the line typed, as ``input`` does: EOFError at the end of the input, KeyboardInterrupt on Ctrl-C."""


T = TypeVar("T")


class Wrong(ValueError):
    """A typed line cannot be used; the message says what can be typed."""


class Cancelled(Exception):
    """The person leaves what they were asked for."""


class Ended(Exception):
    """The person ends the demo."""


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


def read_until_right(ask: Ask, prompt: str, use: Callable[[str], T], how: str = WAYS_OUT) -> T:
    """Return the result of ``use(line)``, asking again and showing the message while it raises Wrong.

    A line that asks for help shows ``how``. Cancelled or Ended if the line says so.
    """
    while True:
        line = read_line(ask, prompt)
        if line.casefold() in HELP_WORDS:
            show_wrapped(how, "    ")
            continue
        try:
            return use(_meant(line))
        except Wrong as wrong:
            click.echo(f"    {click.style(str(wrong), fg='red')}")


def _meant(line: str) -> str:
    """Return the text that a line stands for."""
    if line.casefold() in CANCEL_WORDS:
        raise Cancelled
    if line.casefold() in END_WORDS:
        raise Ended
    text = line.removeprefix(AS_TEXT)
    return text if text.casefold() in SPECIAL else line


def show_wrapped(text: str, indent: str, first: str | None = None, *, dim: bool = False) -> None:
    """Print a text within the terminal; ``first`` is the indent of its first line, if it differs."""
    start = indent if first is None else first
    for line in textwrap.wrap(text, columns(), initial_indent=start, subsequent_indent=indent, break_on_hyphens=False):
        click.echo(click.style(line, dim=dim))


def one_of(labels: Sequence[str], line: str) -> int:
    """Return the index of the label whose number, counted from 1, was typed. Wrong if there is none."""
    number = int(line) if re.fullmatch("[0-9]{1,4}", line) else 0
    if not 0 < number <= len(labels):
        raise Wrong(f"Type a number from 1 to {len(labels)}.")
    return number - 1


def show_numbered(labels: Sequence[str]) -> None:
    """Print labels, each with the number to type for it."""
    for number, label in enumerate(labels, 1):
        show_wrapped(label, " " * 7, f"    {number:2} ")


def choose(ask: Ask, labels: Sequence[str]) -> int | None:
    """Return the index of the label that the person chooses, or None."""
    show_numbered(labels)
    return read_until_right(ask, "  Which? (Enter: none) ", lambda line: one_of(labels, line) if line else None)


def confirmed(ask: Ask, question: str) -> bool:
    """Whether the person says yes to a question; they are asked until they say yes or no."""

    def use(line: str) -> bool:
        if line.casefold() not in YES | NO:
            raise Wrong("Type y for yes or n for no.")
        return line.casefold() in YES

    return read_until_right(ask, f"  {question} (y/n) ", use)
