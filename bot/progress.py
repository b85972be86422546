"""Progress messages for commands that take a while."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

TICK = 1.0
"""Seconds between updates on a terminal."""
COUNTING = "progress"
"""The name of the thread that updates it."""


@contextmanager
def show_progress(begins: str, ended: str, stream: TextIO | None = None, tick: float = TICK) -> Iterator[None]:
    """Print ``begins`` to standard error (or ``stream``) and, after the block, ``ended`` with the seconds that it took.

    A terminal counts the seconds meanwhile. ``ended`` is not printed where the block raises.
    """
    out = stream or sys.stderr
    start, done = time.monotonic(), threading.Event()
    counting = threading.Thread(target=_count, name=COUNTING, args=(out, begins, start, done, tick), daemon=True)
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
    """Stop the counting thread and end its line; a second call does nothing."""
    if done.is_set():
        return
    done.set()
    if counting.is_alive():
        counting.join()
    if out.isatty():
        print(file=out, flush=True)
