"""Messages to a ticket's person. For a customer, whoever passed the request on gets a draft to send."""

from collections.abc import Iterator

from bot.desk.letters import Opened, ToPerson
from bot.texts.about_ticket import AboutTicket
from bot.texts.catalogue import Texts
from bot.texts.letter_words import Body, LetterWords
from bot.texts.sheet import Button, Buttons, Draft, Part, Text
from bot.tickets import Event, Ticket

ARRIVAL_CONFIRMED = frozenset({"answer", "refusal"})
"""Letters whose arrival must be confirmed, as the deadline depends on it."""


class PersonWords:
    """Puts letters to persons into words."""

    def __init__(self, texts: Texts, about: AboutTicket, letters: LetterWords) -> None:
        self._texts = texts
        self._about = about
        self._letters = letters

    def opened(self, letter: Opened, ticket: Ticket) -> Iterator[Part]:
        """The confirmation of a ticket that was opened or joined: reference, what was understood, dates, next steps."""
        if ticket.incident:
            yield from self._incident(letter, ticket)
            return
        language, facts = letter.language, self._about.facts(ticket, letter.language)
        what = "joined" if letter.joined else "opened"
        yield self._say(language, f"request_{what}_late" if self._about.is_overdue(ticket) else f"request_{what}", **facts)
        if ticket.must_stop:
            yield Text(self._about.stop(ticket, language, "request"))
        if ticket.subject.is_customer:
            yield self._say(language, "request_for", subject=self._about.subject(ticket, language))
        yield from self._looked_at(letter, ticket)
        yield self._say(language, "request_contact", **facts)
        if letter.draft_language:
            yield self._say(language, "draft")
            yield self._draft(ticket, self._letters.received(ticket, letter.draft_language), letter.draft_language)

    def to_person(self, letter: ToPerson, ticket: Ticket, event: Event) -> Iterator[Part]:
        """A letter to the person or, with instructions and a draft, to whoever must send it on."""
        # Whoever passed the request on has edited their own message, so that letter is for them and no draft.
        if not ticket.by_hand or (letter.about == "taken_back" and not ticket.unreachable):
            yield from self._letters.body(letter.about, ticket, event, letter.language)
            yield self._say(letter.language, "request_contact", **self._about.facts(ticket, letter.language))
            if letter.about == "taken_back":
                yield Buttons((self._about.withdrawal(ticket, letter.language),))
            return
        language = letter.language
        subject = self._about.recipient(ticket, language)
        what = self._texts.say(language, f"passed_{letter.about}")
        yield self._say(language, "pass_on", **self._about.facts(ticket, language) | {"subject": subject, "letter": what})
        yield self.draft(letter.about, ticket, event, ticket.letter_language or ticket.language)
        if letter.about in ARRIVAL_CONFIRMED:
            yield self._say(language, "pass_on_proof")
            button = Button("ticket_delivered", self._texts.say(language, "button_passed_on"), str(ticket.id), "primary")
            yield Buttons((button,))

    def draft(self, about: str, ticket: Ticket, event: Event, language: str) -> Draft:
        """The letter named ``about`` as a draft, complete with greeting and closing."""
        return self._draft(ticket, self._letters.body(about, ticket, event, language), language)

    def _draft(self, ticket: Ticket, body: Body, language: str) -> Draft:
        contact = self._say(language, "letter_contact", **self._about.facts(ticket, language))
        paragraphs = "\n\n".join(part.text for part in (*body, contact))
        return Draft(self._about.letter(language, ticket.subject.name, paragraphs))

    def _incident(self, letter: Opened, ticket: Ticket) -> Iterator[Part]:
        facts = self._about.facts(ticket, letter.language)
        yield self._say(letter.language, "incident_opened", **facts)
        yield self._say(letter.language, "incident_advice", **facts)
        yield from self._looked_at(letter, ticket)

    def _looked_at(self, letter: Opened, ticket: Ticket) -> Iterator[Part]:
        if letter.looked_at:
            yield Text(self._about.looked_at(letter.looked_at, ticket, letter.language))

    def _say(self, language: str, name: str, **facts: object) -> Text:
        return Text(self._texts.say(language, name, **facts))
