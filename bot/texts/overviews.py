"""Reminders, the digest, lists of tickets, and explanations of deadlines, in words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from bot.desk.desk_rules import DeskRules
from bot.desk.letters import Digest, Reminder, TicketList
from bot.texts.about_ticket import AboutTicket
from bot.texts.catalogue import Texts, capitalised
from bot.texts.sheet import Button, Buttons, Facts, Link, Part, SmallPrint, Text, Title
from bot.tickets import ACTS, Act, Kind, Step, Ticket, deadline_steps
from bot.tickets.incident import NOTIFY_WITHIN
from bot.tickets.retention import is_forgotten
from bot.tickets.ticket import ANSWERED

ROW = 10
"""Most tickets in one part: Slack shows ten fields in a section."""
HOURS = int(NOTIFY_WITHIN.total_seconds() // 3600)


class DeadlineWords:
    """Explains how a date was counted, in sentences that name the articles."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def steps(self, steps: Iterable[Step], language: str) -> list[str]:
        """One sentence for each step."""
        said = (self._texts.say(language, f"why_{step.name}", **self._facts(step, language)) for step in steps)
        return [capitalised(sentence) for sentence in said]

    def _facts(self, step: Step, language: str) -> dict[str, object]:
        return {name: self._fact(name, value, language) for name, value in step.facts.items()}

    def _fact(self, name: str, value: date | str | int, language: str) -> object:
        if isinstance(value, date):
            return self._texts.weekday(language, value)
        return self._texts.say(language, f"country_{value}") if name == "country" else value


