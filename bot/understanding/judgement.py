"""Decides what a message means from the scores of its pieces, by fixed limits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import Right
from bot.understanding.linear import Floats
from bot.understanding.reading import Verdict
from bot.understanding.targets import ANY_REQUEST, INCIDENT, Target

CHOICES = 3
CHATTER = frozenset({"smalltalk", "outside"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the decisions, the same for every language; `insyn bench quality` measures their effect.

    A score of 1 is typical of a meaning's own wordings, -1 of all others.
    """

    best: float = 0.7
    """Weight of the best piece in a text's score, 0 to 1; the mean of all pieces has the rest."""
    best_of_long: float = 0.5
    """The same in a long text, most of which is usually beside the point."""
    chatter: float = 0.3
    """How much a piece's score as chatter lowers its scores for everything else."""
    answer: float = -0.7
    """Lowest score of an entry that answers by itself."""
    lead: float = 0.04
    """By how much an entry must lead the next that cites other paragraphs; else choices are offered."""
    lead_unanswered: float = 0.1
    """By how much an entry must lead the unanswered questions, which use many of the same words."""
    decline: float = 0.25
    """By how much a meaning without an answer must lead the first entry; else choices are offered."""
    choice: float = -0.95
    """Lowest score of an entry that is offered as a choice."""
    spread: float = 0.6
    """How far behind the best meaning an entry may be to be offered as a choice."""
    request: float = -0.1
    """Lowest score of a request."""
    sure: float = 0.5
    """Lowest score of a sure request; an unsure one opens a ticket, but adds no rights to an existing one."""
    doubt: float = -0.8
    """Lowest request score with which a reply offers to open a request."""
    explained: float = -1.2
    """Lowest request score with which an answer that explains a right offers to open a request for it."""
    incident: float = -0.1
    """Lowest score of a suspected breach. It is low because a missed breach costs more than a false one."""
    incident_of_long: float = 0.6
    """The same in a long text, where stories can resemble breaches."""
    asked: float = 0.3
    """Lowest score of an entry that is answered beside a breach without a question mark."""
    beside: float = 0.8
    """How far behind the first right a second may be to be exercised too."""
    also: float = 0.1
    """Lowest score of a second right."""
    clause: float = 0.8
    """Lowest score of a single sentence or clause that adds a right to a request."""
    alone: float = 1.0
    """Lowest score of a single sentence that is a request whatever stands around it."""
    hopeless: float = -1.5
    """Request score of a sentence below which no clause of it is one either."""
    sure_clause: float = 1.9
    """Lowest score of a clause that makes a request of a doubtful text."""
    explained_better: float = 1.0
    """By how much an entry or an unanswered question must score above a request for the words to be a question."""
    outside: float = 0.5
    """How much of a piece's score as what is not the desk's business counts against it as a request, from `ordinary` on."""
    ordinary: float = -0.4
    """The highest score as what is not the desk's business that does not count against a request."""
    politely: float = 1.5
    """How much a question mark lowers a piece's request score, as it may be only a question."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a text, and what it is based on."""

    verdict: Verdict
    because: Target
    """The meaning that decided."""
    piece: int = 0
    """Index of the piece that scores highest for ``because``."""
    entries: Sequence[str] = ()
    asked: Sequence[str] = ()
    """What each of several questions is about; see ``Reading.asked``."""
    rights: Sequence[Right] = ()
    request_score: float = -2.0
    """Score of the text as a request; -2 is surely none."""
    breach: bool = False
    """Whether it reports a suspected breach, whatever the verdict."""
    ranked: Sequence[tuple[Target, float]] = field(default=())
    """The best meanings and their scores, best first, without requests and breaches."""


