"""`insyn serve` runs the scheduler every minute, goes on when a run fails, and ends when it is told to."""

import http.client
import logging
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import yaml

from bot.assembly import StartError, shipped
from bot.commands.serve import _http, _run_once, _run_scheduler, _serve
from bot.service import Service
from bot.store import StoreUnavailable
from bot.workspace import Workspace
from tests.commands.desk_process import DeskProcess
from tests.knowledge.folder import Folder

WORDS = "Please erase all the data that you keep on me, Eva Ek"
LINE = re.compile(r"\d{4}-\d\d-\d\d \S+ [A-Z]+ (?P<logger>\S+) (?P<words>.*)")
SOCKET_MODE: tuple[str, ...] = ()
HTTP = ("--http", "--port", "0")
PATIENCE = 120
"""Seconds after which a test gives up; a desk that works needs one."""
BOLTS_OWN = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "somebody else's"}
"""Bolt would take them for an app of many workspaces, and forget the token that it was given."""


class CountingService:
    """A service that only counts what is called."""

    def __init__(self, error: Exception | None = None) -> None:
        self.made: list[str] = []
        self._error = error

    def start(self) -> str:
        self.made.append("start")
        return "courier"

    def catch_up(self) -> None:
        self.made.append("catch up")

    def stop(self, courier: str) -> None:
        self.made.append(f"stop the {courier}")

    def run_due(self) -> None:
        self.made.append("run")
        if self._error:
            raise self._error

    def tidy(self) -> None:
        self.made.append("tidy")


def service(counting: CountingService) -> Service:
    return cast(Service, cast(Any, counting))


@pytest.mark.parametrize(("tidy", "made"), [(False, ["run"]), (True, ["run", "tidy"])])
def test_a_run_looks_at_what_time_has_brought_and_tidies_now_and_then(tidy: bool, made: list[str]) -> None:
    counting = CountingService()
    _run_once(service(counting), tidy=tidy)

    assert counting.made == made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreUnavailable("The database cannot be reached."), "the scheduler could not run: The database cannot be reached."),
        (ValueError("Annas hemliga ord"), "a run of the scheduler failed: ValueError"),
    ],
)
def test_a_run_that_fails_is_logged_without_anybodys_words(error: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="insyn"):
        _run_once(service(CountingService(error)), tidy=True)

    assert [record.getMessage() for record in caplog.records] == [said]
    assert [record.exc_info for record in caplog.records] == [None]


def test_the_scheduler_runs_at_once_and_every_minute_and_every_hour_what_is_old_is_tidied_away() -> None:
    counting, waits = CountingService(), list[float]()

    def has_ended(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) == 121

    _run_scheduler(service(counting), has_ended)

    hour = ["run"] * 60 + ["tidy"]
    assert counting.made == [*hour, *hour, "run"]
    assert waits == [60.0] * 121


def test_the_connection_ends_before_the_courier_and_the_database_on_which_its_requests_rely() -> None:
    counting, ended = CountingService(), threading.Event()
    ended.set()

    def connect() -> Callable[[], None]:
        counting.made.append("connect")
        return lambda: counting.made.append("disconnect")

    _serve(service(counting), connect, ended)

    assert counting.made == ["start", "connect", "catch up", "run", "disconnect", "stop the courier"]


def test_where_there_is_no_connection_the_courier_and_the_database_end_all_the_same() -> None:
    counting = CountingService()

    def connect() -> Callable[[], None]:
        raise StartError("there is no connection to Slack")

    with pytest.raises(StartError, match="there is no connection to Slack"):
        _serve(service(counting), connect, threading.Event())

    assert counting.made == ["start", "stop the courier"]


@pytest.fixture
def slack() -> Iterator[Workspace]:
    """A workspace whose clock stands still: nobody in it gives up waiting."""
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=lambda: 1_790_000_000.0, rate_limits=False) as slack:
        yield slack


@pytest.fixture
def eva(slack: Workspace) -> str:
    return slack.add_user("eva", real_name="Eva Ek", locale="en-GB")


@pytest.fixture
def desk(slack: Workspace, tmp_path: Path, lanterns: Folder) -> Iterator[DeskProcess]:
    """A desk that has not started yet."""
    officers = slack.add_channel("officers", private=True, members=[slack.bot_user_id])
    process = DeskProcess(slack, officers, tmp_path, lanterns.write(), **BOLTS_OWN)
    yield process
    process.kill()


def answered(slack: Workspace, eva: str, words: str) -> None:
    """Somebody asks, and has an answer in the thread."""
    direct = slack.dm(eva)
    ts = slack.say(eva, direct, words)
    slack.wait(lambda: len(slack.thread(direct, ts)) > 1, PATIENCE)


def become_ready(slack: Workspace) -> None:
    """Ask the desk whether it is ready until it is; it looks as soon as it listens."""
    until = time.monotonic() + PATIENCE
    address = urlsplit(slack.request_url or "")
    while time.monotonic() < until:
        with closing(http.client.HTTPConnection(str(address.hostname), address.port)) as connection:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
    pytest.fail("the desk is not ready")


@pytest.mark.parametrize("mode", [SOCKET_MODE, HTTP], ids=["socket mode", "http"])
def test_the_desk_answers_and_ends_when_told_to_with_what_it_has_in_hand_on_disk(
    slack: Workspace, eva: str, desk: DeskProcess, mode: tuple[str, ...]
) -> None:
    desk.start(*mode)
    if mode:
        become_ready(slack)
    answered(slack, eva, "Do you sell my data?")
    bo = slack.add_user("bo", real_name="Bo Lind", locale="en-GB")
    slack.say(bo, slack.dm(bo), WORDS)
    # The desk asks Slack for the locale of somebody new when it has the message, and stores it after that.
    slack.wait(lambda: [call for call in slack.calls if call.arguments.get("user") == bo], PATIENCE)
    desk.tell(signal.SIGTERM)
    status = desk.ended()

    # Of what the desk itself posts while it ends, it may not hear any more.
    slack.wait(lambda: bo not in {delivery.user for delivery in slack.pending})
    assert (status, slack.given_up, desk.tickets()) == (0, 0, 1)
    assert [line for line in desk.lines if "Traceback" in line or "ERROR" in line] == []


@pytest.mark.parametrize("mode", [SOCKET_MODE, HTTP], ids=["socket mode", "http"])
def test_nothing_that_people_write_reaches_the_logs(slack: Workspace, eva: str, desk: DeskProcess, mode: tuple[str, ...]) -> None:
    """Slack's libraries print whole requests: those that nobody signed, those that nobody listens to."""
    desk.start(*mode)
    answered(slack, eva, WORDS)
    if mode:
        slack.signing_secret = "somebody else's"
        slack.command(eva, slack.dm(eva), "/privacy", WORDS)
    desk.tell(signal.SIGINT)  # Ctrl-C
    status = desk.ended()

    said = [found for line in desk.lines if (found := LINE.fullmatch(line))]
    assert status == 0
    assert [line for line in desk.lines if "erase" in line or "Eva" in line or "<@" in line] == []
    assert {found["logger"].partition(".")[0] for found in said} == {"insyn"}
    assert [found["words"] for found in said if found["logger"] == "insyn"][-1] == "ending"


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    no_app = cast(Service, SimpleNamespace(web=lambda: lambda *_: []))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=rf"^nothing can listen on 127.0.0.1, port {port} \(Address already in use\)\.$"):
            _http(no_app, "127.0.0.1", port)
