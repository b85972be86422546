"""The desk is killed before and after each commit that a request and a question need, one commit a round."""

import itertools
from collections.abc import Callable

from tests.endurance.run import Run


def at_every_commit(run: Run, tell: Callable[[str], None] = lambda _: None) -> bool:
    """Kill at the first commit, the second and so on, until nothing is left to be killed at. Return whether all came to rest."""
    return all(_sweep(run, when, tell) for when in ("before", "after"))


def _sweep(run: Run, when: str, tell: Callable[[str], None]) -> bool:
    for number in itertools.count(1):
        tell(f"killed {when} commit {number}: {len(run.ledger.done)} things done")
        run.desks.restart(number, when)
        ended = run.desks.ended
        run.people.requests()
        run.people.asks()
        if not run.heal():
            return False
        if run.desks.ended == ended:
            return True
    raise AssertionError
