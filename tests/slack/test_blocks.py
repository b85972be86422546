"""Whatever people write and however long it is, a message stays within Slack's limits and shows their text."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import Block, Post, escape, posts
from bot.texts.sheet import (
    Button,
    Buttons,
    Choice,
    Draft,
    Facts,
    Link,
    Menu,
    Part,
    Quote,
    Sheet,
    SmallPrint,
    Text,
    Title,
    UserMention,
)
from bot.workspace import faults_in_blocks

# Slack's own figures; the first two are where it begins to refuse whole messages.
MOST_BLOCKS, MOST_SIGNS, LONGEST_FALLBACK = 50, 13_000, 4_000
SECTION, FIELD, HEADER, LABEL = 3_000, 2_000, 150, 75
BUTTON = Button("choose", "Det menar jag", "cookie-definition")
NASTY = ["<!channel> <@U123> <#C1|x> <https://evil.example|bank> & > *", "&lt;&amp;", "&" * 9_000, "\n" * 4_000, "x" * 40_000]

people_write = st.builds(
    lambda text, times: text * times,
    st.text(st.characters(blacklist_categories=()), min_size=0, max_size=40) | st.sampled_from(["&", "<", "a b\n", "åäö 🙂 "]),
    st.integers(1, 1500),
)


def all_parts(text: str) -> list[Part]:
    """Every part that can hold people's words; questions, titles and labels are the desk's own and never empty."""
    return [
        Text(text),
        Text(text, by=UserMention("UANNA")),
        Quote(text, text[:200]),
        Quote(text, ""),
        SmallPrint(text),
        Draft(text),
        Facts((("Från", UserMention("UANNA")), (text[:50], text), ("Länk", Link("https://a.example/p1", text[:50])))),
        Choice(text or "–", BUTTON),
        Title(text or "–"),
        Buttons((Button("choose", text or "–", "x", confirm=text or "–"),)),
        Buttons((), Menu("ticket_menu", text or "–", tuple(Button("", text or "–", f"note {n}") for n in range(120)))),
    ]


def said(blocks: list[Block]) -> str:
    """The words of text blocks, without Slack's marks."""
    found: list[str] = []
    for block in blocks:
        match block:
            case {"type": "rich_text", "elements": [{"elements": [{"text": text}]}]}:
                found.append(escape(text))
            case {"text": {"text": text}}:
                found.append(text)
            case {"type": "context", "elements": [{"text": text}]}:
                found.append(text)
    return "\n".join(found)


def texts_in(value: Any) -> list[str]:
    """Every text that Slack reads as its own markup."""
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") == "mrkdwn" else []
        return own + [text for part in value.values() for text in texts_in(part)]
    return [text for part in value for text in texts_in(part)] if isinstance(value, list) else []


def assert_slack_takes(post: Post) -> None:
    blocks = list(post.blocks)
    assert faults_in_blocks(blocks) == []
    assert 1 <= len(blocks) <= MOST_BLOCKS
    assert 1 <= len(post.text) <= LONGEST_FALLBACK
    assert sum(len(text) for text in texts_in(blocks)) <= MOST_SIGNS
    for block in blocks:
        assert len(block.get("text", {}).get("text", "")) <= (HEADER if block["type"] == "header" else SECTION)
        assert all(len(field["text"]) <= FIELD for field in block.get("fields", ()))
        assert all(len(b["text"]["text"]) <= LABEL for b in block.get("elements", ()) if b["type"] == "button")


@given(people_write)
def test_any_text_in_any_part_stays_within_the_limits(text: str) -> None:
    for part in all_parts(text):
        for post in posts(Sheet((Text("Svar"), part))):
            assert_slack_takes(post)


@given(st.lists(people_write, min_size=1, max_size=6))
def test_any_message_of_many_parts_stays_within_the_limits(texts: list[str]) -> None:
    for post in posts(Sheet((Text("Svar"), *(part for text in texts for part in all_parts(text))))):
        assert_slack_takes(post)


@given(people_write)
def test_no_mention_link_or_channel_comes_out_of_what_people_write(text: str) -> None:
    sheet = Sheet(tuple(part for part in all_parts(text) if not isinstance(part, Text) or not part.by))

    for post in posts(sheet):
        marked = [shown for shown in texts_in(list(post.blocks)) if not shown.startswith("*")]
        assert not any("<" in shown for shown in marked)
        assert "<" not in post.text


@given(people_write)
def test_nothing_that_people_wrote_is_lost_or_cut_in_the_middle_of_an_escaped_sign(text: str) -> None:
    for part in (Text(text), SmallPrint(text), Draft(text)):
        shown = "".join(said(list(post.blocks)) for post in posts(Sheet((part,))))
        assert without_blanks(shown) == without_blanks(escape(text)) or (not text.strip() and shown == "–")


@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_stay_within_the_limits_together(text: str) -> None:
    for post in posts(Sheet(tuple(all_parts(text)))):
        assert_slack_takes(post)


