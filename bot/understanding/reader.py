"""Reads a message: splits it, finds its language, and decides what it means."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.knowledge import Knowledge, Right
from bot.understanding.automatic import Senders
from bot.understanding.cleaning import clean
from bot.understanding.judgement import Judge, Judgement, Limits
from bot.understanding.language import Languages
from bot.understanding.linear import Floats
from bot.understanding.mail import MailParser, MailParts
from bot.understanding.model import Model, Piece
from bot.understanding.person import Person, PersonFinder
from bot.understanding.pieces import clauses, is_long, pieces, windows
from bot.understanding.reading import Reading, Scored, Verdict
from bot.understanding.sender import Sender
from bot.understanding.targets import Target, Wording, wordings
from bot.understanding.words import tokens

RUNNERS_UP = 8
_BY_WEIGHT = (Verdict.SMALLTALK, Verdict.NO_ANSWER, Verdict.CHOICES, Verdict.ANSWER, Verdict.INCIDENT, Verdict.REQUEST)


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
        judged, read = self._judged(subject, customer_language or language)
        by_note = False
        if parts.mail and tokens(parts.note):
            judged, read, by_note = self._better(judged, read, *self._judged(parts.note, language))
        if passed_on:
            person = self._people.customer(parts, sender or Sender(), by_note=by_note)
        else:
            person = self._people.person(parts, read, customer_language or language)
        reading = self._reading(judged, read, person, language, customer_language)
        return self._with_mail(reading, parts, customer or "", sender)

    def _with_mail(self, reading: Reading, parts: MailParts, customer: str, sender: Sender | None) -> Reading:
        """The reading with what a mail tells beside its meaning: who sent it, when, and whether it asks anything."""
        everything = f"{parts.note}\n{parts.mail or ''}"
        vague = reading.verdict in (Verdict.NO_ANSWER, Verdict.CHOICES) and not reading.maybe_request
        words = parts.mail or parts.note
        writer = replace(sender, email=parts.email) if sender and parts.passed_on else sender
        authority = self._senders.is_authority(words, writer)
        return replace(
            reading,
            verdict=Verdict.AUTHORITY if authority else reading.verdict,
            automatic=sender is not None and self._senders.is_automatic(customer.partition("\n")[0], sender),
            asks="?" in everything or not vague or reading.unanswered is not None,
            written_at=parts.day,
            reference=self._senders.reference(words) if authority else None,
            names_request=self._mails.names_request(everything),
            names_file=self._mails.names_file(everything),
        )

    def _parts(self, text: str, customer: str | None) -> MailParts:
        if customer is None or not customer.strip():
            return self._mails.take_apart(clean(text))
        parts = self._mails.take_apart_mail(clean(customer))
        return replace(parts, note="\n".join(filter(None, (clean(text), parts.note))))

    def _judged(self, text: str, language: str) -> tuple[Judgement, Sequence[Piece]]:
        """The judgement on a text, part by part where it is long: the weightiest part decides, and all rights count."""
        parts = [self._judged_part(part, language, long=is_long(text)) for part in windows(text)]
        first, read = max(parts, key=lambda part: _weight(*part))
        rights = dict.fromkeys(right for judged, _ in parts if judged.verdict is first.verdict for right in judged.rights)
        return replace(first, rights=list(rights), breach=any(judged.breach for judged, _ in parts)), read

    def _judged_part(self, text: str, language: str, *, long: bool) -> tuple[Judgement, Sequence[Piece]]:
        read = [self.model.piece(part, language) for part in pieces(text)]
        asking = np.array(["?" in piece.text for piece in read])
        judged = self._judge.judge(self._scores(read, language), long=long, asking=asking)
        if judged.verdict is Verdict.REQUEST and not long and (parts := clauses(text)):
            judged = self._judge.with_clauses(judged, self._scores([self.model.piece(p, language) for p in parts], language))
        return judged, read

    def _scores(self, read: Sequence[Piece], language: str) -> Floats:
        return np.array([self.model.scores(piece, language) for piece in read])

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


def _weight(judged: Judgement, read: Sequence[Piece]) -> tuple[int, float]:
    """What orders the judgements on the parts of one text: a right or a breach goes before an answer, that before chatter.

    Where nothing is asked, a resemblance that would offer choices says nothing of the whole text.
    """
    vague = judged.verdict is Verdict.CHOICES and not any("?" in piece.text for piece in read)
    doubtful = bool(judged.rights) or judged.breach
    return 2 * (-1 if vague else _BY_WEIGHT.index(judged.verdict)) + doubtful, judged.request_score


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
