"""Linear classifiers that share their features: one head for each meaning, all trained at once.

Each head is a support vector machine with squared hinge loss, trained by dual coordinate descent (Hsieh et al. 2008,
the method of LIBLINEAR). Training visits one example at a time and updates all heads together. It needs no learning rate,
is deterministic, and needs little memory beside the weights.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import Features

Floats = NDArray[np.float32]
Vector = tuple[NDArray[np.int32], Floats]

COST = 1.0
"""The constant C of the machines: the price of an example on the wrong side of the margin."""
OWN_WEIGHT = 8.0
"""Factor on COST for a head's own examples, which are few against those of all others."""
EPOCHS = 8
"""Passes over all examples."""


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """The features that a model knows: their numbers, and their weights by rarity, of shape (features,)."""

    numbers: dict[str, int]
    rarity: Floats

    @classmethod
    def of(cls, examples: Iterable[Features], most: int) -> "FeatureSpace":
        """The ``most`` most frequent features that more than one example has."""
        seen: Counter[str] = Counter()
        number = 0
        for number, found in enumerate(examples, 1):  # noqa: B007 - counted, so that no example needs to be kept
            seen.update(found.keys())
        kept = [(feature, count) for feature, count in seen.most_common(most) if count > 1]
        rarity = [math.log(1 + number / count) for _, count in kept]
        numbers = {feature: number for number, (feature, _) in enumerate(kept)}
        return cls(numbers, np.array(rarity, np.float32))

    def vector(self, found: Features) -> Vector:
        """The numbers of the known features, and their weights scaled to length one; unknown features are left out."""
        known = [(number, weight) for name, weight in found.items() if (number := self.numbers.get(name)) is not None]
        numbers = np.array([number for number, _ in known], np.int32)
        weights = np.array([weight for _, weight in known], np.float32) * self.rarity[numbers]
        return numbers, weights / (math.sqrt(float(weights @ weights)) or 1.0)


@dataclass(frozen=True, slots=True)
class Heads:
    """Trained classifiers: ``weights`` of shape (features, heads), ``bias`` of shape (heads,)."""

    weights: Floats
    bias: Floats

    def scores(self, vector: Vector) -> Floats:
        """An example's score by each head, of shape (heads,); the target is 1 for a head's own examples and -1 for others."""
        numbers, values = vector
        found: Floats = values @ self.weights[numbers] + self.bias
        return found

    def contribution(self, vector: Vector, head: int) -> float:
        """An example's score by one head without its bias: above 0 for it, below 0 against it."""
        numbers, values = vector
        return float(values @ self.weights[numbers, head])


def train(vectors: Sequence[Vector], signs: NDArray[np.int8], features: int) -> Heads:
    """Train heads. ``signs`` has shape (examples, heads): 1 belongs to the head, -1 does not, 0 is not used for it."""
    examples, heads = signs.shape
    weights = np.zeros((features, heads), np.float32)
    bias = np.zeros(heads, np.float32)
    alpha = np.zeros((examples, heads), np.float32)
    other_diagonal, own_diagonal = np.float32(0.5 / COST), np.float32(0.5 / (COST * OWN_WEIGHT))
    order = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for example in order.permutation(examples):
            numbers, values = vectors[example]
            sign = signs[example]
            diagonal = np.where(sign > 0, own_diagonal, other_diagonal)
            rows = weights[numbers]
            gradient = sign * (values @ rows + bias) - 1 + diagonal * alpha[example]
            updated = np.where(sign, np.maximum(alpha[example] - gradient / (2 + diagonal), 0), 0)
            step = (updated - alpha[example]) * sign
            alpha[example] = updated
            changed = np.flatnonzero(step)
            if changed.size:
                rows[:, changed] += values[:, None] * step[changed]
                weights[numbers] = rows
                bias += step
    return Heads(weights, bias)
