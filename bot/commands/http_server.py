"""The HTTP server of HTTP mode, and how it ends without losing a request that has come in."""

import threading
from time import monotonic
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

from bot.slack.web import Wsgi

POLL = 1.0
"""Seconds that the serving thread waits for something to happen; whoever has work for it wakes it at once."""


class HttpServer:
    """Serves a WSGI application from the moment it is made until ``stop``.

    waitress's sockets belong to the thread that polls them. Another thread that closes them makes that thread poll
    descriptors that are gone, or that are somebody else's by then, and it ends without closing its connections.
    So ``stop`` only asks, and the serving thread itself closes what it opened.
    """

    def __init__(self, application: Wsgi, host: str, port: int, *, threads: int, limit: float = 5) -> None:
        """OSError where the address cannot be listened on. ``limit``: seconds that requests get to be answered at the end."""
        self._sockets: dict[int, Any] = {}
        settings: dict[str, Any] = {"host": host, "port": port, "threads": threads, "ident": "insyn"}
        try:
            self._workers = create_server(application, map=self._sockets, **settings).task_dispatcher
        except OSError:
            wasyncore.close_all(self._sockets)
            raise
        self._listening = [found for found in self._sockets.values() if isinstance(found, TcpWSGIServer)]
        self.port = int(self._listening[0].getsockname()[1])
        """Where it listens; with port 0 the system has chosen a free one."""
        self._limit = limit
        self._is_ending = threading.Event()
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._serve, name="http", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more requests, answer those that have come in, and return when every socket is closed."""
        with self._closing:  # else the pipe that wakes the thread could be closed before it is written to
            self._is_ending.set()
            if self._sockets:
                self._listening[0].pull_trigger()
        self._thread.join()

    def _serve(self) -> None:
        while not self._is_ending.is_set():
            wasyncore.poll(POLL, self._sockets)
        self._stop_listening()
        self._finish(monotonic() + self._limit)
        self._workers.shutdown(cancel_pending=True, timeout=1)
        with self._closing:
            wasyncore.close_all(self._sockets)

    def _stop_listening(self) -> None:
        wasyncore.poll(0, self._sockets)  # what has arrived by now is answered
        for server in self._listening:
            # Its own close() would take away the pipe through which the workers say that an answer is ready.
            wasyncore.dispatcher.close(server)

    def _finish(self, end: float) -> None:
        while self._close_idle() and (left := end - monotonic()) > 0:
            wasyncore.poll(min(left, POLL), self._sockets)

    def _close_idle(self) -> bool:
        """Close the connections on which nothing is under way; whether others are left."""
        connections = [found for found in self._sockets.values() if isinstance(found, HTTPChannel)]
        busy = [connection for connection in connections if _is_busy(connection)]
        for connection in set(connections) - set(busy):
            connection.handle_close()
        return bool(busy)


def _is_busy(connection: HTTPChannel) -> bool:
    """Whether a request is being read or answered, or an answer is still being sent."""
    # The order counts: a worker writes its answer before it takes the request off the list.
    return bool(connection.request or connection.requests or connection.total_outbufs_len)
