"""How fast the desk understands, beside plain rapidfuzz over the same wordings."""

import random
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.bench.figures import Pace, pace
from bot.knowledge import Knowledge
from bot.understanding import Reader


def questions(knowledge: Knowledge, seed: int = 1) -> list[str]:
    """Phrasings of the knowledge in any order, each second one with a letter lost, as people type."""
    rng = random.Random(seed)  # noqa: S311 - the same questions in every run, no secret
    found = [
        phrasing
        for entry in knowledge.entries.values()
        for language in knowledge.languages
        for phrasing in entry.phrasings[language]
    ]
    rng.shuffle(found)
    return [_mistyped(text, rng) if number % 2 else text for number, text in enumerate(found)]


def mails(knowledge: Knowledge, seed: int = 1) -> list[str]:
    """Mails of some 200 words, the question among sentences that have nothing to do with it."""
    rng = random.Random(seed)  # noqa: S311 - as above
    found = []
    for question in questions(knowledge, seed)[:200]:
        language = "sv" if "sv" in knowledge.languages else knowledge.languages[0]
        talk: Sequence[str] = knowledge.outside.get(language) or [question]
        filler = [rng.choice(talk) for _ in range(26)]
        filler.insert(13, question)
        found.append("Hej!\n" + ". ".join(filler) + ".\n\nMvh\nKim")
    return found


def understanding(reader: Reader, texts: Sequence[str], seconds: float) -> Pace:
    """The pace of understanding."""
    return pace(reader.read, texts, seconds)


def baseline(knowledge: Knowledge, texts: Sequence[str], seconds: float) -> Pace:
    """The pace of ``rapidfuzz.process.extractOne`` with WRatio over all phrasings."""
    phrasings = questions(knowledge)
    return pace(lambda text: process.extractOne(text, phrasings, scorer=fuzz.WRatio), texts, seconds)


def _mistyped(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place + 1 :]


def tenfold(knowledge: Knowledge) -> Knowledge:
    """The knowledge with ten times the phrasings: each with nine others in which one word was left out or put elsewhere."""
    rng = random.Random(2)  # noqa: S311 - as above
    entries = {
        id: entry.model_copy(update={"phrasings": {language: _varied(texts, rng) for language, texts in entry.phrasings.items()}})
        for id, entry in knowledge.entries.items()
    }
    return replace(knowledge, entries=entries)


def oddities(knowledge: Knowledge, number: int = 10_000) -> list[str]:
    """Inputs that nobody hopes for: repetition, noise, markup, scraps of questions, up to 40,000 characters."""
    rng = random.Random(3)  # noqa: S311 - as above
    scraps = [*questions(knowledge)[:200], "DROP TABLE tickets;", "<b>", "🙂", "\x00\x1b[31m", "å" * 50, "a", "\ud800", "\n>"]
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
