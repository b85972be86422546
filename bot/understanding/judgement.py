"""What a message means, by the scores of its pieces: the limits, and what is decided between them."""

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
    """From which scores on something is believed, measured by `insyn bench quality`; the same for every language.

    Scores are those of the heads: 1 is where a meaning's own wordings lie, -1 where all others do.
    """

    best: float = 0.7
    """Share of the best piece in a text's score; all pieces together have the rest."""
    best_of_long: float = 0.5
    """The same in a long text, most of which is beside the point."""
    chatter: float = 0.3
    """How much a piece's likeness to chatter takes from everything else that it may mean."""
    answer: float = -0.7
    """An entry below this answers nothing by itself."""
    lead: float = 0.07
    """By how much the first entry must lead the next that cites other paragraphs, or people are asked which they mean."""
    lead_unanswered: float = 0.2
    """By how much it must lead what the policy does not answer; such questions use the words of those that it does."""
    decline: float = 0.4
    """By how much what must not be answered must lead the first entry, or people are asked whether they mean that."""
    choice: float = -0.95
    """An entry below this is not even offered."""
    spread: float = 0.6
    """Entries that are farther than this behind the first are not offered."""
    request: float = -0.3
    """A right is exercised from here on."""
    sure: float = 0.5
    """Below this a request is taken for one, but not for an addition to something that is talked about already."""
    doubt: float = -0.8
    """From here on, the reply to anything else offers to open a request."""
    explained: float = -1.2
    """From here on, an answer that explains a right offers to open a request for it."""
    incident: float = -0.1
    """From here on, a piece tells of a suspected breach. One that is missed costs more than one that is none."""
    incident_of_long: float = 0.6
    """The same in a long text, whose stories sound like breaches now and then."""
    asked: float = 0.3
    """From here on, an entry is asked for although there is no question mark."""
    beside: float = 0.8
    """A second right that is farther than this behind the first is not meant."""
    also: float = 0.1
    """A second right is exercised too from here on."""
    clause: float = 1.0
    """From here on, a clause of a request exercises a right of its own."""
    politely: float = 1.5
    """How much less a wish counts that has a question mark: it may be no more than a question."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision and what it rests on."""

    verdict: Verdict
    because: Target
    """The meaning that decided."""
    piece: int = 0
    """Number of the piece that speaks most for it."""
    entries: Sequence[str] = ()
    rights: Sequence[Right] = ()
    request_score: float = -2.0
    """How sure it is that a right is exercised."""
    breach: bool = False
    """Whether it tells of a suspected breach, whatever it asks besides."""
    ranked: Sequence[tuple[Target, float]] = field(default=())


class Judge:
    """Decides what the scores of a text's pieces mean."""

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
        """The judgement on pieces by heads; in a ``long`` text what is beside the point does not count.

        ``asking`` says which pieces have a question mark.
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
        # What would be a request but for its question mark is in doubt too.
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
        """Whether a piece tells of a suspected breach, and does so more surely than it exercises a right."""
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
        """The scores, lower in pieces that are chatter: what they seem to say besides is chance."""
        if not self._chatter.any():
            return pieces
        chatter = pieces[:, self._chatter].max(axis=1, keepdims=True)
        lowered: Floats = pieces - self._limits.chatter * (chatter + 1) * ~self._chatter
        return lowered

    def _exercised(self, pieces: Floats, share: float, asking: NDArray[np.bool_]) -> tuple[float, Sequence[Right]]:
        """How sure it is that a right is exercised, and which: the surest, and a second where it stands out too."""
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
        """A request with the rights that single clauses of it exercise for sure."""
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
        """Whether an entry is far enough before all that would be answered otherwise: from other paragraphs, or not at all."""
        cited, limits = set(self._cites[first.id]), self._limits
        rivals = ((target, score) for target, score in others if not cited.intersection(self._cites.get(target.id, ())))
        return all(
            top - score >= (limits.lead_unanswered if target.kind == "unanswered" else limits.lead) for target, score in rivals
        )
