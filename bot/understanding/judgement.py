"""Decides what a message means from the scores of its pieces, by fixed limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import Right
from bot.understanding.linear import Floats
from bot.understanding.reading import Verdict
from bot.understanding.targets import ANY_REQUEST, INCIDENT, Target

CHOICES = 3
MOST_RIGHTS = 3
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
    lead: float = 0.07
    """By how much an entry must lead the next that cites other paragraphs; else choices are offered."""
    lead_unanswered: float = 0.2
    """By how much an entry must lead the unanswered questions, which use many of the same words."""
    decline: float = 0.4
    """By how much a meaning without an answer must lead the first entry; else choices are offered."""
    choice: float = -0.95
    """Lowest score of an entry that is offered as a choice."""
    spread: float = 0.6
    """How far behind the best meaning an entry may be to be offered as a choice."""
    request: float = -0.3
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
    clause: float = 1.0
    """Lowest score of a single clause that adds a right to a request."""
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

    def judge(self, pieces: Floats, *, long: bool, asking: NDArray[np.bool_]) -> Judgement:
        """The judgement on scores of shape (pieces, targets). In a ``long`` text chatter counts less.

        ``asking``, of shape (pieces,), says which pieces have a question mark.
        """
        share = self._limits.best_of_long if long else self._limits.best
        request_score, rights = self._exercised(pieces, share, asking)
        scores = self._blend(self._without_chatter(pieces), share)
        scores[self._requests | self._incident] = -np.inf
        if long:
            scores[self._chatter] -= 1.0
        order = np.argsort(-scores, kind="stable")
        ranked = [(self._targets[number], float(scores[number])) for number in order[:20]]
        breach = self._is_breach(pieces, request_score, long=long)
        if breach and not asking.any() and ranked[0][1] < self._limits.asked:
            return self._judgement(INCIDENT, pieces, Verdict.INCIDENT, request_score=request_score, breach=True, ranked=ranked)
        if not breach and request_score >= self._limits.request and rights:
            because = Target("request", rights[0])
            return self._judgement(because, pieces, Verdict.REQUEST, rights=rights, request_score=request_score, ranked=ranked)
        # A text that only its question mark keeps from being a request is doubtful too.
        stated, _ = self._exercised(pieces, share, np.zeros_like(asking))
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
        sure = pieces[:, self._any] + rights.max(axis=1) - self._limits.politely * asking
        request_score = share * sure.max() + (1 - share) * sure.mean()
        first = rights[int(sure.argmax())]
        best = np.maximum(first, rights[sure >= min(sure.max(), self._limits.request)].max(axis=0))
        order = np.argsort(-best, kind="stable")
        floor = max(self._limits.also, float(best[order[0]]) - self._limits.beside)
        chosen = [order[0], *(number for number in order[1:2] if best[number] >= floor)]
        return float(request_score), [self._targets[number].id for number in chosen]

    def with_clauses(self, judged: Judgement, clauses: Floats) -> Judgement:
        """A request with the rights added that single clauses exercise; ``clauses`` has shape (clauses, targets)."""
        rights = np.where(self._rights, clauses, -np.inf)
        sure = clauses[:, self._any] + rights.max(axis=1)
        own: list[Any] = [self._targets[int(rights[n].argmax())].id for n in np.flatnonzero(sure >= self._limits.clause)]
        return replace(judged, rights=list(dict.fromkeys([*judged.rights, *own]))[:MOST_RIGHTS])

    def _answered(self, ranked: Sequence[tuple[Target, float]]) -> tuple[Verdict, Sequence[str]]:
        limits = self._limits
        (first, top), *others = ranked
        entries = [(target.id, score) for target, score in ranked if target.kind == "entry" and score >= limits.choice]
        if first.kind == "entry" and top >= limits.answer and self._leads(first, top, others):
            return Verdict.ANSWER, [first.id]
        near = [id for id, score in entries if top - score <= limits.spread]
        if first.kind != "entry" and not (entries and top - entries[0][1] < limits.decline):
            return (Verdict.SMALLTALK if first.kind == "smalltalk" else Verdict.NO_ANSWER), ()
        return (Verdict.CHOICES, near[:CHOICES]) if near else (Verdict.NO_ANSWER, ())

    def _leads(self, first: Target, top: float, others: Sequence[tuple[Target, float]]) -> bool:
        """Whether an entry leads all meanings that cite none of its paragraphs by enough."""
        cited, limits = set(self._cites[first.id]), self._limits
        rivals = ((target, score) for target, score in others if not cited.intersection(self._cites.get(target.id, ())))
        return all(
            top - score >= (limits.lead_unanswered if target.kind == "unanswered" else limits.lead) for target, score in rivals
        )