class Overviews:
    """Puts reminders, the digest, lists and deadline explanations into words.

    ``ticket`` returns a ticket by id; ``card`` the address of a ticket's card, or None.
    """

    def __init__(
        self,
        texts: Texts,
        about: AboutTicket,
        rules: DeskRules,
        ticket: Callable[[int], Ticket],
        card: Callable[[Ticket], str | None],
    ) -> None:
        self._texts = texts
        self._about = about
        self._rules = rules
        self._ticket = ticket
        self._card = card
        self._deadlines = DeadlineWords(texts)

    def reminder(self, letter: Reminder) -> Iterator[Part]:
        """A reminder of a date that is near or has passed."""
        ticket, language = self._ticket(letter.ticket), letter.language
        yield Text(self._reminder(letter, ticket))
        yield Facts((self._row(ticket, language),))

    def digest(self, letter: Digest) -> Iterator[Part]:
        """The figures of the past week, and the tickets that are overdue, due soon or ready to be closed."""
        say, language = self._texts.say, letter.language
        yield Title(say(language, "digest"))
        yield Facts(
            (
                (say(language, "digest_new"), str(letter.new)),
                (say(language, "digest_closed"), str(letter.closed)),
                (say(language, "digest_in_time"), self._share(letter)),
            )
        )
        yield from self._list("digest_overdue", letter.overdue, language)
        yield from self._list("digest_soonest", letter.soonest, language)
        yield from self._list("digest_to_close", letter.to_close, language)
        if not (*letter.overdue, *letter.soonest):
            yield Text(say(language, "digest_nothing"))

    def own(self, letter: TicketList) -> Iterator[Part]:
        """A person's own tickets, each with its state, dates, next step and buttons."""
        language = letter.language
        if not letter.tickets:
            yield Text(self._texts.say(language, "ticket_list_empty"))
            return
        yield Text(self._texts.say(language, "ticket_list"))
        for id in letter.tickets:
            yield from self._own(self._ticket(id), language)
        yield from self._more(letter)

    def open(self, letter: TicketList) -> Iterator[Part]:
        """All open tickets, for officers; overdue ones first."""
        language, today = letter.language, self._rules.today
        found = [self._ticket(id) for id in letter.tickets]
        late = [ticket.id for ticket in found if self._about.is_overdue(ticket)]
        if not found:
            yield Text(self._texts.say(language, "list_empty"))
            return
        yield Title(self._texts.say(language, "list", day=self._texts.day(language, today)))
        yield from self._list("digest_overdue", late, language)
        yield from self._list("list_open", [ticket.id for ticket in found if ticket.id not in late], language)
        yield from self._more(letter)

    def _more(self, letter: TicketList) -> Iterator[Part]:
        """The button for the next page, where there is one."""
        if letter.more:
            next_page = letter.start + len(letter.tickets)
            value = f"{'open' if letter.officers else 'own'} {next_page} {letter.language}"
            label = self._texts.count(letter.language, "button_more_tickets", letter.more)
            yield Buttons((Button("more_tickets", label, value),))

    def explain_deadline(self, ticket: Ticket, language: str) -> Iterator[Part]:
        """How the dates of a ticket were counted, step by step."""
        yield Title(self._texts.say(language, "why", reference=ticket.reference))
        if ticket.incident:
            moments = {"aware": ticket.incident.aware_at, "due": ticket.incident.due_at}
            local = {name: self._texts.moment(language, self._rules.local(at)) for name, at in moments.items()}
            yield Text(self._texts.say(language, "why_incident", hours=HOURS, **local))
            return
        yield self._steps(ticket, language)
        if ticket.extended_at:
            yield Text(self._texts.say(language, "why_extended"))
            yield self._steps(ticket, language, extended=True)
        if ticket.stops_first:
            yield Text(self._texts.say(language, "why_stop", **self._about.facts(ticket, language)))
        claimable = ticket.claimable(self._rules.today)
        if claimable:
            yield SmallPrint(self._texts.say(language, "why_claimable", day=self._texts.day(language, claimable)))

    def _steps(self, ticket: Ticket, language: str, *, extended: bool = False) -> Text:
        steps = deadline_steps(ticket.receipt, ticket.country, language, extended=extended)
        return Text("\n".join(f"{n}. {step}" for n, step in enumerate(self._deadlines.steps(steps, language), 1)))

    def _reminder(self, letter: Reminder, ticket: Ticket) -> str:
        language, facts = letter.language, self._about.facts(ticket, letter.language)
        match letter.name:
            case "stop":
                return self._texts.say(language, "reminder_stop", **facts)
            case "incident":
                name = "reminder_hours_over" if letter.days >= HOURS else "reminder_hours"
                return self._texts.say(language, name, **facts, hours=letter.days, left=HOURS - letter.days)
            case "overdue":
                return self._texts.count(language, "reminder_overdue", -letter.days, **facts)
        if letter.days == 0:
            return self._texts.say(language, "reminder_today", **facts)
        return self._texts.count(language, "reminder_due", letter.days, **facts)

    def _share(self, letter: Digest) -> str:
        if not letter.answered:
            return self._texts.say(letter.language, "digest_none_answered")
        percent = round(100 * letter.in_time / letter.answered)
        share = {"in_time": letter.in_time, "answered": letter.answered, "percent": percent}
        return self._texts.say(letter.language, "digest_share", **share)

    def _list(self, heading: str, tickets: Sequence[int], language: str) -> Iterator[Part]:
        """A heading and a row for each ticket, in the order given; nothing where there is none."""
        if tickets:
            yield Text(self._texts.say(language, heading))
        for start in range(0, len(tickets), ROW):
            yield Facts(tuple(self._row(self._ticket(id), language) for id in tickets[start : start + ROW]))

    def _row(self, ticket: Ticket, language: str) -> tuple[str, str | Link]:
        dates = self._hours(ticket, language) if ticket.incident else self._about.dates(ticket, language)
        name = f"{self._about.title(ticket, language)} · {self._about.state(ticket, language)}"
        address = self._card(ticket)
        return name, Link(address, dates) if address else dates

    def _hours(self, ticket: Ticket, language: str) -> str:
        assert ticket.incident is not None
        due = self._texts.moment(language, self._rules.local(ticket.incident.due_at))
        return self._texts.say(language, "hours_end", due=due)

    def _own(self, ticket: Ticket, language: str) -> Iterator[Part]:
        say, facts = self._texts.say, self._about.facts(ticket, language)
        yield Title(self._about.title(ticket, language))
        pairs = [(say(language, "card_state"), self._about.state(ticket, language))]
        if not ticket.incident:
            pairs.append((say(language, "card_receipt"), facts["receipt"]))
            if ticket.awaits_answer:
                pairs.append((say(language, "card_legal"), facts["due"]))
        yield Facts(tuple(pairs))
        yield Text(self._next(ticket, language))
        yield Buttons(tuple(self._own_buttons(ticket, language)))

    def _next(self, ticket: Ticket, language: str) -> str:
        facts = self._about.facts(ticket, language)
        if ticket.incident and ticket.state.is_open:
            return self._texts.say(language, "next_incident")
        if ticket.by_hand and ticket.state in ANSWERED and ticket.awaits_answer:
            return self._texts.say(language, "next_pass_on")
        if ticket.state.is_open and self._about.is_overdue(ticket):
            return self._texts.say(language, "next_overdue", **facts)
        return self._texts.say(language, f"next_{ticket.state}", **facts)

    def _own_buttons(self, ticket: Ticket, language: str) -> Iterator[Button]:
        say = self._texts.say
        if not ticket.closed_at and not is_forgotten(ticket):
            yield Button("person_add", say(language, "button_add"), str(ticket.id))
        if ticket.kind is Kind.REQUEST and ticket.state in ACTS[Act.WITHDRAW][0].before:
            yield self._about.withdrawal(ticket, language)
        yield Button("ticket_why", say(language, "button_why"), str(ticket.id))
