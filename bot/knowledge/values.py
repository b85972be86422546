"""The contents of the knowledge folder as values; field names are the keys of the files."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.knowledge.policy import Policy

Right = Literal[
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "consent_withdrawal",
    "automated_decision",
]
RIGHTS: tuple[Right, ...] = get_args(Right)

Smalltalk = Literal["greeting", "thanks", "acknowledgement", "about", "goodbye", "complaint"]
"""Kinds of smalltalk; each has its sentence in the catalogues."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ID, LANGUAGE = r"^[a-z0-9]+(-[a-z0-9]+)*$", "^[a-z]{2,3}$"
Id = Annotated[str, StringConstraints(pattern=ID)]
PerLanguage = Mapping[str, Text]
Phrasings = Mapping[str, Sequence[Text]]


EVERY = ""
"""The key of a text that is the same in every language."""


def _in_every_language(value: object) -> object:
    return {EVERY: value} if isinstance(value, str) else value


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(_Value):
    """A paragraph's id and the words quoted from it."""

    paragraph: str
    quote: Text


Audience = Literal["customer", "desk"]
"""For whom a note is: anybody, also in a draft to a customer, or colleagues alone."""
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


class Note(_Value):
    """What the reader of an answer must know beside the policy: law, changes, contradictions within the policy."""

    id: Id
    audience: Annotated[Audience, Field(alias="for")]
    text: PerLanguage
    source: Annotated[PerLanguage, BeforeValidator(_in_every_language)]
    """Per language; in the file also one text for all languages, such as ``SFS 2018:218``."""
    date: datetime.date
    """Since when it is so."""
    superseded: datetime.date | None = None
    """Since when it is so no longer; such a note stays in the file for the record and is shown to nobody."""

    def source_in(self, language: str) -> str:
        """The source in a language, or the one for all languages."""
        return self.source.get(language) or self.source[EVERY]


MOST_CITATIONS = 7


class _Question(_Value):
    """What entries and unanswered questions have in common. A note is named by its id in ``notes.yaml``."""

    id: Id
    phrasings: Phrasings
    citations: Annotated[Sequence[Citation], Field(max_length=MOST_CITATIONS)] = ()
    notes: Sequence[Id] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Ids of the cited paragraphs, each once, in the order of the citations."""
        return tuple(dict.fromkeys(citation.paragraph for citation in self.citations))


class Entry(_Question):
    """One structured question and answer. The first phrasing in each language is the question that people are shown."""

    answer: PerLanguage
    citations: Annotated[Sequence[Citation], Field(min_length=1, max_length=MOST_CITATIONS)]
    related: Sequence[Id] = ()
    right: Right | None = None

    def question(self, language: str) -> str:
        """The entry's question as it is shown: its first phrasing. Raises KeyError for a language that it lacks."""
        return self.phrasings[language][0]

    @property
    def told(self) -> PerLanguage:
        """What is said to whoever asks, per language."""
        return self.answer


class Topic(_Value):
    """One file of entries."""

    topic: Id
    entries: Annotated[Sequence[Entry], Field(min_length=1)]


class Incidents(_Value):
    """How people report a suspected breach of personal data, and questions that only look like it."""

    incidents: Phrasings = {}
    questions: Phrasings = {}


class Period(_Value):
    """How long something is kept after a ticket's end, months before days, and why."""

    days: Annotated[int, Field(ge=0)] = 0
    months: Annotated[int, Field(ge=0)] = 0
    reason: Text


Kept = Literal["drafts", "thread", "dismissed", "link", "register", "refused_extra"]
"""Names of the retention periods."""


class Unanswered(_Question):
    """A privacy question that the policy does not answer, and what is said instead; it may cite what comes near."""

    instead: PerLanguage

    @property
    def told(self) -> PerLanguage:
        """What is said to whoever asks, per language."""
        return self.instead


class Contact(_Value):
    """The company's contact for privacy questions."""

    email: Text
    phone: Text | None = None


class Company(_Value):
    """``knowledge.yaml``: the company, its policy file, languages and contact."""

    company: Text
    policy: Text
    languages: Annotated[Sequence[Annotated[str, StringConstraints(pattern=LANGUAGE)]], Field(min_length=1)]
    contact: Contact


