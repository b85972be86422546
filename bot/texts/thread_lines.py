"""The lines of a ticket's thread, one for each event."""

from collections.abc import Callable, Iterator

from bot.texts.catalogue import Texts
from bot.texts.sheet import Part, Quote, Text, UserMention
from bot.tickets import ACTS, Act, Event, Role, Ticket


class ThreadLines:
    """Puts the events of tickets into words."""

    def __init__(self, texts: Texts, ticket: Callable[[int], Ticket]) -> None:
        self._texts = texts
        self._ticket = ticket

    def parts(self, event: Event, ticket: Ticket, language: str) -> Iterator[Part]:
        """Who did what, and their words as a quotation, if any."""
        yield self._sentence(event, ticket, language)
        if event.words and (event.role is not Role.DESK or event.what == "edited"):
            yield Quote(event.words, "")

    def _sentence(self, event: Event, ticket: Ticket, language: str) -> Text:
        say = self._texts.say
        if event.role is Role.DESK:
            return Text(say(language, f"line_{event.what}_by_desk", **self._facts(event, ticket, language)))
        if event.role is Role.PERSON and ticket.asker is None and event.what not in set(Act):
            return Text(say(language, f"line_{event.what}_by_mail"))
        actor = event.actor if event.role is Role.OFFICER else ticket.asker
        line = self._line(event, ticket, language)
        return Text(line, by=UserMention(actor)) if actor else Text(f"{say(language, f'role_{event.role}')} {line}")

    def _line(self, event: Event, ticket: Ticket, language: str) -> str:
        say = self._texts.say
        if event.what == "blocked":
            return say(language, f"line_blocked_{event.code}", **self._facts(event, ticket, language))
        line = say(language, f"line_{event.what}", **self._facts(event, ticket, language))
        return f"{line} {say(language, f'code_{event.code}')}." if self._is_chosen(event) else line

    @staticmethod
    def _is_chosen(event: Event) -> bool:
        """Whether the event's code was chosen from a list, and so has a text of its own."""
        return event.what in set(Act) and any(event.code in row.codes for row in ACTS[Act(event.what)])

    def _facts(self, event: Event, ticket: Ticket, language: str) -> dict[str, str]:
        other = self._ticket(ticket.linked_to).reference if ticket.linked_to else self._texts.say(language, "another_ticket")
        merged = event.words if event.what == "merged" else None
        return {
            "other": merged or other,
            "code": event.code or "",
            "legal": self._texts.day(language, ticket.deadline.legal),
        }
