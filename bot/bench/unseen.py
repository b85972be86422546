"""Questions and mails that neither the desk nor a baseline has seen, because they are not in the knowledge."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("sv", "en")
SENTENCES = 13
"""Sentences around the question in a mail, which make it about 200 words long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and its language. The desk detects the language by itself; a baseline is told."""

    text: str
    language: str


def questions(languages: Sequence[str] = LANGUAGES, seed: int = 1) -> list[Asked]:
    """Return every question in these languages once, mixed, in the same order for the same seed."""
    known = [language for language in LANGUAGES if language in languages]
    found = [Asked(text, language) for language in known for text in _file()["questions"][language]]
    random.Random(seed).shuffle(found)  # noqa: S311 - the same order in every run, no secret
    return found


def mails(asked: Sequence[Asked], seed: int = 1) -> list[Asked]:
    """Return a mail of about 200 words for each question, surrounded by unrelated sentences."""
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
