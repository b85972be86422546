"""Letters in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from bot.desk.letters import (
    Card,
    Closed,
    Explain,
    Letter,
    Notice,
    Opened,
    PersonWanted,
    Reply,
    SeePrivate,
    TicketLine,
)
from bot.desk.outcomes import Outcome
from bot.knowledge import Knowledge
from bot.texts.answers import Answers
from bot.texts.catalogue import Texts
from bot.texts.sheet import Draft, Part, Quote, Sheet, Text, User
from bot.texts.ticket_words import TicketWords
from bot.tickets import Event, Ticket


@dataclass(frozen=True, slots=True)
class Records:
    """Where letters about tickets find what they speak of."""

    ticket: Callable[[int], Ticket]
    event: Callable[[int], Event]
    link: Callable[[Ticket], str | None]
    """Address of the message that a ticket came from, if it can be given."""


class Speaker:
    """Puts every letter of the desk into words."""

    def __init__(self, knowledge: Knowledge, texts: Texts, records: Records) -> None:
        self._texts = texts
        self._company = knowledge.company.company
        self._answers = Answers(knowledge, texts)
        self._tickets = TicketWords(knowledge, texts, self._answers)
        self._records = records

    def sheet(self, letter: Letter) -> Sheet:
        """What a letter says."""
        return Sheet(tuple(self._parts(letter)))

    def outcome(self, outcome: Outcome, language: str) -> Sheet:
        """What a reply with this outcome says, where no ticket can be opened."""
        return Sheet(tuple(self._answers.parts(outcome, language)))

    def _parts(self, letter: Letter) -> Iterator[Part]:
        say, language = self._texts.say, letter.language
        match letter:
            case Reply():
                yield from self._answers.parts(letter.outcome, language, letter.draft_language)
                yield from self._draft(letter)
            case Opened():
                yield from self._tickets.opened(letter, self._records.ticket(letter.ticket))
            case SeePrivate():
                yield Text(say(language, "see_private"))
            case Card():
                ticket = self._records.ticket(letter.ticket)
                yield from self._tickets.card(ticket, self._records.link(ticket), language)
            case TicketLine():
                yield from self._tickets.line(self._records.event(letter.event), language)
            case Closed():
                yield from self._tickets.closed(self._records.ticket(letter.ticket), language)
            case Explain():
                yield Text(say(language, "explain", company=self._company))
            case Notice():
                yield Text(say(language, f"notice_{letter.text}", **letter.facts))
            case PersonWanted():
                yield Text(say(language, "person_wanted"), by=User(letter.asker))
                yield Quote(letter.words, "")
            case _:
                assert_never(letter)

    def _draft(self, letter: Reply) -> Iterator[Part]:
        language = letter.draft_language
        if language is None:
            return
        answer = self._answers.answer_text(letter.outcome, language)
        if answer is None:
            return
        yield Text(self._texts.say(letter.language, "draft"))
        yield Draft(self._tickets.customer_letter(language, letter.customer, answer))
