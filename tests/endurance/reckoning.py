"""Compares what people did with what they see in the end, and with what the database says."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, create_engine, func, select

from bot.store.tables import OUTBOX, TICKET_LOG, TICKETS
from bot.workspace import ShownMessage, Workspace
from tests.endurance.ledger import Done, Ledger
from tests.endurance.people import People
from tests.scenarios.shown import is_card, reference, shown
from tests.shipped import texts

MARK = "insyn_outbox"
ONCE = 1


@dataclass
class Faults:
    """What went wrong, each in a sentence; no fault is a good end."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    def expect_once(self, count: int, what: str) -> None:
        """Note what is there never, or more than once."""
        if count != ONCE:
            (self.lost if count < ONCE else self.doubled).append(f"{what}: {count} times")

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.out_of_order)

    def __iter__(self) -> Iterator[str]:
        for name in ("lost", "doubled", "out_of_order"):
            yield from (f"{name.replace('_', ' ')}: {fault}" for fault in getattr(self, name))


class Reckoning:
    """Looks at everything once, when all is at rest."""

    def __init__(self, slack: Workspace, people: People, database: str) -> None:
        self._slack, self._people = slack, people
        self._messages: dict[str, list[ShownMessage]] = {}
        engine = create_engine(database)
        with engine.connect() as connection:
            self.tickets: Sequence[Row[Any]] = connection.execute(select(TICKETS)).all()
            self.letters: Sequence[Row[Any]] = connection.execute(select(OUTBOX).order_by(OUTBOX.c.id)).all()
            takes = select(TICKET_LOG.c.ticket, func.count()).where(TICKET_LOG.c.what == "take").group_by(TICKET_LOG.c.ticket)
            self._takes = {int(ticket): int(count) for ticket, count in connection.execute(takes)}
        engine.dispose()
        self._cards = Counter(reference(message) for message in self._in(people.officers) if is_card(message))

    def faults(self, ledger: Ledger) -> Faults:
        """Everything that does not come out as it has to."""
        found = Faults()
        for done in ledger.done:
            if done.acked:
                self._of_deed(done, found)
        self._of_tickets(found)
        self._of_letters(found)
        self._of_marks(found)
        return found

    def story(self, user: str, ledger: Ledger) -> list[str]:
        """What somebody did, and every letter to them or about their tickets."""
        did = [f"  did: {done}" for done in ledger.done if done.user == user]
        own = {ticket.id: ticket for ticket in self.tickets if ticket.asker == user}
        tickets = [
            f"  ticket: {t.reference} {t.kind.value} {t.state.value} {t.source_channel} {t.source_ts}" for t in own.values()
        ]
        of_them = [row for row in self.letters if row.ticket in own or row.lane == f"person:{user}"]
        names = ("id", "kind", "lane", "about", "replaces", "state", "attempts", "error", "sent_channel", "sent_ts")
        return did + tickets + [f"  letter: {' '.join(f'{name}={getattr(row, name)}' for name in names)}" for row in of_them]

    def _in(self, channel: str) -> list[ShownMessage]:
        if channel not in self._messages:
            self._messages[channel] = self._slack.messages(channel)
        return self._messages[channel]

    def _of_deed(self, done: Done, found: Faults) -> None:
        what = f"{done.deed} of {done.user} at {done.ts}"
        match done.deed:
            case "question":
                found.expect_once(len(self._answers(done)), f"answer to the {what}")
            case "request" | "mail":
                own = [t for t in self.tickets if (t.source_channel, t.source_ts) == (done.channel, done.ts)]
                found.expect_once(len(own), f"ticket of the {what}")
            case "form":
                found.expect_once(sum(ticket.asker == done.user for ticket in self.tickets), f"ticket of the {what}")
            case "private":
                # Slack gives no way to look for what only one person sees, so after a doubt it is said again.
                if not self._slack.ephemerals(done.user) and not self._desks_words(done.channel):
                    found.lost.append(f"answer to the {what}")
            case "take":
                ticket = next(ticket for ticket in self.tickets if ticket.reference == done.ticket)
                times = self._takes.get(ticket.id, 0)
                # While Slack does not say who the officers are, nothing is changed, and whoever pressed is told to press again.
                if times or not self._is_to_press_again(done.user):
                    found.expect_once(times, f"{what}, {done.ticket}")
            case "addition":
                lines = [m for m in self._in(self._people.officers) if m.is_reply and done.user in shown(m)]
                if not lines:
                    found.lost.append(f"line of the {what}")

    def _is_to_press_again(self, user: str) -> bool:
        again = {texts().say(language, "notice_press_again") for language in ("sv", "en")}
        return any(shown(message) in again for message in (*self._slack.ephemerals(user), *self._in(self._slack.dm(user))))

    def _answers(self, done: Done) -> set[int]:
        """The letters that answer a message: a long one has several pages."""
        replies = [message for message in self._in(done.channel) if message.is_reply and message.thread_ts == done.ts]
        return {mark["id"] for message in replies if (mark := _mark(message))}

    def _desks_words(self, channel: str) -> list[ShownMessage]:
        return [message for message in self._in(channel) if _mark(message)]

    def _of_tickets(self, found: Faults) -> None:
        """Each ticket, acknowledged or not, has one card, and one confirmation to its person."""
        for ticket in self.tickets:
            found.expect_once(self._cards[ticket.reference], f"card of {ticket.reference}")
            if ticket.asker and not ticket.asker.startswith("USLACK"):
                self._of_confirmation(ticket, found)

    def _of_confirmation(self, ticket: Row[Any], found: Faults) -> None:
        what = f"confirmation of {ticket.reference} to {ticket.asker}"
        letters = [row.id for row in self.letters if (row.ticket, row.kind) == (ticket.id, "opened")]
        found.expect_once(len(letters), f"letter of {what}")
        told = [message for message in self._in(self._slack.dm(ticket.asker)) if _mark(message).get("id") in letters]
        told = [message for message in told if ticket.reference in shown(message)]
        found.expect_once(len(told), what)

    def _of_letters(self, found: Faults) -> None:
        """Each letter is where its row says, and those of one lane came in their order."""
        last: dict[tuple[str, str], str] = defaultdict(str)
        for row in self.letters:
            if row.state not in ("sent", "gone"):
                found.lost.append(f"letter {row.id}, {row.kind}, is {row.state} ({row.error})")
            elif row.sent_ts and row.replaces is None and row.kind != "reply_removal":
                if row.sent_ts not in {message.ts for message in self._in(row.sent_channel)}:
                    found.lost.append(f"letter {row.id}, {row.kind}, is not where it was sent")
                if row.sent_ts < last[row.lane, row.sent_channel]:
                    found.out_of_order.append(f"letter {row.id}, {row.kind}, came before an earlier one")
                last[row.lane, row.sent_channel] = row.sent_ts

    def _of_marks(self, found: Faults) -> None:
        """No page of a letter was posted twice."""
        channels = {self._people.officers, self._people.general, self._people.support}
        channels |= {row.sent_channel for row in self.letters if row.sent_channel}
        for channel in sorted(channels):
            pages = Counter(tuple(sorted(mark.items())) for message in self._in(channel) if (mark := _mark(message)))
            found.doubled += [f"page {dict(page)} in {channel}" for page, count in pages.items() if count > 1]


def _mark(message: ShownMessage) -> dict[str, int]:
    data = message.metadata or {}
    return dict(data["event_payload"]) if data.get("event_type") == MARK else {}
