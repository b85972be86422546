"""Measures the speed of understanding, beside baselines."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.bench.baselines import LADDER, Finder
from bot.bench.figures import Pace, pace
from bot.bench.unseen import Asked
from bot.knowledge import Knowledge
from bot.understanding import Reader
from bot.understanding.targets import wordings


def understanding(reader: Reader, asked: Sequence[Asked], seconds: float) -> Pace:
    """Return the pace of understanding."""
    return pace(lambda question: reader.read(question.text), asked, seconds)


def baselines(knowledge: Knowledge, asked: Sequence[Asked], seconds: float) -> Iterator[tuple[str, Pace]]:
    """Return the pace of each baseline over the entries' phrasings in the question's language."""
    phrasings = [wording for wording in wordings(knowledge) if wording.target.kind == "entry"]
    for name, build in LADDER.items():
        yield name, pace(_asking(build(phrasings)), asked, seconds)


def _asking(find: Finder) -> Callable[[Asked], object]:
    return lambda question: find(question.text, question.language)


def tenfold(knowledge: Knowledge) -> Knowledge:
    """Return the knowledge with ten times the phrasings: nine variants of each, with one word dropped or moved."""
    rng = random.Random(2)  # noqa: S311 - seeded on purpose, no secret
    entries = {
        id: entry.model_copy(update={"phrasings": {language: _varied(texts, rng) for language, texts in entry.phrasings.items()}})
        for id, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries)


def oddities(questions: Sequence[Asked], number: int = 10_000) -> list[str]:
    """Return unusual inputs: repetition, noise, markup, scraps of questions, up to 40,000 characters."""
    rng = random.Random(3)  # noqa: S311 - as above
    scraps = [
        *(question.text for question in questions),
        "DROP TABLE tickets;",
        "<b>",
        "🙂",
        "\x00\x1b[31m",
        "å" * 50,
        "a",
        "\ud800",
        "\n>",
    ]
    return [_odd(rng, scraps) for _ in range(number)]


def _odd(rng: random.Random, scraps: Sequence[str]) -> str:
    if rng.random() < 0.5:
        signs = "".join(chr(rng.randrange(1, 0x2FFF)) for _ in range(30))
        return "".join(rng.choices(signs + "   \n", k=rng.choice((1, 10, 300, 1500))))
    return " ".join(rng.choices(scraps, k=rng.choice((1, 3, 30)))) * rng.choice((1, 1, 1, 2, 40))


def _varied(texts: Sequence[str], rng: random.Random) -> list[str]:
    found = list(texts)
    for text in texts:
        for _ in range(9):
            words = text.split()
            word = words.pop(rng.randrange(len(words)))
            if rng.random() < 0.5:
                words.insert(rng.randrange(len(words) + 1), word)
            found.append(" ".join(words) or text)
    return found
