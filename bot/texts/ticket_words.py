"""Tickets in words: the card, the lines of its thread, and what the people concerned are told."""

from collections.abc import Iterator
from textwrap import shorten

from bot.desk.letters import Opened
from bot.knowledge import Knowledge
from bot.texts.answers import Answers
from bot.texts.catalogue import Texts
from bot.texts.sheet import Button, Buttons, Draft, Facts, Fine, Link, Part, Quote, Text, Title, User
from bot.tickets import Act, Event, State, Subject, Ticket, possible

REASON = 400
"""Characters of a reason that the card shows."""


class TicketWords:
    """Puts tickets into words."""

    def __init__(self, knowledge: Knowledge, texts: Texts, answers: Answers) -> None:
        self._texts = texts
        self._answers = answers
        self._company = knowledge.company.company

    def card(self, ticket: Ticket, link: str | None, language: str) -> Iterator[Part]:
        """The card in the officers' channel."""
        say = self._texts.say
        yield Title(f"{ticket.reference} · {self._rights(ticket, language)}")
        pairs: list[tuple[str, str | User | Link]] = [
            (say(language, "card_state"), say(language, f"state_{ticket.state}")),
            (say(language, "card_asker"), self._asker(ticket.asker, language)),
            (say(language, "card_subject"), self._subject(ticket.subject, language)),
            (say(language, "card_receipt"), self._texts.day(language, ticket.receipt)),
            (say(language, "card_legal"), self._texts.day(language, ticket.deadline.legal)),
            (say(language, "card_officer"), User(ticket.officer) if ticket.officer else say(language, "nobody")),
        ]
        if link:
            pairs.append((say(language, "card_source"), Link(link, say(language, "card_source_link"))))
        yield Facts(tuple(pairs))
        if ticket.reason:
            # In full it stands in the thread; the card must stay one message, with its buttons.
            yield Text(say(language, "card_reason", reason=shorten(ticket.reason, REASON, placeholder=" …")))
        yield Buttons(tuple(self._button(act, ticket, language) for act in possible(ticket)))

    def line(self, event: Event, language: str) -> Iterator[Part]:
        """One line of a ticket's thread, and the words that belong to it."""
        what = event.what if event.actor else f"{event.what}_by_mail"
        yield Text(self._texts.say(language, f"line_{what}"), by=self._actor(event))
        if event.words:
            yield Quote(event.words, "")

    def opened(self, letter: Opened, ticket: Ticket) -> Iterator[Part]:
        """What the one who asked is told of a ticket that was opened or joined."""
        say, language = self._texts.say, letter.language
        facts = {
            "reference": ticket.reference,
            "rights": self._rights(ticket, language),
            "receipt": self._texts.day(language, ticket.receipt),
            "legal": self._texts.day(language, ticket.deadline.legal),
        }
        yield Text(say(language, "request_joined" if letter.joined else "request_opened", **facts))
        if ticket.subject.is_customer:
            yield Text(say(language, "request_for", subject=self._subject(ticket.subject, language)))
        yield Text(say(language, "request_contact", contact=self._answers.contact, reference=ticket.reference))
        if letter.draft_language:
            yield Text(say(language, "draft"))
            yield Draft(self._receipt_letter(ticket, letter.draft_language))

    def closed(self, ticket: Ticket, language: str) -> Iterator[Part]:
        """What the one who asked is told when the ticket is done or refused."""
        say = self._texts.say
        facts = {"reference": ticket.reference, "rights": self._rights(ticket, language)}
        if ticket.state is State.REFUSED:
            yield Text(say(language, "closed_refused", **facts))
            yield Quote(ticket.reason or "", "")
            yield Text(say(language, "closed_complaint"))
        else:
            yield Text(say(language, "closed_done", **facts))
        yield Fine(say(language, "closed_contact", contact=self._answers.contact))

    def customer_letter(self, language: str, name: str | None, body: str) -> str:
        """A letter to a customer, ready to be copied."""
        say = self._texts.say
        greeting = say(language, "draft_greeting_name", name=name) if name else say(language, "draft_greeting")
        return "\n\n".join((greeting, body, say(language, "draft_closing", company=self._company)))

    def _receipt_letter(self, ticket: Ticket, language: str) -> str:
        body = self._texts.say(
            language,
            "draft_receipt",
            rights=self._rights(ticket, language),
            receipt=self._texts.day(language, ticket.receipt),
            legal=self._texts.day(language, ticket.deadline.legal),
            reference=ticket.reference,
            contact=self._answers.contact,
        )
        return self.customer_letter(language, ticket.subject.name, body)

    def _rights(self, ticket: Ticket, language: str) -> str:
        return self._answers.rights(ticket.rights, language)

    def _subject(self, subject: Subject, language: str) -> str | User:
        if subject.user:
            return self._texts.say(language, "subject_self")
        known = ", ".join(filter(None, (subject.name, subject.email)))
        return known or self._texts.say(language, "subject_unknown")

    def _asker(self, asker: str | None, language: str) -> str | User:
        return User(asker) if asker else self._texts.say(language, "asker_mail")

    @staticmethod
    def _actor(event: Event) -> User | None:
        return User(event.actor) if event.actor else None

    def _button(self, act: Act, ticket: Ticket, language: str) -> Button:
        style = "danger" if act is Act.REFUSE else "primary" if act in {Act.TAKE, Act.DONE} else "plain"
        return Button(f"ticket_{act}", self._texts.say(language, f"button_{act}"), str(ticket.id), style)  # type: ignore[arg-type]
