"""What is sent reaches the app even when it is slow, away or cut off, and by signed HTTP as by Socket Mode."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import PendingDelivery, Workspace

Seen = list[dict[str, Any]]
Connect = Callable[..., SocketModeHandler]
OFTEN = {"ping_interval": 0.1}  # how often the client looks whether its connection is still there


@pytest.fixture
def anna(workspace: Workspace) -> str:
    return workspace.add_user("anna")


@pytest.fixture
def deaf(web: WebClient) -> tuple[App, list[tuple[str | None, str | None]]]:
    """An app that fails until it hears an event for the third time, and what it noted of retries."""
    app, heard = App(client=web, process_before_response=True), []

    @app.event("message")
    def fail_at_first(request: BoltRequest) -> None:
        number, reason = (request.headers.get(f"x-slack-retry-{name}", [None])[0] for name in ("num", "reason"))
        heard.append((number, reason))
        if number != "2":
            raise RuntimeError("not yet")

    return app, heard


def times_out(workspace: Workspace, clock: Any, times: int) -> None:
    """Each time that the event is sent, three seconds go by."""
    for attempt in range(1, times + 1):
        workspace.wait(partial(lambda number: workspace.sent == number, attempt))
        clock.step(3)
        workspace.tick()


def test_an_event_is_sent_again_until_it_is_acknowledged(
    workspace: Workspace, deaf: Any, attach: Connect, anna: str, clock: Any
) -> None:
    app, heard = deaf
    attach(app)
    workspace.say(anna, workspace.dm(anna), "hej")
    times_out(workspace, clock, 2)
    workspace.settled()

    assert heard == [("0", ""), ("1", "timeout"), ("2", "timeout")]


def test_an_event_is_given_up_after_three_retries(
    workspace: Workspace, web: WebClient, attach: Connect, anna: str, clock: Any
) -> None:
    attach(App(client=web))
    workspace.say(anna, workspace.dm(anna), "hej")
    times_out(workspace, clock, 4)
    workspace.settled()

    assert (workspace.sent, workspace.given_up) == (4, 1)


def test_each_attempt_has_an_envelope_of_its_own_and_an_ack_of_an_earlier_one_is_too_late(
    workspace: Workspace, web: WebClient, attach: Connect, anna: str, clock: Any
) -> None:
    came: Queue[str] = Queue()
    handler = attach(App(client=web))
    handler.client.message_listeners.append(lambda _client, message, _raw: came.put(message.get("envelope_id", "")))

    def envelope() -> str:
        return next(filter(None, iter(lambda: came.get(timeout=20), None)))

    def ack(envelope: str) -> None:
        handler.client.send_message(f'{{"envelope_id": "{envelope}"}}')

    workspace.say(anna, workspace.dm(anna), "hej")
    first = envelope()
    times_out(workspace, clock, 1)
    second = envelope()
    workspace.say(anna, workspace.dm(anna), "hopp")
    ack(first)
    ack(envelope())  # what is acked later on the same connection is heard later
    workspace.wait(lambda: len(workspace.pending) == 1)

    assert first != second
    assert [delivery.attempt for delivery in workspace.pending] == [1]


def test_what_was_given_up_can_be_looked_at(workspace: Workspace, web: WebClient, attach: Connect, anna: str, clock: Any) -> None:
    attach(App(client=web))
    workspace.say(anna, workspace.dm(anna), "hej")
    times_out(workspace, clock, 4)
    workspace.settled()

    assert [payload["event"]["text"] for payload in workspace.unheard] == ["hej"]


@pytest.mark.parametrize(("away", "heard"), [(359, ["early"]), (361, [])])
def test_events_wait_for_a_connection_until_slacks_last_retry(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, clock: Any, away: float, heard: list[str]
) -> None:
    workspace.say(anna, workspace.dm(anna), "early")
    clock.step(away)
    workspace.tick()
    connect(app)
    workspace.settled()

    assert [body["event"]["text"] for body in seen] == heard
    assert workspace.given_up == 1 - len(heard)


def test_the_app_comes_back_after_its_connection_was_cut(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str
) -> None:
    connect(app, **OFTEN)
    workspace.drop_socket()
    workspace.say(anna, workspace.dm(anna), "while away")
    workspace.settled()

    assert [body["event"]["text"] for body in seen] == ["while away"]
    assert [call.method for call in workspace.calls].count("apps.connections.open") == 2


def test_the_app_moves_to_a_new_connection_when_asked(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str, clock: Any
) -> None:
    connect(app, **OFTEN)
    workspace.refresh()
    workspace.say(anna, workspace.dm(anna), "after")
    workspace.wait(lambda: workspace.connections == 1)
    clock.step(1)
    workspace.tick()
    workspace.settled()

    assert [body["event"]["text"] for body in seen] == ["after"]


def test_a_payload_goes_to_one_of_several_connections(
    workspace: Workspace, app: App, connect: Connect, seen: Seen, anna: str
) -> None:
    connect(app)
    connect(app)
    assert workspace.connections == 2
    for number in range(6):
        workspace.say(anna, workspace.dm(anna), str(number))
    workspace.settled()

    assert sorted(body["event"]["text"] for body in seen) == list("012345")


class Bridge(BaseHTTPRequestHandler):
    """Hands HTTP requests to a Bolt app; `statuses` may hold answers to give instead.

    While `may_answer` is not set, it answers nobody.
    """

    app: App
    statuses: list[int]
    headers_seen: list[dict[str, str]]
    may_answer: threading.Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.headers_seen.append({name.lower(): value for name, value in self.headers.items()})
        self.may_answer.wait()
        if self.statuses:
            status, text, headers = self.statuses.pop(0), "", {}
        else:
            answer = self.app.dispatch(BoltRequest(body=body, headers=dict(self.headers)))
            status, text, headers = answer.status, answer.body, answer.first_headers()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests hold people's words."""


