"""The facts of a ticket that texts share: its rights, its people and its dates."""

from datetime import date

from bot.desk.desk_rules import DeskRules
from bot.knowledge import Knowledge
from bot.texts.answers import Answers
from bot.texts.catalogue import Texts
from bot.texts.sheet import Button, UserMention
from bot.tickets import Kind, State, Ticket
from bot.tickets.calendar import countries_of


class AboutTicket:
    """Puts the facts of a ticket into words. ``language`` is always the reader's."""

    def __init__(self, knowledge: Knowledge, texts: Texts, answers: Answers, rules: DeskRules) -> None:
        self._texts = texts
        self._answers = answers
        self._company = knowledge.company.company
        self._rules = rules

    def facts(self, ticket: Ticket, language: str) -> dict[str, str]:
        """The facts that sentences of the catalogue about a ticket may contain, by their names."""
        deadline = ticket.deadline
        days = {"receipt": ticket.receipt, "legal": deadline.legal, "due": ticket.due, "target": ticket.target}
        days["extended"] = deadline.extended
        return {
            **{name: self._texts.day(language, day) for name, day in days.items()},
            "reference": ticket.reference,
            "rights": self.rights(ticket, language),
            "contact": self._answers.contact,
            "company": self._company,
            "authorities": self.authorities(ticket, language),
        }

    def rights(self, ticket: Ticket, language: str) -> str:
        """What a ticket is about: its rights, or a suspected breach."""
        if ticket.kind is Kind.INCIDENT:
            return self._texts.say(language, "suspected_breach")
        return self._answers.rights(ticket.rights, language)

    def title(self, ticket: Ticket, language: str) -> str:
        """A ticket's reference and what it is about."""
        return f"{ticket.reference} · {self.rights(ticket, language)}"

    def state(self, ticket: Ticket, language: str) -> str:
        """The name of a ticket's state; a sent answer that has arrived has a name of its own."""
        is_informed = ticket.state is State.SENT and ticket.informed_at is not None
        return self._texts.say(language, "state_informed" if is_informed else f"state_{ticket.state}")

    def subject(self, ticket: Ticket, language: str) -> str:
        """Whose data it is."""
        if not ticket.subject.is_customer:
            return self._texts.say(language, "subject_self")
        known = ", ".join(filter(None, (ticket.subject.name, ticket.subject.email)))
        return known or self._texts.say(language, "subject_unknown")

    def recipient(self, ticket: Ticket, language: str) -> str:
        """To whom a letter must be sent on: the customer, or the person whom Slack no longer reaches."""
        return self.subject(ticket, language) if ticket.subject.is_customer else self._texts.say(language, "recipient_left")

    def asker(self, ticket: Ticket, language: str) -> str | UserMention:
        """Who wrote to the desk; for a mail that arrived in a channel directly, words that say so."""
        return UserMention(ticket.asker) if ticket.asker else self._texts.say(language, "asker_mail")

    def withdrawal(self, ticket: Ticket, language: str) -> Button:
        """The button with which a person withdraws their request."""
        confirm = self._texts.say(language, "confirm_withdraw", reference=ticket.reference)
        return Button("person_withdraw", self._texts.say(language, "button_withdraw"), str(ticket.id), "danger", confirm)

    def authorities(self, ticket: Ticket, language: str) -> str:
        """The authorities to which a complaint may be made: one for each controller's country, with its address."""
        names = [self._texts.say(language, f"authority_{country}") for country in countries_of(ticket.country)]
        return self._texts.listed(language, names, "or")

    def dates(self, ticket: Ticket, language: str) -> str:
        """The legal date and the desk's own, in one phrase."""
        law, ours = (self._texts.day(language, day) for day in (ticket.due, ticket.target))
        return self._texts.say(language, "dates", law=law, ours=ours)

    def letter(self, language: str, name: str | None, body: str) -> str:
        """``body`` with a greeting and a closing, as a letter to a customer."""
        say = self._texts.say
        greeting = say(language, "draft_greeting_name", name=name) if name else say(language, "draft_greeting")
        return "\n\n".join((greeting, body, say(language, "draft_closing", company=self._company)))

    def is_overdue(self, ticket: Ticket) -> bool:
        """Whether the law's time has passed, so that no text may promise an answer by then."""
        return ticket.is_overdue(self._rules.now)

    def stop(self, ticket: Ticket, language: str, name: str) -> str:
        """That the use of data is stopped first: by the desk's own date, or now where that has passed.

        ``name`` begins the sentence's name in the catalogues: ``request`` or ``letter``.
        """
        when = "now" if ticket.target < self._rules.today else "first"
        return self._texts.say(language, f"{name}_stop_{when}", **self.facts(ticket, language))

    def looked_at(self, day: date, ticket: Ticket, language: str) -> str:
        """When somebody will look at what arrived outside office hours; for a breach, whom to call before that."""
        what = "breach" if ticket.incident else "request"
        name = f"looked_at_{what}_today" if day == self._rules.today else f"looked_at_{what}"
        facts = {"hour": f"{self._rules.opens:02}", "contact": self._answers.contact}
        return self._texts.say(language, name, day=self._texts.weekday(language, day), **facts)
