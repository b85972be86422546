"""Puts the outcomes of messages into words."""

from collections.abc import Iterator, Sequence

from bot.desk.outcomes import Answer, Choices, FromAuthority, IncidentReported, NoAnswer, Outcome, Request, Smalltalk, Unreadable
from bot.knowledge import Entry, Knowledge, Note, Right, Unanswered
from bot.texts.catalogue import Texts
from bot.texts.sheet import Button, Buttons, Choice, Part, Quote, SmallPrint, Text


class Answers:
    """Puts outcomes into words."""

    def __init__(self, knowledge: Knowledge, texts: Texts) -> None:
        self._knowledge = knowledge
        self._texts = texts

    def parts(self, outcome: Outcome, language: str, draft_language: str | None = None) -> Iterator[Part]:
        """The parts of a reply with this outcome. The buttons of choices carry ``draft_language`` for the answer's draft."""
        match outcome:
            case Answer():
                yield from self._answers(outcome, language)
            case Choices():
                yield from self._choices(outcome, language, draft_language)
            case NoAnswer():
                yield from self._no_answer(outcome, language)
            case Smalltalk():
                yield Text(self._texts.say(language, f"smalltalk_{outcome.about}", company=self._company))
            case Request():
                yield Text(self._texts.say(language, "request_read", rights=self.rights(outcome.rights, language)))
                if outcome.beside:
                    yield from self._answers(outcome.beside, language)
            case IncidentReported():
                yield Text(self._texts.say(language, "incident_read", contact=self.contact))
            case Unreadable():
                yield Text(self._texts.say(language, "unreadable"))
            case FromAuthority():
                yield Text(self._texts.say(language, "authority_read", contact=self.contact))
        yield from self.offer(outcome, language)

    def answer_text(self, outcome: Outcome, language: str) -> str | None:
        """The text for a draft to a customer, without quotations and buttons; None where there is nothing to send."""
        match outcome:
            case Answer():
                return "\n\n".join((*self._draft(outcome, language), *self._translation(language)))
            case NoAnswer() if outcome.unanswered:
                drafted = self._drafted(self._knowledge.unanswered[outcome.unanswered], language)
                return "\n\n".join((*drafted, *self._translation(language), self._texts.say(language, "draft_no_answer")))
        return None

    @property
    def contact(self) -> str:
        """The company's contact in one line."""
        contact = self._knowledge.company.contact
        return ", ".join(filter(None, (contact.email, contact.phone)))

    def rights(self, rights: Sequence[Right], language: str) -> str:
        """The names of rights as a list in words: ``a, b and c``."""
        return self._texts.listed(language, [self._texts.say(language, f"right_{right}") for right in rights])

    def offer(self, outcome: Outcome, language: str) -> Iterator[Part]:
        """The buttons below a reply and, for doubtful words, the sentence that goes with them."""
        say = self._texts.say
        if isinstance(outcome, Smalltalk | Unreadable | Request | IncidentReported | FromAuthority):
            return
        buttons = []
        if outcome.offer is not None:
            yield Text(say(language, "offer", rights=self.rights(outcome.rights, language)))
            buttons.append(Button("open_request", say(language, "button_open"), str(outcome.offer), "primary"))
            buttons.append(Button("only_question", say(language, "button_disclaim"), str(outcome.offer)))
        else:
            right = isinstance(outcome, Answer) and self._knowledge.entries[outcome.entry].right
            buttons.append(Button("request_form", say(language, "button_request"), f"{right or 'none'} {language}"))
        buttons.append(Button("ask_person", say(language, "button_person"), language))
        yield Buttons(tuple(buttons))

    @property
    def _company(self) -> str:
        return self._knowledge.company.company

    def _answers(self, outcome: Answer, language: str) -> Iterator[Part]:
        """The answer or, where several questions were asked, one to each, with their numbers."""
        for number, id in _numbered(outcome):
            if question := self._question(id):
                yield from self._words(question, language, number)
            else:
                yield Text(number + self._texts.say(language, "no_answer"))
        yield SmallPrint(" ".join((self._source(language), *self._translation(language))))

    def _draft(self, outcome: Answer, language: str) -> Iterator[str]:
        for number, id in _numbered(outcome):
            question = self._question(id)
            first, *rest = self._drafted(question, language) if question else (self._texts.say(language, "draft_no_answer"),)
            yield number + first
            yield from rest

    def _question(self, id: str) -> Entry | Unanswered | None:
        """The entry or the unanswered question with an id; None for an empty one, of a question that is not known."""
        return self._knowledge.entries.get(id) or self._knowledge.unanswered.get(id)

    def _drafted(self, question: Entry | Unanswered, language: str) -> Iterator[str]:
        """The paragraphs of a draft, with the notes that are for customers."""
        yield question.told[language]
        for note in self._knowledge.notes_of(question, "customer"):
            yield self._texts.say(language, "draft_note", note=note.text[language], source=note.source_in(language))

    def _told(self, question: Entry | Unanswered, language: str) -> Iterator[Part]:
        """What is said to whoever asks, with the source where the policy is quoted."""
        yield from self._words(question, language, "")
        if question.citations:
            yield SmallPrint(" ".join((self._source(language), *self._translation(language))))

    def _words(self, question: Entry | Unanswered, language: str, number: str) -> Iterator[Part]:
        """What is said under a number, the words of the policy that it rests on, and the notes."""
        paragraphs = self._knowledge.policy.paragraphs
        yield Text(number + question.told[language])
        for citation in question.citations:
            yield Quote(citation.quote, f"{citation.paragraph} · {paragraphs[citation.paragraph].heading}")
        for note in self._knowledge.notes_of(question):
            yield SmallPrint(self._note(note, language))

    def _note(self, note: Note, language: str) -> str:
        facts = {"source": note.source_in(language), "date": self._texts.day(language, note.date)}
        return self._texts.say(language, f"note_{note.audience}", note=note.text[language], **facts)

    def _source(self, language: str) -> str:
        policy = self._knowledge.policy
        facts = {"title": policy.title, "version": policy.version, "date": self._texts.day(language, policy.date)}
        return self._texts.say(language, "source", company=self._company, **facts)

    def _translation(self, language: str) -> Iterator[str]:
        """That the answer is a translation, where the policy is in another language."""
        original = self._knowledge.policy.language
        if language != original:
            yield self._texts.say(language, "translation", original=self._texts.language(language, original))

    def _choices(self, outcome: Choices, language: str, draft_language: str | None) -> Iterator[Part]:
        say = self._texts.say
        languages = " ".join(filter(None, (language, draft_language)))
        yield Text(say(language, "choices"))
        for id in outcome.entries:
            button = Button("choose", say(language, "button_choose"), f"{id} {languages}")
            yield Choice(self._knowledge.entries[id].question(language), button)
        yield SmallPrint(say(language, "choices_none", contact=self.contact))

    def _no_answer(self, outcome: NoAnswer, language: str) -> Iterator[Part]:
        say = self._texts.say
        if outcome.tongue:
            yield from self._foreign(outcome, language)
            return
        if outcome.unanswered:
            yield from self._told(self._knowledge.unanswered[outcome.unanswered], language)
        elif outcome.about_privacy:
            yield Text(say(language, "no_answer"))
        else:
            yield Text(say(language, "outside", company=self._company))
            return
        yield Text(say(language, "ask_contact", company=self._company, contact=self.contact))

    def _foreign(self, outcome: NoAnswer, language: str) -> Iterator[Part]:
        """What is said of words in a language that the desk does not speak; that people look is said in that language too."""
        if outcome.rights and (known := self._knowledge.tongues.get(outcome.tongue or "")):
            yield Text(known.looked_at)
            yield Text(self._texts.say(language, "foreign_request", company=self._company))
        else:
            yield Text(self._texts.say(language, "foreign", company=self._company, contact=self.contact))


def _numbered(outcome: Answer) -> list[tuple[str, str]]:
    """What was asked, each once and in order, with the numbers of its questions: "1. " or "1, 3. "; none for one question."""
    if len(outcome.asked) < 2:
        return [("", outcome.entry)]
    return [
        (", ".join(str(number) for number, other in enumerate(outcome.asked, 1) if other == id) + ". ", id)
        for id in dict.fromkeys(outcome.asked)
    ]
