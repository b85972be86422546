"""`insyn serve` that ends as by `kill -9` at its n-th commit: python -m tests.endurance.crashing before|after N."""

import itertools
import os
import sys
import threading
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


def end_with_parent() -> None:
    """End this process when the one that started it has ended, however that ended."""
    parent, never = os.getppid(), threading.Event()
    while os.getppid() == parent:
        never.wait(1)
    os._exit(KILLED)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    crash_at(int(sys.argv[2]), before=sys.argv[1] == "before")
    main(["serve"], prog_name="insyn")
