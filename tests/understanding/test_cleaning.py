"""Control characters do no harm; everything else that people wrote stays, markup included."""

import pytest

from bot.understanding.cleaning import LONGEST, clean


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<b>Radera</b> allt", "<b>Radera</b> allt"),
        ("a &amp; b &lt;c&gt; &#229;", "a &amp; b &lt;c&gt; &#229;"),
        ("Anna <anna@example.com>", "Anna <anna@example.com>"),
        ("<@U0BO> <#C0X|allmänt> <!here>", "<@U0BO> <#C0X|allmänt> <!here>"),
    ],
)
def test_markup_is_what_the_person_wrote(text: str, read: str) -> None:
    assert clean(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hej :wave: du :+1::skin-tone-2:", "Hej du"),
        ("kl. 10:30:00", "kl. 10:30:00"),
        ("a:b:c", "a:b:c"),
        ("Obs: radera :)", "Obs: radera :)"),
        (":x:", ":x:"),
    ],
)
def test_names_of_emoji_are_no_words(text: str, read: str) -> None:
    assert clean(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hej \t  du", "Hej du"),
        ("  Hej  \n\n  du  ", "Hej\n\ndu"),
        ("Hej\r\ndu", "Hej\ndu"),
        ("Hej\xa0du", "Hej du"),
        ("upp\u00adgif\u200bter", "uppgifter"),
        ("Hej\x00du\x1b", "Hej du"),
        ("ra\u0308tt ﬁl ＡＢ", "rätt fil AB"),
        ("Hej\ud800du", "Hej?du"),
        ("", ""),
    ],
)
def test_letters_and_blanks_have_one_form(text: str, read: str) -> None:
    assert clean(text) == read


def test_only_so_much_of_a_text_is_read() -> None:
    assert clean("a" * LONGEST + "b") == "a" * LONGEST
