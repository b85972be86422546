"""Reads a message: splits it, finds its language, and decides what it means."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.knowledge import Knowledge, Right
from bot.understanding.authority import AuthorityLetters
from bot.understanding.automatic import Senders
from bot.understanding.cleaning import clean
from bot.understanding.denials import Denials
from bot.understanding.exercised import RightNames, of_articles
from bot.understanding.judgement import Judge, Judgement, Limits
from bot.understanding.language import Languages
from bot.understanding.linear import Floats
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.model import Model, Piece
from bot.understanding.person import Person, PersonFinder
from bot.understanding.pieces import clauses, is_long, joined, pieces, sentences
from bot.understanding.reading import Reading, Scored, Verdict
from bot.understanding.sender import Sender
from bot.understanding.several import SeveralAnswers
from bot.understanding.targets import ANY_REQUEST, Target, Wording, wordings
from bot.understanding.tongues import ForeignWords, Tongues
from bot.understanding.words import tokens

RUNNERS_UP = 8
TICKETS = frozenset({"request", "incident"})
RESTRICTION = Target("request", "restriction")
SURELY = 0.7
"""Score as a request for restriction of words that forbid erasure for the sake of a legal claim: Article 18(1)(c)."""
FEWEST = 4
"""Fewest words of a sentence before a list that may exercise a right itself."""
FEW = 12
"""Words of a piece that are looked up to see whether it has any known ones."""


class Reader:
    """Reads messages in the languages of one knowledge folder. Safe to share between threads.

    ``model`` was trained on this knowledge before; without it, one is trained now, which can take half a minute.
    ``examples`` are the wordings to train on, if not all of the folder's.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        limits: Limits | None = None,
        model: Model | None = None,
        examples: Sequence[Wording] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.limits = limits or Limits()
        examples = list(wordings(knowledge)) if examples is None else examples
        samples = {language: [w.text for w in examples if w.language == language] for language in knowledge.languages}
        self.languages = Languages(samples, knowledge.neighbours)
        self.model = model or Model.train(knowledge, examples)
        self._letters = {text.casefold() for own in samples.values() for text in own if len(text) == 1}
        """Single letters that are wordings by themselves, such as ``k``."""
        self._mails = MailParser(knowledge.mail)
        self._people = PersonFinder(knowledge, self._mails)
        self._senders = Senders(knowledge.mail, knowledge.company.contact.email.rpartition("@")[2])
        cites = {entry.id: entry.paragraphs for entry in knowledge.entries.values()}
        self._judge = Judge(self.model.targets, cites, self.limits)
        self._columns = {target: column for column, target in enumerate(self.model.targets)}
        self._tickets = [column for target, column in self._columns.items() if target.kind in TICKETS]
        self._kept = [self._columns[target] for target in (ANY_REQUEST, RESTRICTION) if target in self._columns]
        self._sayings = {tuple(tokens(wording.text)) for wording in examples if wording.target.kind in TICKETS}
        self._denials = {language: Denials(language, knowledge.concepts) for language in knowledge.languages}
        self._names = {language: RightNames(knowledge.requests, language) for language in knowledge.languages}
        self._tongues = Tongues(knowledge.tongues, knowledge.languages)
        self._letters_of_authorities = AuthorityLetters(knowledge.authorities)
        self._several = SeveralAnswers(knowledge, self._judge, self._scored)

    def read(self, text: str, *, customer: str | None = None, sender: Sender | None = None, locale: str | None = None) -> Reading:
        """The reading of a message. Never raises, whatever the text.

        ``customer`` is the forwarded message where it came apart from ``text``, and ``sender`` who sent it as its headers
        tell; otherwise a mail within the text is found. ``locale``, such as ``en-US``, decides the language where the words
        are not clear.
        """
        passed_on = customer is not None and bool(customer.strip())
        parts = self._parts(text, customer)
        # Somebody who forwards a message without words of their own is answered in the language of their locale.
        own = parts.note if passed_on and locale else parts.note or parts.mail or ""
        language = self.languages.guess(own, locale)
        customer_language = self.languages.guess(parts.mail, locale) if parts.mail else None
        subject = parts.mail or parts.note
        if not any(len(word) > 1 or word in self._letters for word in tokens(subject)):
            return _wordless(text, language, customer_language)
        heard = self._tongues.heard(subject)
        if heard and not self._tongues.is_answered(heard):
            return self._with_mail(self._foreign(parts, heard, language), parts, customer or "", sender)
        judged, read = self._judged(subject, customer_language or language)
        by_note = False
        if parts.mail and tokens(parts.note):
            judged, read, by_note = self._better(judged, read, *self._judged(parts.note, language))
        if passed_on:
            person = self._people.customer(parts, sender or Sender(), by_note=by_note)
        else:
            person = self._people.person(parts, read, customer_language or language)
        reading = self._reading(judged, read, person, language, customer_language)
        if heard and heard.rights and reading.verdict is not Verdict.REQUEST and not reading.maybe_request:
            reading = replace(reading, rights=heard.rights, maybe_request=True)
        return self._with_mail(reading, parts, customer or "", sender)

    def _with_mail(self, reading: Reading, parts: MailParts, customer: str, sender: Sender | None) -> Reading:
        """The reading with what a mail tells beside its meaning: who sent it, when, and whether it asks anything."""
        everything = f"{parts.note}\n{parts.mail or ''}"
        vague = reading.verdict in (Verdict.NO_ANSWER, Verdict.CHOICES) and not reading.maybe_request
        writer = replace(sender, email=parts.email) if sender and parts.passed_on else sender
        reading = self._from_authority(reading, f"{everything}\n{parts.raw}", writer)
        return replace(
            reading,
            automatic=sender is not None and self._senders.is_automatic(customer.partition("\n")[0], sender),
            asks="?" in everything or not vague or reading.unanswered is not None,
            written_at=parts.day,
            names_request=self._mails.names_request(everything),
            names_file=self._mails.names_file(everything),
        )

    def _parts(self, text: str, customer: str | None) -> MailParts:
        if customer is None or not customer.strip():
            return self._mails.take_apart(clean(text))
        parts = self._mails.take_apart_mail(clean(customer))
        return replace(parts, note="\n".join(filter(None, (clean(text), parts.note))))

    def _judged(self, text: str, language: str) -> tuple[Judgement, Sequence[Piece]]:
        read = self._pieces(pieces(text), language)
        scores, asking = self._scores(read, language), _asking(read)
        judged = self._judge.judge(scores, long=is_long(text), asking=asking)
        if judged.rights and judged.verdict is not Verdict.REQUEST and not judged.breach and not is_long(text):
            judged = self._by_clause(judged, text, language)
        if judged.verdict is Verdict.REQUEST:
            judged = replace(judged, rights=self._all_rights(judged.rights, text, scores, language))
        return self._several.answered(judged, text, language), read

    def _by_clause(self, judged: Judgement, text: str, language: str) -> Judgement:
        """The judgement as a request where a clause by itself surely is one, such as before "I do not care how long you …"."""
        parts = [part for part in clauses(text) if "?" not in part]
        if not parts:
            return judged
        return self._judge.with_clauses(judged, self._scores(self._pieces(parts, language), language))

    def _pieces(self, texts: Iterable[str], language: str) -> list[Piece]:
        return [self.model.piece(text, language) for text in texts]

    def _all_rights(self, found: Sequence[Right], text: str, scores: Floats, language: str) -> list[Right]:
        """The rights of a request, with all others that its sentences and clauses exercise or name.

        ``scores`` are those of its pieces: most sentences of a long text cannot exercise any, and need no closer look.
        """
        said = sentences(text) or [text]
        if is_long(text) and len(said) > 1:
            may = self._judge.may_request(scores[: len(said)])
            said = [sentence for sentence, likely in zip(said, may, strict=True) if likely]
        # What only leads to a list, such as "I want:", exercises nothing by itself.
        said = [sentence for sentence in said if not (sentence.endswith(":") and len(sentence.split()) < FEWEST)]
        added = [right for sentence in said for right in self._rights_of(sentence, language)]
        return list(dict.fromkeys([*found, *added, *of_articles(text)]))

    def _rights_of(self, sentence: str, language: str) -> list[Right]:
        """The rights that one sentence, or a clause of it, exercises or names, and does not deny."""
        parts = self._pieces(dict.fromkeys([sentence, *joined(sentence)]), language)
        barred = self._barred(parts[0], language)
        exercised = self._judge.requested(self._scores(parts, language), _asking(parts))
        named = self._names[language].named(sentence) if "?" not in sentence else []
        return [right for right in [*exercised, *named] if right not in barred]

    def _barred(self, piece: Piece, language: str) -> frozenset[Right]:
        """The rights that a piece denies; who forbids erasure and only wonders does not restrict anything either."""
        if not self._denials[language].may_deny(piece.words):
            return frozenset()
        denied = self._denials[language].denied(map(tokens, joined(piece.text) or [piece.text]))
        only_wonders = "erasure" in denied and self._denials[language].only_wonders(piece.words)
        return denied | {"restriction"} if only_wonders else denied

    def _scores(self, read: Sequence[Piece], language: str) -> Floats:
        return np.array([self._score(piece, language) for piece in read])

    def _score(self, piece: Piece, language: str) -> Floats:
        """The scores of a piece; what it denies, and what too few words can say, scores as no request and no breach."""
        scores = self.model.scores(piece, language)
        if self._is_thin(piece):
            scores[self._tickets] = -2.0
        elif barred := self._barred(piece, language):
            self._lower(scores, barred, piece, self._denials[language])
        return scores

    def _lower(self, scores: Floats, barred: frozenset[Right], piece: Piece, denials: Denials) -> None:
        """Lower the scores of what a piece denies, and raise restriction where it forbids erasure for a legal claim."""
        scores[[self._columns[target] for right in barred if (target := Target("request", right)) in self._columns]] = -2.0
        keeps = "erasure" in barred and "restriction" not in barred and "?" not in piece.text
        if keeps and denials.is_dispute(piece.words):
            scores[self._kept] = np.maximum(scores[self._kept], SURELY)

    def _is_thin(self, piece: Piece) -> bool:
        """Whether a piece has too few known words to exercise or tell anything, and is no wording by itself."""
        known = list(islice(filter(self.model.knows, piece.words[:FEW]), 2))
        return len(known) < 2 and piece.written not in self._sayings

    def _scored(self, text: str, language: str) -> Floats:
        return self._score(self.model.piece(text, language), language)

    def _foreign(self, parts: MailParts, heard: ForeignWords, language: str) -> Reading:
        """The reading of words in a language that the desk does not speak; it is answered in English where that is known."""
        forwarded = bool(parts.mail and tokens(parts.note))
        reply = language if forwarded else "en" if "en" in self.knowledge.languages else self.languages.default
        person = self._people.person(parts, (), language)
        return Reading(
            language=reply,
            customer_language=None,
            verdict=Verdict.NO_ANSWER,
            rights=heard.rights,
            maybe_request=bool(heard.rights),
            about_privacy=bool(heard.rights),
            tongue=heard.language,
            for_someone_else=person.somebody_else,
            name=person.name,
            email=person.email,
        )

    def _from_authority(self, reading: Reading, text: str, writer: Sender | None) -> Reading:
        """The reading as that of a supervisory authority's letter, if it is one and not a person's request that names one."""
        letter = self._letters_of_authorities.letter(text, writer.email if writer else None)
        own = reading.verdict is Verdict.REQUEST and self._people.speaks_for_self(tokens(text), reading.language)
        if letter is None or own:
            return reading
        plain = replace(reading, rights=(), maybe_request=False, breach=False, entries=(), asked=(), about_privacy=True)
        return replace(plain, verdict=Verdict.AUTHORITY, authority=letter)

    @staticmethod
    def _better(
        mail: Judgement, of_mail: Sequence[Piece], note: Judgement, of_note: Sequence[Piece]
    ) -> tuple[Judgement, Sequence[Piece], bool]:
        """The note's judgement where it asks for more than the mail, else the mail's; and whether it is the note's.

        A note that asks about a mail which can be answered tells of no breach.
        """
        decided = {Verdict.REQUEST, Verdict.INCIDENT}
        is_asked = note.verdict is Verdict.INCIDENT and mail.verdict is Verdict.ANSWER and any("?" in p.text for p in of_note)
        heard = note.verdict in decided and mail.verdict not in decided and not is_asked
        answered = note.verdict is Verdict.ANSWER and mail.verdict in (Verdict.NO_ANSWER, Verdict.SMALLTALK)
        return (note, of_note, True) if heard or answered else (mail, of_mail, False)

    def _doubtful(self, judged: Judgement) -> Sequence[Right]:
        """The right that an answer explains, where the request score is near that of a request."""
        entry = self.knowledge.entries[judged.entries[0]] if judged.verdict is Verdict.ANSWER else None
        return [entry.right] if entry and entry.right and judged.request_score >= self.limits.explained else []

    def _reading(
        self, judged: Judgement, read: Sequence[Piece], person: Person, language: str, customer_language: str | None
    ) -> Reading:
        because = judged.because
        judged_on = read[min(judged.piece, len(read) - 1)]
        return Reading(
            language=language,
            customer_language=customer_language,
            verdict=judged.verdict,
            entries=judged.entries,
            asked=judged.asked,
            rights=judged.rights or self._doubtful(judged),
            maybe_request=judged.verdict not in (Verdict.REQUEST, Verdict.SMALLTALK) and bool(judged.rights),
            unanswered=_id(because, "unanswered") if judged.verdict is Verdict.NO_ANSWER else None,
            smalltalk=_id(because, "smalltalk") if judged.verdict is Verdict.SMALLTALK else None,
            about_privacy=because.kind not in ("outside", "smalltalk"),
            for_someone_else=person.somebody_else,
            name=person.name,
            email=person.email,
            score=_certainty(judged),
            unsure=judged.verdict is Verdict.REQUEST and judged.request_score < self.limits.sure,
            breach=judged.breach,
            matched=self.model.deciding_words(judged_on, because, customer_language or language),
            mended=_mended(read),
            ranking=[Scored(target.kind, target.id, round(score, 3)) for target, score in judged.ranked[:RUNNERS_UP]],
            request_score=round(judged.request_score, 3),
        )


def _id(target: Target, kind: str) -> str | None:
    return target.id if target.kind == kind else None


def _certainty(judged: Judgement) -> float:
    """The best score, mapped from -1..1 to 0..1."""
    top = judged.ranked[0][1] if judged.ranked else -1.0
    return round(min(max((top + 1) / 2, 0.0), 1.0), 4)


def _mended(read: Sequence[Piece]) -> list[tuple[str, str]]:
    changed = ((was, now) for piece in read for was, now in zip(piece.written, piece.words, strict=True) if was != now)
    return list(dict.fromkeys(changed))


def _wordless(text: str, language: str, customer_language: str | None) -> Reading:
    """The reading of a text without words: an emoji is smalltalk, anything else is unreadable."""
    friendly = any(sign.isprintable() and ord(sign) > 0x2190 for sign in text) or ":" in text
    return Reading(
        language=language,
        customer_language=customer_language,
        verdict=Verdict.SMALLTALK if friendly else Verdict.UNREADABLE,
        smalltalk="acknowledgement" if friendly else None,
    )


def _asking(read: Sequence[Piece]) -> NDArray[np.bool_]:
    return np.array(["?" in piece.text for piece in read])
