"""Builds the payloads that Slack sends to an app."""

import re
from typing import Any

from .values import Json
from .world import Channel, User, World

TEAM_DOMAIN = "insyn-test"
ENTERPRISE = "Insyn Test Group"


def event_callback(world: World, event: Json) -> Json:
    """Return an event_callback with an event id of its own."""
    authorization = {"enterprise_id": world.enterprise_id, "team_id": world.team_id, "user_id": world.bot_user_id, "is_bot": True}
    return _of_enterprise(world) | {
        "token": world.verification_token,
        "team_id": world.team_id,
        "context_team_id": world.team_id,
        "context_enterprise_id": world.enterprise_id,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.clock()),
        "authorizations": [authorization | {"is_enterprise_install": False}],
        "is_ext_shared_channel": world.is_shared(str(event.get("channel"))),
        "event_context": world.new_id("4-"),
    }


def _of_enterprise(world: World) -> Json:
    """Return what stands in a payload beside the team only where that is part of a Grid."""
    return {"enterprise_id": world.enterprise_id} if world.enterprise_id else {}


def rich_text(world: World, text: str) -> Json:
    """Return the rich text block that Slack's editor makes of typed text."""
    elements: list[Json] = []
    for part in re.split(r"(<@[A-Z0-9]+>)", text):
        if part.startswith("<@"):
            elements.append({"type": "user", "user_id": part[2:-1]})
        elif part:
            elements.append({"type": "text", "text": part})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": world.new_id("b"), "elements": [section]}


def channel_named(channel: Channel) -> Json:
    """Return a channel's short form, as in interactions."""
    names = {"channel": channel.name, "group": "privategroup", "im": "directmessage", "mpim": channel.name}
    return {"id": channel.id, "name": names[channel.kind]}


def _user_named(world: World, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team or world.team_id}


def _interaction(world: World, kind: str, user: User, view: str | None = None) -> Json:
    return {
        "type": kind,
        "token": world.verification_token,
        "api_app_id": world.app_id,
        "team": {"id": world.team_id, "domain": TEAM_DOMAIN} | _named_enterprise(world),
        "enterprise": {"id": world.enterprise_id, "name": ENTERPRISE} if world.enterprise_id else None,
        "is_enterprise_install": False,
        "user": _user_named(world, user),
        "trigger_id": world.new_trigger(user.id, view),
    }


def _named_enterprise(world: World) -> Json:
    return _of_enterprise(world) | {"enterprise_name": ENTERPRISE} if world.enterprise_id else {}


def slash_command(world: World, user: User, channel: Channel, command: str, text: str) -> Json:
    """Return the form fields of a slash command."""
    return _named_enterprise(world) | {
        "token": world.verification_token,
        "team_id": world.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_named(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": world.new_response_url(user.id, channel.id),
        "trigger_id": world.new_trigger(user.id),
    }


def message_action(world: World, user: User, channel: Channel, message: Json, callback_id: str) -> Json:
    """Return the payload of a message shortcut, with the whole message."""
    return _interaction(world, "message_action", user) | {
        "callback_id": callback_id,
        "action_ts": world.stamp(),
        "message_ts": message["ts"],
        "response_url": world.new_response_url(user.id, channel.id, message["ts"]),
        "channel": channel_named(channel),
        "message": message | {"team": message.get("team", world.team_id)},
    }


def block_actions_on_message(world: World, user: User, channel: Channel, message: Json, *, ephemeral: bool) -> Json:
    """Return the payload of a press in a message; of an ephemeral message it holds only the place, as in Slack."""
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id, "is_ephemeral": ephemeral}
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    payload = _interaction(world, "block_actions", user) | {
        "container": container,
        "channel": channel_named(channel),
        "response_url": world.new_response_url(user.id, channel.id, message["ts"], ephemeral=ephemeral),
    }
    return payload if ephemeral else payload | {"message": message}


def block_actions_in_view(world: World, user: User, view: Json) -> Json:
    """Return the payload of a press or choice in a modal or home tab."""
    container = {"type": "view", "view_id": view["id"]}
    return _interaction(world, "block_actions", user, view["id"]) | {"container": container, "view": view}


def view_submission(world: World, user: User, view: Json) -> Json:
    """Return the payload of a submitted modal."""
    return _interaction(world, "view_submission", user, view["id"]) | {"view": view, "response_urls": []}


def view_closed(world: World, user: User, view: Json) -> Json:
    """Return the payload of a closed modal, which has no trigger."""
    payload = _interaction(world, "view_closed", user) | {"view": view, "is_cleared": False}
    del payload["trigger_id"]
    return payload


def user_object(world: World, user: User, *, with_email: bool, with_locale: bool) -> Json:
    """Return a user as users.info does."""
    profile: Json = {"real_name": user.real_name, "display_name": user.name, "team": user.team or world.team_id}
    if with_email and user.email:
        profile["email"] = user.email
    told: Json = {
        "id": user.id,
        "team_id": user.team or world.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "tz": "Europe/Stockholm",
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_stranger": user.is_stranger,
    }
    if world.enterprise_id and not user.team:
        there = {"id": user.id, "enterprise_id": world.enterprise_id, "enterprise_name": ENTERPRISE, "teams": [world.team_id]}
        told["enterprise_user"] = there
    return told | ({"locale": user.locale} if with_locale and not user.team else {})


def channel_object(world: World, channel: Channel) -> Json:
    """Return a channel as conversations.info does."""
    told: Json = {"id": channel.id, "created": channel.created, "is_archived": channel.archived}
    if channel.kind == "im":
        others = [member for member in channel.members if member != world.bot_user_id]
        return told | {"is_im": True, "user": others[0], "is_open": True}
    flags: dict[str, Any] = {
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_general": False,
    }
    flags |= {
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_member": world.bot_is_in(channel.id),
    }
    shared = {
        "is_shared": world.is_shared(channel.id) or channel.is_org_shared,
        "is_ext_shared": world.is_shared(channel.id),
        "is_org_shared": channel.is_org_shared,
        "is_pending_ext_shared": channel.invites_strangers,
    }
    return told | flags | shared | {"name": channel.name, "name_normalized": channel.name, "num_members": len(channel.members)}
