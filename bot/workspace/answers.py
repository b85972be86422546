"""Handles response_url: answers to an interaction, possible for half an hour and without a token."""

from .board import Board
from .checks import content, flag, need_words
from .values import Json, RefusedError
from .world import ReplyAddress, World

MOST_USES = 5


def answer(board: Board, address_id: str, body: Json) -> None:
    """Show what the app sent to a response_url. Raises RefusedError where Slack would refuse it."""
    address = board.world.reply_addresses.get(address_id)
    if address is None or board.world.clock() >= address.expires:
        raise RefusedError("expired_url")
    if address.uses >= MOST_USES:
        raise RefusedError("used_url")
    if flag(body, "delete_original"):
        _delete(board, address)
    else:
        told = content(board.world, body)
        need_words(told)
        _show(board, address, told, body)
    address.uses += 1


def _delete(board: Board, address: ReplyAddress) -> None:
    if address.original is None:
        raise RefusedError("no_original_message")
    if address.ephemeral:
        board.world.ephemerals[address.user].pop(address.original, None)
        board.world.touch()
    elif address.original in board.world.messages[address.channel]:
        board.remove(address.channel, address.original)


def _show(board: Board, address: ReplyAddress, told: Json, body: Json) -> None:
    if flag(body, "replace_original") and address.original:
        _replace(board, address, told)
    else:
        show(
            board,
            address.user,
            address.channel,
            told | _thread(board, address, body),
            body.get("response_type", "ephemeral"),
        )


def _thread(board: Board, address: ReplyAddress, body: Json) -> Json:
    thread = body.get("thread_ts")
    return {"thread_ts": thread} if thread in board.world.messages[address.channel] else {}


def _replace(board: Board, address: ReplyAddress, told: Json) -> None:
    world, original = board.world, str(address.original)
    if address.ephemeral:
        channel, message = world.ephemerals[address.user].get(original, (address.channel, signed(world) | {"ts": original}))
        kept = {name: value for name, value in message.items() if name not in ("blocks", "attachments", "text")}
        world.ephemerals[address.user][original] = (channel, kept | {"text": ""} | told)
        world.touch()
    elif original in world.messages[address.channel]:
        board.change(address.channel, original, {"text": "", "blocks": []} | told, editor=world.bot_user_id)


def signed(world: World) -> Json:
    """Return the fields that mark a message as the app's own."""
    return {"user": world.bot_user_id, "bot_id": world.bot_id, "app_id": world.app_id}


def show(board: Board, user: str, channel: str, told: Json, response_type: object) -> None:
    """Post an answer to an interaction, visible in the channel or only to the user."""
    message = signed(board.world) | {"text": ""} | told
    if response_type == "in_channel":
        board.post(channel, message)
    else:
        board.post_ephemeral(user, channel, message)
