"""What Slack refuses is refused, and what it takes at its limits is taken."""

from typing import Any

import pytest

from bot.workspace.limits import faults_in_blocks, faults_in_view

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def marked(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(length: int = 1, **more: Any) -> Json:
    return {"type": "section", "text": marked(length)} | more


def button(text: str = "x", **more: Any) -> Json:
    return {"type": "button", "text": plain(text)} | more


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements)} | more


def option(text: str = "x", value: str = "x", **more: Any) -> Json:
    return {"text": plain(text), "value": value} | more


def options(count: int) -> list[Json]:
    return [option(value=str(number)) for number in range(count)]


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "options": options(2)} | more


def entry(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element} | more


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks)} | more


TEXT: Json = {"type": "plain_text_input"}
CONFIRM = {"title": plain("x" * 100), "text": plain("x" * 300), "confirm": plain("x" * 30), "deny": plain("x" * 30)}


@pytest.mark.parametrize(
    "blocks",
    [
        [section(3000)],
        [{"type": "section", "fields": [marked(2000)] * 10}],
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "context", "elements": [marked(1)] * 10}],
        [actions(*[button(action_id=str(n)) for n in range(25)])],
        [actions(button("x" * 75, value="x" * 2000, url="x" * 3000, action_id="x" * 255, confirm=CONFIRM))],
        [actions({"type": "static_select", "options": options(100), "placeholder": plain("x" * 150)})],
        [actions({"type": "overflow", "options": options(5)})],
        [section(accessory=select("radio_buttons"), block_id="x" * 255)],
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "image", "image_url": "x" * 3000, "alt_text": "x" * 2000}],
        [{"type": "divider"}] * 50,
        [{"type": "rich_text", "elements": []}],
        [entry(TEXT, hint=plain("x" * 2000), optional=True)],
        [actions({"type": "static_select", "option_groups": [{"label": plain(), "options": options(3)}]})],
        [actions(select(options=[option("x" * 75, "x" * 150, description=plain("x" * 75))]))],
    ],
)
def test_what_is_within_the_limits_is_taken(blocks: list[Json]) -> None:
    assert faults_in_blocks(blocks) == []


@pytest.mark.parametrize(
    ("blocks", "where"),
    [
        ([{"type": "divider"}] * 51, "no more than 50"),
        ([{"type": "poem"}], "unsupported type: poem"),
        (["text"], "must be an object"),
        ([section(3001)], "less than 3001"),
        ([section(0)], "more than 0 characters"),
        ([{"type": "section"}], "needs text or fields"),
        ([{"type": "section", "fields": [marked(2001)]}], "fields[0]: must be less than 2001"),
        ([{"type": "section", "fields": [marked(1)] * 11}], "no more than 10"),
        ([{"type": "section", "text": "hej"}], "not a text object"),
        ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
        ([{"type": "header", "text": marked(1)}], "must be plain_text"),
        ([{"type": "context", "elements": [marked(1)] * 11}], "no more than 10"),
        ([{"type": "context", "elements": []}], "at least one"),
        ([actions(*[button()] * 26)], "no more than 25"),
        ([actions(button(action_id="a"), button(action_id="a"))], "`action_id` 'a' is used more than once"),
        ([actions(button("x" * 76))], "less than 76"),
        ([actions(button(value="x" * 2001))], "value: must be a string of at most 2000"),
        ([actions(button(value=7))], "value: must be a string"),
        ([actions(button(url="x" * 3001))], "url"),
        ([actions(button(action_id="x" * 256))], "action_id: must be 1 to 255"),
        ([actions(button(style="blue"))], "primary or danger"),
        ([actions(button(confirm=CONFIRM | {"text": plain("x" * 301)}))], "confirm/text: must be less than 301"),
        ([actions(button(confirm=CONFIRM | {"text": None}))], "confirm/text: missing"),
        ([actions(select(option_groups=[]))], "options or option_groups, not both"),
        ([actions(TEXT)], "unsupported type here: plain_text_input"),
        ([actions(select(options=options(101)))], "no more than 100"),
        ([actions(select(options=[option("x" * 76)]))], "less than 76"),
        ([actions(select(options=[option(value="x" * 151)]))], "value: must be 1 to 150"),
        ([actions(select(options=[option(description=plain("x" * 76))]))], "description: must be less than 76"),
        ([actions(select(options=[option(), option()]))], "same value"),
        ([actions(select(initial_option=option(value="other")))], "not one of the options"),
        ([actions(select(placeholder=plain("x" * 151)))], "placeholder: must be less than 151"),
        ([actions({"type": "overflow", "options": options(6)})], "no more than 5"),
        ([actions({"type": "radio_buttons", "options": options(11)})], "no more than 10"),
        ([section(block_id="x" * 256)], "block_id: must be 1 to 255"),
        ([section(block_id="a"), section(block_id="a")], "`block_id` 'a' is used more than once"),
        ([{"type": "markdown", "text": "x" * 12_001}], "1 to 12000"),
        ([{"type": "image", "image_url": "x"}], "alt_text"),
        ([entry(TEXT, label=plain("x" * 2001))], "label: must be less than 2001"),
        ([entry(button())], "unsupported type here: button"),
        ([entry(TEXT | {"max_length": 3001})], "max_length"),
        ([entry(TEXT | {"min_length": 5, "max_length": 4})], "min_length"),
        ([entry(TEXT, optional="yes")], "optional: must be true or false"),
    ],
)
def test_what_slack_refuses_is_told_with_its_place(blocks: list[Json], where: str) -> None:
    faults = faults_in_blocks(blocks)

    assert len(faults) == 1
    assert where in faults[0]


@pytest.mark.parametrize(
    "view",
    [
        modal(section(), submit=None),
        modal(entry(TEXT), title=plain("x" * 24), close=plain("x" * 24), private_metadata="x" * 3000),
        modal(*[{"type": "divider"}] * 100),
        {"type": "home", "blocks": [section()]},
    ],
)
def test_a_view_within_the_limits_is_taken(view: Json) -> None:
    assert faults_in_view(view) == []


@pytest.mark.parametrize(
    ("view", "where"),
    [
        (modal(entry(TEXT), submit=None), "view/submit: required"),
        (modal(section(), title=plain("x" * 25)), "view/title: must be less than 25"),
        (modal(section(), submit=plain("x" * 25)), "view/submit: must be less than 25"),
        (modal(section(), title=None), "view/title: missing"),
        (modal(section(), private_metadata="x" * 3001), "view/private_metadata"),
        (modal(section(), callback_id="x" * 256), "view/callback_id"),
        (modal(*[{"type": "divider"}] * 101), "no more than 100"),
        (modal({"type": "markdown", "text": "x"}), "not allowed in a view"),
        (modal(section(3001)), "blocks[0] (section)/text"),
        ({"type": "window", "blocks": []}, "must be modal or home"),
        ({"type": "home"}, "must be a list"),
    ],
)
def test_a_view_beyond_the_limits_is_refused(view: Json, where: str) -> None:
    faults = faults_in_view(view)

    assert len(faults) == 1
    assert where in faults[0]
