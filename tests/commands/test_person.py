"""`insyn person`: what the desk holds of somebody, and its erasure."""

import json

import pytest

from bot.tickets import Act
from tests.commands.register import ANNA, OLLE, Register

ASA = "asa@kund.example"


def logged(register: Register) -> list[str]:
    """What the desk's own log says."""
    rows = [json.loads(line) for line in register.insyn("audit", "export").stdout.splitlines()]
    return [row["what"] for row in rows if row["ticket"] == "desk"]


@pytest.mark.parametrize("who", [ASA, " ASA@kund.example "])
def test_a_customers_tickets_are_found_by_e_mail(register: Register, who: str) -> None:
    reference = register.request(customer=True, words="hemliga ord")
    register.request()

    found = json.loads(register.insyn("person", "show", "--json", who).stdout)

    assert found["person"] == who.strip()
    assert [(ticket["reference"], ticket["own_words"]) for ticket in found["tickets"]] == [(reference, "hemliga ord")]


def test_what_a_user_asked_and_what_waits_for_them_is_shown(register: Register) -> None:
    reference = register.request(words="hemliga ord")

    shown = register.insyn("person", "show", ANNA).stdout

    assert shown.startswith(f"{reference}  open, access, erasure, received 2026-03-02\n    hemliga ord\n")
    assert "Waiting to be sent" in shown


def test_what_an_officer_did_is_shown(register: Register) -> None:
    reference = register.request()
    register.act(reference, Act.TAKE)

    found = json.loads(register.insyn("person", "show", "--json", OLLE).stdout)

    assert [(act["reference"], act["what"]) for act in found["acts"]] == [(reference, "take")]
    assert register.insyn("person", "show", OLLE).stdout.startswith("Done as an officer\n")


def test_all_that_is_held_of_a_person_is_told_to_programs(register: Register) -> None:
    reference = register.request(words="hemliga ord")
    shown = json.loads(register.insyn("tickets", "show", "--json", reference).stdout)

    found = json.loads(register.insyn("person", "show", "--json", ANNA).stdout)

    assert list(found) == ["person", "tickets", "letters", "acts"]
    assert found["tickets"] == [shown]
    assert [event["what"] for event in found["tickets"][0]["events"]] == ["opened"]
    [letter] = found["letters"]
    assert letter == {"id": letter["id"], "kind": "opened", "since": "2026-03-02T09:30:00+00:00", "words": None}
    assert found["acts"] == []


def test_where_nothing_is_held_that_is_said(register: Register) -> None:
    assert register.insyn("person", "show", "U0NOBODY").stdout == "The desk holds nothing of U0NOBODY.\n"
    assert register.insyn("person", "erase", "U0NOBODY", "--yes").stdout == "The desk holds nothing of U0NOBODY.\n"


def test_that_somebody_looked_or_erased_is_logged_without_saying_whom(register: Register) -> None:
    register.end(register.request())
    register.insyn("person", "show", ANNA)
    register.insyn("person", "erase", ANNA, "--yes")

    assert logged(register) == ["person_shown", "person_erased"]
    assert ANNA not in register.insyn("audit", "export").stdout


def test_what_has_ended_is_erased_and_what_is_open_or_held_is_kept_with_the_reason(register: Register) -> None:
    ended, held = register.request(customer=True), None
    register.end(ended)
    held = register.request(customer=True)
    register.end(held)
    register.act(held, Act.HOLD, words="tvist")
    still_open = register.request(customer=True)

    result = register.insyn("person", "erase", ASA, "--yes")

    assert result.exit_code == 0
    assert set(result.stdout.splitlines()[:3]) == {
        f"Erased: {ended}.",
        f"Kept: {held}, because a legal hold stands.",
        f"Kept: {still_open}, because it is still open.",
    }
    assert (register.ticket(ended).own_words, register.ticket(ended).subject.name) == ("", None)
    assert register.ticket(held).own_words == "Visa allt"
    assert register.insyn("audit", "verify").exit_code == 0


def test_what_was_erased_is_not_found_any_more(register: Register) -> None:
    register.end(register.request(customer=True))
    register.insyn("person", "erase", ASA, "--yes")

    assert register.insyn("person", "show", ASA).stdout == f"The desk holds nothing of {ASA}.\n"


def test_without_a_terminal_nothing_is_erased_unless_it_is_said_that_it_is_meant(register: Register) -> None:
    reference = register.request()
    register.end(reference)

    result = register.insyn("person", "erase", ANNA)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "--yes" in result.stderr
    assert register.ticket(reference).own_words == "Visa allt"


@pytest.mark.parametrize(
    ("reply", "status", "words"), [("y\n", 0, ""), ("n\n", 1, "Visa allt"), ("\n", 1, "Visa allt"), ("", 1, "Visa allt")]
)
def test_on_a_terminal_the_person_is_asked_first(
    register: Register, monkeypatch: pytest.MonkeyPatch, reply: str, status: int, words: str
) -> None:
    reference = register.request()
    register.end(reference)
    monkeypatch.setattr("bot.commands.person._is_terminal", lambda: True)

    result = register.insyn("person", "erase", ANNA, stdin=reply)

    assert result.exit_code == status
    assert f"Erase what {reference} say of {ANNA}? It cannot be brought back" in result.stdout
    assert register.ticket(reference).own_words == words
