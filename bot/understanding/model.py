"""The trained model of one knowledge folder: words in, a score for every meaning out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge import Knowledge
from bot.understanding.features import FeatureExtractor, Features
from bot.understanding.linear import FeatureSpace, Floats, Heads, Vector, train
from bot.understanding.spelling import Spelling
from bot.understanding.targets import Target, Wording, labels, meanings
from bot.understanding.words import tokens

MOST_FEATURES = 80_000
"""Bounds the memory: 80,000 features by 150 meanings are 48 MB."""

LEAST_WEIGHT = 0.1
"""How much a word by itself must speak for a meaning to be named among those that decided."""
MOST_NAMED, MOST_COMPARED = 5, 60
"""Words that are named, and that are looked at for it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a short text."""

    text: str
    written: tuple[str, ...]
    """Its words as they stand, in lower case."""
    words: tuple[str, ...]
    """The same words with their typing errors mended, in the same order."""


class Model:
    """Scores pieces of text. One model reads all languages: Swedish that is half English is still understood."""

    def __init__(
        self,
        knowledge: Knowledge,
        space: FeatureSpace,
        heads: Heads,
        examples: Sequence[Wording],
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.targets = meanings(examples)
        self._columns = {target: column for column, target in enumerate(self.targets)}
        self._space = space
        self._heads = heads
        self._describers = feature_extractors(knowledge, without)
        self._spelling = _spellings(knowledge, examples)
        self._word = lru_cache(maxsize=8192)(self._vector_of_word)

    @classmethod
    def train(cls, knowledge: Knowledge, examples: Sequence[Wording], without: frozenset[str] = frozenset()) -> "Model":
        """A model that knows these wordings. Takes a second for every few thousand of them."""
        describe, meant = feature_extractors(knowledge, without), knowledge.neighbours

        def described() -> Iterator[Features]:
            # Twice rather than once and kept: the features of all examples at the same time are most of the memory.
            for example in examples:
                yield describe[example.language].features(_words(example, meant), asks="?" in example.text)

        space = FeatureSpace.of(described(), MOST_FEATURES)
        vectors = [space.vector(found) for found in described()]
        heads = train(vectors, labels(examples, meanings(examples)), len(space.numbers))
        return cls(knowledge, space, heads, examples, without)

    @property
    def trained(self) -> tuple[FeatureSpace, Heads]:
        """What training gave, to be kept for the next start."""
        return self._space, self._heads

    def piece(self, text: str, language: str) -> Piece:
        """A text's words, as written and mended."""
        written = tuple(tokens(text))
        mended = self._spelling[language].mended
        return Piece(text, written, tuple(map(mended, written)))

    def scores(self, piece: Piece, language: str) -> Floats:
        """How well a piece fits each of ``targets``: from 1 on surely, from -1 down not at all."""
        found = self._describers[language].features(piece.words, asks="?" in piece.text)
        return self._heads.scores(self._space.vector(found))

    def deciding_words(self, piece: Piece, target: Target, language: str) -> list[str]:
        """The words, as they were written, that speak most for a meaning; the weightiest first."""
        column = self._columns[target]
        weights = {
            written: self._heads.contribution(self._word(word, language), column)
            for written, word in zip(piece.written[:MOST_COMPARED], piece.words, strict=False)
        }
        return [word for word in sorted(weights, key=lambda word: -weights[word]) if weights[word] > LEAST_WEIGHT][:MOST_NAMED]

    def _vector_of_word(self, word: str, language: str) -> Vector:
        return self._space.vector(self._describers[language].features([word], asks=False))


def feature_extractors(knowledge: Knowledge, without: frozenset[str] = frozenset()) -> Mapping[str, FeatureExtractor]:
    """What gives the features of a text, for each language."""
    return {language: FeatureExtractor(language, knowledge.concepts, without) for language in knowledge.languages}


def _words(example: Wording, neighbours: Mapping[str, Mapping[str, str]]) -> list[str]:
    meant = neighbours.get(example.language, {})
    return [meant.get(word, word) for word in tokens(example.text)]


def _spellings(knowledge: Knowledge, examples: Sequence[Wording]) -> Mapping[str, Spelling]:
    words: dict[str, list[str]] = {language: [] for language in knowledge.languages}
    for example in examples:
        words[example.language] += tokens(example.text)
    return {
        language: Spelling(
            own,
            foreign={word for other in knowledge.languages if other != language for word in words[other]},
            read_as=knowledge.neighbours.get(language, {}),
        )
        for language, own in words.items()
    }
