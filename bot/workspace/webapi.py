"""The Web API: checks the token, injects failures, applies rate limits, runs the method and records the call."""

from collections.abc import Callable
from typing import Any

from . import methods_chat as chat
from . import methods_reading as reading
from . import methods_views as views
from .board import Board
from .checks import decoded
from .failures import Failure, Failures, RateLimits
from .values import Call, Json, RefusedError

METHODS: dict[str, Callable[[Board, Json], Json]] = {
    "api.test": reading.api_test,
    "auth.test": reading.auth_test,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.getPermalink": chat.get_permalink,
    "conversations.open": chat.open_conversation,
    "conversations.info": reading.conversations_info,
    "conversations.members": reading.conversations_members,
    "conversations.history": reading.conversations_history,
    "conversations.replies": reading.conversations_replies,
    "users.conversations": reading.users_conversations,
    "users.info": reading.users_info,
    "bots.info": reading.bots_info,
    "files.info": reading.files_info,
    "views.open": views.open_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
    "views.publish": views.publish_view,
    "reactions.add": chat.add_reaction,
    "reactions.remove": chat.remove_reaction,
}
STRUCTURES = {"blocks": list, "attachments": list, "metadata": dict, "view": dict}
TAKES_EFFECT = frozenset({"lost_answer", "slow"})
"""Failures of calls that do what they should."""


class WebApi:
    """Answers calls. Callers must hold the world's lock."""

    def __init__(self, board: Board, bot_token: str, app_token: str, limits: RateLimits | None) -> None:
        self.board = board
        self.failures = Failures()
        self.new_link: Callable[[], str] = lambda: ""
        self._tokens = {bot_token: "bot", app_token: "app"}
        self._limits = limits

    def fault_for(self, method: str, arguments: Json) -> Failure | None:
        """Return the failure to inject into this call, or None. A call that takes no effect is recorded at once."""
        channel = arguments.get("channel")
        fault = self.failures.take(method, channel)
        if fault is None and self._limits:
            seconds = self._limits.seconds_to_wait(method, channel)
            fault = Failure(method, "ratelimited", 1, seconds, None) if seconds else None
        if fault and fault.error not in TAKES_EFFECT:
            self._note(method, arguments, fault.error)
        return fault

    def call(self, method: str, token: str | None, arguments: Json) -> Json:
        """Return the method's answer, `ok` or not."""
        try:
            told: Json = {"ok": True} | self._run(method, token, arguments)
        except RefusedError as refused:
            told = {"ok": False, "error": refused.error} | refused.extra
        self._note(method, arguments, told.get("error"))
        return told

    def is_bot_token(self, token: str | None) -> bool:
        """Whether this is the bot's token."""
        return token is not None and self._tokens.get(token) == "bot"

    def _run(self, method: str, token: str | None, arguments: Json) -> Json:
        if method == "api.test":
            return reading.api_test(self.board, arguments)
        self._check_token(method, token)
        if method == "apps.connections.open":
            return {"url": self.new_link()}
        if method not in METHODS:
            raise RefusedError("unknown_method", req_method=method)
        return METHODS[method](self.board, arguments)

    def _check_token(self, method: str, token: str | None) -> None:
        if not token:
            raise RefusedError("not_authed")
        if token not in self._tokens:
            raise RefusedError("invalid_auth")
        wanted = "app" if method == "apps.connections.open" else "bot"
        if self._tokens[token] != wanted and method != "auth.test":
            raise RefusedError("not_allowed_token_type")

    def _note(self, method: str, arguments: Json, error: str | None) -> None:
        noted = {name: _readable(name, value) for name, value in arguments.items()}
        self.board.world.calls.append(Call(method, noted, error))
        self.board.world.touch()


def _readable(name: str, value: Any) -> Any:
    """Return an argument with structures that were sent as JSON text decoded."""
    if name in STRUCTURES and isinstance(value, str):
        try:
            return decoded(value, STRUCTURES[name], "unreadable")
        except RefusedError:
            return value
    return value
