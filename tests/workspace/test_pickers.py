"""Days and moments are picked as in Slack: as strings, and as seconds since 1970."""

from typing import Any

import pytest

from bot.workspace import faults_in_view
from bot.workspace.forms import entered, initial, refusals, shown, state_of

MOMENT = 1_772_449_200
ELEMENT: dict[str, Any] = {"type": "datetimepicker", "action_id": "value"}


def form(**element: Any) -> dict[str, Any]:
    words = {"title": {"type": "plain_text", "text": "När?"}, "submit": {"type": "plain_text", "text": "Skicka"}}
    return {"type": "modal", "blocks": [block(element)], **words}


def block(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "block_id": "when", "label": {"type": "plain_text", "text": "När?"}, "element": element}


@pytest.mark.parametrize(
    "element",
    [
        {"type": "datepicker", "initial_date": "2026-03-02"},
        {"type": "timepicker", "initial_time": "12:00"},
        {"type": "datetimepicker", "initial_date_time": MOMENT},
        {"type": "datetimepicker"},
    ],
)
def test_pickers_stand_in_forms_with_what_they_begin_with(element: dict[str, Any]) -> None:
    assert faults_in_view(form(**element)) == []


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        ({"type": "datepicker", "initial_date": "2 March 2026"}, "initial_date: must be YYYY-MM-DD"),
        ({"type": "timepicker", "initial_time": "noon"}, "initial_time: must be HH:mm"),
        ({"type": "datetimepicker", "initial_date_time": MOMENT * 1000}, "initial_date_time: must be a number of ten digits"),
    ],
)
def test_what_a_picker_cannot_begin_with_is_refused(element: dict[str, Any], fault: str) -> None:
    [found] = faults_in_view(form(**element))

    assert found.endswith(fault)


def test_boxes_cannot_begin_with_an_empty_choice() -> None:
    option = {"text": {"type": "plain_text", "text": "Ja"}, "value": "yes"}

    [found] = faults_in_view(form(type="checkboxes", options=[option], initial_options=[]))

    assert found.endswith("initial_options: must have at least one item")


def test_a_moment_travels_as_a_number_and_is_seen_as_one() -> None:
    told = entered(ELEMENT, str(MOMENT))

    assert told == {"type": "datetimepicker", "selected_date_time": MOMENT}
    assert shown(told) == str(MOMENT)
    assert initial({**ELEMENT, "initial_date_time": MOMENT}) == told
    assert entered(ELEMENT, None) == initial(ELEMENT) == {"type": "datetimepicker", "selected_date_time": None}


def test_a_moment_that_is_asked_for_must_be_picked() -> None:
    blocks = [block(ELEMENT)]

    assert list(refusals(blocks, state_of(blocks, {}))) == ["when"]
    assert refusals(blocks, state_of(blocks, {"when": {"value": entered(ELEMENT, str(MOMENT))}})) == {}
