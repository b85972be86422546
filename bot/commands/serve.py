"""`insyn serve`: the desk in a workspace, until Ctrl-C or a signal to end."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import click

from bot.assembly import Service, StartError, build_service
from bot.settings import read_settings
from bot.slack.quiet import keep_quiet

log = logging.getLogger("insyn")

_BOLT_READS = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET")
"""Bolt takes these from the environment by itself, and two of them make it ignore the token that it was given."""
TIDY_EVERY = 3600.0
"""Seconds between two looks at what is kept for a time only."""


def run(*, http: bool, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    settings = read_settings(os.environ, http=http)
    for name in _BOLT_READS:
        os.environ.pop(name, None)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    keep_quiet()
    service = _built(lambda: build_service(settings))
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    courier = service.start()
    stop = _http(service, host, port) if http else _socket_mode(service)
    click.echo("Insyn is at its desk. Ctrl-C ends it.", err=True)
    while not ended.wait(TIDY_EVERY):
        service.tidy()
    log.info("ending")
    stop()
    service.stop(courier)


def _built(build: Callable[[], Service]) -> Service:
    from bot.store import NewerDatabase, StoreUnavailable

    try:
        return build()
    except (NewerDatabase, StoreUnavailable) as error:
        raise StartError(str(error)) from error


def _socket_mode(service: Service) -> Callable[[], None]:
    from bot.slack.socket_mode import connect

    try:
        return connect(service.app, service.settings.app_token)
    except Exception as error:  # noqa: BLE001 - whatever the library raises, there is no connection
        raise StartError(f"there is no connection to Slack ({type(error).__name__}). Run: insyn doctor") from None


def _http(service: Service, host: str, port: int) -> Callable[[], None]:
    from waitress.server import create_server

    from bot.slack.web import web_app

    server: Any = create_server(web_app(service.app), host=host, port=port, threads=16, ident="insyn")
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def stop() -> None:
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=5)  # what has come in is answered
        server.close()

    return stop
