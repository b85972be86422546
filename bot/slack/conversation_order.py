"""Requests of one conversation are handled in the order in which they came, those of different ones at the same time."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

Request = Callable[[], object]


def conversation_of(message: Mapping[str, Any]) -> str:
    """Return the conversation of a Socket Mode message: the channel of an event, else the person who acts."""
    payload = message.get("payload") or {}
    event = payload.get("event") or {}
    user = payload.get("user")
    person = payload.get("user_id") or (user.get("id") if isinstance(user, dict) else user)
    return str(event.get("channel") or person or "")


class Backlog:
    """Counts the requests that wait for their ack, so that other work can make room for them."""

    LONG = 8
    """More requests than this are a burst: Slack waits for an ack for three seconds, and then sends everything again."""

    def __init__(self) -> None:
        self._waiting = 0

    @property
    def is_long(self) -> bool:
        """Whether acks come first now."""
        return self._waiting > self.LONG

    def change(self, by: int) -> None:
        """Count requests that came, or were handled if ``by`` is negative. Not for several threads at once."""
        self._waiting += by


class ConversationOrder:
    """Runs requests in an executor, never two of one conversation at once."""

    def __init__(self, executor: Executor, backlog: Backlog | None = None) -> None:
        self._executor = executor
        self._backlog = backlog or Backlog()
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Request]] = {}
        """Requests that wait, of each conversation of which one is being handled."""

    def submit(self, conversation: str, request: Request) -> None:
        """Run a request after all earlier ones of its conversation. It must not raise."""
        with self._lock:
            self._backlog.change(+1)
            if conversation in self._waiting:
                self._waiting[conversation].append(request)
                return
            self._waiting[conversation] = deque([request])
        self._executor.submit(self._run, conversation)

    def _run(self, conversation: str) -> None:
        while request := self._next(conversation):
            request()
            with self._lock:
                self._backlog.change(-1)

    def _next(self, conversation: str) -> Request | None:
        with self._lock:
            waiting = self._waiting[conversation]
            if waiting:
                return waiting.popleft()
            del self._waiting[conversation]
            return None
