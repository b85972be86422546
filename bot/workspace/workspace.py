"""The stand-in for Slack: a workspace on this machine, to which an unmodified Bolt app connects."""

import copy
import secrets
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from .board import Board
from .event_queue import EventQueue
from .failures import Failure, RateLimits
from .links import Links
from .modals import Modals
from .places import Places
from .server import Server
from .signed import RETRY_DELAYS, SignedRequests
from .talking import Talking
from .values import Call, PendingDelivery, ShownMessage
from .webapi import WebApi
from .world import World


class Workspace(Places, Talking, Modals):
    """A workspace: set it up, let people act, and look at what they see.

    Every method may be called from any thread. The clock drives time-outs and timestamps; `wait` uses real
    time. To end a test at once, stop the workspace before the app's SocketModeHandler is closed.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Callable[[], float] = time.time,
        request_url: str | None = None,
        grid: bool = False,
        rate_limits: bool = True,
    ) -> None:
        """``rate_limits`` are Slack's, by the clock: where that stands still, they are never over. ``grid``: part of a Grid."""
        self._world = World(manifest, clock, grid=grid)
        self._queue = EventQueue(self._world)
        self._board = Board(self._world, self._queue)
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self._world.app_id}-{secrets.token_hex(12)}"
        self.team_id, self.bot_user_id, self.bot_id = self._world.team_id, self._world.bot_user_id, self._world.bot_id
        self._links = Links(self._world, self._queue)
        self._requests = SignedRequests(self._world, self._queue, secrets.token_hex(16))
        self._api = WebApi(self._board, self.bot_token, self.app_token, RateLimits(clock) if rate_limits else None)
        self._api.new_link = self._links.new_url
        self._server = Server(self._api, self._links, self._requests, self._tick_on_loop)
        self.request_url = request_url

    def start(self) -> Self:
        """Start serving on a free port of this machine."""
        self._server.start()
        self._queue.wake = self._wake
        self._wake()
        return self

    def stop(self) -> None:
        """End every connection, and every call that was to get no answer."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The Web API's URL, for a WebClient's base_url."""
        return f"{self._world.base}/api/"

    @property
    def request_url(self) -> str | None:
        """The app's URL for signed HTTP requests; None means Socket Mode."""
        return self._requests.url or None

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        with self._world.changed:
            self._requests.url = url or ""
            self._queue.retry_delays = RETRY_DELAYS if url else (0, 0, 0)
            self._queue.wake()

    @property
    def signing_secret(self) -> str:
        """The secret that requests are signed with. A new one is as when somebody regenerates it: the app has the old one."""
        return self._requests.secret

    @signing_secret.setter
    def signing_secret(self, secret: str) -> None:
        self._requests.secret = secret

    def verify_url(self) -> bool:
        """Whether the app at the request URL answers Slack's challenge."""
        return self._server.run(self._requests.verify(secrets.token_hex(16)))

    def _wake(self) -> None:
        self._server.soon(self._pump)

    def _pump(self) -> None:
        (self._requests if self._requests.url else self._links).pump()

    def _tick_on_loop(self) -> None:
        with self._world.changed:
            self._queue.tick()
        self._requests.tick()
        self._links.tick()

    def tick(self) -> None:
        """Apply every time-out that is due by the clock."""
        self._server.run(self._tick_once())

    async def _tick_once(self) -> None:
        self._tick_on_loop()
        self._pump()

    def drop_socket(self) -> None:
        """Cut the app's Socket Mode connections without a close frame."""
        self._server.run(self._on_loop(self._links.drop))

    def refresh(self) -> None:
        """Ask the app to open a new connection, and close the old one shortly after."""
        self._server.run(self._on_loop(self._links.refresh))

    async def _on_loop(self, act: Callable[[], None]) -> None:
        act()

    def send_event(self, event: Mapping[str, Any]) -> None:
        """Send the app an event as it is, even one that the manifest does not subscribe to."""
        with self._world.changed:
            self._queue.event(copy.deepcopy(dict(event)))

    def send_again(self, channel: str, ts: str) -> None:
        """Send the app the event of a message once more, as Slack does when it did not hear the app's ack."""
        with self._world.changed:
            self._world.message(channel, ts)
            self._board.tell_again(channel, ts)

    def send_events_twice(self) -> None:
        """Send the app every event from now on twice, each copy over the connection whose turn it is."""
        with self._world.changed:
            self._queue.copies_of_events = 2

    def forget_author(self, channel: str, ts: str) -> None:
        """Take the user out of a message: Slack leaves it out of some messages of bots."""
        with self._world.changed:
            self._world.message(channel, ts).pop("user", None)

    @property
    def connections(self) -> int:
        """The number of Socket Mode connections that accept payloads."""
        return self._links.count

    @property
    def sent(self) -> int:
        """The number of payloads sent to the app, retries included."""
        return self._queue.sent

    @property
    def pending(self) -> list[PendingDelivery]:
        """The payloads that the app has not acknowledged and still may, oldest first."""
        with self._world.changed:
            return [
                PendingDelivery(p.kind, p.attempt, p.state == "sent", p.payload.get("event", {}).get("user"))
                for p in self._queue.pending
            ]

    @property
    def given_up(self) -> int:
        """The number of payloads that the app never acknowledged, retries not counted."""
        return len(self._queue.unheard)

    @property
    def unheard(self) -> list[Mapping[str, Any]]:
        """The payloads that the app never acknowledged, in the order in which they were given up."""
        with self._world.changed:
            return [copy.deepcopy(payload) for payload in self._queue.unheard]

    @property
    def repeats(self) -> int:
        """How often an event was delivered again, because its ack did not come in time."""
        return self._queue.repeats

    @property
    def ack_seconds(self) -> Mapping[str, float]:
        """By message timestamp: the seconds from the first delivery of a message until its ack."""
        return self._queue.ack_seconds

    def alter(self, facts: Mapping[str, Any]) -> None:
        """Put these keys into every further event, such as the ``team_id`` of another workspace."""
        with self._world.changed:
            self._queue.altered = dict(facts)

    def fail(
        self,
        method: str,
        error: str,
        *,
        times: int = 1,
        retry_after: int | None = 1,
        channel: str | None = None,
        after: int = 0,
        delay: float = 0.0,
    ) -> None:
        """Make the next `times` calls of a method (in one channel, if named) fail, after `after` successful ones.

        `error` is ratelimited (without its header if `retry_after` is None), http_500 or any other status, timeout (no
        answer until the client gives up), drop (cut before it takes effect), lost_answer (cut after it took effect), slow
        (right, but only after `delay` seconds of real time, which any other failure may have too) or any error name of
        Slack's. The method "response_url" stands for answers to interactions.
        """
        with self._world.changed:
            self._api.failures.order(Failure(method, error, times, retry_after, channel, after, delay))

    def mend(self) -> None:
        """Let nothing fail any more."""
        with self._world.changed:
            self._api.failures.mend()

    def disturb(self, trouble: Callable[[str, str | None], str | None] | None) -> None:
        """Ask ``trouble`` at every call, with its method and channel, how it is to fail; None ends that.

        It returns an error as `fail` takes it, or None. ``ratelimited_silent`` lacks the header that tells when to come back.
        """
        with self._world.changed:
            self._api.failures.trouble = trouble

    @property
    def calls(self) -> list[Call]:
        """Return the Web API calls so far, oldest first."""
        with self._world.changed:
            return list(self._world.calls)

    def messages(self, channel: str) -> list[ShownMessage]:
        """Return the messages in a channel, replies included, oldest first."""
        with self._world.changed:
            return [
                ShownMessage.seen(channel, copy.deepcopy(raw))
                for raw in self._world.messages[self._world.channel(channel).id].values()
            ]

    def thread(self, channel: str, ts: str) -> list[ShownMessage]:
        """Return a thread's root and replies, oldest first; `ts` may be that of any of them."""
        with self._world.changed:
            named = self._world.message(channel, ts)
            root = named.get("thread_ts", ts)
        return [message for message in self.messages(channel) if root in (message.ts, message.thread_ts)]

    def ephemerals(self, user: str) -> list[ShownMessage]:
        """Return the ephemeral messages of a user, oldest first."""
        with self._world.changed:
            shown = self._world.ephemerals.get(self._world.user(user).id, {})
            return [ShownMessage.seen(channel, copy.deepcopy(raw), user) for channel, raw in shown.values()]
