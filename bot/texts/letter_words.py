"""The bodies of a ticket's letters. Members of the workspace and customers get the same words."""

from collections.abc import Callable, Iterator

from bot.desk.desk_rules import DeskRules
from bot.knowledge import Right
from bot.texts.about_ticket import AboutTicket
from bot.texts.catalogue import Texts, capitalised
from bot.texts.sheet import Quote, Text
from bot.tickets import Decision, Event, Ticket
from bot.tickets.retention import Periods, Removal, periods_of

Body = Iterator[Text | Quote]
"""The desk's own paragraphs as Text, and officers' words as Quote."""

REFUSED = frozenset({Decision.REFUSED, Decision.PARTLY})
NOT_DONE = REFUSED | {Decision.NOTHING_HELD}
"""Decisions after which the letter says where to complain: Article 12(4). NOTHING_HELD can be contested too."""
PERIODS_TOLD = (Removal.DRAFTS, Removal.THREAD, Removal.LINK, Removal.REGISTER)
"""What a closing letter states the retention periods of."""


class LetterWords:
    """Puts the body of every letter about a ticket into words."""

    def __init__(
        self,
        texts: Texts,
        about: AboutTicket,
        rules: DeskRules,
        periods: Periods,
        ticket: Callable[[int], Ticket],
    ) -> None:
        self._texts = texts
        self._about = about
        self._rules = rules
        self._periods = periods
        self._ticket = ticket

    def body(self, name: str, ticket: Ticket, event: Event, language: str) -> Body:
        """The paragraphs of the letter of that name, with the words and the code of ``event``. Raises KeyError for no letter."""
        facts = self._about.facts(ticket, language)
        match name:
            case "stopped":
                yield self._say(language, "letter_stopped", **facts, day=self._stopped(ticket, language))
                yield from self._words(event)
            case "identity":
                yield self._say(language, "letter_identity", **facts, doubt=self._texts.say(language, f"doubt_{event.code}"))
                yield from self._words(event)
                yield self._say(language, "letter_identity_ways")
                yield self._date(ticket, language)
            case "scope":
                yield self._say(language, "letter_scope", **facts)
                yield from self._words(event)
                yield self._say(language, "letter_scope_all")
                yield self._date(ticket, language)
            case "extension":
                ground = self._texts.say(language, f"extension_{event.code}")
                yield self._say(language, "letter_extension", **facts, ground=ground)
                yield from self._words(event)
                yield self._say(language, "letter_complaint", **facts)
            case "answer" | "refusal":
                yield from self._decided(name, ticket, language)
            case "linked":
                yield self._say(language, "letter_linked", **facts | self._other(ticket, language))
            case "withdrawn":
                yield self._say(language, "letter_withdrawn", **facts)
            case "taken_back":
                yield self._say(language, "letter_taken_back", **facts)
            case "closing":
                yield from self._closing(ticket, language)
            case "reply":
                yield self._say(language, "letter_reply", **facts)
                yield from self._words(event)
            case _:
                raise KeyError(f"no letter '{name}'")

    def received(self, ticket: Ticket, language: str) -> Body:
        """The acknowledgement of a request: reference, rights as understood, dates, the right to complain."""
        facts = self._about.facts(ticket, language)
        yield self._say(language, "letter_received", **facts)
        if ticket.must_stop:
            yield Text(self._about.stop(ticket, language, "letter"))
        yield self._say(language, "letter_late" if self._about.is_overdue(ticket) else "letter_period", **facts)
        yield self._say(language, "letter_may_complain", **facts)

    def _date(self, ticket: Ticket, language: str) -> Text:
        """That a question to the person does not move the deadline, or that the deadline has passed."""
        name = "letter_late" if self._about.is_overdue(ticket) else "letter_date_stands"
        return self._say(language, name, **self._about.facts(ticket, language))

    def _decided(self, name: str, ticket: Ticket, language: str) -> Body:
        facts = self._about.facts(ticket, language)
        yield self._say(language, "letter_refusal" if name == "refusal" else "letter_answer", **facts)
        yield Text("\n".join(self._decision(right, ticket, language) for right in ticket.decisions))
        if ticket.answer:
            yield Quote(ticket.answer, "")
        if NOT_DONE & set(ticket.decisions.values()):
            yield self._say(language, "letter_complaint", **facts)

    def _decision(self, right: Right, ticket: Ticket, language: str) -> str:
        """The decision on a right; for a refusal, whole or in part, with its ground and article."""
        say, decision = self._texts.say, ticket.decisions[right]
        facts = {"right": capitalised(say(language, f"right_{right}"))}
        if decision not in REFUSED:
            return say(language, f"told_{decision}", **facts)
        ground = say(language, f"ground_{ticket.ground}", article=say(language, f"article_{right}"))
        return say(language, f"told_{decision}", **facts, ground=ground)

    def _closing(self, ticket: Ticket, language: str) -> Body:
        facts = self._about.facts(ticket, language)
        yield self._say(language, "letter_closing", **facts)
        if ticket.legal_hold:
            yield self._say(language, "letter_closing_hold")
        lines = (self._texts.say(language, f"kept_{kept}", period=self._period(kept, ticket, language)) for kept in PERIODS_TOLD)
        yield Text("\n".join(lines))

    def _period(self, removal: Removal, ticket: Ticket, language: str) -> str:
        found = periods_of(ticket, removal.value, self._periods)
        if not found:
            return self._texts.say(language, "period_unlimited")
        days, months = sum(period.days for period in found), sum(period.months for period in found)
        counted = {"period_years": months // 12, "period_months": months % 12, "period_days": days}
        parts = [self._texts.count(language, name, number) for name, number in counted.items() if number]
        return self._texts.listed(language, parts or [self._texts.count(language, "period_days", 0)])

    def _other(self, ticket: Ticket, language: str) -> dict[str, str]:
        """Facts about the ticket that this one was linked to, which has the earlier of both deadlines."""
        other = self._ticket(ticket.linked_to) if ticket.linked_to else ticket
        return {"other": other.reference, "due": self._texts.day(language, min(ticket.due, other.due))}

    def _stopped(self, ticket: Ticket, language: str) -> str:
        return self._texts.day(language, self._rules.local(ticket.stopped_at or self._rules.clock()).date())

    @staticmethod
    def _words(event: Event) -> Body:
        if event.words:
            yield Quote(event.words, "")

    def _say(self, language: str, name: str, **facts: object) -> Text:
        return Text(self._texts.say(language, name, **facts))
