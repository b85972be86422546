"""The table that a run prints."""

from collections.abc import Iterable, Mapping

from tests.endurance.reckoning import Faults, Reckoning
from tests.endurance.run import Run

Row = tuple[str, object]


def table(run: Run, reckoning: Reckoning, faults: Faults) -> str:
    """What happened, and what came of it."""
    done = run.ledger.done
    acked = [one for one in done if one.acked]
    rows: list[Row] = [
        ("mishaps", _counts(run.mishaps.count)),
        ("desks that ended", run.desks.ended),
        ("calls of the Web API", run.troubles.calls.total()),
        ("calls that failed", f"{run.troubles.failures.total()}: {_counts(run.troubles.failures)}"),
        ("payloads sent, with retries", run.slack.sent),
        ("payloads given up", run.slack.given_up),
        ("things done", f"{len(done)}: {_deeds(one.deed for one in done)}"),
        ("of these acknowledged", len(acked)),
        ("tickets", len(reckoning.tickets)),
        ("letters", len(reckoning.letters)),
        ("lost", len(faults.lost)),
        ("doubled", len(faults.doubled)),
        ("out of order", len(faults.out_of_order)),
        ("seconds from the last kill until all was delivered", f"{run.seconds:.0f}"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _deeds(deeds: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for deed in deeds:
        counts[deed] = counts.get(deed, 0) + 1
    return _counts(counts)
