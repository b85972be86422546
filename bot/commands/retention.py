"""`insyn retention`: removes data whose retention period has ended, as the desk does once a day."""

import json
from collections.abc import Sequence

import click

from bot.assembly import scheduler_without_slack
from bot.commands.output import table
from bot.commands.records import Records, records
from bot.knowledge.values import Period
from bot.terminal import columns
from bot.tickets.retention import Removal

REMOVED = {
    Removal.DRAFTS: "the draft of the answer",
    Removal.THREAD: "words in the thread",
    Removal.DISMISSED: "all contents",
    Removal.LINK: "who the person was",
    Removal.REGISTER: "everything, the log too",
}
"""Description of each removal."""


def run(*, dry_run: bool, as_json: bool) -> None:
    """Print what was removed, or with ``dry_run`` would be: ticket, kind, and the reason for the period."""
    with records() as found:
        scheduler = scheduler_without_slack(found.store, found.rules)
        removed = scheduler.forgettable() if dry_run else scheduler.forget()
        if as_json:
            click.echo(json.dumps([_facts(found, reference, removal) for reference, removal in removed], ensure_ascii=False))
        else:
            _print(found, removed, dry_run)


def _facts(found: Records, reference: str, removal: Removal) -> dict[str, str]:
    return {"reference": reference, "removal": removal.value, "reason": _period(found, removal).reason}


def _period(found: Records, removal: Removal) -> Period:
    return found.rules.periods[removal.value]


def _print(found: Records, removed: Sequence[tuple[str, Removal]], dry_run: bool) -> None:
    if not removed:
        click.echo("Nothing is due to be removed.")
        return
    rows = [(reference, REMOVED[removal], _length(_period(found, removal))) for reference, removal in removed]
    click.echo(table(("ticket", "would be removed" if dry_run else "removed", "kept after its end for"), rows))
    click.echo("")
    for removal in dict.fromkeys(removal for _, removal in removed):
        click.echo(click.wrap_text(f"{REMOVED[removal]}: {_period(found, removal).reason}", columns(), "", "  "))


def _length(period: Period) -> str:
    parts = [f"{number} {name}" for number, name in ((period.months, "months"), (period.days, "days")) if number]
    return " and ".join(parts) or "no time"
