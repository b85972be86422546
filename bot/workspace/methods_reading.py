"""The read-only methods of the Web API: auth, conversations, users, files."""

import base64
import binascii
from decimal import Decimal, InvalidOperation

from .board import Board
from .checks import SCOPE_PREFIX, flag, message_in, need_kind_scope, need_scope, scopes_of, text_of, visible_channel
from .payloads import channel_object, user_object
from .values import Json, RefusedError
from .world import Channel, World

MOST_ROWS = 1000
USUAL_ROWS = 100
KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}


def auth_test(board: Board, arguments: Json) -> Json:  # noqa: ARG001 - every method has this signature
    """auth.test: return whom the token belongs to."""
    world = board.world
    names = {"team": "Insyn test", "team_id": world.team_id, "user": world.users[world.bot_user_id].name}
    ids = {"user_id": world.bot_user_id, "bot_id": world.bot_id, "is_enterprise_install": False}
    enterprise = {"enterprise_id": world.enterprise_id} if world.enterprise_id else {}
    return {"url": "https://insyn-test.slack.com/"} | names | ids | enterprise


def api_test(board: Board, arguments: Json) -> Json:  # noqa: ARG001 - every method has this signature
    """api.test: return the arguments."""
    if arguments.get("error"):
        raise RefusedError(str(arguments["error"]), args=arguments)
    return {"args": arguments}


def conversations_info(board: Board, arguments: Json) -> Json:
    """conversations.info: a channel's name and kind."""
    channel = visible_channel(board.world, arguments)
    need_kind_scope(board.world, channel, "read")
    return {"channel": channel_object(board.world, channel)}


def conversations_members(board: Board, arguments: Json) -> Json:
    """conversations.members: a channel's people, in pages."""
    channel = visible_channel(board.world, arguments)
    need_kind_scope(board.world, channel, "read")
    rows, more = _page([{"id": member} for member in channel.members], arguments)
    return {"members": [row["id"] for row in rows]} | more


def _page(rows: list[Json], arguments: Json) -> tuple[list[Json], Json]:
    limit = min(_number(arguments.get("limit")) or USUAL_ROWS, MOST_ROWS)
    start = _cursor(str(arguments.get("cursor") or ""))
    following = start + limit
    more = following < len(rows)
    cursor = base64.b64encode(f"next:{following}".encode()).decode() if more else ""
    return rows[start:following], {"response_metadata": {"next_cursor": cursor}}


def _number(value: object) -> int:
    try:
        return int(str(value or 0))
    except ValueError:
        raise RefusedError("invalid_limit") from None


def _cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise RefusedError("invalid_cursor") from None


def _within(messages: list[Json], arguments: Json) -> list[Json]:
    oldest, latest = _time(arguments, "oldest", "0"), _time(arguments, "latest", "Infinity")
    if flag(arguments, "inclusive"):
        return [m for m in messages if oldest <= Decimal(m["ts"]) <= latest]
    return [m for m in messages if oldest < Decimal(m["ts"]) < latest]


def _time(arguments: Json, name: str, default: str) -> Decimal:
    try:
        return Decimal(str(arguments.get(name) or default))
    except InvalidOperation:
        raise RefusedError(f"invalid_ts_{name}") from None


def _as_read(messages: list[Json], arguments: Json) -> list[Json]:
    if flag(arguments, "include_all_metadata"):
        return messages
    return [{name: value for name, value in message.items() if name != "metadata"} for message in messages]


def conversations_history(board: Board, arguments: Json) -> Json:
    """conversations.history: the channel's own messages, newest first; replies only when broadcast."""
    channel = visible_channel(board.world, arguments)
    need_kind_scope(board.world, channel, "history")
    if not board.world.bot_is_in(channel.id):
        raise RefusedError("not_in_channel")
    everything = board.world.messages[channel.id].values()
    shown = [m for m in everything if m.get("thread_ts", m["ts"]) == m["ts"] or m.get("subtype") == "thread_broadcast"]
    rows, more = _page(_within(shown[::-1], arguments), arguments)
    return {"messages": _as_read(rows, arguments), "has_more": bool(more["response_metadata"]["next_cursor"])} | more


def conversations_replies(board: Board, arguments: Json) -> Json:
    """conversations.replies: a thread, its root first."""
    channel = visible_channel(board.world, arguments)
    need_kind_scope(board.world, channel, "history")
    if not board.world.bot_is_in(channel.id):
        raise RefusedError("not_in_channel")
    named = message_in(board, channel, text_of(arguments, "ts"), "thread_not_found")
    root = message_in(board, channel, named.get("thread_ts", named["ts"]), "thread_not_found")
    rows, more = _page([root, *_within(board.replies(channel.id, root["ts"]), arguments)], arguments)
    return {"messages": _as_read(rows, arguments), "has_more": bool(more["response_metadata"]["next_cursor"])} | more


def users_conversations(board: Board, arguments: Json) -> Json:
    """users.conversations: the conversations that the bot is in, of the kinds asked for, in pages."""
    world, types = board.world, str(arguments.get("types") or "public_channel").split(",")
    if not set(types) <= KIND_OF_TYPE.keys():
        raise RefusedError("invalid_types")
    kinds = {KIND_OF_TYPE[name] for name in types}
    for kind in sorted(kinds):
        need_scope(world, f"{SCOPE_PREFIX[kind]}:read")
    hidden = flag(arguments, "exclude_archived")
    mine = [one for one in world.channels.values() if one.kind in kinds and world.bot_is_in(one.id)]
    rows, more = _page([_listed(world, one) for one in mine if not (hidden and one.archived)], arguments)
    return {"channels": rows} | more


def _listed(world: World, channel: Channel) -> Json:
    told = channel_object(world, channel)
    return {name: value for name, value in told.items() if name not in ("is_member", "num_members")}


def users_info(board: Board, arguments: Json) -> Json:
    """users.info: a user; the e-mail address only with its scope, the locale only when asked for."""
    need_scope(board.world, "users:read")
    user = board.world.users.get(str(arguments.get("user")))
    if user is None:
        raise RefusedError("user_not_found")
    with_email = "users:read.email" in scopes_of(board.world)
    told = user_object(board.world, user, with_email=with_email, with_locale=flag(arguments, "include_locale"))
    return {"user": told}


def bots_info(board: Board, arguments: Json) -> Json:
    """bots.info: the app's own bot, with the id of its app."""
    need_scope(board.world, "users:read")
    if arguments.get("bot") != board.world.bot_id:
        raise RefusedError("bot_not_found")
    world = board.world
    ids = {"id": world.bot_id, "app_id": world.app_id, "user_id": world.bot_user_id}
    return {"bot": ids | {"deleted": False, "name": world.users[world.bot_user_id].name}}


def files_info(board: Board, arguments: Json) -> Json:
    """files.info: a file with everything, including what an event may have left out."""
    need_scope(board.world, "files:read")
    file = board.world.files.get(str(arguments.get("file")))
    if file is None or not _can_see(board.world, file):
        raise RefusedError("file_not_found")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


def _can_see(world: World, file: Json) -> bool:
    return any(world.bot_is_in(channel) for channel in file["channels"])
