"""The card of a ticket in the officers' channel."""

from collections.abc import Iterator
from typing import Literal

from bot.desk.desk_rules import DeskRules
from bot.texts.about_ticket import AboutTicket
from bot.texts.catalogue import Texts
from bot.texts.sheet import Button, Buttons, Facts, Link, Menu, Part, Text, Title, UserMention
from bot.tickets import Act, Actor, Incident, Role, Ticket, possible
from bot.tickets.retention import is_forgotten

DONE_BY_DESK = frozenset({Act.DELIVERED, Act.BOUNCE})
"""Acts that the desk does itself where Slack reaches the person; the card then has no buttons for them."""
ASKED_FIRST = frozenset({Act.SEND, Act.REFUSE})
"""Acts that must be confirmed, because they cannot be undone."""
SHOWN = 300
"""Most characters of each fact of a breach; the thread has the full text."""
NUMBER = 50
"""Most characters of an authority's case number."""


class Cards:
    """Puts cards into words."""

    def __init__(self, texts: Texts, about: AboutTicket, rules: DeskRules) -> None:
        self._texts = texts
        self._about = about
        self._rules = rules

    def parts(self, ticket: Ticket, link: str | None, language: str) -> Iterator[Part]:
        """The card: title, warnings, facts and buttons, always within the limits of one Slack message.

        ``link`` is the address of the message that the ticket came from, if there is one to show.
        """
        if is_forgotten(ticket):
            yield from self.forgotten(ticket, language)
            return
        yield Title(self._about.title(ticket, language))
        yield from self._warnings(ticket, language)
        yield Facts(tuple(self._facts(ticket, link, language)))
        if ticket.decisions:
            yield Facts(tuple(self._decisions(ticket, language)))
        if ticket.incident:
            yield Facts(tuple(self._incident(ticket.incident, language)))
        yield from self._buttons(ticket, language)

    def forgotten(self, ticket: Ticket, language: str) -> Iterator[Part]:
        """The card of a ticket whose contents were removed: its reference and the day, without personal data."""
        gone = ticket.shredded_at or self._rules.clock()
        day = self._texts.day(language, self._rules.local(gone).date())
        yield Title(ticket.reference)
        yield Text(self._texts.say(language, "forgotten", day=day))

    def _warnings(self, ticket: Ticket, language: str) -> Iterator[Part]:
        say, facts = self._texts.say, self._about.facts(ticket, language)
        if ticket.must_stop:
            yield Text(say(language, "card_stop", **facts))
        if self._about.is_overdue(ticket):
            yield Text(say(language, "reminder_hours_over" if ticket.incident else "card_overdue", **facts))
        flags = [say(language, f"flag_{flag}", **facts) for flag in self._flags(ticket)]
        if flags:
            yield Text(say(language, "card_flags", flags=self._texts.listed(language, flags)))

    @staticmethod
    def _flags(ticket: Ticket) -> Iterator[str]:
        if ticket.extended_at:
            yield "extended"
        if ticket.complaint:
            yield "complaint"
        if ticket.legal_hold:
            yield "legal_hold"

    def _facts(self, ticket: Ticket, link: str | None, language: str) -> Iterator[tuple[str, str | UserMention | Link]]:
        say, day = self._texts.say, self._texts.day
        yield say(language, "card_state"), self._about.state(ticket, language)
        yield say(language, "card_officer"), UserMention(ticket.officer) if ticket.officer else say(language, "nobody")
        yield say(language, "card_asker"), self._about.asker(ticket, language)
        if not ticket.incident:
            yield say(language, "card_subject"), self._about.subject(ticket, language)
            yield say(language, "card_receipt"), day(language, ticket.receipt)
            yield say(language, "card_dates"), self._about.dates(ticket, language)
        claimable = ticket.claimable(self._rules.today)
        if claimable:
            yield say(language, "card_claimable"), say(language, "claimable", day=day(language, claimable))
        if ticket.stopped_at:
            yield say(language, "card_stopped"), day(language, self._rules.local(ticket.stopped_at).date())
        if ticket.prepared_by:
            yield say(language, "card_prepared"), UserMention(ticket.prepared_by)
        if link:
            yield say(language, "card_source"), Link(link, say(language, "card_source_link"))

    def _decisions(self, ticket: Ticket, language: str) -> Iterator[tuple[str, str]]:
        for right, decision in ticket.decisions.items():
            yield self._texts.say(language, f"right_{right}"), self._texts.say(language, f"decision_{decision}")

    def _incident(self, incident: Incident, language: str) -> Iterator[tuple[str, str]]:
        moment, local = self._texts.moment, self._rules.local
        yield self._texts.say(language, "field_aware"), moment(language, local(incident.aware_at))
        yield self._texts.say(language, "card_hours"), moment(language, local(incident.due_at))
        for name in ("what", "when", "whose", "how_many", "contained"):
            if told := getattr(incident, name):
                yield self._texts.say(language, f"field_{name}"), told if len(told) <= SHOWN else told[:SHOWN] + " …"
        if incident.authority:
            yield self._texts.say(language, "card_authority"), self._authority(incident, language)
        if incident.persons:
            yield self._texts.say(language, "card_persons"), self._texts.say(language, f"code_{incident.persons}")

    def _authority(self, incident: Incident, language: str) -> str:
        """Which authority was notified, when, and its case number; or that no notification was needed."""
        named = self._texts.say(language, f"code_{incident.authority}")
        if incident.notified_at is None:
            return named
        at = self._texts.moment(language, self._rules.local(incident.notified_at))
        return ", ".join((named, at, incident.number[:NUMBER]))

    def _buttons(self, ticket: Ticket, language: str) -> Iterator[Part]:
        say = self._texts.say
        acts = self._acts(ticket)
        first, rest = acts[:1], acts[1:]
        second = [act for act in rest if act is Act.REPLY]
        others = [act for act in rest if act not in second]
        buttons = [self._button(act, ticket, language, first=act in first) for act in (*first, *second)]
        buttons.append(Button("ticket_why", say(language, "button_why"), str(ticket.id)))
        options = [Button(f"ticket_{act}", say(language, f"button_{act}"), f"{act} {ticket.id}") for act in others]
        menu = Menu("ticket_menu", say(language, "card_menu"), tuple(options)) if options else None
        yield Buttons(tuple(buttons), menu)

    def _acts(self, ticket: Ticket) -> list[Act]:
        """The acts that officers can do. The four-eyes rule is not applied: all officers see the same card."""
        officer = Actor(None, Role.OFFICER, self._rules.clock(), self._rules.today, alone=True)
        hidden = frozenset() if ticket.by_hand else DONE_BY_DESK
        return [act for act in possible(ticket, officer) if act not in hidden]

    def _button(self, act: Act, ticket: Ticket, language: str, *, first: bool) -> Button:
        style: Literal["plain", "primary", "danger"] = "danger" if act is Act.REFUSE else "primary" if first else "plain"
        confirm = self._texts.say(language, f"confirm_{act}") if act in ASKED_FIRST else None
        return Button(f"ticket_{act}", self._texts.say(language, f"button_{act}"), str(ticket.id), style, confirm)
