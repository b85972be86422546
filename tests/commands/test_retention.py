"""`insyn retention run`: what no period covers any more is removed, and is said with the reason."""

import json

import pytest

from bot.commands.retention import REMOVED
from bot.tickets import Act
from bot.tickets.retention import Removal
from tests.commands.register import Register
from tests.shipped import knowledge

PERIODS = knowledge().retention


def due(register: Register, *options: str) -> list[tuple[str, str]]:
    result = register.insyn("retention", "run", "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return [(row["reference"], row["removal"]) for row in json.loads(result.stdout)]


def test_nothing_is_due_before_a_period_ends(register: Register) -> None:
    register.end(register.request())
    register.later(days=13)

    assert register.insyn("retention", "run").stdout == "Nothing is due to be removed.\n"


@pytest.mark.parametrize(
    ("days", "removed"),
    [
        (14, ["drafts"]),
        (30, ["drafts", "thread"]),
        (366, ["drafts", "thread", "link"]),
    ],
)
def test_what_is_due_is_removed_once(register: Register, days: int, removed: list[str]) -> None:
    reference = register.request()
    register.end(reference)
    register.later(days=days)

    assert due(register) == [(reference, removal) for removal in removed]
    assert due(register) == []


def test_the_register_goes_in_the_run_after_the_thread(register: Register) -> None:
    reference = register.request()
    register.end(reference)
    register.later(days=3 * 366)

    assert due(register) == [(reference, removal) for removal in ("drafts", "thread", "link")]
    assert due(register) == [(reference, "register")]


def test_a_dry_run_says_the_same_and_removes_nothing(register: Register) -> None:
    reference = register.request()
    register.end(reference)
    register.later(days=30)

    assert due(register, "--dry-run") == due(register, "--dry-run") == [(reference, "drafts"), (reference, "thread")]
    assert register.ticket(reference).answer == "Här är allt vi hade"
    assert due(register) == [(reference, "drafts"), (reference, "thread")]
    assert register.ticket(reference).answer == ""


@pytest.mark.parametrize(("options", "head"), [([], "removed"), (["--dry-run"], "would be removed")])
def test_people_read_ticket_kind_period_and_reason(register: Register, options: list[str], head: str) -> None:
    reference = register.request()
    register.end(reference)
    register.later(days=14)

    heads, row, _, *reason = register.insyn("retention", "run", *options).stdout.splitlines()

    assert head in heads
    assert row.split("  ")[0] == reference
    assert row.endswith("  14 days")
    assert " ".join(" ".join(reason).split()) == f"the draft of the answer: {PERIODS['drafts'].reason}"


def test_a_legal_hold_stops_it(register: Register) -> None:
    reference = register.request()
    register.end(reference)
    register.act(reference, Act.HOLD, words="tvist")
    register.later(days=3 * 366)

    assert due(register) == []


def test_a_refused_request_is_kept_longer(register: Register) -> None:
    register.end(register.request(), refused=True)
    register.later(days=30)

    assert due(register, "--dry-run") == []


def test_the_log_stays_valid_when_things_are_removed(register: Register) -> None:
    register.end(register.request())
    register.later(days=3 * 366)
    register.insyn("retention", "run")

    assert register.insyn("audit", "verify").exit_code == 0


def test_every_removal_has_its_words() -> None:
    assert REMOVED.keys() == set(Removal)
