"""Puts the outcomes of messages into words."""

from collections.abc import Iterator, Sequence

from bot.desk.outcomes import Answer, Choices, IncidentReported, NoAnswer, Outcome, Request, Smalltalk, Unreadable
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
                yield from self._told(self._knowledge.entries[outcome.entry], language)
            case Choices():
                yield from self._choices(outcome, language, draft_language)
            case NoAnswer():
                yield from self._no_answer(outcome, language)
            case Smalltalk():
                yield Text(self._texts.say(language, f"smalltalk_{outcome.about}", company=self._company))
            case Request():
                yield Text(self._texts.say(language, "request_read", rights=self.rights(outcome.rights, language)))
            case IncidentReported():
                yield Text(self._texts.say(language, "incident_read", contact=self.contact))
            case Unreadable():
                yield Text(self._texts.say(language, "unreadable"))
        yield from self.offer(outcome, language)

    def answer_text(self, outcome: Outcome, language: str) -> str | None:
        """The text for a draft to a customer, without quotations and buttons; None where there is nothing to send."""
        match outcome:
            case Answer():
                return "\n\n".join(self._drafted(self._knowledge.entries[outcome.entry], language))
            case NoAnswer() if outcome.unanswered:
                drafted = self._drafted(self._knowledge.unanswered[outcome.unanswered], language)
                return "\n\n".join((*drafted, self._texts.say(language, "draft_no_answer")))
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
        if isinstance(outcome, Smalltalk | Unreadable | Request | IncidentReported):
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

    def _drafted(self, question: Entry | Unanswered, language: str) -> Iterator[str]:
        """The paragraphs of a draft, with the notes that are for customers."""
        yield question.told[language]
        for note in self._knowledge.notes_of(question, "customer"):
            yield self._texts.say(language, "draft_note", note=note.text[language], source=note.source_in(language))
        yield from self._translation(language)

    def _told(self, question: Entry | Unanswered, language: str) -> Iterator[Part]:
        """What is said to whoever asks, the words of the policy that it rests on, the notes and the source."""
        paragraphs = self._knowledge.policy.paragraphs
        yield Text(question.told[language])
        for citation in question.citations:
            yield Quote(citation.quote, f"{citation.paragraph} · {paragraphs[citation.paragraph].heading}")
        for note in self._knowledge.notes_of(question):
            yield SmallPrint(self._note(note, language))
        if question.citations:
            yield SmallPrint(" ".join((self._source(language), *self._translation(language))))

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
        if outcome.unanswered:
            yield from self._told(self._knowledge.unanswered[outcome.unanswered], language)
        elif outcome.about_privacy:
            yield Text(say(language, "no_answer"))
        else:
            yield Text(say(language, "outside", company=self._company))
            return
        yield Text(say(language, "ask_contact", company=self._company, contact=self.contact))
