"""Checks of arguments that Web API methods share. They raise RefusedError with Slack's error code."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from .board import Board
from .limits import MARKDOWN, STATEFUL, faults_in_blocks, faults_in_view
from .values import Json, RefusedError
from .world import Channel, World

MAX_TEXT = 40_000
MAX_UPDATED_TEXT = 4_000
MAX_BLOCK_TEXT = 13_200
MAX_METADATA = 16_000
MAX_VIEW_BYTES = 250_000
SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
INTERACTIVE = STATEFUL | {"button", "overflow"}


def scopes_of(world: World) -> list[str]:
    """Return the bot scopes in the manifest."""
    return list(world.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))


def need_scope(world: World, needed: str) -> None:
    """Refuse the call if the app lacks the scope."""
    provided = scopes_of(world)
    if needed not in provided:
        raise RefusedError("missing_scope", needed=needed, provided=",".join(provided))


def need_kind_scope(world: World, channel: Channel, verb: str) -> None:
    """Refuse the call if the app lacks the scope for this kind of channel."""
    need_scope(world, f"{SCOPE_PREFIX[channel.kind]}:{verb}")


def flag(arguments: Json, name: str, *, usual: bool = False) -> bool:
    """Return a boolean argument, sent as JSON or as a form field; ``usual`` if it is missing."""
    return str(arguments.get(name, usual)).lower() in ("1", "true")


def text_of(arguments: Json, name: str) -> str:
    """Return a required string argument."""
    value = arguments.get(name)
    if not value or not isinstance(value, str):
        raise RefusedError("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
    return value


def visible_channel(world: World, arguments: Json, name: str = "channel") -> Channel:
    """Return the channel, refused if the bot cannot see it."""
    wanted = arguments.get(name)
    if not wanted:
        raise RefusedError("channel_not_found")
    found = world.channels.get(wanted) or next((c for c in world.channels.values() if f"#{c.name}" == wanted), None)
    if found is None or (found.kind != "channel" and not world.bot_is_in(found.id)):
        raise RefusedError("channel_not_found")
    return found


def writable_channel(world: World, arguments: Json) -> Channel:
    """Return the channel to post in; a user's id stands for the direct channel with that user."""
    wanted = arguments.get("channel", "")
    if wanted in world.users:
        need_person(world, wanted)
        channel = world.dm(wanted)
    else:
        channel = visible_channel(world, arguments)
    if channel.archived:
        raise RefusedError("is_archived")
    if not world.bot_is_in(channel.id) and "chat:write.public" not in scopes_of(world):
        raise RefusedError("not_in_channel")
    if channel.kind == "im" and not world.manifest.get("features", {}).get("app_home", {}).get("messages_tab_enabled", False):
        raise RefusedError("messages_tab_disabled")
    return channel


def need_person(world: World, user: str) -> None:
    """Refuse a direct channel with an unknown user, a bot or a deactivated user."""
    if user not in world.users:
        raise RefusedError("user_not_found")
    if world.users[user].is_bot:
        raise RefusedError("cannot_dm_bot")
    if world.users[user].deleted:
        raise RefusedError("user_disabled")


def message_in(board: Board, channel: Channel, ts: Any, error: str = "message_not_found") -> Json:
    """Return the raw message with a ts, refused with ``error`` if there is none."""
    message = board.world.messages[channel.id].get(str(ts))
    if message is None:
        raise RefusedError(error)
    return message


def decoded(value: Any, kind: type, error: str) -> Any:
    """Return a structure that may have been sent as JSON text in a form field."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise RefusedError(error) from None
    if not isinstance(value, kind):
        raise RefusedError(error)
    return value


def content(world: World, arguments: Json, longest: int | None = None) -> Json:
    """Return those of text, blocks, attachments and metadata that were given, checked."""
    told = _words(arguments, longest)
    if arguments.get("blocks") is not None:
        told["blocks"] = checked_blocks(world, arguments["blocks"])
    if arguments.get("attachments") is not None:
        told["attachments"] = decoded(arguments["attachments"], list, "invalid_attachments")
    if arguments.get("metadata") is not None:
        told["metadata"] = checked_metadata(arguments["metadata"])
    return told


def _words(arguments: Json, longest: int | None) -> Json:
    markdown, text = arguments.get("markdown_text"), arguments.get("text")
    if markdown and (text or arguments.get("blocks")):
        raise RefusedError("markdown_text_conflict")
    if not markdown and text is None:
        return {}
    words = str(markdown or text)
    if (longest and len(words) > longest) or len(markdown or "") > MARKDOWN:
        raise RefusedError("msg_too_long")
    return {"text": words[:MAX_TEXT]}


def need_words(told: Json) -> None:
    """Refuse an empty message."""
    if not (told.get("text") or told.get("blocks") or told.get("attachments")):
        raise RefusedError("no_text")


def checked_blocks(world: World, given: Any) -> list[Json]:
    """Return the blocks with ids filled in, refused with the reasons if they break a limit."""
    blocks: list[Json] = decoded(given, list, "invalid_blocks_format")
    faults = faults_in_blocks(blocks)
    if faults:
        raise RefusedError("invalid_blocks", errors=faults, response_metadata={"messages": [f"[ERROR] {f}" for f in faults]})
    if sum(len(text) for text in _texts(blocks)) > MAX_BLOCK_TEXT:
        raise RefusedError("msg_blocks_too_long")
    return with_ids(world, blocks)


def wants_preview(message: Json, arguments: Json) -> bool:
    """Whether Slack adds previews: for media unless the app opts out, for other pages only if it opts in."""
    has_link = any("http" in text for text in _texts(message))
    return has_link and (flag(arguments, "unfurl_links") or flag(arguments, "unfurl_media", usual=True))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def with_ids(world: World, blocks: list[Json]) -> list[Json]:
    """Return a copy in which every block and interactive element has an id, as in Slack."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block.setdefault("block_id", world.new_id("b"))
        for element in [block.get("accessory"), block.get("element"), *block.get("elements", [])]:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                element.setdefault("action_id", world.new_id("a"))
    return filled


def checked_metadata(given: Any) -> Json:
    """Return message metadata, refused if its shape is wrong."""
    metadata: Json = decoded(given, dict, "invalid_metadata_format")
    if not metadata:
        return metadata
    well_formed = isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    if not well_formed or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise RefusedError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > MAX_METADATA:
        raise RefusedError("metadata_too_large")
    return metadata


def checked_view(world: World, given: Any) -> Json:
    """Return a view with ids filled in, refused with the reasons if it breaks a limit."""
    view: Json = decoded(given, dict, "invalid_arguments")
    if len(json.dumps(view)) > MAX_VIEW_BYTES:
        raise RefusedError("view_too_large")
    faults = faults_in_view(view)
    if faults:
        raise RefusedError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})
    return view | {"blocks": with_ids(world, view["blocks"])}
