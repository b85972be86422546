"""The HTTP server of HTTP mode, which shuts down without losing requests that have arrived."""

import threading
from time import monotonic
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server

from bot.slack.web import Wsgi

POLL = 1.0
"""Seconds between two looks of the serving thread at its sockets, unless it is woken."""


class HttpServer:
    """Serves a WSGI application in a thread, from construction until ``stop``.

    waitress's sockets belong to the thread that polls them. If another thread closed them, that thread would poll
    descriptors that are closed or reused, and would end without closing its connections.
    So ``stop`` only signals, and the serving thread closes its sockets itself.
    """

    def __init__(self, application: Wsgi, host: str, port: int, *, threads: int, limit: float = 5) -> None:
        """Raise OSError if the address cannot be bound. ``limit``: seconds that requests get to finish after ``stop``."""
        self._sockets: dict[int, Any] = {}
        settings: dict[str, Any] = {"host": host, "port": port, "threads": threads, "ident": "insyn"}
        try:
            self._workers = create_server(application, map=self._sockets, **settings).task_dispatcher
        except OSError:
            wasyncore.close_all(self._sockets)
            raise
        self._listening = [found for found in self._sockets.values() if isinstance(found, TcpWSGIServer)]
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
            wasyncore.poll(POLL, self._sockets)
        self._stop_listening()
        self._finish(monotonic() + self._limit)
        self._workers.shutdown(cancel_pending=True, timeout=1)
        with self._closing:
            wasyncore.close_all(self._sockets)

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
        connections = [found for found in self._sockets.values() if isinstance(found, HTTPChannel)]
        busy = [connection for connection in connections if _is_busy(connection)]
        for connection in set(connections) - set(busy):
            connection.handle_close()
        return bool(busy)


def _is_busy(connection: HTTPChannel) -> bool:
    """Whether a request is being read or answered, or its answer is still being sent."""
    # The order matters: a worker writes its answer before it removes the request from the list.
    return bool(connection.request or connection.requests or connection.total_outbufs_len)
