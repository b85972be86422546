"""What a person is told while something takes its time."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

TICK = 1.0
"""Seconds after which a terminal shows how long it has taken so far."""


@contextmanager
def show_progress(begins: str, ended: str, stream: TextIO | None = None, tick: float = TICK) -> Iterator[None]:
    """Say on standard error (or ``stream``) that something begins and, when it has ended, how long it took.

    A terminal counts the seconds meanwhile. Nothing is said of the end where the block raises.
    """
    out = stream or sys.stderr
    start, done = time.monotonic(), threading.Event()
    counting = threading.Thread(target=_count, args=(out, begins, start, done, tick), daemon=True)
    print(begins, file=out, end="" if out.isatty() else "\n", flush=True)
    if out.isatty():
        counting.start()
    try:
        yield
        _end(out, counting, done)
        print(f"{ended} ({time.monotonic() - start:.0f} s)", file=out, flush=True)
    finally:
        _end(out, counting, done)


def _count(out: TextIO, begins: str, start: float, done: threading.Event, tick: float) -> None:
    while not done.wait(tick):
        print(f"\r{begins} {time.monotonic() - start:.0f} s", file=out, end="", flush=True)


def _end(out: TextIO, counting: threading.Thread, done: threading.Event) -> None:
    """Stop counting and end the line that counted; a second call does nothing."""
    if done.is_set():
        return
    done.set()
    if counting.is_alive():
        counting.join()
    if out.isatty():
        print(file=out, flush=True)
