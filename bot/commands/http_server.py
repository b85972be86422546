"""The HTTP server of HTTP mode, which shuts down without losing requests that have arrived."""

import threading
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from waitress import wasyncore
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher

from bot.commands.http_connection import Connection, Judge
from bot.slack.web import Wsgi

POLL = 1.0
"""Seconds between two looks of the serving thread at its sockets, unless it is woken."""


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """What a client may take up."""

    head: int = 16 * 1024
    """Bytes of the request line and the headers. Slack sends one or two thousand; the rest is for proxies."""
    body: int = 2 * 1024 * 1024
    """Bytes of a body. The largest that Slack sends, by its own limits, is an edit of a message of 40,000 characters: six
    bytes for each as a JSON escape, in text, blocks and fallback, before and after, are 1.5 MB. A form is 250 KB, and at
    most three times as long when it is encoded."""
    seconds: float = 5
    """For a request to arrive whole, from the connection on; and again for its answer to be taken. Slack waits three."""
    connections: int = 100
    """At a time. One more takes the place of the one that has been sending its request for longest."""


class HttpServer:
    """Serves a WSGI application in a thread, from construction until ``stop``.

    Slow clients keep no worker: a request is handed to one when it has arrived whole.

    waitress's sockets belong to the thread that polls them. If another thread closed them, that thread would poll
    descriptors that are closed or reused, and would end without closing its connections.
    So ``stop`` only signals, and the serving thread closes its sockets itself.
    """

    def __init__(
        self,
        application: Wsgi,
        host: str,
        port: int,
        *,
        judge: Judge,
        threads: int,
        limit: float = 5,
        limits: ClientLimits = ClientLimits(),
    ) -> None:
        """Raise OSError if the address cannot be bound. ``limit``: seconds that requests get to finish after ``stop``."""
        self._sockets: dict[int, Any] = {}
        self._limits = limits
        self._workers = _Workers(threads)
        try:
            create_server(application, self._sockets, _dispatcher=self._workers, host=host, port=port, **_settings(limits))
        except OSError:
            wasyncore.close_all(self._sockets)
            self._workers.shutdown()
            raise
        self._listening = [found for found in self._sockets.values() if isinstance(found, TcpWSGIServer)]
        for server in self._listening:
            server.channel_class = partial(Connection, judge)  # type: ignore[assignment]
        self.port = int(self._listening[0].getsockname()[1])
        """The port; with port 0, the free one that the system chose."""
        self._limit = limit
        self._is_ending = threading.Event()
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._serve, name="http", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Accept no more requests, answer those that have arrived, and return when every socket is closed."""
        with self._closing:  # the thread must not close the pipe that wakes it before it is written to
            self._is_ending.set()
            if self._sockets:
                self._listening[0].pull_trigger()
        self._thread.join()

    def _serve(self) -> None:
        while not self._is_ending.is_set():
            wasyncore.poll(min(POLL, self._limits.seconds), self._sockets)
            self._let_go()
        self._stop_listening()
        self._finish(monotonic() + self._limit)
        self._workers.shutdown()
        with self._closing:
            wasyncore.close_all(self._sockets)

    def _let_go(self) -> None:
        """Close the connections of clients that are too slow, and as many more as leave room for the next."""
        now, found = monotonic(), self._connections()
        coming = sorted((one for one in found if one.is_coming_in), key=lambda one: one.since)
        too_many = max(0, len(found) + len(self._listening) - self._limits.connections)
        for one in {*coming[:too_many], *(one for one in found if one.is_late(now, self._limits.seconds))}:
            one.handle_close()

    def _connections(self) -> list[Connection]:
        return [found for found in self._sockets.values() if isinstance(found, Connection)]

    def _stop_listening(self) -> None:
        wasyncore.poll(0, self._sockets)  # accept connections that have already arrived
        for server in self._listening:
            # Its own close() would also close the pipe through which workers signal that an answer is ready.
            wasyncore.dispatcher.close(server)

    def _finish(self, end: float) -> None:
        while self._close_idle() and (left := end - monotonic()) > 0:
            wasyncore.poll(min(left, POLL), self._sockets)

    def _close_idle(self) -> bool:
        """Close idle connections. Return whether any others are left."""
        connections = self._connections()
        busy = [connection for connection in connections if _is_busy(connection)]
        for connection in set(connections) - set(busy):
            connection.handle_close()
        return bool(busy)


def _is_busy(connection: Connection) -> bool:
    """Whether a request is being read or answered, or its answer is still being sent."""
    # The order matters: a worker writes its answer before it removes the request from the list.
    return bool(connection.request or connection.requests or connection.total_outbufs_len)


class _Workers(ThreadedTaskDispatcher):
    """Threads that answer. Brief answers have a thread of their own, and come also while all others wait for something."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._slow, self._brief = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._slow.set_thread_count(threads)
        self._brief.set_thread_count(1)

    def add_task(self, task: Any) -> None:
        """Answer a connection's first request soon."""
        (self._brief if task.requests[0].is_brief else self._slow).add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 1) -> bool:
        """End the threads; what none of them has begun to answer is not answered any more."""
        has_cancelled = self._slow.shutdown(cancel_pending, timeout)
        return self._brief.shutdown(cancel_pending, timeout) or has_cancelled


def _settings(limits: ClientLimits) -> dict[str, Any]:
    """The limits as waitress calls them."""
    return {
        "ident": "insyn",
        "max_request_header_size": limits.head,
        "max_request_body_size": limits.body + 1,  # it refuses what is as large as its limit
        "inbuf_overflow": 128 * 1024,  # larger bodies wait in a file, so that many of them do not fill the memory
        # Its limit counts the listening sockets too, and makes it accept no more; ours makes room before that, unless
        # every connection is being answered.
        "connection_limit": limits.connections + 8,
        "channel_timeout": 24 * 3600,  # its time-out begins anew with every byte; ours does not
        "log_socket_errors": False,  # clients go away; no fault of ours
    }
