"""A policy file becomes paragraphs whose ids anybody can count in the text."""

from datetime import date

import pytest

from bot.knowledge import Paragraph, Policy
from bot.knowledge.policy import parse_policy
from tests.knowledge.folder import POLICY

FRONT = "---\ntitle: T\npublisher: P\nversion: 1\ndate: 2024-05-01\nlanguage: en\n---\n"


def ids(body: str) -> dict[str, str]:
    return {id: paragraph.text for id, paragraph in parse_policy(FRONT + body).paragraphs.items()}


def test_a_policy_is_read_whole() -> None:
    assert parse_policy(POLICY) == Policy(
        title="Privacy at Lanterns",
        publisher="Lanterns Ltd",
        version="2",
        date=date(2024, 5, 1),
        language="en",
        paragraphs={
            "1.1": Paragraph("1.1", "Privacy", "We keep your address for two years.\nAfter that we erase it."),
            "1.2": Paragraph("1.2", "Privacy", "We never sell data."),
            "2.1": Paragraph("2.1", "Visitors", "- The guest book is public.\n- The camera is not."),
        },
    )


def test_headings_of_every_level_count() -> None:
    body = "# A\n\none\n\n### B\n\ntwo\n\n## C\n\n# D\n\nthree\n"

    assert ids(body) == {"1.1": "one", "2.1": "two", "4.1": "three"}


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\n\n\n\n", "\r\n\r\n"])
def test_blocks_are_parted_by_blank_lines_however_they_are_typed(gap: str) -> None:
    assert ids(gap.join(["# A", "one", "two"])) == {"1.1": "one", "1.2": "two"}


def test_words_above_the_first_heading_are_no_paragraph() -> None:
    assert ids("Welcome.\n\n# A\n\none\n") == {"1.1": "one"}


def test_three_dashes_further_down_are_text() -> None:
    assert ids("# A\n\none\n\n---\n\ntwo\n") == {"1.1": "one", "1.2": "---", "1.3": "two"}


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("# A\n\none\n", "it must begin with front matter between two lines of three dashes"),
        ("", "it must begin with front matter between two lines of three dashes"),
        ("---\n---\n# A\n\none\n", "the front matter must be lines such as title: Privacy policy"),
        ("---\njust words\n---\n# A\n\none\n", "the front matter must be lines such as title: Privacy policy"),
        (POLICY.replace("title:", "titel:").replace("version:", "v:"), "the front matter lacks title, version"),
        (POLICY.replace("2024-05-01", "May 2024"), "the date in the front matter must be written as 2018-02-15"),
        (FRONT, "there is no paragraph below a heading"),
        (FRONT + "# A\n\n# B\n", "there is no paragraph below a heading"),
    ],
)
def test_what_is_no_policy_is_refused_with_a_sentence(source: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}$"):
        parse_policy(source)
