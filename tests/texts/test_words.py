"""Names of messages, dates and lists as people write them; sheets as plain text."""

from datetime import date, datetime

import pytest

from bot.assembly import shipped
from bot.texts import Sheet, Texts
from bot.texts.sheet import Button, Buttons, Choice, Draft, Facts, Link, Menu, Part, Quote, SmallPrint, Text, Title, UserMention


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(shipped("locales"), ["sv", "en"])


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("sv", date(2026, 1, 31), "31 januari 2026"),
        ("sv", date(2026, 6, 6), "6 juni 2026"),
        ("en", date(2026, 1, 31), "31 January 2026"),
    ],
)
def test_days_are_written_as_in_the_readers_language(texts: Texts, language: str, day: date, written: str) -> None:
    assert texts.day(language, day) == written


@pytest.mark.parametrize(
    ("language", "weekday", "moment"),
    [
        ("sv", "lördagen den 31 januari 2026", "31 januari 2026 kl. 09.05"),
        ("en", "Saturday 31 January 2026", "31 January 2026 at 09:05"),
    ],
)
def test_weekdays_and_times_are_written_as_in_the_readers_language(
    texts: Texts, language: str, weekday: str, moment: str
) -> None:
    assert texts.weekday(language, date(2026, 1, 31)) == weekday
    assert texts.moment(language, datetime(2026, 1, 31, 9, 5)) == moment


def test_alternatives_end_with_or(texts: Texts) -> None:
    assert texts.listed("sv", ["a", "b"], "or") == "a eller b"
    assert texts.listed("en", ["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("language", "items", "written"),
    [
        ("sv", ["a"], "a"),
        ("sv", ["a", "b"], "a och b"),
        ("sv", ["a", "b", "c"], "a, b och c"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c"], "a, b and c"),
    ],
)
def test_lists_end_with_and(texts: Texts, language: str, items: list[str], written: str) -> None:
    assert texts.listed(language, items) == written


def test_facts_are_put_in_as_they_are(texts: Texts) -> None:
    """Braces in somebody's name are not filled in a second time."""
    assert texts.say("en", "draft_greeting_name", name="{company} <b>") == "Dear {company} <b>,"


@pytest.mark.parametrize("name", ["no_such_message", "Hej!", "Choices"])
def test_a_message_that_does_not_exist_is_an_error_and_never_shown(texts: Texts, name: str) -> None:
    with pytest.raises(KeyError):
        texts.say("sv", name)


def test_a_fact_that_is_missing_is_an_error_and_never_shown(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts.say("sv", "source", company="Infosoft")


def test_a_language_that_was_not_loaded_is_an_error(texts: Texts) -> None:
    assert texts.languages == ("sv", "en")
    with pytest.raises(KeyError):
        texts.say("fi", "choices")


BUTTON = Button("choose", "Det menar jag", "x")
PLAIN: list[tuple[Part, str]] = [
    (Text("Ja."), "Ja."),
    (Text("tog den.", by=UserMention("UANNA")), "UANNA tog den."),
    (Title("DSR-2026-0001"), "DSR-2026-0001"),
    (Quote("en\ntvå", "2.1 · Cookies"), "> en\n> två\n  2.1 · Cookies"),
    (Quote("en", ""), "> en"),
    (SmallPrint("Källa"), "Källa"),
    (Facts((("Från", UserMention("UANNA")), ("Länk", Link("https://a.example", "hit")), ("Läge", "Nytt"))),
     "Från: UANNA\nLänk: https://a.example\nLäge: Nytt"),
    (Draft("Hej!\n\nJa."), "| Hej!\n|\n| Ja."),
    (Choice("Vad är en cookie?", BUTTON), "• Vad är en cookie?"),
    (Buttons((BUTTON,)), ""),
    (Buttons((BUTTON,), Menu("ticket_menu", "Mer …", (BUTTON,))), ""),
]  # fmt: skip


@pytest.mark.parametrize(("part", "plain"), PLAIN)
def test_each_part_can_be_read_without_slack(part: Part, plain: str) -> None:
    assert Sheet((part,)).plain == plain


def test_parts_stand_apart_and_buttons_leave_no_gap() -> None:
    sheet = Sheet((Text("Ja."), Buttons((BUTTON,)), SmallPrint("Källa")))

    assert sheet.plain == "Ja.\n\nKälla"