@pytest.fixture
def bridge(workspace: Workspace, web: WebClient, seen: Seen) -> Iterator[type[Bridge]]:
    """A Bolt app behind HTTP, to which the workspace sends."""
    app = App(client=web, signing_secret=workspace.signing_secret)

    @app.middleware
    def note(body: dict[str, Any], next: Callable[[], None]) -> None:
        seen.append(body)
        next()

    @app.event("message")
    def heard() -> None:
        """Acknowledged."""

    @app.command("/privacy")
    def asked(ack: Any) -> None:
        ack("svar")

    @app.shortcut("answer_for_customer")
    def chosen(ack: Any) -> None:
        ack()

    class Bound(Bridge):
        statuses: list[int] = []  # noqa: RUF012 - one class per test
        headers_seen: list[dict[str, str]] = []  # noqa: RUF012 - one class per test

    Bound.app = app
    Bound.may_answer = threading.Event()
    Bound.may_answer.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    workspace.request_url = f"http://127.0.0.1:{server.server_port}/slack/events"
    yield Bound
    Bound.may_answer.set()
    workspace.stop()
    server.shutdown()
    server.server_close()
    thread.join()


def test_signed_requests_carry_events_commands_and_interactions(
    workspace: Workspace, bridge: type[Bridge], seen: Seen, anna: str
) -> None:
    channel = workspace.dm(anna)
    ts = workspace.say(anna, channel, "hej")
    workspace.settled()
    ack = workspace.command(anna, channel, "/privacy", "å & ä")

    assert (ack.ok, ack.text) == (True, "svar")
    assert workspace.shortcut(anna, channel, ts, "answer_for_customer")
    assert [body.get("type") for body in seen] == ["event_callback", None, "message_action"]
    assert seen[1]["text"] == "å & ä"


def test_the_app_proves_that_the_address_is_its_own(workspace: Workspace, bridge: type[Bridge]) -> None:
    assert workspace.verify_url()
    bridge.statuses.append(500)
    assert not workspace.verify_url()


def test_a_wrong_signature_is_refused_by_the_app(workspace: Workspace, bridge: type[Bridge], seen: Seen, anna: str) -> None:
    workspace.signing_secret = "somebody else's"
    ack = workspace.command(anna, workspace.dm(anna), "/privacy", "x")

    assert (ack.ok, seen) == (False, [])


def test_a_failed_request_is_sent_again_with_number_and_reason(
    workspace: Workspace, bridge: type[Bridge], seen: Seen, anna: str, clock: Any
) -> None:
    bridge.statuses += [500, 503]
    workspace.say(anna, workspace.dm(anna), "hej")
    workspace.wait(lambda: workspace.pending == [PendingDelivery("events_api", 2, is_out=False)])
    clock.step(60)
    workspace.tick()
    workspace.settled()

    retries = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h in bridge.headers_seen]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert [body["event"]["text"] for body in seen] == ["hej"]


def test_a_request_without_an_answer_is_sent_again_after_three_seconds(
    workspace: Workspace, bridge: type[Bridge], anna: str, clock: Any
) -> None:
    bridge.may_answer.clear()
    workspace.say(anna, workspace.dm(anna), "hej")
    workspace.wait(lambda: workspace.sent == 1)
    clock.step(3)
    workspace.tick()
    workspace.wait(lambda: workspace.sent == 2)
    bridge.may_answer.set()
    workspace.settled()

    retries = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h in bridge.headers_seen]
    assert ("1", "http_timeout") in retries
