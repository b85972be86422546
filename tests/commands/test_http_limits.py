"""What a client of the HTTP server may take up: bytes, time and connections. The others are answered meanwhile."""

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from bot.commands.http_server import ClientLimits, HttpServer
from bot.slack.web import refusal

NOW = "(now)"
"""Stands for the time of sending."""

PATIENCE = 60
"""Seconds after which a test gives up."""
MUCH = ClientLimits(seconds=PATIENCE)
"""ClientLimits under which a test that waits for time to pass would fail."""


class Desk:
    """A WSGI application that answers GET at once and POST when it is allowed to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self.taken = threading.Semaphore(0)
        self.bodies: list[bytes] = []
        self.answers: dict[str, bytes] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            self.bodies.append(environ["wsgi.input"].read())
            self.taken.release()
            assert self.may_answer.wait(PATIENCE), "nobody lets go of a worker"
        answer = self.answers.get(environ["PATH_INFO"], b"done\n")
        start_response("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.may_answer.set()
    return desk


@contextmanager
def serving(desk: Desk, limits: ClientLimits) -> Iterator[HttpServer]:
    server = HttpServer(desk, "127.0.0.1", 0, judge=refusal, threads=2, limit=0.1, limits=limits)
    try:
        yield server
    finally:
        desk.may_answer.set()
        server.stop()


def connected(server: HttpServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


def rest(client: socket.socket) -> bytes:
    """All that the server sends until it closes the connection."""
    found = b""
    try:
        while part := client.recv(1 << 16):
            found += part
    except ConnectionResetError:  # closed with bytes of ours unread
        pass
    return found


def stamped(sent: bytes) -> bytes:
    """A request with the time at which it is sent: a stamp made when the tests were collected would be too old."""
    return sent.replace(NOW.encode(), str(int(time.time())).encode())


def told(server: HttpServer, sent: bytes) -> bytes:
    """What the server sends until it closes the connection, the client having sent this and no end."""
    with connected(server) as client:
        client.sendall(stamped(sent))
        return rest(client)


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1."), answer
    return int(answer.split()[1])


def post(*headers: str, body: bytes = b"", stamp: str | None = None) -> bytes:
    lines = ["POST /slack/events HTTP/1.1", f"X-Slack-Request-Timestamp: {stamp or NOW}", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def healthy(server: HttpServer) -> bool:
    return status(told(server, b"GET /healthz HTTP/1.1\r\n\r\n")) == 200


HALVES = {
    "nothing": b"",
    "half a request line": b"GET /heal",
    "half a header": b"POST /slack/events HTTP/1.1\r\nX-Slack",
    "no end of the headers": b"GET /healthz HTTP/1.1\r\nHost: desk\r\n",
    "no body": post("Content-Length: 4"),
    "half a body": post("Content-Length: 4", body=b"ab"),
    "half a chunk": post("Transfer-Encoding: chunked", body=b"4\r\nab"),
    "no last chunk": post("Transfer-Encoding: chunked", body=b"4\r\nabcd\r\n"),
    "blank lines": b"\r\n\r\n",
}


@pytest.mark.parametrize("sent", HALVES.values(), ids=HALVES)
def test_a_request_that_does_not_arrive_in_time_is_given_up(desk: Desk, sent: bytes) -> None:
    with serving(desk, ClientLimits(seconds=0.1)) as server:
        assert told(server, sent) == b""
        assert desk.bodies == []


@pytest.mark.parametrize("begin", [b"GET /healthz HTTP/1.1\r\nHost: ", post("Content-Length: 1000000")], ids=["header", "body"])
def test_a_client_that_goes_on_byte_by_byte_has_no_more_time_than_others(desk: Desk, begin: bytes) -> None:
    """Other clients set the pace. The limits of size are too far away to end this."""
    with serving(desk, ClientLimits(head=1_000_000, seconds=0.3)) as server, connected(server) as slow:
        slow.sendall(stamped(begin))
        with pytest.raises(OSError, match=r"reset|pipe"):  # noqa: PT012
            while True:
                slow.sendall(b"x")
                told(server, b"\r\n\r\n")

    assert desk.bodies == []


def test_an_answer_that_is_not_taken_is_given_up(desk: Desk) -> None:
    desk.answers["/readyz"] = b"x" * 15_000_000
    with serving(desk, ClientLimits(seconds=1)) as server, connected(server) as client:
        client.sendall(b"GET /readyz HTTP/1.1\r\n\r\n")
        assert client.recv(1) == b"H"
        assert [told(server, b"") for _ in range(2)] == [b"", b""], "the limit has passed twice, for others"

        assert len(rest(client)) < 15_000_000


def test_the_time_for_an_answer_to_be_taken_begins_when_it_is_given(desk: Desk) -> None:
    desk.may_answer.clear()
    desk.answers["/slack/events"] = b"x" * 12_000_000
    with serving(desk, ClientLimits(seconds=2)) as server, connected(server) as client:
        client.sendall(stamped(post("Content-Length: 2", body=b"{}")))
        assert desk.taken.acquire(timeout=PATIENCE)
        assert told(server, b"") == b"", "the limit has passed for one that came later"
        desk.may_answer.set()

        assert rest(client).count(b"x") == 12_000_000


def test_more_halves_than_there_is_room_for_keep_nobody_out(desk: Desk) -> None:
    """The one that has been sending for longest makes room; those that came last may go on."""
    with serving(desk, ClientLimits(seconds=PATIENCE, connections=10)) as server, ExitStack() as stack:
        slow = [stack.enter_context(connected(server)) for _ in range(40)]
        for client in slow:
            client.sendall(stamped(post("Content-Length: 4", body=b"ab")))

        assert healthy(server)
        assert rest(slow[0]) == b""
        slow[-1].sendall(b"cd")
        assert status(rest(slow[-1])) == 200
        assert desk.bodies == [b"abcd"]


def test_requests_that_are_being_answered_make_no_room_for_others(desk: Desk) -> None:
    desk.may_answer.clear()
    with serving(desk, ClientLimits(seconds=PATIENCE, connections=4)) as server, ExitStack() as stack:
        asked = [stack.enter_context(connected(server)) for _ in range(2)]
        for client in asked:
            client.sendall(stamped(post("Content-Length: 2", body=b"{}")))
            assert desk.taken.acquire(timeout=PATIENCE)
        for client in [stack.enter_context(connected(server)) for _ in range(20)]:
            client.sendall(b"GET /")

        assert healthy(server), "also while every worker is busy"
        desk.may_answer.set()
        assert [status(rest(client)) for client in asked] == [200, 200]


LONG = "x" * 20_000
HEADS = {
    "a body of 400 MB": (post("Content-Length: 400000000"), 413),
    "a body of 400 MB that waits to be asked for": (post("Content-Length: 400000000", "Expect: 100-continue"), 413),
    "a body of one byte too many": (post(f"Content-Length: {MUCH.body + 1}"), 413),
    "a length of 5,000 digits": (post("Content-Length: " + "9" * 5000), 400),
    "a length in letters": (post("Content-Length: abc"), 400),
    "a length below nothing": (post("Content-Length: -1"), 400),
    "two lengths": (post("Content-Length: 1", "Content-Length: 2"), 400),
    "an unknown encoding": (post("Transfer-Encoding: gzip"), 400),
    "a long header": (post(f"X-More: {LONG}"), 431),
    "many headers": (post(*(f"X-{number}: {number}" for number in range(2000))), 431),
    "a long address": (f"GET /{LONG} HTTP/1.1\r\n\r\n".encode(), 431),
    "an address that is none": (b"GET http://[ HTTP/1.1\r\n\r\n", 400),
    "a header that is none": (post("secret"), 400),
    "no request at all": (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
    "a stamp in letters": (post("Content-Length: 4000", stamp="abc"), 401),
    "a stamp without end": (post("Content-Length: 4000", stamp="1e400"), 401),
    "an old stamp": (post("Content-Length: 4000", stamp="1000000000"), 401),
    "two stamps": (post("X-Slack-Request-Timestamp: 1", "Content-Length: 4000"), 401),
    "an old stamp, waiting": (post("Content-Length: 4000", "Expect: 100-continue", stamp="1"), 401),
    "no stamp": (b"POST /slack/events HTTP/1.1\r\nContent-Length: 4000\r\n\r\n", 401),
    "no stamp and no length": (b"POST /slack/events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 401),
    "another address": (b"POST /other HTTP/1.1\r\nContent-Length: 4000\r\n\r\n", 404),
    "another method": (b"PUT /slack/events HTTP/1.1\r\nContent-Length: 4000\r\n\r\n", 405),
    "a question with a body": (b"GET /healthz HTTP/1.1\r\nContent-Length: 4000\r\n\r\n", 400),
}


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS)
def test_a_request_is_judged_by_its_head_before_its_body_is_read(
    desk: Desk, caplog: pytest.LogCaptureFixture, head: bytes, expected: int
) -> None:
    """The body is never sent here, and the time for it never ends."""
    with serving(desk, MUCH) as server:
        answer = told(server, head)

    assert (status(answer), desk.bodies) == (expected, [])
    assert answer.lower().count(b"connection: close") == 1
    assert [record for record in caplog.records if record.exc_info or "secret" in record.getMessage()] == []


def test_a_refused_method_is_told_which_there_are(desk: Desk) -> None:
    with serving(desk, MUCH) as server:
        assert b"\r\nAllow: POST\r\n" in told(server, b"GET /slack/events HTTP/1.1\r\n\r\n")
        assert b"\r\nAllow: GET, HEAD\r\n" in told(server, b"DELETE /readyz HTTP/1.1\r\n\r\n")


def test_a_body_in_chunks_is_read_up_to_the_limit_and_no_further(desk: Desk) -> None:
    with serving(desk, ClientLimits(seconds=PATIENCE, body=1000)) as server:
        fits = post("Transfer-Encoding: chunked", body=b"4\r\nabcd\r\n0\r\n\r\n")
        assert status(told(server, fits)) == 200
        assert status(told(server, post("Transfer-Encoding: chunked", body=b"7d0\r\n" + b"x" * 1001))) == 413

    assert desk.bodies == [b"abcd"]


def test_the_largest_body_is_taken(desk: Desk) -> None:
    with serving(desk, MUCH) as server:
        assert status(told(server, post(f"Content-Length: {MUCH.body}", body=b"x" * MUCH.body))) == 200

    assert [len(body) for body in desk.bodies] == [MUCH.body]


def test_a_connection_has_one_request(desk: Desk) -> None:
    with serving(desk, MUCH) as server:
        one = post("Content-Length: 2", body=b"{}")
        assert told(server, one + one).count(b"HTTP/1.1") == 1

    assert desk.bodies == [b"{}"]
