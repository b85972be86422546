"""A modal behaves for its user as in Slack, and so does what the app answers to its submission."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import ImpossibleError, SubmitResult, Workspace

Seen = list[dict[str, Any]]
Connect = Callable[[App], object]
Open = Callable[..., str]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def options(*names: str) -> list[dict[str, Any]]:
    return [{"text": plain(name), "value": name} for name in names]


def entry(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element} | more


NAME = entry("name", {"type": "plain_text_input", "action_id": "text", "max_length": 20})
MAIL = entry("mail", {"type": "email_text_input", "action_id": "address"}, optional=True)
RIGHTS = entry("rights", {"type": "checkboxes", "action_id": "ticked", "options": options("access", "erasure")})
LANGUAGE = entry(
    "language",
    {
        "type": "static_select",
        "action_id": "chosen",
        "options": options("sv", "en"),
        "initial_option": options("sv")[0],
    },
)
DAY = entry("day", {"type": "datepicker", "action_id": "date"}, optional=True)


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    words = {"title": plain("Request"), "submit": plain("Send"), "close": plain("Cancel")}
    return {"type": "modal", "callback_id": "request", "blocks": list(blocks)} | words | more


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna")


@pytest.fixture
def answers(app: App) -> list[dict[str, Any]]:
    """What the app answers to the coming submissions; an empty answer closes the modal."""
    waiting: list[dict[str, Any]] = []

    @app.view("request")
    def submitted(ack: Any) -> None:
        ack(**(waiting.pop(0) if waiting else {}))

    @app.view_closed("request")
    def closed(ack: Any) -> None:
        ack()

    @app.action("text")
    @app.action("date")
    def changed(ack: Any) -> None:
        ack()

    return waiting


@pytest.fixture
def trigger(workspace: Workspace, app: App, connect: Connect, seen: Seen, answers: Any, anna: str) -> Callable[[], str]:
    """A fresh trigger id of Anna's."""

    @app.command("/privacy-request")
    def asked(ack: Any) -> None:
        ack()

    connect(app)

    def ask() -> str:
        workspace.command(anna, workspace.dm(anna), "/privacy-request")
        return str(seen[-1]["trigger_id"])

    return ask


@pytest.fixture
def show(web: WebClient, trigger: Callable[[], str]) -> Open:
    """Opens a modal for Anna and gives its id."""

    def open_now(*blocks: dict[str, Any], **more: Any) -> str:
        return str(web.views_open(trigger_id=trigger(), view=modal(*blocks, **more))["view"]["id"])

    return open_now


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_an_open_modal_is_seen_with_its_initial_values(workspace: Workspace, show: Open, anna: str) -> None:
    view_id = show(NAME, LANGUAGE, private_metadata="ticket 7")
    view = workspace.view(anna)

    assert view is not None
    assert (view.id, view.callback_id, view.title, view.submit, view.private_metadata) == (
        view_id,
        "request",
        "Request",
        "Send",
        "ticket 7",
    )
    assert view.values == {"name": None, "language": "sv"}


def test_a_submission_carries_what_was_entered_and_closes(workspace: Workspace, show: Open, seen: Seen, anna: str) -> None:
    show(NAME, MAIL, RIGHTS, LANGUAGE, DAY)
    outcome = workspace.submit(anna, {"name": "Kim", "rights": ["erasure"], "day": "2026-11-20"})

    assert outcome == SubmitResult(closed=True)
    assert workspace.view(anna) is None
    assert seen[-1]["view"]["state"]["values"] == {
        "name": {"text": {"type": "plain_text_input", "value": "Kim"}},
        "mail": {"address": {"type": "email_text_input", "value": None}},
        "rights": {"ticked": {"type": "checkboxes", "selected_options": options("erasure")}},
        "language": {"chosen": {"type": "static_select", "selected_option": options("sv")[0]}},
        "day": {"date": {"type": "datepicker", "selected_date": "2026-11-20"}},
    }


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, ["name", "rights"]),
        ({"name": "Kim", "rights": []}, ["rights"]),
        ({"name": "Kim", "rights": ["access"], "mail": "kim at home"}, ["mail"]),
        ({"name": "K" * 21, "rights": ["access"]}, ["name"]),
    ],
)
def test_slacks_client_refuses_a_form_before_the_app_hears_of_it(
    workspace: Workspace, show: Open, seen: Seen, anna: str, values: Any, refused: list[str]
) -> None:
    show(NAME, MAIL, RIGHTS)
    before = len(seen)
    outcome = workspace.submit(anna, values)

    assert (sorted(outcome.errors), outcome.closed) == (refused, False)
    assert len(seen) == before
    assert workspace.view(anna) is not None


def test_the_apps_errors_are_shown_and_what_was_entered_stays(
    workspace: Workspace, show: Open, answers: list[dict[str, Any]], anna: str
) -> None:
    show(NAME, MAIL)
    answers.append({"response_action": "errors", "errors": {"mail": "needed here"}})

    assert workspace.submit(anna, {"name": "Kim"}) == SubmitResult({"mail": "needed here"})
    view = workspace.view(anna)
    assert view is not None
    assert view.values["name"] == "Kim"
    assert workspace.submit(anna, {"mail": "kim@example.com"}) == SubmitResult(closed=True)


def test_errors_for_something_that_is_no_input_are_a_problem(
    workspace: Workspace, show: Open, answers: list[dict[str, Any]], anna: str
) -> None:
    show(NAME)
    answers.append({"response_action": "errors", "errors": {"elsewhere": "no"}})

    assert workspace.submit(anna, {"name": "Kim"}) == SubmitResult(problem="errors_for_no_input_block")


