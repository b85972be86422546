"""app.yaml gives a working app with the least rights: what stands in it is what the code registers and calls, and no more."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from slack_sdk import WebClient

import bot
from bot.assembly import shipped
from bot.slack.channel_listeners import CHANNEL_EVENTS
from bot.slack.listener_context import ListenerContext
from bot.slack.listeners import register
from bot.slack.officer_listeners import OFFICERS_ACTS, WITH_FORM

MANIFEST: dict[str, Any] = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
SCOPES = MANIFEST["oauth_config"]["scopes"]
CODE = Path(bot.__file__).parent

OF_A_CONVERSATION = ("channels", "groups", "im", "mpim")
"""The kinds of conversation that the desk listens in."""
READS = {f"{kind}:history" for kind in OF_A_CONVERSATION}
KNOWS = {"channels:read", "groups:read"}
METHODS: dict[str, set[str]] = {
    "apps_connections_open": set(),  # needs an app-level token
    "auth_test": set(),
    "bots_info": {"users:read"},
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": READS,
    "conversations_info": KNOWS,
    "conversations_members": KNOWS,
    "conversations_open": {"im:write"},
    "conversations_replies": READS,
    "files_info": {"files:read"},
    "users_conversations": {f"{kind}:read" for kind in OF_A_CONVERSATION},
    "users_info": {"users:read"},
    "views_open": set(),
}
"""Web API methods that the desk calls, with the scopes that Slack asks for."""


def _reader_of(event: str) -> str:
    """The scope for an event about a public channel, or about a private one, which Slack calls a group."""
    return f"{event.partition('_')[0]}s:read"


EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    **{name: KNOWS if name.startswith("member") or name.endswith("shared") else {_reader_of(name)} for name in CHANNEL_EVENTS},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
}
LONGEST = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("display_information", "long_description"): 4000,
    ("features", "bot_user", "display_name"): 80,
}


@dataclass
class RecordingApp:
    """Takes the place of Bolt's app and remembers what is registered."""

    events: list[Any] = field(default_factory=list)
    commands: list[Any] = field(default_factory=list)
    shortcuts: list[Any] = field(default_factory=list)
    actions: list[Any] = field(default_factory=list)
    views: list[Any] = field(default_factory=list)

    def event(self, name: Any) -> Callable[[Any], Any]:
        return self._remember(self.events, name)

    def command(self, name: Any) -> Callable[[Any], Any]:
        return self._remember(self.commands, name)

    def shortcut(self, name: Any) -> Callable[[Any], Any]:
        return self._remember(self.shortcuts, name)

    def action(self, name: Any) -> Callable[[Any], Any]:
        return self._remember(self.actions, name)

    def view(self, name: Any) -> Callable[[Any], Any]:
        return self._remember(self.views, name)

    @staticmethod
    def _remember(names: list[Any], name: Any) -> Callable[[Any], Any]:
        names.append(name)
        return lambda listener: listener


@pytest.fixture(scope="module")
def registered() -> RecordingApp:
    app = RecordingApp()
    zone = ZoneInfo("Europe/Stockholm")
    # Nothing is heard here.
    register(app, ListenerContext(None, None, None, "sv", "U0INSYN", lambda: datetime.now(UTC), zone, lambda _: None))
    return app


