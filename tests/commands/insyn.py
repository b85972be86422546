"""The `insyn` command, run within the tests' own process."""

import sys

from click.testing import CliRunner, Result

from bot.cli import main

PROGRAM = [sys.executable, "-m", "bot"]


def insyn(*arguments: str, stdin: str | bytes | None = None, **environment: str) -> Result:
    """What a command prints, and its exit status; ``environment`` is set for it alone."""
    return CliRunner().invoke(main, arguments, input=stdin, env=environment, prog_name="insyn")
