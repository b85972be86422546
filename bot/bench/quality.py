"""Measures how well each step of the understanding does, beside baselines, with the time per question."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.bench.baselines import LADDER, Finder
from bot.knowledge import Knowledge
from bot.understanding.model import Model
from bot.understanding.reader import Reader
from bot.understanding.reading import Verdict
from bot.understanding.targets import Target, Wording, wordings

EVERY = 10
"""Every tenth phrasing is held out and asked; the model is trained on the others."""

STEPS: Mapping[str, frozenset[str]] = {
    "linear model on stems": frozenset({"pair", "run", "concept"}),
    "+ neighbouring stems": frozenset({"run", "concept"}),
    "+ runs of letters": frozenset({"concept"}),
    "+ concepts": frozenset(),
}
"""Our own steps, each with the features that it leaves out."""


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question with the paragraphs that answer it; none if it should not be answered."""

    text: str
    language: str
    kind: str
    paragraphs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; shares from 0 to 1, None without labelled questions."""

    name: str
    phrasings: float
    """Share of held-out phrasings whose own entry came first."""
    questions: float | None
    """Share of labelled questions whose first entry cites a correct paragraph."""
    milliseconds: float
    """Processor time per question."""


def labelled(file: Path) -> list[Question]:
    """Read the questions of a JSON Lines file with text, lang, kind, gold and also_ok."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Question(row["text"], row["lang"], row["kind"], frozenset([*row["gold"], *row["also_ok"]])) for row in rows]


def ladder(knowledge: Knowledge, questions: Sequence[Question] = ()) -> Iterator[Row]:
    """Yield a row for each method, from the simplest to the whole desk; each takes some seconds."""
    everything = list(wordings(knowledge))
    unseen = [wording for wording in everything[::EVERY] if wording.target.kind == "entry"]
    rest = [wording for place, wording in enumerate(everything) if place % EVERY]
    for name, build in {**LADDER, **_steps(knowledge)}.items():
        yield _row(name, build, rest, everything, unseen, _answerable(questions), knowledge)
    yield _whole(knowledge, rest, unseen, _answerable(questions))


def _steps(knowledge: Knowledge) -> Mapping[str, Callable[[Sequence[Wording]], Finder]]:
    def step(without: frozenset[str]) -> Callable[[Sequence[Wording]], Finder]:
        return lambda examples: _first(Model.train(knowledge, examples, without))

    return {name: step(without) for name, without in STEPS.items()}


def _first(model: Model) -> Finder:
    meant = np.array([target.kind != "request" for target in model.targets])

    def find(text: str, language: str) -> Target:
        scores = model.scores(model.piece(text, language), language)
        return model.targets[int(np.where(meant, scores, -np.inf).argmax())]

    return find


def _row(
    name: str,
    build: Callable[[Sequence[Wording]], Finder],
    rest: Sequence[Wording],
    everything: Sequence[Wording],
    unseen: Sequence[Wording],
    questions: Sequence[Question],
    knowledge: Knowledge,
) -> Row:
    find = build(rest)
    start = time.thread_time()
    right = [find(wording.text, wording.language) == wording.target for wording in unseen]
    took = (time.thread_time() - start) / max(len(unseen), 1)
    find = build(everything) if questions else find
    met = [cites(knowledge, find(question.text, question.language), question) for question in questions]
    return Row(name, _share(right) or 0.0, _share(met), took * 1000)


def _whole(knowledge: Knowledge, rest: Sequence[Wording], unseen: Sequence[Wording], questions: Sequence[Question]) -> Row:
    """Measure the whole desk: mails parsed, typing errors corrected, and answers only above the limits."""
    reader = Reader(knowledge, examples=rest)
    start = time.thread_time()
    right = [wording.target.id in reader.read(wording.text).entries[:1] for wording in unseen]
    took = (time.thread_time() - start) / max(len(unseen), 1)
    reader = Reader(knowledge) if questions else reader
    met = [_answers(knowledge, reader, question) for question in questions]
    return Row("the whole desk, answering or asking", _share(right) or 0.0, _share(met), took * 1000)


def _answers(knowledge: Knowledge, reader: Reader, question: Question) -> bool:
    reading = reader.read(question.text)
    return reading.verdict is Verdict.ANSWER and cites(knowledge, Target("entry", reading.entries[0]), question)


def cites(knowledge: Knowledge, target: Target, question: Question) -> bool:
    """Whether an entry cites a paragraph that answers the question."""
    return target.kind == "entry" and bool(question.paragraphs.intersection(knowledge.entries[target.id].paragraphs))


def _answerable(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.kind == "question"]


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
