"""Lets a command that started other processes end them, however it is ended itself."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

SIGNALS = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]


@contextmanager
def ends_all() -> Iterator[None]:
    """Let SIGTERM, and a terminal that is closed, leave the block as Ctrl-C does. The exit status is 128 and the signal."""
    before = [(number, signal.signal(number, _leave)) for number in SIGNALS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)