def trees() -> Iterator[ast.Module]:
    """The modules in which the desk talks with Slack or makes what people press."""
    for path in (*CODE.glob("*.py"), *(CODE / "slack").rglob("*.py"), *(CODE / "texts").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[ast.Call]:
    for tree in trees():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def methods_called() -> set[str]:
    """Whether a method is called where it is named, or passed on to be called page after page."""
    named = {node.attr for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name for name in named if "_" in name and not name.startswith("_") and hasattr(WebClient, name)}


def test_every_command_is_registered_and_every_registered_command_stands_in_the_manifest(registered: RecordingApp) -> None:
    assert [command["command"] for command in FEATURES["slash_commands"]] == registered.commands


def test_every_shortcut_is_registered_and_every_registered_shortcut_stands_in_the_manifest(registered: RecordingApp) -> None:
    kinds = {"message": "message_action", "global": "shortcut"}

    assert [{"type": kinds[s["type"]], "callback_id": s["callback_id"]} for s in FEATURES["shortcuts"]] == registered.shortcuts


def test_every_event_is_listened_to_and_every_event_that_is_listened_to_is_subscribed(registered: RecordingApp) -> None:
    subscribed = SETTINGS["event_subscriptions"]["bot_events"]

    assert sorted({name.partition(".")[0] for name in subscribed}) == sorted(registered.events)
    assert set(subscribed) == EVENTS.keys()
    assert subscribed == sorted(subscribed)


def test_every_button_that_is_drawn_has_its_listener_and_every_listener_a_button(registered: RecordingApp) -> None:
    named = (first_of(call, kind) for call in calls() for kind in ("Button", "Menu"))
    drawn = {first.value for first in named if first is not None}

    assert drawn | {f"ticket_{act}" for act in OFFICERS_ACTS} == set(registered.actions)
    assert len(registered.actions) == len(set(registered.actions))


def test_every_form_has_its_listener(registered: RecordingApp) -> None:
    assert set(registered.views) == {"request", "ask_person", "person_add", *(f"ticket_{act}" for act in WITH_FORM)}


def test_the_table_of_methods_is_that_of_the_code() -> None:
    assert methods_called() == METHODS.keys()


def test_every_scope_is_needed_and_every_scope_that_is_needed_is_asked_for() -> None:
    by_feature = {"commands"} if FEATURES["slash_commands"] or FEATURES["shortcuts"] else set()
    needed = by_feature.union(*METHODS.values(), *(EVENTS[name] for name in SETTINGS["event_subscriptions"]["bot_events"]))

    assert set(SCOPES["bot"]) == needed


def test_nobody_is_asked_for_rights_of_their_own() -> None:
    assert SCOPES.keys() == {"bot"}
    assert SCOPES["bot"] == sorted(set(SCOPES["bot"]))


def test_the_manifest_has_only_keys_that_slack_knows() -> None:
    assert MANIFEST.keys() <= {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert MANIFEST["display_information"].keys() <= {"name", "description", "long_description", "background_color"}
    assert FEATURES.keys() <= {"app_home", "bot_user", "shortcuts", "slash_commands"}
    assert SETTINGS.keys() <= {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    }
    for command in FEATURES["slash_commands"]:
        assert command.keys() <= {"command", "description", "usage_hint", "should_escape", "url"}
    for shortcut in FEATURES["shortcuts"]:
        assert shortcut.keys() == {"name", "type", "callback_id", "description"}


@pytest.mark.parametrize(("path", "most"), LONGEST.items(), ids=[" ".join(path) for path in LONGEST])
def test_no_text_is_longer_than_slack_takes(path: tuple[str, ...], most: int) -> None:
    value: Any = MANIFEST
    for step in path:
        value = value[step]

    assert 1 <= len(value) <= most
    assert "long_description" not in path or len(value) >= 175


def test_commands_and_shortcuts_are_within_slacks_limits() -> None:
    for command in FEATURES["slash_commands"]:
        assert command["command"].startswith("/")
        assert 2 <= len(command["command"]) <= 32
        assert 1 <= len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in FEATURES["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    assert [len(FEATURES[name]) <= most for name, most in (("slash_commands", 50), ("shortcuts", 10))] == [True, True]


def test_people_can_write_to_the_desk_and_press_its_buttons_without_a_public_address() -> None:
    assert FEATURES["app_home"]["messages_tab_enabled"] is True
    assert FEATURES["app_home"]["messages_tab_read_only_enabled"] is False
    assert (SETTINGS["socket_mode_enabled"], SETTINGS["interactivity"]["is_enabled"]) == (True, True)
    assert "request_url" not in SETTINGS["event_subscriptions"] | SETTINGS["interactivity"]


def test_names_in_what_people_write_after_a_command_come_as_ids() -> None:
    """Then no two persons of one name are mixed up, and no mention can be forged."""
    assert all(command["should_escape"] is True for command in FEATURES["slash_commands"])


def test_the_texts_speak_of_the_commands_and_the_shortcut_by_the_names_they_have() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in shipped("locales").rglob("*.po"))

    assert all(f"`{command['command']}`" in texts for command in FEATURES["slash_commands"])
    assert all(shortcut["name"] in texts for shortcut in FEATURES["shortcuts"])


def first_of(call: ast.Call, name: str) -> ast.Constant | None:
    """The first argument of a call of that name, if it is a constant."""
    if isinstance(call.func, ast.Name) and call.func.id == name and call.args and isinstance(call.args[0], ast.Constant):
        return call.args[0]
    return None
