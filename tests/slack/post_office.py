"""The courier with the real outbox and the stand-in for Slack, and what its letters say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from slack_sdk import WebClient

from bot.assembly import shipped
from bot.desk.letters import Card, Letter, Reply, ThreadRemoval, TicketLine, ToPerson
from bot.desk.outcomes import Unreadable
from bot.desk.places import Direct, OfficersChannel, Place, TicketThread
from bot.slack.courier import Courier
from bot.slack.mailbox import Mailbox
from bot.slack.posting import Posting
from bot.store import SqlStore
from bot.texts.sheet import Button, Buttons, Sheet, Text, Title
from bot.workspace import ShownMessage, Workspace
from tests.sqlite import new_database
from tests.store.clocks import StillClock
from tests.store.database_file import column
from tests.store.people import NOW, enqueue, open_ticket, opened

LINE = TicketLine(language="sv", ticket=1, event=1)
CARD = Card(language="sv", ticket=1)
REPLY = Reply(language="sv", outcome=Unreadable())
ANSWER = ToPerson(language="sv", ticket=1, about="answer", event=2)
FORGET = ThreadRemoval(language="sv", ticket=1)
LONG, LONGER = "ord " * 4_000, "ord " * 7_000
"""Texts of two pages, and of three."""


class PostOffice:
    """A courier on a ticket's letters. Time stands still until a test moves it."""

    def __init__(self, slack: Workspace, store: SqlStore, clock: StillClock, url: str) -> None:
        self.slack, self.store, self.clock, self._url = slack, store, clock, url
        self.anna = slack.add_user("anna")
        self.channel = slack.add_channel("privacy-officers", private=True, members=[slack.bot_user_id])
        self.general = slack.add_channel("general", members=[self.anna, slack.bot_user_id])
        self.client = WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
        self.outbox = store.outbox()
        self.says: dict[str, str] = {}
        self.mailbox = Mailbox(self.client, slack.bot_user_id)
        self.posting = Posting(self.outbox, self.mailbox, self.words, self.channel, clock)
        self.courier = Courier(self.posting)
        open_ticket(store)

    def words(self, letter: Letter) -> Sheet:
        """Return a letter's sheet. ``says`` overrides the words of a kind; a kind without words cannot be rendered."""
        text = self.says.get(letter.kind, letter.kind)
        if not text:
            raise LookupError(letter.kind)
        button = Buttons((Button("ticket_take", "Ta ärendet", "1"),))
        return Sheet((Title("DSR-2026-0007"), Text(text), button) if letter.kind == "card" else (Text(text),))

    def enqueue(self, place: Place, letter: Letter, replaces: int | None = None) -> int:
        """Queue a letter and return its id."""
        return enqueue(self.store, place, letter, replaces=replaces)

    def deliver(self, place: Place, letter: Letter, replaces: int | None = None) -> int:
        """Queue a letter, deliver everything that is due, and return the letter's id."""
        id = self.enqueue(place, letter, replaces)
        self.deliver_all()
        return id

    def deliver_all(self) -> None:
        """Deliver until nothing is due."""
        while self.courier.deliver_due():
            pass

    def pass_time(self, **step: float) -> None:
        """Let time pass, and deliver what is due by then."""
        self.clock.now += timedelta(**step)
        self.deliver_all()

    def opened(self, lines: int = 1) -> list[int]:
        """A card with lines below it."""
        return [self.deliver(OfficersChannel(), CARD), *(self.deliver(TicketThread(1), LINE) for _ in range(lines))]

    def waits(self) -> float:
        """Seconds until the next attempt at the only letter that waits."""
        [due] = column(self._url, "SELECT due_at FROM outbox WHERE state = 'pending'")
        return (datetime.fromisoformat(str(due)).replace(tzinfo=UTC) - self.clock.now).total_seconds()

    def fate(self, id: int) -> str:
        """Return ``sent``, or the state of a letter and its error."""
        [told] = [f"{row.state}: {row.error}" for row in self.outbox.undelivered() if row.id == id] or ["sent"]
        return told

    def at(self, id: int) -> tuple[str, str]:
        """Return channel and timestamp of a letter."""
        found = self.outbox.location(id)
        assert found is not None
        return found

    @property
    def card(self) -> ShownMessage:
        """Return the only card that is visible."""
        [found] = [m for m in self.shown() if any(block["type"] == "header" for block in m.blocks)]
        return found

    def shown(self, channel: str | None = None) -> list[ShownMessage]:
        """Return the messages in a channel, by default the officers'."""
        return [message for message in self.slack.messages(channel or self.channel) if message.subtype != "tombstone"]

    def asked(self, method: str) -> list[dict[str, Any]]:
        """The arguments of each call of a method."""
        return [dict(call.arguments) for call in self.slack.calls if call.method == method]

    def question(self) -> Direct:
        """Return the thread of a question that Anna asked."""
        return Direct(self.anna, self.slack.say(self.anna, self.slack.dm(self.anna), "Hej"))


def text(message: ShownMessage) -> str:
    """What a message's blocks say."""
    return " ".join(block["text"]["text"] for block in message.blocks if "text" in block)


@contextmanager
def open_post_office(folder: Path) -> Iterator[PostOffice]:
    """A post office whose database is in a folder."""
    clock = StillClock(NOW)
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    url = new_database(folder / "desk.db")
    store = opened(url, clock)
    with Workspace(manifest, clock=lambda: clock.now.timestamp(), rate_limits=False) as slack:
        yield PostOffice(slack, store, clock, url)
    store.close()
