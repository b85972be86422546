"""`insyn serve`: runs the desk in a Slack workspace until SIGINT or SIGTERM."""

import itertools
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

import click

from bot.assembly import StartError, build_service
from bot.desk.ports import Unavailable
from bot.service import Service
from bot.settings import database_name, read_settings
from bot.slack.quiet import keep_quiet
from bot.store import BadKey, LostDatabase, NewerDatabase, StoreUnavailable

T = TypeVar("T")

log = logging.getLogger("insyn")

_BOLT_READS = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET")
"""Environment variables that Bolt reads by itself; two of them make it ignore the token that it is given."""
RUN_EVERY = 60.0
"""Seconds between two runs of the scheduler."""
TIDY_EVERY = 60
"""Runs of the scheduler between two clean-ups of expired data."""


class _Ended(Exception):
    """The process was told to end while it waited for Slack."""


def run(*, http: bool, host: str, port: int, new_database: bool = False) -> None:
    """Serve until the process gets a signal to end, or its database is gone: then the exit status is 1."""
    settings = read_settings(os.environ, http=http)
    for name in _BOLT_READS:
        os.environ.pop(name, None)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    keep_quiet()
    name = database_name(settings.database_url)
    service = _started(lambda: build_service(settings, new_database=new_database), name)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    _serve(service, (lambda: _http(service, host, port)) if http else (lambda: _socket_mode(service, ended)), ended, name)


def _serve(service: Service, connect: Callable[[], Callable[[], None]], ended: threading.Event, database: str = "") -> None:
    """Take requests until the event is set, then finish the requests and letters under way.

    A database that is gone ends the desk too, with exit status 1: what is written to it would be lost.
    """
    courier = _started(service.start, database)
    try:
        disconnect = connect()
        service.catch_up()
        click.echo("Insyn is at its desk. Ctrl-C ends it.", err=True)
        try:
            _run_scheduler(service, ended.wait)
        finally:
            log.info("ending")
            disconnect()
    except LostDatabase as error:
        log.error("the desk stops. %s (DATABASE_URL: %s)", error, database)
        raise SystemExit(1) from None
    finally:
        service.stop(courier)


def _run_scheduler(service: Service, has_ended: Callable[[float], bool]) -> None:
    """Run the scheduler now and every minute, until ``has_ended``, which waits for the given seconds, returns true."""
    for number in itertools.count(1):
        _run_once(service, tidy=number % TIDY_EVERY == 0)
        if has_ended(RUN_EVERY):
            return


def _started(start: Callable[[], T], database: str) -> T:
    try:
        return start()
    except (BadKey, NewerDatabase, StoreUnavailable) as error:
        raise StartError(f"{error} (DATABASE_URL: {database})") from error


def _run_once(service: Service, *, tidy: bool) -> None:
    """Run the scheduler once. A failed run is made up for by the next; only the error's type is logged, not its text.

    Raises LostDatabase, the one failure that no later run makes up for.
    """
    try:
        service.run_due()
        if tidy:
            service.tidy()
    except LostDatabase:
        raise
    except Unavailable as error:
        log.warning("the scheduler could not run: %s", error)
    except Exception as error:  # noqa: BLE001 - the desk goes on, whatever it is
        log.error("a run of the scheduler failed: %s", type(error).__name__)


def _socket_mode(service: Service, ended: threading.Event) -> Callable[[], None]:
    from bot.slack.authorization import with_patience
    from bot.slack.errors import NotSent
    from bot.slack.socket_mode import connect

    def wait(seconds: float) -> None:
        if ended.wait(seconds):
            raise _Ended
        service.hearing.interrupted()

    token = service.settings.app_token
    try:
        return with_patience(lambda: connect(service.app, token, backlog=service.backlog, hearing=service.hearing), wait)
    except _Ended:
        return lambda: None
    except NotSent as error:
        raise StartError(f"there is no connection to Slack ({error.code}). Run: insyn doctor") from None


def _http(service: Service, host: str, port: int) -> Callable[[], None]:
    from bot.commands.http_server import HttpServer
    from bot.slack.web import refusal

    try:
        server = HttpServer(service.web(), host, port, judge=refusal, threads=16)
    except OSError as error:
        raise StartError(f"nothing can listen on {host}, port {port} ({error.strerror}).") from None
    log.info("listening on %s, port %s", host, server.port)
    return server.stop
