"""Caches the trained model between starts."""

import hashlib
import json
import math
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge import Knowledge
from bot.understanding import concepts, features, linear, model, targets, words
from bot.understanding.linear import FeatureSpace, Floats, Heads
from bot.understanding.model import MOST_FEATURES, Model
from bot.understanding.targets import Wording, meanings, wordings

MODELS_KEPT = 6
"""How many models are kept, for machines with several knowledge folders or versions."""


def kept_or_trained(
    knowledge: Knowledge, folder: Path, training: Callable[[], AbstractContextManager[object]] = nullcontext
) -> Model:
    """The model cached in ``folder`` for this knowledge and this code; else one that is trained now, and cached.

    ``training`` makes a context manager that is entered while the model is trained, which may take a minute or two.
    A folder that cannot be read or written is not an error, and a file that is damaged is replaced. Nothing is unpickled.
    """
    examples = list(wordings(knowledge))
    file = folder / f"model-{_key(knowledge, examples)}.npz"
    trained = _load(file, len(meanings(examples)))
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


def _load(file: Path, heads: int) -> tuple[FeatureSpace, Heads] | None:
    if not file.is_file():
        return None  # opening a pipe would wait for ever
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            names = kept["names"].tobytes().decode("utf-8").split("\n")
            numbers = {name: number for number, name in enumerate(names)}
            rarity, weights, bias = (_numbers(kept[name]) for name in ("rarity", "weights", "bias"))
    except Exception:  # noqa: BLE001 - a damaged file can raise anything; whatever it is, the model is learnt anew
        return None
    fits = (rarity.shape, weights.shape, bias.shape) == ((len(numbers),), (len(numbers), heads), (heads,))
    return (FeatureSpace(numbers, rarity), Heads(weights, bias)) if fits else None


def _numbers(kept: Any) -> Floats:
    found: Floats = np.asarray(kept, np.float32)
    if not np.isfinite(found).all():
        raise ValueError("no numbers that could have been learnt")
    return found


def _keep(file: Path, space: FeatureSpace, heads: Heads) -> None:
    """Write the file atomically, and remove the oldest beyond MODELS_KEPT. OSErrors are ignored."""
    names = np.frombuffer("\n".join(space.numbers).encode("utf-8"), np.uint8)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, ignore_cleanup_errors=True) as folder:
            new = Path(folder) / file.name
            np.savez(new, names=names, rarity=space.rarity, weights=heads.weights, bias=heads.bias)
            with suppress(OSError):
                file.rmdir()  # an empty folder in the file's place; nothing else can be removed so
            os.replace(new, file)
        for old in sorted(file.parent.glob("model-*.npz"), key=_age)[MODELS_KEPT:]:
            old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    """A sort key: smallest for the file that was used last, infinite for one that is gone."""
    try:
        return -file.stat().st_mtime
    except OSError:
        return math.inf