class Requests(_Value):
    """How people exercise each right, and questions that only look like it, per language."""

    access: Phrasings = {}
    rectification: Phrasings = {}
    erasure: Phrasings = {}
    restriction: Phrasings = {}
    portability: Phrasings = {}
    objection: Phrasings = {}
    consent_withdrawal: Phrasings = {}
    automated_decision: Phrasings = {}
    questions: Phrasings = {}
    named: Mapping[Right, Phrasings] = {}
    """What each right is called, as in a list of demands; such words exercise it only beside a request."""

    def of(self, right: Right) -> Phrasings:
        """Wordings that exercise one right, per language."""
        examples: Phrasings = getattr(self, right)
        return examples


class MailWords(_Value):
    """The words of mail headers, greetings and signatures, and of what is attached, in all languages together."""

    sender: Annotated[Sequence[Text], Field(alias="from")] = ()
    subject: Sequence[Text] = ()
    sent: Sequence[Text] = ()
    headers: Sequence[Text] = ()
    replies: Sequence[Text] = ()
    replies_above: Mapping[Text, Sequence[Text]] = {}
    forwards: Sequence[Text] = ()
    greetings: Sequence[Text] = ()
    closings: Sequence[Text] = ()
    courtesies: Sequence[Text] = ()
    devices: Sequence[Text] = ()
    banners: Sequence[Text] = ()
    forwarded: Sequence[Text] = ()
    earlier: Sequence[Text] = ()
    dated: Sequence[Text] = ()
    wrote: Sequence[Text] = ()
    pronouns: Sequence[Text] = ()
    months: Sequence[Sequence[Text]] = ()
    this_mail: Sequence[Text] = ()
    confidential: Sequence[Text] = ()
    footers: Sequence[Text] = ()
    writer: Sequence[Text] = ()
    automatic_subjects: Sequence[Text] = ()
    automatic_senders: Sequence[Text] = ()
    representing: Sequence[Text] = ()
    requests: Sequence[Text] = ()
    attached: Sequence[Text] = ()


class Tongue(_Value):
    """A language that the desk does not answer in: words to know it by, and to hear by that a right is exercised.

    Words such as ``data*`` stand for all that begin so. ``answered_in`` is a language that is near enough to be answered in.
    """

    common: Annotated[Sequence[Text], Field(min_length=1)]
    personal: Sequence[Text] = ()
    rights: Mapping[Right, Sequence[Text]] = {}
    looked_at: Text
    """What its writer is told: that a person will read the message."""
    answered_in: str | None = None


class Authorities(_Value):
    """Supervisory authorities, by name and by the domain of their mail, and the words of their letters."""

    names: Sequence[Text] = ()
    domains: Sequence[Text] = ()
    letters: Sequence[Text] = ()
    references: Sequence[Text] = ()
    """Words before a letter's reference."""
    until: Sequence[Text] = ()
    """Words before the day by which they want an answer."""
    months: Sequence[Sequence[Text]] = ()
    """The names of the twelve months, each in all languages."""


ConceptTerms = Mapping[str, Sequence[Text]]
"""Words and short expressions for one concept, per language; ``data*`` and ``*data`` match parts of words."""


@dataclass(frozen=True, slots=True)
class RecordsKnowledge:
    """The part of a knowledge folder that commands on the desk's records need."""

    languages: tuple[str, ...]
    """The desk's languages; the first is the default."""
    retention: Mapping[Kept, Period]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A whole, checked knowledge folder."""

    company: Company
    policy: Policy
    entries: Mapping[str, Entry]
    files: Mapping[str, str]
    """The file of each entry id, relative to the folder: ``entries/cookies.yaml``."""
    unanswered: Mapping[str, Unanswered]
    notes: Mapping[str, Note]
    requests: Requests
    smalltalk: Mapping[Smalltalk, Phrasings]
    outside: Phrasings
    concepts: Mapping[str, ConceptTerms]
    mail: MailWords
    tongues: Mapping[str, Tongue]
    authorities: Authorities
    neighbours: Mapping[str, Mapping[str, Text]]
    """Per language: other spellings, short forms and neighbouring languages' words, and the word each is read as."""
    incidents: Incidents
    retention: Mapping[Kept, Period]
    """How long the desk keeps its records; what has no period is kept."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that every entry has; the first is the default."""
        return tuple(self.company.languages)

    def notes_of(self, question: Entry | Unanswered, *audiences: Audience) -> list[Note]:
        """The notes on a question for these readers, or for all, in the order of the file; none that is superseded."""
        notes = [self.notes[id] for id in question.notes]
        return [note for note in notes if not note.superseded and note.audience in (audiences or AUDIENCES)]
