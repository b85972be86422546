"""response_url: what the app may say about an interaction for half an hour, without a token."""

from .board import Board
from .checks import content, flag, need_words
from .values import Json, RefusedError
from .world import ReplyTicket, World

MOST_USES = 5


def answer(board: Board, ticket_id: str, body: Json) -> None:
    """Shows what the app sent to a response_url, or refuses it as Slack does."""
    ticket = board.world.reply_tickets.get(ticket_id)
    if ticket is None or board.world.clock() >= ticket.expires:
        raise RefusedError("expired_url")
    if ticket.uses >= MOST_USES:
        raise RefusedError("used_url")
    if flag(body, "delete_original"):
        _delete(board, ticket)
    else:
        told = content(board.world, body)
        need_words(told)
        _show(board, ticket, told, body)
    ticket.uses += 1


def _delete(board: Board, ticket: ReplyTicket) -> None:
    if ticket.original is None:
        raise RefusedError("no_original_message")
    if ticket.ephemeral:
        board.world.ephemerals[ticket.user].pop(ticket.original, None)
        board.world.touch()
    elif ticket.original in board.world.messages[ticket.channel]:
        board.remove(ticket.channel, ticket.original)


def _show(board: Board, ticket: ReplyTicket, told: Json, body: Json) -> None:
    if flag(body, "replace_original") and ticket.original:
        _replace(board, ticket, told)
    else:
        show(
            board,
            ticket.user,
            ticket.channel,
            told | _thread(board, ticket, body),
            body.get("response_type", "ephemeral"),
        )


def _thread(board: Board, ticket: ReplyTicket, body: Json) -> Json:
    thread = body.get("thread_ts")
    return {"thread_ts": thread} if thread in board.world.messages[ticket.channel] else {}


def _replace(board: Board, ticket: ReplyTicket, told: Json) -> None:
    world, original = board.world, str(ticket.original)
    if ticket.ephemeral:
        channel, message = world.ephemerals[ticket.user].get(original, (ticket.channel, signed(world) | {"ts": original}))
        kept = {name: value for name, value in message.items() if name not in ("blocks", "attachments", "text")}
        world.ephemerals[ticket.user][original] = (channel, kept | {"text": ""} | told)
        world.touch()
    elif original in world.messages[ticket.channel]:
        board.change(ticket.channel, original, {"text": "", "blocks": []} | told, editor=world.bot_user_id)


def signed(world: World) -> Json:
    """The marks of the app's own messages."""
    return {"user": world.bot_user_id, "bot_id": world.bot_id, "app_id": world.app_id}


def show(board: Board, user: str, channel: str, told: Json, response_type: object) -> None:
    """Puts up an answer to an interaction: for all in the channel, or for the one who asked."""
    message = signed(board.world) | {"text": ""} | told
    if response_type == "in_channel":
        board.post(channel, message)
    else:
        board.whisper(user, channel, message)