class Judge:
    """Makes judgements from scores. ``cites`` has the paragraphs that each entry cites."""

    def __init__(self, targets: Sequence[Target], cites: Mapping[str, Sequence[str]], limits: Limits) -> None:
        self._targets = targets
        self._columns = {target: column for column, target in enumerate(targets)}
        self._cites = cites
        self._limits = limits
        self._any = list(targets).index(ANY_REQUEST)
        kinds = np.array([target.kind for target in targets])
        self._chatter = np.isin(kinds, list(CHATTER))
        self._requests = kinds == "request"
        self._incident = kinds == INCIDENT.kind
        self._rights = self._requests.copy()
        self._rights[self._any] = False
        self._outside = kinds == "outside"

    def judge(self, pieces: Floats, *, long: bool, asking: NDArray[np.bool_]) -> Judgement:
        """The judgement on scores of shape (pieces, targets). In a ``long`` text chatter counts less.

        ``asking``, of shape (pieces,), says which pieces have a question mark.
        """
        share = self._limits.best_of_long if long else self._limits.best
        request_score, rights = self._exercised(pieces, share, asking)
        scores = self._blend(self._without_chatter(pieces), share)
        # A text is chatter only where most of it is, not where one sentence beside a question is.
        scores[self._chatter] = self._blend(pieces[:, self._chatter], 1 - share)
        scores[self._requests | self._incident] = -np.inf
        if long:
            scores[self._chatter] -= 1.0
        order = np.argsort(-scores, kind="stable")
        ranked = [(self._targets[number], float(scores[number])) for number in order[:20]]
        breach = self._is_breach(pieces, request_score, long=long)
        is_question = (
            ranked[0][0].kind in ("entry", "unanswered") and ranked[0][1] >= request_score + self._limits.explained_better
        )
        request = request_score >= self._limits.request and bool(rights) and not is_question
        if request and (not breach or self._apart(pieces, asking)):
            because = Target("request", rights[0])
            return self._judgement(
                because, pieces, Verdict.REQUEST, rights=rights, request_score=request_score, breach=breach, ranked=ranked
            )
        if breach and not asking.any() and ranked[0][1] < self._limits.asked:
            return self._judgement(INCIDENT, pieces, Verdict.INCIDENT, request_score=request_score, breach=True, ranked=ranked)
        # A text that only its question mark keeps from being a request is doubtful too.
        stated = self._exercised(pieces, share, np.zeros_like(asking))[0] if asking.any() else request_score
        offered = rights if request_score >= self._limits.doubt or stated >= self._limits.request else ()
        verdict, entries = self._answered(ranked)
        if breach and verdict is not Verdict.ANSWER:
            return self._judgement(INCIDENT, pieces, Verdict.INCIDENT, request_score=request_score, breach=True, ranked=ranked)
        because = ranked[0][0]
        return self._judgement(
            because, pieces, verdict, entries=entries, rights=offered, request_score=request_score, breach=breach, ranked=ranked
        )

    def _is_breach(self, pieces: Floats, request_score: float, *, long: bool) -> bool:
        """Whether a piece reports a suspected breach, with a score no lower than that of a request."""
        limit = self._limits.incident_of_long if long else self._limits.incident
        surest = float(pieces[:, self._incident].max(initial=-np.inf))
        return surest >= max(limit, request_score)

    def _apart(self, pieces: Floats, asking: NDArray[np.bool_]) -> bool:
        """Whether one piece is a request and no breach, so that another one reports the breach."""
        breach = pieces[:, self._incident].max(axis=1, initial=-np.inf)
        return bool(((self._sure(pieces, asking) >= self._limits.clause) & (breach < self._limits.incident)).any())

    def _sure(self, pieces: Floats, asking: NDArray[np.bool_]) -> Floats:
        """How surely each piece exercises a right."""
        rights = np.where(self._rights, pieces, -np.inf).max(axis=1)
        sure: Floats = pieces[:, self._any] + rights - self._limits.politely * asking - self._elsewhere(pieces)
        return sure

    def _judgement(self, target: Target, pieces: Floats, verdict: Verdict, **rest: Any) -> Judgement:
        piece = int(pieces[:, self._columns[target]].argmax())
        return Judgement(verdict, target, piece, **rest)

    @staticmethod
    def _blend(pieces: Floats, share: float) -> Floats:
        blended: Floats = share * pieces.max(axis=0) + (1 - share) * pieces.mean(axis=0)
        return blended

    def _without_chatter(self, pieces: Floats) -> Floats:
        """The scores, with those of chatty pieces lowered for everything but chatter."""
        if not self._chatter.any():
            return pieces
        chatter = pieces[:, self._chatter].max(axis=1, keepdims=True)
        lowered: Floats = pieces - self._limits.chatter * (chatter + 1) * ~self._chatter
        return lowered

    def _exercised(self, pieces: Floats, share: float, asking: NDArray[np.bool_]) -> tuple[float, Sequence[Right]]:
        """The request score, and the one or two rights that are exercised, best first."""
        if not self._rights.any():
            return -2.0, ()
        rights = np.where(self._rights, pieces, -np.inf)
        sure = self._sure(pieces, asking)
        blended = share * sure.max() + (1 - share) * sure.mean()
        request_score = max(blended, sure.max() - self._limits.alone + self._limits.request)
        first = rights[int(sure.argmax())]
        best = np.maximum(first, rights[sure >= min(sure.max(), self._limits.request)].max(axis=0))
        order = np.argsort(-best, kind="stable")
        floor = max(self._limits.also, float(best[order[0]]) - self._limits.beside)
        chosen = [order[0], *(number for number in order[1:2] if best[number] >= floor)]
        return float(request_score), [self._targets[number].id for number in chosen]

    def _elsewhere(self, pieces: Floats) -> Floats:
        """How much each piece's request score is lowered because it resembles what is not the desk's business."""
        outside = pieces[:, self._outside].max(axis=1, initial=-1.0)
        lowered: Floats = self._limits.outside * np.maximum(outside - self._limits.ordinary, 0)
        return lowered

    def with_clauses(self, judged: Judgement, clauses: Floats) -> Judgement:
        """A doubtful judgement as a request, where one of the ``clauses``, of shape (clauses, targets), surely is one."""
        sure = self._sure(clauses, np.zeros(len(clauses), np.bool_))
        if sure.max() < self._limits.sure_clause:
            return judged
        rights = self.requested(clauses[[int(sure.argmax())]], np.zeros(1, np.bool_))
        score = self._limits.request
        return replace(judged, verdict=Verdict.REQUEST, because=Target("request", rights[0]), rights=rights, request_score=score)

    def may_request(self, parts: Floats) -> NDArray[np.bool_]:
        """Which sentences may exercise a right, in a clause of theirs at least."""
        may: NDArray[np.bool_] = self._sure(parts, np.zeros(len(parts), np.bool_)) >= self._limits.hopeless
        return may

    def requested(self, parts: Floats, asking: NDArray[np.bool_]) -> list[Right]:
        """The rights that single sentences or clauses exercise by themselves; ``parts`` has shape (parts, targets)."""
        rights = np.where(self._rights, parts, -np.inf)
        sure = self._sure(parts, asking)
        found: list[Any] = [self._targets[int(rights[n].argmax())].id for n in np.flatnonzero(sure >= self._limits.clause)]
        return list(dict.fromkeys(found))

    def without(self, scores: Floats, entries: Collection[str]) -> Floats:
        """Scores of shape (targets,) without those of entries, and of all that cite a paragraph that these cite."""
        cited = {paragraph for id in entries for paragraph in self._cites.get(id, ())}
        taken = [target.kind == "entry" and not cited.isdisjoint(self._cites[target.id]) for target in self._targets]
        return np.where(np.array(taken), np.float32(-2.0), scores)

    def _answered(self, ranked: Sequence[tuple[Target, float]]) -> tuple[Verdict, Sequence[str]]:
        limits = self._limits
        (first, top), *others = ranked
        entries = [(target.id, score) for target, score in ranked if target.kind == "entry" and score >= limits.choice]
        if first.kind == "entry" and top >= limits.answer and self._leads(first, top, others):
            return Verdict.ANSWER, [first.id]
        near = [id for id, score in entries if top - score <= limits.spread][:CHOICES]
        is_clear = first.kind != "entry" and not (entries and top - entries[0][1] < limits.decline)
        if len(near) > 1 and not is_clear:
            return Verdict.CHOICES, near
        # One choice is none: the entry answers where nothing scores better, else the policy does not say it.
        if near and first.kind == "entry" and top >= limits.answer:
            return Verdict.ANSWER, near
        return (Verdict.SMALLTALK if first.kind == "smalltalk" else Verdict.NO_ANSWER), ()

    def _leads(self, first: Target, top: float, others: Sequence[tuple[Target, float]]) -> bool:
        """Whether an entry leads all meanings that cite none of its paragraphs by enough."""
        cited, limits = set(self._cites[first.id]), self._limits
        rivals = ((target, score) for target, score in others if not cited.intersection(self._cites.get(target.id, ())))
        return all(
            top - score >= (limits.lead_unanswered if target.kind == "unanswered" else limits.lead) for target, score in rivals
        )
