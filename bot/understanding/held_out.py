"""How well wordings are understood that the model has not seen: the keeper's test of the phrasings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from bot.knowledge import Knowledge
from bot.understanding.model import Model
from bot.understanding.targets import NO_MEANING, Target, Wording, wordings

FOLDS = 10


@dataclass(frozen=True, slots=True)
class JudgedWording:
    """A wording, and what a model takes it for that was trained without it."""

    wording: Wording
    taken_for: Target
    behind: float
    """How far its own meaning scored below ``taken_for``; 0 where it came first."""

    @property
    def right(self) -> bool:
        """Whether its own meaning came first."""
        return self.taken_for == self.wording.target


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two meanings that are mixed up, and the wordings by which that shows, worst first."""

    own: Target
    taken_for: Target
    wordings: Sequence[JudgedWording]


def held_out(knowledge: Knowledge, folds: int = FOLDS, processes: int | None = None) -> list[JudgedWording]:
    """Every wording judged by a model trained on all others but a tenth; takes some seconds for each fold.

    Leaving out a tenth at a time and not one wording is a little stricter, and a thousand times as fast.
    """
    with ProcessPoolExecutor(processes) as pool:
        parts = pool.map(_fold, [knowledge] * folds, range(folds), [folds] * folds)
        return [judged for part in parts for judged in part]


def confusions(judged: Sequence[JudgedWording]) -> list[Confusion]:
    """The meanings that are confused with each other, the most confused pair first."""
    wrong = [one for one in judged if not one.right]
    pairs = Counter((judged.wording.target, judged.taken_for) for judged in wrong)
    return [Confusion(own, other, _between(wrong, own, other)) for (own, other), _ in pairs.most_common()]


def judge_wordings(model: Model, asked: Sequence[Wording]) -> Iterator[JudgedWording]:
    """What a model takes wordings for, among meanings of the same sort: requests, or all others."""
    requests = np.array([target.kind == "request" for target in model.targets])
    columns = {target: column for column, target in enumerate(model.targets)}
    requests[-1] = False  # what all requests have in common is the meaning of none
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
