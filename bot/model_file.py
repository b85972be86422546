"""The trained model, kept from one start to the next."""

import hashlib
import json
import math
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

import numpy as np

from bot.knowledge import Knowledge
from bot.understanding import concepts, features, linear, model, targets, words
from bot.understanding.linear import FeatureSpace, Heads
from bot.understanding.model import MOST_FEATURES, Model
from bot.understanding.targets import Wording, wordings

KEPT = 6
"""Models that are kept: several knowledge folders, or versions of one, may take turns on one machine."""


def kept_or_trained(
    knowledge: Knowledge, folder: Path, training: Callable[[], AbstractContextManager[object]] = nullcontext
) -> Model:
    """The model kept in ``folder`` if it was trained on the same by the same code; else one trained now, and kept.

    ``training`` gives what is entered for as long as the training takes, which may be half a minute.
    """
    examples = list(wordings(knowledge))
    file = folder / f"model-{_key(knowledge, examples)}.npz"
    trained = _load(file)
    if trained:
        with suppress(OSError):
            os.utime(file)  # it is in use, and so kept before others
        return Model(knowledge, *trained, examples)
    with training():
        made = Model.train(knowledge, examples)
    _keep(file, *made.trained)
    return made


def _key(knowledge: Knowledge, examples: Sequence[Wording]) -> str:
    """Changes with every wording and concept, and with the code that makes something of them."""
    digest = hashlib.sha256(f"{np.__version__} {MOST_FEATURES}".encode())
    for module in (concepts, features, linear, model, targets, words):
        digest.update(Path(str(module.__file__)).read_bytes())
    said = [[wording.target.kind, wording.target.id, wording.language, wording.text] for wording in examples]
    digest.update(json.dumps([said, knowledge.concepts, knowledge.neighbours], default=_plain).encode())
    return digest.hexdigest()[:24]


def _plain(value: Mapping[str, object] | Sequence[object]) -> object:
    return dict(value) if isinstance(value, Mapping) else list(value)


def _load(file: Path) -> tuple[FeatureSpace, Heads] | None:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            names = kept["names"].tobytes().decode("utf-8").split("\n")
            numbers = {name: number for number, name in enumerate(names)}
            return FeatureSpace(numbers, kept["rarity"]), Heads(kept["weights"].astype(np.float32, copy=False), kept["bias"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # none kept, or by a crash not whole: train anew


def _keep(file: Path, space: FeatureSpace, heads: Heads) -> None:
    """Write the file whole or not at all; a folder that cannot be written only costs the next start its time."""
    names = np.frombuffer("\n".join(space.numbers).encode("utf-8"), np.uint8)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".npz", delete=False) as new:
            np.savez(new, names=names, rarity=space.rarity, weights=heads.weights, bias=heads.bias)
        os.replace(new.name, file)
    except OSError:
        return
    for old in sorted(file.parent.glob("model-*.npz"), key=_age)[KEPT:]:
        old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    """Seconds since it was written or used last, as far as there still is such a file."""
    try:
        return -file.stat().st_mtime
    except OSError:
        return math.inf
