"""Caches the trained model between starts."""

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

MODELS_KEPT = 6
"""How many models are kept, for machines with several knowledge folders or versions."""


def kept_or_trained(
    knowledge: Knowledge, folder: Path, training: Callable[[], AbstractContextManager[object]] = nullcontext
) -> Model:
    """The model cached in ``folder`` for this knowledge and this code; else one that is trained now, and cached.

    ``training`` makes a context manager that is entered while the model is trained, which may take a minute or two.
    A folder that cannot be read or written is not an error.
    """
    examples = list(wordings(knowledge))
    file = folder / f"model-{_key(knowledge, examples)}.npz"
    trained = _load(file)
    if trained:
        with suppress(OSError):
            os.utime(file)  # marks it as used, so that older models are removed first
        return Model(knowledge, *trained, examples)
    with training():
        made = Model.train(knowledge, examples)
    _keep(file, *made.trained)
    return made


def _key(knowledge: Knowledge, examples: Sequence[Wording]) -> str:
    """A hash of the wordings and concepts, and of the code that trains on them."""
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
        return None  # not cached, or not complete after a crash


def _keep(file: Path, space: FeatureSpace, heads: Heads) -> None:
    """Write the file atomically, and remove the oldest beyond MODELS_KEPT. OSErrors are ignored."""
    names = np.frombuffer("\n".join(space.numbers).encode("utf-8"), np.uint8)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".npz", delete=False) as new:
            np.savez(new, names=names, rarity=space.rarity, weights=heads.weights, bias=heads.bias)
        os.replace(new.name, file)
    except OSError:
        return
    for old in sorted(file.parent.glob("model-*.npz"), key=_age)[MODELS_KEPT:]:
        old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    """A sort key: smallest for the file that was used last, infinite for one that is gone."""
    try:
        return -file.stat().st_mtime
    except OSError:
        return math.inf
