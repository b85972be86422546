"""What can be typed at the demo's prompt, and that nothing that is typed ends it with an error."""

import pytest

from bot.demo.lines import CANCEL_WORDS, END_WORDS, HELP_WORDS
from bot.demo.talk import HELP
from tests.demo.at_terminal import Break, Terminal

ASK = "Radera alla uppgifter som ni har om mig"


class Undecodable(UnicodeDecodeError):
    """Bytes that are not in the terminal's encoding."""

    def __init__(self) -> None:
        super().__init__("utf-8", b"\xff", 0, 1, "invalid start byte")


def last_words(printed: str) -> str:
    return printed.rstrip().splitlines()[-1]


@pytest.mark.parametrize("end", [*sorted(END_WORDS), "EXIT", " Quit "])
def test_a_word_ends_it_with_a_short_line(terminal: Terminal, end: str) -> None:
    assert terminal.type(end, "Vad är en cookie?") == "Goodbye.\n"


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_a_key_ends_it_with_a_short_line(terminal: Terminal, key: Break) -> None:
    assert terminal.type(key, "Vad är en cookie?") == "\nGoodbye.\n"


@pytest.mark.parametrize("word", sorted(HELP_WORDS))
def test_what_can_be_typed_is_said_at_first_and_when_asked_for(terminal: Terminal, word: str) -> None:
    assert terminal.type(word) == f"{HELP}\n\nGoodbye.\n"
    assert terminal.seen[0] == ("Anna> ", f"{HELP}\n\n")


@pytest.mark.parametrize("number", ["0", "99999", "00"])
def test_a_number_that_no_button_has_is_answered_with_those_that_there_are(terminal: Terminal, number: str) -> None:
    terminal.type("Vad är en cookie?")
    drawn = len(terminal.transcript.buttons)

    assert terminal.type(number) == f"There is no button with that number; there are 1 to {drawn}.\n\nGoodbye.\n"


@pytest.mark.parametrize(
    "line", ["", "   ", "²", "9" * 5_000, "/nothing", "/", "x" * 100_000, "\udcff", "olle:", "\x00\x1b[31m", "<@U1> *"]
)
def test_whatever_is_typed_the_next_question_is_answered(terminal: Terminal, line: str) -> None:
    assert "2.1 · Cookies" in terminal.type(line, "Vad är en cookie?")


def test_bytes_that_are_no_text_are_said_to_be_none(terminal: Terminal) -> None:
    printed = terminal.type("Vad är en cookie?", Undecodable, "Hej")

    assert "That is no text" in printed
    assert last_words(printed) == "Goodbye."


def test_the_first_button_of_an_officer_can_be_pressed_and_its_form_filled_in(fresh: Terminal) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Ta ärendet"), fresh.number("Skriv till personen"), "Vi har börjat.")

    assert "@Olle tog ärendet." in printed
    assert "(direct message)\n  Vi skriver till dig i ärende" in printed
    assert "│ Vi har börjat." in printed


def test_what_olle_alone_is_told_is_shown(fresh: Terminal) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Varför?"))

    assert printed.startswith("Insyn  (#privacy-officers, only Olle sees this)\n  Så är datumen för ")


def test_what_olle_is_told_in_a_direct_message_is_shown(terminal: Terminal) -> None:
    printed = terminal.type("olle: Vad är en cookie?")

    assert "Insyn  (direct message with Olle, in the thread)" in printed


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
def test_a_form_that_is_broken_off_is_cancelled_and_the_prompt_comes_again(fresh: Terminal, key: Break) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Skriv till personen"), key, "Vad är en cookie?")

    assert "\nCancelled.\n" in printed
    assert "2.1 · Cookies" in printed
    assert [fresh.office.slack.view(user) for user in fresh.office.people] == [None] * 4


@pytest.mark.parametrize("word", sorted(CANCEL_WORDS))
def test_a_word_cancels_a_form_and_nothing_is_sent(fresh: Terminal, word: str) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Skriv till personen"), word)

    assert printed.endswith("\nCancelled.\n\nGoodbye.\n")
    assert [fresh.office.slack.view(user) for user in fresh.office.people] == [None] * 4


@pytest.mark.parametrize("word", ["exit", "Q"])
def test_a_word_ends_the_demo_from_within_a_form(fresh: Terminal, word: str) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Skriv till personen"), word, "Vad är en cookie?")

    assert printed.endswith("\nGoodbye.\n")
    assert "Cookies" not in printed


def test_help_in_a_form_says_what_can_be_typed_and_a_backslash_makes_text_of_such_a_word(fresh: Terminal) -> None:
    fresh.type(ASK)

    printed = fresh.type(fresh.number("Skriv till personen"), "help", "\\exit")

    assert "cancel or Ctrl-C leaves this, exit ends the demo." in printed
    assert "│ exit" in printed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("oda:", "Type what Oda writes or presses after the colon, such as oda: 1"),
        ("Oda :  ", "Type what Oda writes or presses after the colon, such as Oda: 1"),
        ("kim:", "Nobody here is called Kim; there are Anna, Sam, Olle, Oda."),
        ("kim: 1", "Nobody here is called Kim; there are Anna, Sam, Olle, Oda."),
        ("kim: /privacy-request", "Nobody here is called Kim; there are Anna, Sam, Olle, Oda."),
    ],
)
def test_a_name_without_anything_to_do_or_of_nobody_is_answered_with_what_can_be_typed(
    terminal: Terminal, line: str, told: str
) -> None:
    assert terminal.type(line) == f"{told}\n\nGoodbye.\n"


def test_a_form_with_something_wrong_says_so_and_is_asked_again(fresh: Terminal) -> None:
    tomorrow_and_then_today = ["1", "", "", "", "", "2026-03-03", "", "", "", "", "", "2026-03-02"]

    printed = fresh.type("/privacy-request", *tomorrow_and_then_today)

    assert printed.count("[Gör en begäran]") == 2
    assert "När kom det in?: Dagen kan inte ligga i framtiden." in printed
    assert "Begäran har kommit fram: " in printed


def test_a_press_that_cannot_be_taken_back_waits_for_a_yes(fresh: Terminal) -> None:
    fresh.type(ASK)
    fresh.type(fresh.number("Ta ärendet"))
    fresh.type(fresh.number("Skriv svaret"), "1", "all", "Här är svaret.", "")
    send = fresh.number("Skicka svaret")

    assert fresh.type(send, "n", send, "", "maybe", "nej") == "    Type y for yes or n for no.\n" * 2 + "\nGoodbye.\n"
    assert "Här är svaret." in fresh.type(f"oda: {send}", "y")


def test_a_menu_asks_which_and_can_be_left_without_choosing(fresh: Terminal) -> None:
    fresh.type(ASK)
    menu = fresh.number("Mer …")

    printed = fresh.type(menu, "77", "x", "")

    assert printed.count("Type a number from 1 to ") == 2
    assert fresh.prompts() == ["Anna>", *["Which? (Enter: none)"] * 3, "Anna>"]


def test_a_button_of_a_message_that_has_changed_is_said_to_be_gone(fresh: Terminal) -> None:
    fresh.type("Jag vill flytta mina uppgifter till ett annat företag")
    take = fresh.number("Ta ärendet")

    assert "That button is gone" in fresh.type(take, take)


def test_nobody_presses_what_only_somebody_else_sees(terminal: Terminal) -> None:
    terminal.type("Vad är en cookie?")

    assert "Only Anna sees that button." in terminal.type(f"sam: {terminal.number('Fråga en människa')}")
