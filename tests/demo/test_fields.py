"""What a typed line means to an input of a form, and what the input shows of itself."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.demo.fields import Field, Value
from bot.demo.lines import Wrong

OPTIONS = [{"text": {"type": "plain_text", "text": label}, "value": value} for label, value in (("Yes", "y"), ("No", "n"))]
GROUPED = {"option_groups": [{"label": {"type": "plain_text", "text": "Both"}, "options": OPTIONS}]}


def made(kind: str, held: Value = None, *, optional: bool = False, **element: Any) -> Field:
    """An input of this kind."""
    label = {"type": "plain_text", "text": "Label"}
    block = {"type": "input", "block_id": "b", "label": label, "optional": optional, "element": {"type": kind, **element}}
    return Field(block, held, ZoneInfo("Europe/Stockholm"))


@pytest.mark.parametrize(
    ("field", "line", "value"),
    [
        (made("plain_text_input"), "some words", "some words"),
        (made("email_text_input"), "a@example.se", "a@example.se"),
        (made("plain_text_input", "old"), "-", None),
        (made("static_select", options=OPTIONS), "2", "n"),
        (made("static_select", **GROUPED), "2", "n"),
        (made("static_select", "y", options=OPTIONS), "-", None),
        (made("radio_buttons", options=OPTIONS), "1", "y"),
        (made("checkboxes", options=OPTIONS), "2", ["n"]),
        (made("checkboxes", options=OPTIONS), "2, 1", ["y", "n"]),
        (made("multi_static_select", options=OPTIONS), "1 2 2", ["y", "n"]),
        (made("multi_static_select", **GROUPED), "ALL", ["y", "n"]),
        (made("checkboxes", ["y"], options=OPTIONS), "-", []),
        (made("datepicker"), "2026-03-02", "2026-03-02"),
        (made("datepicker"), "20260302", "2026-03-02"),
        (made("datepicker", "2026-03-02"), "-", None),
        (made("timepicker"), "09:05", "09:05"),
        (made("datetimepicker"), "2026-03-02 12:00", "1772449200"),
        (made("datetimepicker"), "2026-07-02 12:00", "1782986400"),
    ],
)
def test_a_line_gives_the_value_that_slack_would_send(field: Field, line: str, value: Value) -> None:
    assert field.value(line) == value


@pytest.mark.parametrize(
    ("field", "lines", "told"),
    [
        (made("static_select", options=OPTIONS), ["0", "3", "x", "²", "9" * 5_000], "Type a number from 1 to 2."),
        (made("checkboxes", options=OPTIONS), ["1, 3", "none"], "Type a number from 1 to 2."),
        (made("datepicker"), ["tomorrow", "2026-02-30", "2"], "Type a day, such as 2026-03-02."),
        (made("timepicker"), ["25:00", "noon"], "Type a time, such as 14:30."),
        (made("datetimepicker"), ["2026-02-30 12:00", "noon"], "Type a day and a time, such as 2026-03-02 14:30."),
    ],
)
def test_a_line_that_the_field_cannot_hold_is_answered_with_what_it_can(field: Field, lines: list[str], told: str) -> None:
    for line in lines:
        with pytest.raises(Wrong, match=f"^{told}$"):
            field.value(line)


@pytest.mark.parametrize(
    ("field", "prompt"),
    [
        (made("plain_text_input"), "text: "),
        (made("plain_text_input", "two\nlines"), "text [two lines]: "),
        (made("plain_text_input", "word " * 1_000), "text [word word word word word word word word word word word …]: "),
        (made("static_select", "n", options=OPTIONS), "number [2]: "),
        (made("checkboxes", ["y", "n"], options=OPTIONS), "numbers, or all [1, 2]: "),
        (made("checkboxes", [], options=OPTIONS), "numbers, or all: "),
        (made("datepicker", "2026-03-02"), "YYYY-MM-DD [2026-03-02]: "),
        (made("timepicker"), "HH:MM: "),
        (made("datetimepicker", "1772449200"), "YYYY-MM-DD HH:MM [2026-03-02 12:00]: "),
    ],
)
def test_the_prompt_says_what_to_type_and_what_stands_there(field: Field, prompt: str) -> None:
    assert field.prompt.strip(" ") + " " == prompt


def test_a_label_says_that_a_field_may_be_left_empty() -> None:
    assert (made("datepicker").label, made("datepicker", optional=True).label) == ("Label", "Label (optional)")
