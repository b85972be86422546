"""Reads a message: takes it apart, finds its language, and decides what it means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge, Right
from bot.understanding.cleaning import clean
from bot.understanding.language import Languages
from bot.understanding.mail import own_words, take_apart
from bot.understanding.matcher import Match, Matcher
from bot.understanding.reading import Reading, Scored, Verdict
from bot.understanding.targets import wordings
from bot.understanding.words import Words, tokens


@dataclass(frozen=True, slots=True)
class Limits:
    """From which scores on something is believed. Measured by `insyn bench`; the same for every language."""

    answer: float = 0.30
    """An entry below this answers nothing."""
    lead: float = 0.03
    """By how much the first entry must lead, or people are asked which they mean."""
    choice: float = 0.22
    """An entry below this is not even offered."""
    request: float = 0.34
    """A right is exercised from here on, if it leads what is a question."""
    doubt: float = 0.26
    """From here on the answer comes with the offer to open a request."""


class Reader:
    """Understands messages in the languages of one knowledge folder. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge, limits: Limits | None = None) -> None:
        self.knowledge = knowledge
        self.limits = limits or Limits()
        everything = list(wordings(knowledge))
        by_language = {language: [w for w in everything if w.language == language] for language in knowledge.languages}
        self.languages = Languages({language: [w.text for w in found] for language, found in by_language.items()})
        self.matchers = {
            language: Matcher(found, Words(language, knowledge.synonyms)) for language, found in by_language.items()
        }

    def read(self, text: str, *, customer: str | None = None, locale: str | None = None) -> Reading:
        """What a message means. ``customer`` is a forwarded message, where the place it came from tells it apart."""
        note, mail = self._parts(text, customer)
        language = self.languages.guess(note or mail or "", locale)
        customer_language = self.languages.guess(mail, locale) if mail else None
        subject, spoken = (mail, customer_language or language) if mail else (note, language)
        if not tokens(subject):
            return _wordless(text, language, customer_language)
        return self._decide(subject, spoken, language, customer_language)

    def _parts(self, text: str, customer: str | None) -> tuple[str, str | None]:
        if customer is not None and customer.strip():
            return clean(text), own_words(clean(customer))
        parts = take_apart(clean(text))
        return parts.note, parts.mail

    def _decide(self, text: str, spoken: str, language: str, customer_language: str | None) -> Reading:
        matcher = self.matchers[spoken]
        pieces = [matcher.mended(piece) for piece in _pieces(text)]
        ranks = [matcher.rank(piece) for piece in pieces]
        rights = self._rights(ranks)
        best = _best(ranks)
        ranking = [Scored(match.target.kind, match.target.id, round(match.score, 4)) for match in best[:5]]
        decided = _Decision(self.limits, best, rights)
        return Reading(
            language=language,
            customer_language=customer_language,
            verdict=decided.verdict,
            entries=decided.entries,
            rights=decided.rights,
            unanswered=decided.unanswered,
            smalltalk=best[0].target.id if decided.verdict is Verdict.SMALLTALK else None,
            about_privacy=decided.about_privacy,
            score=ranking[0].score if ranking else 0.0,
            matched=self._matched(matcher, pieces, decided.because),
            ranking=ranking,
        )

    def _rights(self, ranks: Sequence[Sequence[Match]]) -> dict[Right, float]:
        """Rights that some piece of the text exercises or may exercise, each with its lead over what is no request."""
        found: dict[Right, float] = {}
        for ranked in ranks:
            other = max((match.score for match in ranked if match.target.kind != "request"), default=0.0)
            asked = [match for match in ranked[:12] if match.target.kind == "request" and match.score >= self.limits.doubt]
            for match in asked[:1]:
                right: Right = match.target.id  # type: ignore[assignment]
                found[right] = max(found.get(right, -1.0), match.score - other)
        return found

    @staticmethod
    def _matched(matcher: Matcher, pieces: Sequence[Sequence[str]], because: Match | None) -> list[str]:
        if because is None:
            return []
        return matcher.telling([word for piece in pieces for word in piece], because.target)


class _Decision:
    """What a ranking means, by the limits."""

    def __init__(self, limits: Limits, best: Sequence[Match], rights: dict[Right, float]) -> None:
        self.entries: list[str] = []
        self.rights: list[Right] = []
        self.unanswered: str | None = None
        self.about_privacy = True
        self.because: Match | None = best[0] if best else None
        self.verdict = self._verdict(limits, best, rights)

    def _verdict(self, limits: Limits, best: Sequence[Match], rights: dict[Right, float]) -> Verdict:
        exercised = [right for right, lead in rights.items() if lead > 0]
        if exercised and any(m.target.kind == "request" and m.score >= limits.request for m in best):
            self.rights = exercised
            self.because = next(match for match in best if match.target.kind == "request")
            return Verdict.REQUEST
        self.rights = [right for right, lead in rights.items() if lead > -0.08]
        if not best or best[0].score < limits.choice:
            self.about_privacy = False
            return Verdict.NO_ANSWER
        match best[0].target.kind:
            case "smalltalk":
                return Verdict.SMALLTALK
            case "outside":
                self.about_privacy = False
                return Verdict.NO_ANSWER
            case "unanswered":
                self.unanswered = best[0].target.id
                return Verdict.NO_ANSWER
        return self._among(limits, [match for match in best if match.target.kind == "entry"])

    def _among(self, limits: Limits, entries: Sequence[Match]) -> Verdict:
        near = [match for match in entries if match.score >= limits.choice][:3]
        if not near:
            return Verdict.NO_ANSWER
        self.because = near[0]
        if near[0].score >= limits.answer and (len(near) == 1 or near[0].score - near[1].score >= limits.lead):
            self.entries = [near[0].target.id]
            return Verdict.ANSWER
        self.entries = [match.target.id for match in near if near[0].score - match.score < 3 * limits.lead]
        return Verdict.CHOICES if len(self.entries) > 1 or near[0].score < limits.answer else Verdict.ANSWER


def _best(ranks: Sequence[Sequence[Match]]) -> list[Match]:
    """Each meaning with its best score in any piece, best first."""
    best: dict[object, Match] = {}
    for match in (match for ranked in ranks for match in ranked[:20]):
        if match.target not in best or match.score > best[match.target].score:
            best[match.target] = match
    return sorted(best.values(), key=lambda match: -match.score)


def _pieces(text: str) -> list[list[str]]:
    """The text's sentences as words and, where it is short, the text as a whole."""
    sentences = [words for part in re.split(r"(?<=[.!?])\s+|\n+", text) if (words := tokens(part))]
    whole = tokens(text)
    pieces = [words[:60] for words in sentences if len(words) > 1][:30] if len(sentences) > 1 else []
    return [whole, *pieces] if len(whole) <= 40 or not pieces else pieces


def _wordless(text: str, language: str, customer_language: str | None) -> Reading:
    """Signs alone: a thumb or a smile is smalltalk, anything else cannot be read."""
    friendly = any(sign.isprintable() and ord(sign) > 0x2190 for sign in text) or ":" in text
    return Reading(
        language=language,
        customer_language=customer_language,
        verdict=Verdict.SMALLTALK if friendly else Verdict.UNREADABLE,
        smalltalk="acknowledgement" if friendly else None,
    )
