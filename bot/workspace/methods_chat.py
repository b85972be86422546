"""The chat.* and reactions.* methods of the Web API."""

from typing import Any

from .answers import signed
from .board import Board
from .checks import (
    MAX_UPDATED_TEXT,
    content,
    flag,
    message_in,
    need_person,
    need_scope,
    need_words,
    text_of,
    visible_channel,
    wants_preview,
    writable_channel,
)
from .values import Json, RefusedError
from .world import Channel

OPTIONAL = ("blocks", "attachments", "metadata")


def post_message(board: Board, arguments: Json) -> Json:
    """chat.postMessage: post a message of the bot."""
    need_scope(board.world, "chat:write")
    channel = writable_channel(board.world, arguments)
    told = content(board.world, arguments)
    need_words(told)
    message = signed(board.world) | {"text": ""} | told | _place(board, channel, arguments)
    ts = board.post(channel.id, message)
    if wants_preview(message, arguments):
        board.preview(channel.id, ts)
    return {"channel": channel.id, "ts": ts, "message": board.world.messages[channel.id][ts]}


def _place(board: Board, channel: Channel, arguments: Json) -> Json:
    thread = arguments.get("thread_ts")
    if not thread:
        return {}
    root = message_in(board, channel, thread, "thread_not_found")
    if root.get("thread_ts", thread) != thread:
        raise RefusedError("cannot_reply_to_message")
    return {"thread_ts": thread} | ({"subtype": "thread_broadcast"} if flag(arguments, "reply_broadcast") else {})


def _own_message(board: Board, arguments: Json, error: str) -> tuple[Channel, Json]:
    channel = visible_channel(board.world, arguments)
    message = message_in(board, channel, arguments.get("ts"))
    if message.get("bot_id") != board.world.bot_id:
        raise RefusedError(error)
    return channel, message


def update(board: Board, arguments: Json) -> Json:
    """chat.update: change a message. What is not given stays; an empty list or object removes."""
    need_scope(board.world, "chat:write")
    channel, message = _own_message(board, arguments, "cant_update_message")
    told = content(board.world, arguments, MAX_UPDATED_TEXT)
    if not any(name in told for name in ("text", "blocks", "attachments")):
        raise RefusedError("no_text")
    need_words(message | told)
    for name in OPTIONAL:
        if told.get(name) in ([], {}):
            message.pop(name, None)
            del told[name]
    message = board.change(channel.id, message["ts"], told, editor=board.world.bot_user_id)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def delete(board: Board, arguments: Json) -> Json:
    """chat.delete: delete one of the bot's own messages."""
    need_scope(board.world, "chat:write")
    channel, message = _own_message(board, arguments, "cant_delete_message")
    board.remove(channel.id, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def post_ephemeral(board: Board, arguments: Json) -> Json:
    """chat.postEphemeral: show a message to one member of the channel."""
    need_scope(board.world, "chat:write")
    user = text_of(arguments, "user")
    channel = writable_channel(board.world, arguments)
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    told = content(board.world, arguments, MAX_UPDATED_TEXT)
    need_words(told)
    message = signed(board.world) | {"text": ""} | told | _place(board, channel, arguments)
    return {"message_ts": board.post_ephemeral(user, channel.id, message)}


def get_permalink(board: Board, arguments: Json) -> Json:
    """chat.getPermalink: return the URL of a message."""
    channel = visible_channel(board.world, arguments)
    message = message_in(board, channel, arguments.get("message_ts"))
    return {"channel": channel.id, "permalink": board.world.permalink(channel.id, message["ts"])}


def open_conversation(board: Board, arguments: Json) -> Json:
    """conversations.open: return the direct channel with one user."""
    need_scope(board.world, "im:write")
    users = [user for user in str(arguments.get("users", "")).split(",") if user]
    if not users and arguments.get("channel"):
        users = [m for m in visible_channel(board.world, arguments).members if m != board.world.bot_user_id]
    if len(users) != 1:
        raise RefusedError("users_list_not_supplied" if not users else "method_not_supported_for_channel_type")
    need_person(board.world, users[0])
    return {"channel": {"id": board.world.dm(users[0]).id}}


def _reactions(board: Board, arguments: Json) -> tuple[str, list[Json]]:
    need_scope(board.world, "reactions:write")
    name = text_of(arguments, "name").strip(":")
    channel = visible_channel(board.world, arguments)
    found: list[Json] = message_in(board, channel, arguments.get("timestamp")).setdefault("reactions", [])
    return name, found


def add_reaction(board: Board, arguments: Json) -> Json:
    """reactions.add: add an emoji of the bot to a message."""
    name, reactions = _reactions(board, arguments)
    if any(reaction["name"] == name and board.world.bot_user_id in reaction["users"] for reaction in reactions):
        raise RefusedError("already_reacted")
    reactions.append({"name": name, "users": [board.world.bot_user_id], "count": 1})
    board.world.touch()
    return {}


def remove_reaction(board: Board, arguments: Json) -> Json:
    """reactions.remove: remove an emoji of the bot."""
    name, reactions = _reactions(board, arguments)
    mine: list[Any] = [r for r in reactions if r["name"] == name and board.world.bot_user_id in r["users"]]
    if not mine:
        raise RefusedError("no_reaction")
    reactions.remove(mine[0])
    board.world.touch()
    return {}