def test_update_push_and_clear_are_honoured(workspace: Workspace, show: Open, answers: list[dict[str, Any]], anna: str) -> None:
    first = show(NAME)
    answers += [
        {"response_action": "update", "view": modal(NAME, title=plain("Second"))},
        {"response_action": "push", "view": modal(MAIL, title=plain("Third"))},
        {"response_action": "clear"},
    ]
    titles = []
    for values in ({"name": "Kim"}, {}, {}):
        workspace.submit(anna, values)
        view = workspace.view(anna)
        titles.append((view.title, view.root_view_id, view.previous_view_id) if view else None)

    assert titles == [("Second", first, None), ("Third", first, first), None]


def test_a_faulty_view_in_the_answer_is_a_problem(
    workspace: Workspace, show: Open, answers: list[dict[str, Any]], anna: str
) -> None:
    show(NAME)
    answers.append({"response_action": "update", "view": modal(NAME, title=plain("T" * 25))})

    assert workspace.submit(anna, {"name": "Kim"}) == SubmitResult(problem="invalid_arguments")


def test_a_trigger_opens_one_modal_within_three_seconds(web: WebClient, trigger: Callable[[], str], clock: Any) -> None:
    used, late = trigger(), trigger()
    web.views_open(trigger_id=used, view=modal(NAME))
    clock.step(3)

    assert error_of(lambda: web.views_open(trigger_id=used, view=modal(NAME))) == "exchanged_trigger_id"
    assert error_of(lambda: web.views_open(trigger_id=late, view=modal(NAME))) == "expired_trigger_id"
    assert error_of(lambda: web.views_open(trigger_id="1.2.abc", view=modal(NAME))) == "invalid_trigger_id"


def test_a_refused_view_leaves_its_trigger_usable(web: WebClient, trigger: Callable[[], str]) -> None:
    once = trigger()
    broken = modal(NAME, submit=None)

    assert error_of(lambda: web.views_open(trigger_id=once, view=broken)) == "invalid_arguments"
    assert web.views_open(trigger_id=once, view=modal(NAME))["ok"]


def test_an_update_needs_the_views_present_hash(workspace: Workspace, web: WebClient, show: Open, anna: str) -> None:
    view_id = show(NAME)
    view = workspace.view(anna)
    assert view is not None
    web.views_update(view_id=view_id, hash=view.hash, view=modal(NAME, title=plain("New")))

    stale = modal(NAME, title=plain("Stale"))
    assert error_of(lambda: web.views_update(view_id=view_id, hash=view.hash, view=stale)) == "hash_conflict"
    assert error_of(lambda: web.views_update(view_id="V404", view=stale)) == "not_found"
    updated = workspace.view(anna)
    assert updated is not None
    assert updated.title == "New"


def test_a_view_that_is_too_large_is_refused(web: WebClient, trigger: Callable[[], str]) -> None:
    wide = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(90)]

    assert error_of(lambda: web.views_open(trigger_id=trigger(), view=modal(*wide))) == "view_too_large"


def test_an_input_with_dispatch_action_tells_at_once_and_allows_a_push(
    workspace: Workspace, web: WebClient, show: Open, seen: Seen, anna: str
) -> None:
    view_id = show(NAME | {"dispatch_action": True}, DAY)

    assert workspace.press_in_view(anna, view_id, "text", "Kim")
    told = seen[-1]
    assert (told["actions"][0]["value"], told["container"]) == ("Kim", {"type": "view", "view_id": view_id})
    assert told["view"]["state"]["values"]["name"]["text"]["value"] == "Kim"
    with pytest.raises(ImpossibleError, match="dispatch_action"):
        workspace.press_in_view(anna, view_id, "date", "2026-11-20")

    pushed = web.views_push(trigger_id=told["trigger_id"], view=modal(MAIL))["view"]
    top = workspace.view(anna)
    assert top is not None
    assert (top.id, top.previous_view_id) == (pushed["id"], view_id)


def test_no_more_than_three_modals_stand_on_each_other(
    workspace: Workspace, web: WebClient, show: Open, seen: Seen, anna: str
) -> None:
    dispatching = NAME | {"dispatch_action": True}
    view_id = show(dispatching)
    for _ in range(2):
        workspace.press_in_view(anna, view_id, "text", "Kim")
        view_id = web.views_push(trigger_id=seen[-1]["trigger_id"], view=modal(dispatching))["view"]["id"]
    workspace.press_in_view(anna, view_id, "text", "Kim")

    trigger_id = seen[-1]["trigger_id"]
    assert error_of(lambda: web.views_push(trigger_id=trigger_id, view=modal(MAIL))) == "push_limit_reached"


def test_closing_tells_the_app_only_when_it_asked(workspace: Workspace, show: Open, seen: Seen, anna: str) -> None:
    show(NAME)
    before = len(seen)
    assert workspace.close(anna)
    assert (workspace.view(anna), len(seen)) == (None, before)

    show(NAME, notify_on_close=True)
    assert workspace.close(anna)
    assert (seen[-1]["type"], seen[-1]["is_cleared"]) == ("view_closed", False)


def test_nobody_can_fill_in_what_is_not_there(workspace: Workspace, show: Open, anna: str) -> None:
    with pytest.raises(ImpossibleError, match="no modal"):
        workspace.submit(anna, {})
    show(LANGUAGE)
    with pytest.raises(ImpossibleError, match="no input block 'name'"):
        workspace.submit(anna, {"name": "Kim"})
    with pytest.raises(ImpossibleError, match="no option 'fi'"):
        workspace.submit(anna, {"language": "fi"})
