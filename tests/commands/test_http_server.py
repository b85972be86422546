"""The HTTP server ends by itself: what has come in is answered, nothing new is taken, and no socket or thread is left."""

import gc
import http.client
import socket
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import pytest

from bot.commands.http_server import ClientLimits, HttpServer

LONG = b"x" * 30_000_000
"""An answer that does not fit into what the system keeps for a connection."""


class Answering:
    """A WSGI application that answers when it is allowed to, and says when it was asked."""

    def __init__(self, answer: bytes = b"done\n") -> None:
        self.was_asked, self.may_answer = threading.Event(), threading.Event()
        self._answer = answer

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.was_asked.set()
        self.may_answer.wait()
        start_response("200 OK", [("Content-Length", str(len(self._answer)))])
        return [self._answer]


def started(application: Any, host: str = "127.0.0.1", limit: float = 5) -> HttpServer:
    """A server that takes whatever comes, and gives clients all the time that a test can need."""
    return HttpServer(application, host, 0, judge=lambda *_: None, threads=2, limit=limit, limits=ClientLimits(seconds=60))


@contextmanager
def serving(application: Any, host: str = "127.0.0.1", limit: float = 60) -> Iterator[HttpServer]:
    """A server that has been stopped at the end, whatever the test did."""
    server = started(application, host, limit)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def ask(server: HttpServer, host: str = "127.0.0.1") -> bytes:
    with closing(http.client.HTTPConnection(host, server.port)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().read()


def connected(server: HttpServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port))


def test_a_request_in_hand_is_answered_and_new_ones_are_refused(pool: ThreadPoolExecutor) -> None:
    application = Answering()
    server = started(application)
    with connected(server) as idle:
        asked = pool.submit(ask, server)
        application.was_asked.wait()
        stopping = pool.submit(server.stop)

        assert idle.recv(1) == b"", "a connection on which nothing is under way is closed"
        with pytest.raises(ConnectionRefusedError):
            connected(server)
        assert not stopping.done()
        application.may_answer.set()
        assert asked.result() == b"done\n"
        stopping.result()


def test_an_answer_that_is_being_sent_arrives_whole(pool: ThreadPoolExecutor) -> None:
    application = Answering(LONG)
    application.may_answer.set()
    server = started(application)
    with connected(server) as client, connected(server) as idle:
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert client.recv(1) == b"H", "the answer has begun"
        stopping = pool.submit(server.stop)
        assert idle.recv(1) == b"", "the server is ending, and most of the answer has not been read"
        answer = b"".join(iter(lambda: client.recv(1 << 20), b""))

    stopping.result()
    assert answer.partition(b"\r\n\r\n")[2] == LONG


def test_a_request_that_is_half_read_is_taken(pool: ThreadPoolExecutor) -> None:
    application = Answering()
    application.may_answer.set()
    server = started(application)
    with connected(server) as client, connected(server) as idle:
        client.sendall(b"POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\nab")
        assert ask(server) == b"done\n", "what was sent before has been read"
        stopping = pool.submit(server.stop)
        assert idle.recv(1) == b""
        client.sendall(b"cd")
        answer = b"".join(iter(lambda: client.recv(1 << 20), b""))

    stopping.result()
    assert answer.endswith(b"\r\n\r\ndone\n")


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.0\r\n\r\n", b"GET / HT"], ids=["never answered", "never sent to its end"])
def test_what_does_not_end_is_cut_off_when_the_limit_has_passed(sent: bytes) -> None:
    application = Answering()
    with serving(application, limit=0.1) as server, connected(server) as client:
        client.sendall(sent)
        if sent.endswith(b"\r\n"):
            application.was_asked.wait()
        server.stop()

        assert _rest(client) == b""
        application.may_answer.set()


def _rest(client: socket.socket) -> bytes:
    try:
        return client.recv(1)
    except ConnectionResetError:
        return b""


def test_stopping_under_many_requests_leaves_no_thread_no_socket_and_no_broken_one(pool: ThreadPoolExecutor) -> None:
    """The serving thread must never poll a socket that another thread has closed: pytest fails on its exception."""
    application = Answering()
    application.may_answer.set()
    before = set(threading.enumerate())
    for _ in range(20):
        server = started(application)
        ended = threading.Event()
        asking: list[Future[None]] = [pool.submit(_ask_until_refused, server, ended) for _ in range(3)]
        application.was_asked.wait()
        server.stop()
        for client in asking:
            client.result()
    gc.collect()

    left = {thread.name for thread in set(threading.enumerate()) - before}
    assert [name for name in left if name == "http" or name.startswith("waitress")] == []


def _ask_until_refused(server: HttpServer, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            ask(server)
        except (OSError, http.client.HTTPException):
            ended.set()


def test_every_address_of_a_name_is_listened_on() -> None:
    application = Answering()
    application.may_answer.set()
    with serving(application, "localhost") as server:
        assert ask(server, "localhost") == b"done\n"


def test_an_address_that_is_taken_is_an_error_that_leaves_nothing_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(OSError, match="in use"):
            HttpServer(Answering(), "127.0.0.1", taken.getsockname()[1], judge=lambda *_: None, threads=1)
        gc.collect()
