"""`insyn serve` that ends as by `kill -9` at its n-th commit: python -m tests.endurance.crashing before|after N."""

import itertools
import os
import sys
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from bot.cli import main

KILLED = 137


def crash_at(number: int, *, before: bool) -> None:
    """End this process before or after its n-th commit; never if ``number`` is 0."""
    commit, count = DefaultDialect.do_commit, itertools.count(1)

    def counted(self: DefaultDialect, connection: Any) -> None:
        is_last = next(count) == number
        if is_last and before:
            os._exit(KILLED)
        commit(self, connection)
        if is_last:
            os._exit(KILLED)

    DefaultDialect.do_commit = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    crash_at(int(sys.argv[2]), before=sys.argv[1] == "before")
    main(["serve"], prog_name="insyn")
