"""Answers each of the questions that a text asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from bot.knowledge import Knowledge
from bot.understanding.concepts import Concepts
from bot.understanding.judgement import Judge, Judgement
from bot.understanding.linear import Floats
from bot.understanding.pieces import items, joined, sentences
from bot.understanding.reading import Verdict
from bot.understanding.words import tokens

MOST_QUESTIONS, MOST_ANSWERS = 6, 3
"""Most questions of one text that are judged, and that are answered, one by one."""
TERSE = 6
"""Most words of a question that may lean on the one before: "and for how long?"."""
SURE = -0.3
"""Lowest score of an entry that answers one question of several: a part says less than a whole, and a stray answer confuses."""
ASKS = frozenset({"ask-how", "ask-may"})
"""Concepts of words with which a question begins."""


class SeveralAnswers:
    """Answers questions that stand side by side. ``score`` gives the scores of a text in a language."""

    def __init__(self, knowledge: Knowledge, judge: Judge, score: Callable[[str, str], Floats]) -> None:
        self._entries = knowledge.entries
        self._judge = judge
        self._score = score
        self._concepts = {language: Concepts(language, knowledge.concepts) for language in knowledge.languages}

    def answered(self, judged: Judgement, text: str, language: str) -> Judgement:
        """The judgement on a text with what else its questions ask: other answers, or those beside a request or a breach."""
        found = self._questions(text, language)
        if judged.verdict is Verdict.REQUEST:
            asked = [question for question in found or sentences(text) if "?" in question or found]
            entries = list(dict.fromkeys(id for id in self._each(asked, language) if self._is_beside(id, judged)))[:MOST_ANSWERS]
            return replace(judged, entries=entries, asked=entries if len(entries) > 1 else ())
        if not found:
            return judged
        asked = self._each(found, language)
        entries = list(dict.fromkeys(id for id in asked if id in self._entries))
        if len(entries) < 2:
            return judged
        left_out = entries[MOST_ANSWERS:]
        asked = [id for id in asked if id not in left_out]
        return replace(judged, verdict=Verdict.ANSWER, entries=entries[:MOST_ANSWERS], asked=asked)

    def _is_beside(self, id: str, judged: Judgement) -> bool:
        """Whether an entry answers something else than what is requested."""
        return id in self._entries and self._entries[id].right not in judged.rights

    def _each(self, questions: Sequence[str], language: str) -> list[str]:
        """What each question is about: the id of its entry or of an unanswered question, or nothing."""
        found: list[str] = []
        before = ""
        for question in questions:
            judged = self._one(question, before, found, language)
            found.append(_about(judged))
            before = before or question
        return found

    def _one(self, question: str, before: str, taken: Sequence[str], language: str) -> Judgement:
        """The judgement on one question, by itself or, where it is terse, with what was asked ``before`` it."""
        alone = self._score(question, language)
        judged = self._judge.judge(alone[None], long=False, asking=np.array([True]))
        if judged.verdict is Verdict.ANSWER or not before or len(question.split()) > TERSE:
            return judged
        together: Floats = (alone + self._score(f"{before.rstrip('?!. ')} {question}", language)) * np.float32(0.5)
        return self._judge.judge(self._judge.without(together, taken)[None], long=False, asking=np.array([True]))

    def _questions(self, text: str, language: str) -> list[str]:
        """The items of a text's list, or its sentences and clauses that ask; empty where there is but one."""
        # An item may have more behind its question: "3) which law. Need all three before lunch."
        listed = [next(iter(sentences(item)), item) for item in items(text)]
        found = listed or [part for sentence in sentences(text) if "?" in sentence for part in self._apart(sentence, language)]
        return found[:MOST_QUESTIONS] if len(found) > 1 else []

    def _apart(self, sentence: str, language: str) -> Sequence[str]:
        """The questions in one sentence, each from a clause that begins as one to the next."""
        whole = " ".join(sentence.split())
        starts, place = [], 0
        for clause in joined(whole):
            place = whole.index(clause, place)
            if self._begins(clause, language):
                starts.append(place)
        if len(starts) < 2:
            return [sentence]
        ends = [*starts[1:], len(whole)]
        return [whole[start:end].strip(" ,;:&-–") for start, end in zip([0, *starts[1:]], ends, strict=True)]

    def _begins(self, clause: str, language: str) -> bool:
        """Whether words begin as a question does: "and how long do you keep it"."""
        first = next(iter(self._concepts[language].find(tokens(clause)[:4])), frozenset())
        return not ASKS.isdisjoint(first)


def _about(judged: Judgement) -> str:
    if judged.verdict is Verdict.ANSWER and judged.ranked[0][1] >= SURE:
        return judged.entries[0]
    is_unanswered = judged.verdict is Verdict.NO_ANSWER and judged.because.kind == "unanswered"
    return judged.because.id if is_unanswered else ""
