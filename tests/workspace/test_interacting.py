"""Commands, shortcuts and presses reach the app, and the person sees its answer or that none came."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.workspace import Ack, ImpossibleError, Workspace

Seen = list[dict[str, Any]]
Connect = Callable[[App], object]

BUTTON = {"type": "button", "action_id": "open", "value": "4711", "text": {"type": "plain_text", "text": "Open"}}
OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Yes", "No")]
SELECT = {"type": "static_select", "action_id": "choose", "options": OPTIONS}
ROW = {"type": "actions", "block_id": "row", "elements": [BUTTON, SELECT]}


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna")


@pytest.fixture
def general(workspace: Workspace, anna: str) -> str:
    return workspace.add_channel("general", members=[anna, workspace.bot_user_id])


def press_listener(app: App, answer: Callable[..., None] | None = None) -> None:
    @app.action("open")
    @app.action("choose")
    def listen(ack: Any, respond: Any) -> None:
        ack()
        if answer:
            answer(respond)


def test_a_commands_ack_is_shown_to_the_one_who_asked(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack("24 månader")

    connect(app)

    assert workspace.command(anna, general, "/privacy", "hur länge?") == Ack(ok=True, text="24 månader")
    assert [(m.text, m.channel, m.ephemeral_to) for m in workspace.ephemerals(anna)] == [("24 månader", general, anna)]
    assert workspace.messages(general) == []
    told = {name: seen[0][name] for name in ("command", "text", "user_id", "channel_id", "channel_name", "team_id")}
    assert told == {
        "command": "/privacy",
        "text": "hur länge?",
        "user_id": anna,
        "channel_id": general,
        "channel_name": "general",
        "team_id": workspace.team_id,
    }


def test_a_command_answered_in_the_channel_is_seen_by_all(
    workspace: Workspace, app: App, connect: Connect, anna: str, general: str
) -> None:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack(text="for all", response_type="in_channel")

    connect(app)
    workspace.command(anna, general, "/privacy")

    assert [m.text for m in workspace.messages(general)] == ["for all"]
    assert workspace.ephemerals(anna) == []


def test_an_empty_ack_shows_nothing(workspace: Workspace, app: App, connect: Connect, anna: str, general: str) -> None:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack()

    connect(app)

    assert workspace.command(anna, general, "/privacy") == Ack(ok=True)
    assert workspace.ephemerals(anna) == []


def test_an_ack_with_faulty_blocks_is_not_shown(
    workspace: Workspace, app: App, connect: Connect, anna: str, general: str
) -> None:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack(text="x", blocks=[{"type": "section"}])

    connect(app)

    assert workspace.command(anna, general, "/privacy") == Ack(ok=False, error="invalid_blocks")
    assert workspace.ephemerals(anna) == []


def test_names_are_escaped_in_a_command_that_asks_for_it(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    @app.command("/privacy")
    def answer(ack: Any) -> None:
        ack()

    connect(app)
    workspace.command(anna, general, "/privacy", "ask @anna in #general or me@anna.se")

    assert seen[0]["text"] == f"ask <@{anna}|anna> in <#{general}|general> or me@anna.se"


def test_a_command_that_nobody_acknowledges_times_out_after_three_seconds(
    workspace: Workspace, anna: str, general: str, clock: Any
) -> None:
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(workspace.command, anna, general, "/privacy", "x")
        workspace.wait(lambda: workspace.pending)
        clock.step(2.9)
        workspace.tick()
        assert not asked.done()
        clock.step(0.1)
        workspace.tick()

        assert asked.result() == Ack(ok=False, error="operation_timeout")


def test_a_command_outside_the_manifest_is_an_error(workspace: Workspace, anna: str, general: str) -> None:
    with pytest.raises(ImpossibleError, match="not a valid command"):
        workspace.command(anna, general, "/weather", "")


def test_a_message_shortcut_carries_the_whole_message(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, general: str
) -> None:
    @app.shortcut("answer_for_customer")
    def answer(ack: Any) -> None:
        ack()

    connect(app)
    ts = workspace.mail(general, sender="kim@example.com", sender_name="Kim", subject="Hej", body="Radera mig")

    assert workspace.shortcut(anna, general, ts, "answer_for_customer")
    payload = next(body for body in seen if body["type"] == "message_action")
    assert (payload["type"], payload["callback_id"], payload["message_ts"]) == (
        "message_action",
        "answer_for_customer",
        ts,
    )
    assert payload["message"]["files"][0]["plain_text"] == "Radera mig"
    assert payload["channel"] == {"id": general, "name": "general"}
    with pytest.raises(ImpossibleError, match="no message shortcut"):
        workspace.shortcut(anna, general, ts, "other")


def test_a_press_tells_the_button_and_the_message(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, web: WebClient, anna: str, general: str
) -> None:
    press_listener(app)
    connect(app)
    ts = web.chat_postMessage(channel=general, text="ticket", blocks=[ROW])["ts"]

    assert workspace.press(anna, general, ts, "open")
    payload = next(body for body in seen if body["type"] == "block_actions")
    [action] = payload["actions"]
    assert (action["action_id"], action["block_id"], action["type"], action["value"]) == (
        "open",
        "row",
        "button",
        "4711",
    )
    assert payload["message"]["text"] == "ticket"
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": general,
        "is_ephemeral": False,
    }


def test_a_choice_is_told_and_kept_for_the_next_press(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, web: WebClient, anna: str, general: str
) -> None:
    press_listener(app)
    connect(app)
    ts = web.chat_postMessage(channel=general, text="ticket", blocks=[ROW])["ts"]
    workspace.press(anna, general, ts, "choose", value="no")
    workspace.press(anna, general, ts, "open")

    chosen, pressed = [body for body in seen if body["type"] == "block_actions"]
    assert chosen["actions"][0]["selected_option"] == OPTIONS[1]
    assert pressed["state"]["values"]["row"]["choose"]["selected_option"] == OPTIONS[1]


def test_what_is_not_there_cannot_be_pressed(workspace: Workspace, web: WebClient, anna: str, general: str) -> None:
    ts = web.chat_postMessage(channel=general, text="ticket", blocks=[ROW])["ts"]

    with pytest.raises(ImpossibleError, match="row/open, row/choose"):
        workspace.press(anna, general, ts, "close")
    with pytest.raises(ImpossibleError, match="no option 'maybe'"):
        workspace.press(anna, general, ts, "choose", value="maybe")


def test_a_press_that_nobody_listens_to_is_not_acknowledged(
    workspace: Workspace, app: App, connect: Connect, web: WebClient, anna: str, general: str, clock: Any
) -> None:
    connect(app)
    ts = web.chat_postMessage(channel=general, text="ticket", blocks=[ROW])["ts"]
    workspace.settled()
    with ThreadPoolExecutor() as pool:
        pressed = pool.submit(workspace.press, anna, general, ts, "open")
        workspace.wait(lambda: workspace.pending)
        clock.step(3)
        workspace.tick()

        assert pressed.result() is False


def test_an_ephemeral_message_can_be_pressed_and_replaced(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, web: WebClient, anna: str, general: str
) -> None:
    press_listener(app, lambda respond: respond(replace_original=True, text="opened"))
    connect(app)
    ts = web.chat_postEphemeral(channel=general, user=anna, text="open?", blocks=[ROW])["message_ts"]

    assert workspace.press(anna, general, ts, "open")
    shown = workspace.wait(lambda: [m for m in workspace.ephemerals(anna) if m.text == "opened"])
    assert [(m.ts, m.blocks) for m in shown] == [(ts, ())]
    assert len(workspace.ephemerals(anna)) == 1
    assert seen[-1]["container"]["is_ephemeral"] is True
    assert "message" not in seen[-1]


def test_an_ephemeral_message_can_be_taken_away(
    workspace: Workspace, app: App, connect: Connect, web: WebClient, anna: str, general: str
) -> None:
    press_listener(app, lambda respond: respond(delete_original=True))
    connect(app)
    ts = web.chat_postEphemeral(channel=general, user=anna, text="open?", blocks=[ROW])["message_ts"]
    workspace.press(anna, general, ts, "open")

    assert workspace.wait(lambda: workspace.ephemerals(anna) == [])


def test_a_response_url_can_replace_a_message_in_the_channel(
    workspace: Workspace, app: App, connect: Connect, web: WebClient, anna: str, general: str
) -> None:
    press_listener(app, lambda respond: respond(replace_original=True, text="done"))
    connect(app)
    ts = web.chat_postMessage(channel=general, text="ticket", blocks=[ROW])["ts"]
    workspace.press(anna, general, ts, "open")

    assert workspace.wait(lambda: [m.ts for m in workspace.messages(general) if m.text == "done"]) == [ts]
