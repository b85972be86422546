"""The trained model of one knowledge folder: scores a text for every meaning."""

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
"""Limit on the features, for memory: 80,000 features by 150 meanings are 48 MB."""

LEAST_WEIGHT = 0.1
"""Lowest contribution of a word to a meaning with which it is named as one that decided."""
MOST_NAMED, MOST_COMPARED = 5, 60
"""How many words are named, and how many of a piece are compared."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that is scored by itself."""

    text: str
    written: tuple[str, ...]
    """Its words as written, in lower case."""
    words: tuple[str, ...]
    """The same words in the same order, with typing errors mended."""


class Model:
    """Scores pieces of text. One model serves all languages, so that mixed Swedish and English is understood."""

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
        """Train a model on these wordings. ``without`` names sorts of features to leave out."""
        describe, meant = feature_extractors(knowledge, without), knowledge.neighbours

        def described() -> Iterator[Features]:
            # Computed twice, because keeping the features of all examples would take most of the memory.
            for example in examples:
                yield describe[example.language].features(_words(example, meant), asks="?" in example.text)

        space = FeatureSpace.of(described(), MOST_FEATURES)
        vectors = [space.vector(found) for found in described()]
        heads = train(vectors, labels(examples, meanings(examples)), len(space.numbers))
        return cls(knowledge, space, heads, examples, without)

    @property
    def trained(self) -> tuple[FeatureSpace, Heads]:
        """The trained parts, from which a model can be made again without training."""
        return self._space, self._heads

    def piece(self, text: str, language: str) -> Piece:
        """A text as a piece, with its words as written and mended."""
        written = tuple(tokens(text))
        mended = self._spelling[language].mended
        return Piece(text, written, tuple(map(mended, written)))

    def knows(self, word: str) -> bool:
        """Whether a word, as it is read, is one of the words of the wordings, in whatever language."""
        return any(spelling.knows(word) for spelling in self._spelling.values())

    def scores(self, piece: Piece, language: str) -> Floats:
        """The scores of a piece for ``targets``, in that order, of shape (targets,): 1 is a sure match, -1 none."""
        found = self._describers[language].features(piece.words, asks="?" in piece.text)
        return self._heads.scores(self._space.vector(found))

    def deciding_words(self, piece: Piece, target: Target, language: str) -> list[str]:
        """The words of a piece, as written, that contribute most to a meaning, the largest contribution first."""
        column = self._columns[target]
        weights = {
            written: self._heads.contribution(self._word(word, language), column)
            for written, word in zip(piece.written[:MOST_COMPARED], piece.words, strict=False)
        }
        return [word for word in sorted(weights, key=lambda word: -weights[word]) if weights[word] > LEAST_WEIGHT][:MOST_NAMED]

    def _vector_of_word(self, word: str, language: str) -> Vector:
        return self._space.vector(self._describers[language].features([word], asks=False))


def feature_extractors(knowledge: Knowledge, without: frozenset[str] = frozenset()) -> Mapping[str, FeatureExtractor]:
    """The feature extractor of each language."""
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
