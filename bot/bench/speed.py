"""How fast the desk understands, beside plain rapidfuzz over the same wordings."""

import random
from collections.abc import Sequence

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
