"""The shipped knowledge, and what reads and speaks by it: made once for all tests of a process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

from bot.assembly import load_knowledge, load_reader, load_texts
from bot.knowledge import Knowledge
from bot.texts import Texts
from bot.understanding import Reader


@cache
def knowledge() -> Knowledge:
    """What the desk knows."""
    return load_knowledge(None)


@cache
def reader() -> Reader:
    """What understands messages. Of processes that run together one trains it, and the others take what is kept."""
    with _one_at_a_time():
        return load_reader(knowledge())


@cache
def texts() -> Texts:
    """What the desk says."""
    return load_texts(knowledge())


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (Path(os.environ["XDG_CACHE_HOME"]) / "training.lock").open("a") as file:
        flock(file, LOCK_EX)
        yield
