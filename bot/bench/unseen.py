"""Questions and mails that neither the desk nor a baseline has seen: they are no wordings of the knowledge."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("sv", "en")
SENTENCES = 13
"""Sentences around the question of a mail; with them it has some 200 words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and the language that it is written in. The desk finds that out by itself; a baseline is told."""

    text: str
    language: str


def questions(languages: Sequence[str] = LANGUAGES, seed: int = 1) -> list[Asked]:
    """Every question in these languages once, the languages mixed, in the same order in every run."""
    spoken = [language for language in LANGUAGES if language in languages]
    found = [Asked(text, language) for language in spoken for text in _file()["questions"][language]]
    random.Random(seed).shuffle(found)  # noqa: S311 - the same order in every run, no secret
    return found


def mails(asked: Sequence[Asked], seed: int = 1) -> list[Asked]:
    """A mail of some 200 words for each question, which stands among sentences that have nothing to do with it."""
    rng = random.Random(seed)  # noqa: S311 - as above
    return [Asked(_mail(question, rng), question.language) for question in asked]


def _mail(question: Asked, rng: random.Random) -> str:
    talk = rng.sample(_file()["sentences"][question.language], SENTENCES)
    talk.insert(rng.randrange(1, SENTENCES), question.text)
    greeting, closing = ("Hej!", "Med vänlig hälsning") if question.language == "sv" else ("Hello,", "Kind regards")
    return f"{greeting}\n\n{' '.join(talk)}\n\n{closing}\nKim"


@cache
def _file() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
        Path(__file__).with_name("unseen.yaml").read_text(encoding="utf-8")
    )
    return found
