"""`insyn tickets letter`: what support can send to a customer."""

import pytest

from bot.commands.letter import ABOUT
from bot.tickets import Act
from tests.commands.insyn import insyn
from tests.commands.register import Register


def test_the_acknowledgement_is_written_in_the_tickets_language_or_another(register: Register) -> None:
    reference = register.request(customer=True)

    swedish = register.insyn("tickets", "letter", reference, "opened")
    english = register.insyn("tickets", "letter", reference, "opened", "--language", "en")

    assert (swedish.exit_code, english.exit_code) == (0, 0)
    assert swedish.stdout.startswith("Hej Åsa Öberg!")
    assert english.stdout.startswith("Dear Åsa Öberg,")
    assert reference in swedish.stdout
    assert reference in english.stdout


def test_a_refusal_has_its_ground_the_complaint_and_the_officers_words(register: Register) -> None:
    reference = register.request(customer=True)
    register.end(reference, refused=True)

    letter = register.insyn("tickets", "letter", reference, "refusal", "--language", "en").stdout

    assert "Här är allt vi hade" in letter
    assert "17(3)(b)" in letter
    assert "www.imy.se" in letter
    assert "court" in letter


def test_the_words_are_those_that_were_given_last(register: Register) -> None:
    reference = register.request(customer=True)
    for words in ("Vilket konto?", "Vilken adress?"):
        register.act(reference, Act.REPLY, words=words)

    letter = register.insyn("tickets", "letter", reference, "reply").stdout
    assert "Vilken adress?" in letter
    assert "Vilket konto?" not in letter


@pytest.mark.parametrize("about", [about for about in ABOUT if about != "opened"])
def test_a_letter_of_what_has_not_happened_is_not_written(register: Register, about: str) -> None:
    result = register.insyn("tickets", "letter", register.request(customer=True), about)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"has no letter “{about}”" in result.stderr


def test_a_breach_has_no_acknowledgement_to_send(register: Register) -> None:
    result = register.insyn("tickets", "letter", register.breach(), "opened")

    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [["thanks"], ["opened", "--language", "no"]])
def test_a_letter_or_a_language_that_there_is_not_is_named(register: Register, arguments: list[str]) -> None:
    result = register.insyn("tickets", "letter", register.request(), *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{arguments[-1]!r}" in result.stderr


def test_the_help_names_every_letter() -> None:
    shown = " ".join(insyn("tickets", "letter", "--help").stdout.split())

    named = shown.partition("ABOUT is one of: ")[2].partition(".")[0]
    assert set(named.split(", ")) == set(ABOUT)
