"""Cross-validation: how well wordings are understood that the model was not trained on."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, parent_process

import numpy as np

from bot.knowledge import Knowledge
from bot.understanding.model import Model
from bot.understanding.targets import NO_MEANING, Target, Wording, wordings

FOLDS = 10


@dataclass(frozen=True, slots=True)
class JudgedWording:
    """A wording, and the meaning that scored best in a model trained without it."""

    wording: Wording
    taken_for: Target
    behind: float
    """How far its own meaning scored below ``taken_for``; 0 where they are the same."""

    @property
    def right(self) -> bool:
        """Whether its own meaning came first."""
        return self.taken_for == self.wording.target


@dataclass(frozen=True, slots=True)
class Confusion:
    """A meaning that is taken for another, and the wordings with which that happens, worst first."""

    own: Target
    taken_for: Target
    wordings: Sequence[JudgedWording]


def held_out(knowledge: Knowledge, folds: int = FOLDS, processes: int | None = None) -> list[JudgedWording]:
    """Every wording, judged by a model that was trained without its fold; takes some seconds for each fold.

    ``processes`` is the number of worker processes, None for one per CPU.
    """
    with workers(processes) as pool:
        parts = pool.map(_fold, [knowledge] * folds, range(folds), [folds] * folds)
        return [judged for part in parts for judged in part]


@contextmanager
def workers(number: int | None = None) -> Iterator[Executor]:
    """A pool of processes, one per CPU for None, which end at once where the block is broken off or this process is killed."""
    others = set(active_children())
    with ProcessPoolExecutor(number, initializer=_live_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()) - others:
                worker.terminate()
            raise


def _live_with_parent() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the parent, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    if parent := parent_process():
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def confusions(judged: Sequence[JudgedWording]) -> list[Confusion]:
    """The pairs of meanings that are confused, most wordings first."""
    wrong = [one for one in judged if not one.right]
    pairs = Counter((judged.wording.target, judged.taken_for) for judged in wrong)
    return [Confusion(own, other, _between(wrong, own, other)) for (own, other), _ in pairs.most_common()]


def judge_wordings(model: Model, asked: Sequence[Wording]) -> Iterator[JudgedWording]:
    """Judge wordings with a model, each among meanings of its own sort: requests, or all others.

    Wordings of a meaning that the model does not have are left out.
    """
    requests = np.array([target.kind == "request" for target in model.targets])
    columns = {target: column for column, target in enumerate(model.targets)}
    requests[-1] = False  # the last target is ANY_REQUEST, which is no wording's own meaning
    everything = np.ones_like(requests)
    everything[-1] = False
    for wording in asked:
        own = columns.get(wording.target)
        if own is None:
            continue
        scores = model.scores(model.piece(wording.text, wording.language), wording.language)
        allowed = requests if wording.target.kind == "request" else everything & ~requests
        first = int(np.where(allowed, scores, -np.inf).argmax())
        yield JudgedWording(wording, model.targets[first], float(scores[first] - scores[own]))


def _fold(knowledge: Knowledge, number: int, folds: int) -> list[JudgedWording]:
    everything = list(wordings(knowledge))
    model = Model.train(knowledge, [wording for place, wording in enumerate(everything) if place % folds != number])
    unseen = [wording for wording in everything[number::folds] if wording.target not in NO_MEANING]
    return list(judge_wordings(model, unseen))


def _between(wrong: Sequence[JudgedWording], own: Target, other: Target) -> list[JudgedWording]:
    found = [judged for judged in wrong if (judged.wording.target, judged.taken_for) == (own, other)]
    return sorted(found, key=lambda judged: -judged.behind)
