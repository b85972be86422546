"""Renders letters as sheets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import (
    AnsweredPrivately,
    AuthorityWrote,
    Card,
    DeadlineExplanation,
    Digest,
    FileToFetch,
    Introduction,
    Letter,
    Notice,
    Opened,
    QuestionHandedOver,
    Reminder,
    Reply,
    ReplyRemoval,
    ThreadRemoval,
    TicketLine,
    TicketList,
    ToPerson,
)
from bot.desk.outcomes import Outcome
from bot.knowledge import Knowledge
from bot.texts.about_ticket import AboutTicket
from bot.texts.answers import Answers
from bot.texts.card import Cards
from bot.texts.catalogue import Texts
from bot.texts.letter_words import LetterWords
from bot.texts.overviews import Overviews
from bot.texts.person_words import PersonWords
from bot.texts.sheet import Draft, Facts, Link, Part, Quote, Sheet, Text, UserMention
from bot.texts.thread_lines import ThreadLines
from bot.tickets import Event, Ticket


@dataclass(frozen=True, slots=True)
class TicketSource:
    """Lookups for letters about tickets: they hold ids, and the rest is fetched when they are rendered."""

    ticket: Callable[[int], Ticket]
    """The ticket with an id; LookupError where there is none."""
    event: Callable[[int, int], Event]
    """The event of a ticket (id) with a sequence number; LookupError where there is none."""
    link: Callable[[Ticket], str | None]
    """Address of the message that a ticket came from; None where there is none to show."""
    rules: DeskRules
    card: Callable[[Ticket], str | None] = lambda _: None
    """Address of a ticket's card; None where it is not known."""
    address: Callable[[str, str], str | None] = lambda *_: None
    """Address of the message at a channel and timestamp; None where it is not known."""


class Renderer:
    """Renders every letter of the desk."""

    def __init__(self, knowledge: Knowledge, texts: Texts, records: TicketSource) -> None:
        rules = records.rules
        self._texts = texts
        self._records = records
        self._company = knowledge.company.company
        self._answers = Answers(knowledge, texts)
        self._about = AboutTicket(knowledge, texts, self._answers, rules)
        self._cards = Cards(texts, self._about, rules)
        self._lines = ThreadLines(texts, records.ticket)
        letters = LetterWords(texts, self._about, rules, knowledge.retention, records.ticket)
        self._persons = PersonWords(texts, self._about, letters)
        self._overviews = Overviews(texts, self._about, rules, records.ticket, records.card)

    def sheet(self, letter: Letter) -> Sheet:
        """The sheet of a letter. Raises LookupError where its ticket or event is gone."""
        return Sheet(tuple(self._parts(letter)))

    def outcome(self, outcome: Outcome, language: str) -> Sheet:
        """The sheet of a reply with this outcome, for places where no ticket can be opened."""
        return Sheet(tuple(self._answers.parts(outcome, language)))

    def draft(self, about: str, ticket: Ticket, event: Event, language: str) -> str:
        """A ticket's letter as plain text to be sent; KeyError where no letter is named ``about``."""
        return self._persons.draft(about, ticket, event, language).text

    def _parts(self, letter: Letter) -> Iterator[Part]:
        say, language = self._texts.say, letter.language
        match letter:
            case Reply():
                yield from self._answers.parts(letter.outcome, language, letter.draft_language)
                yield from self._draft(letter)
            case ReplyRemoval():
                return
            case AnsweredPrivately():
                name = "answered_privately" if letter.arrived else "not_answered_privately"
                yield Text(say(language, name, contact=self._answers.contact))
            case Introduction():
                yield Text(say(language, "introduction", company=self._company))
            case Notice():
                yield Text(say(language, f"notice_{letter.text}", **self._facts(letter)))
            case QuestionHandedOver():
                yield from self._handed_over(letter)
            case AuthorityWrote():
                yield from self._from_authority(letter)
            case FileToFetch():
                return  # work of the courier, which nobody reads
            case Digest():
                yield from self._overviews.digest(letter)
            case TicketList():
                yield from self._overviews.open(letter) if letter.officers else self._overviews.own(letter)
            case _:
                yield from self._of_ticket(letter)

    def _of_ticket(
        self, letter: Opened | Card | TicketLine | ToPerson | Reminder | DeadlineExplanation | ThreadRemoval
    ) -> Iterator[Part]:
        ticket, language = self._records.ticket(letter.ticket), letter.language
        match letter:
            case Opened():
                yield from self._persons.opened(letter, ticket)
            case Card():
                yield from self._cards.parts(ticket, self._records.link(ticket), language)
            case TicketLine():
                yield from self._lines.parts(self._records.event(letter.ticket, letter.event), ticket, language)
            case ToPerson():
                yield from self._persons.to_person(letter, ticket, self._records.event(letter.ticket, letter.event))
            case Reminder():
                yield from self._overviews.reminder(letter)
            case DeadlineExplanation():
                yield from self._overviews.explain_deadline(ticket, language)
            case ThreadRemoval():
                yield from self._cards.forgotten(ticket, language)
            case _:
                assert_never(letter)

    def _handed_over(self, letter: QuestionHandedOver) -> Iterator[Part]:
        say, language = self._texts.say, letter.language
        written = "file_handed_over" if letter.source else "question_handed_over"
        name = written if letter.asker else "file_handed_over_by_mail"
        yield Text(say(language, name), by=UserMention(letter.asker)) if letter.asker else Text(say(language, name))
        yield Quote(letter.words, "")
        if link := self._source(letter):
            yield Facts((link,))

    def _from_authority(self, letter: AuthorityWrote) -> Iterator[Part]:
        say, language = self._texts.say, letter.language
        name = "authority_wrote" if letter.asker else "authority_wrote_by_mail"
        yield Text(say(language, name), by=UserMention(letter.asker) if letter.asker else None)
        due = self._texts.day(language, letter.due) if letter.due else say(language, "authority_unknown")
        facts: list[tuple[str, str | UserMention | Link]] = [
            (say(language, "card_receipt"), self._texts.day(language, letter.received)),
            (say(language, "authority_reference"), letter.reference or say(language, "authority_unknown")),
            (say(language, "authority_due"), due),
        ]
        yield Facts((*facts, *filter(None, [self._source(letter)])))
        yield Quote(letter.words, "")

    def _source(self, letter: QuestionHandedOver | AuthorityWrote) -> tuple[str, Link] | None:
        """The link to the message that a letter came from; None where its address is not known."""
        url = self._records.address(*letter.source) if letter.source else None
        say, language = self._texts.say, letter.language
        return (say(language, "card_source"), Link(url, say(language, "card_source_link"))) if url else None

    def _facts(self, letter: Notice) -> dict[str, str]:
        """The facts of a notice, with states and dates in words."""
        facts = dict(letter.facts)
        if "state" in facts:
            facts["state"] = self._texts.say(letter.language, f"state_{facts['state']}")
        if "legal" in facts:
            facts["legal"] = self._texts.day(letter.language, date.fromisoformat(facts["legal"]))
        return facts

    def _draft(self, letter: Reply) -> Iterator[Part]:
        language = letter.draft_language
        if language is None:
            return
        answer = self._answers.answer_text(letter.outcome, language)
        if answer is None:
            return
        yield Text(self._texts.say(letter.language, "draft"))
        yield Draft(self._about.letter(language, letter.customer, answer))