def test_what_is_too_long_is_cut_without_breaking_an_escaped_sign() -> None:
    for length in range(1_480, 1_505):
        facts = Facts((("Namn", "x" * length + "<<<<<<"),))
        [post] = posts(Sheet((facts, Choice("y" * (length + 1_400) + "&&&&", BUTTON))))
        assert [shown for shown in texts_in(list(post.blocks)) if re.search(r"&(?!(amp|lt|gt);)", shown)] == []


def test_people_in_facts_and_lines_are_shown_as_mentions_and_links_as_links() -> None:
    facts = Facts((("Från", UserMention("UANNA")), ("Källa", Link("https://a.example/p1", "a < b"))))

    [post] = posts(Sheet((Text("tog ärendet.", by=UserMention("UOLLE")), facts)))

    assert list(post.blocks) == [
        section("<@UOLLE> tog ärendet."),
        {
            "type": "section",
            "fields": [
                mrkdwn("*Från*\n<@UANNA>"),
                mrkdwn("*Källa*\n<https://a.example/p1|a &lt; b>"),
            ],
        },
    ]


def test_each_part_has_its_own_look() -> None:
    parts = (Title("DSR"), Text("Ja."), Quote("en\ntvå", "2.1"), SmallPrint("Källa"), Draft("Hej <b>"), Choice("Vad?", BUTTON))

    [post] = posts(Sheet((*parts, Buttons((Button("open_request", "Ja", "7", "primary"),)))))

    assert list(post.blocks) == [
        {"type": "header", "text": {"type": "plain_text", "text": "DSR"}},
        section("Ja."),
        section(">en\n>två"),
        {"type": "context", "elements": [mrkdwn("2.1")]},
        {"type": "context", "elements": [mrkdwn("Källa")]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "Hej <b>"}]}],
        },
        {**section("Vad?"), "accessory": button("choose", "Det menar jag", "cookie-definition")},
        {"type": "actions", "elements": [{**button("open_request", "Ja", "7"), "style": "primary"}]},
    ]
    assert post.text.startswith("DSR\n\nJa.\n\n&gt; en")


def test_a_menu_stands_beside_the_buttons_and_its_options_have_the_values() -> None:
    options = (Button("ticket_note", "Anteckna", "note 7"), Button("ticket_hold", "Spara kvar", "hold 7"))

    [post] = posts(Sheet((Buttons((Button("ticket_take", "Ta ärendet", "7"),), Menu("ticket_menu", "Annat", options)),)))

    assert faults_in_blocks(list(post.blocks)) == []
    assert post.blocks[0]["elements"] == [
        button("ticket_take", "Ta ärendet", "7"),
        {
            "type": "static_select",
            "action_id": "ticket_menu",
            "placeholder": plain("Annat"),
            "options": [
                {"text": plain("Anteckna"), "value": "note 7"},
                {"text": plain("Spara kvar"), "value": "hold 7"},
            ],
        },
    ]


def test_a_menu_may_stand_alone_and_a_row_of_nothing_is_no_block() -> None:
    menu = Menu("ticket_menu", "Annat", (Button("ticket_note", "Anteckna", "note 7"),))

    [post] = posts(Sheet((Text("Svar"), Buttons(()), Buttons((), Menu("ticket_menu", "Annat", ())), Buttons((), menu))))

    assert [block["type"] for block in post.blocks] == ["section", "actions"]


def test_a_press_that_cannot_be_taken_back_is_asked_about_first() -> None:
    withdraw = Button("person_withdraw", "Ta tillbaka", "7", "danger", "Vill du ta tillbaka din begäran?", "Nej")

    [post] = posts(Sheet((Buttons((withdraw,)),)))

    assert faults_in_blocks(list(post.blocks)) == []
    assert post.blocks[0]["elements"][0]["confirm"] == {
        "title": plain("Ta tillbaka"),
        "text": plain("Vill du ta tillbaka din begäran?"),
        "confirm": plain("Ta tillbaka"),
        "deny": plain("Nej"),
    }


def test_no_fact_is_lost_where_there_are_more_than_a_section_holds() -> None:
    facts = Facts(tuple((f"Namn {n}", f"värde {n}") for n in range(23)))

    [post] = posts(Sheet((facts,)))

    assert [len(block["fields"]) for block in post.blocks] == [10, 10, 3]


def test_a_long_mail_becomes_several_messages_of_which_the_first_speaks() -> None:
    pages = posts(Sheet((Text("Svar"), Quote("ord " * 10_000, ""))))

    assert len(pages) > 1
    assert pages[0].text.startswith("Svar")
    assert {page.text for page in pages[1:]} == {"…"}


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def mrkdwn(text: str) -> Block:
    """Text of which Slack makes nothing but what the desk has marked."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button(action: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": label}, "value": value}


def without_blanks(text: str) -> str:
    return "".join(text.split())
