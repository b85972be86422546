"""An office to tell stories in: the real desk, connected to the stand-in for Slack, with a few people in it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import yaml
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.assembly import Service, build_service, shipped
from bot.settings import Secret, Settings
from bot.workspace import Message, Workspace

T = TypeVar("T")

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""


class SteppingClock:
    """Time stands still until the test moves it; both the desk and the pretend Slack go by it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self._lock = threading.Lock()
        self._last = 0.0

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """For the stand-in, whose timestamps must differ."""
        with self._lock:
            self._last = max(self._last + 0.0001, self.now.timestamp())
            return self._last

    def advance(self, step: timedelta) -> None:
        self.now += step


class Office:
    """Anna and Bo work here, Olle and Oda are the privacy officers."""

    def __init__(self, workspace: Workspace, clock: SteppingClock, database: str) -> None:
        self.slack = workspace
        self.clock = clock
        self.anna = workspace.add_user("anna", real_name="Anna Ek", locale="sv-SE")
        self.bo = workspace.add_user("bo", real_name="Bo Lind", locale="en-GB")
        self.olle = workspace.add_user("olle", real_name="Olle Berg", locale="sv-SE")
        self.oda = workspace.add_user("oda", real_name="Oda Dahl", locale="sv-SE")
        bot = workspace.bot_user_id
        self.general = workspace.add_channel("general", members=[self.anna, self.bo, self.olle, bot])
        self.support = workspace.add_channel("support", members=[self.anna, self.bo, bot])
        self.officers = workspace.add_channel("privacy-officers", private=True, members=[self.olle, self.oda, bot])
        self.settings = Settings(
            bot_token=Secret(workspace.bot_token),
            app_token=Secret(workspace.app_token),
            signing_secret=Secret(workspace.signing_secret),
            officers_channel=self.officers,
            database_url=database,
            timezone=ZoneInfo("Europe/Stockholm"),
            api_url=workspace.url,
        )
        self.service: Service = build_service(self.settings, clock)

    def direct(self, user: str) -> list[Message]:
        """What stands in a person's conversation with the desk."""
        return self.slack.messages(self.slack.dm(user))

    def replies(self, channel: str, ts: str) -> list[Message]:
        """What the desk answered in a thread."""
        return [m for m in self.slack.thread(channel, ts) if m.user == self.slack.bot_user_id and m.ts != ts]

    def reply(self, channel: str, ts: str) -> Message:
        """The desk's first answer in a thread, waited for."""
        return self.wait(lambda: self.replies(channel, ts))[0]

    def ask(self, user: str, text: str) -> Message:
        """What the desk answers to a direct message."""
        channel = self.slack.dm(user)
        return self.reply(channel, self.slack.say(user, channel, text))

    def cards(self) -> list[Message]:
        """The ticket cards in the officers' channel."""
        return [m for m in self.slack.messages(self.officers) if not m.is_reply and m.user == self.slack.bot_user_id]

    def card(self, number: int = 1) -> Message:
        """The n-th ticket card, waited for."""
        return self.wait(lambda: len(self.cards()) >= number and self.cards())[number - 1]

    def wait(self, condition: Callable[[], T]) -> T:
        return self.slack.wait(condition)

    def at_rest(self) -> None:
        """Wait until all that people did is acked and every letter that is due has been delivered."""
        self.slack.settled(20)
        outbox = self.service.store.outbox()
        self.wait(lambda: not [row for row in outbox.undelivered() if row.state != "failed"])


@contextmanager
def open_office(folder: Path, clock: SteppingClock | None = None, database: str | None = None) -> Iterator[Office]:
    """An office with the desk at work over Socket Mode."""
    clock = clock or SteppingClock()
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=clock.seconds) as workspace:
        office = Office(workspace, clock, database or f"sqlite:///{folder / 'desk.db'}")
        handler = SocketModeHandler(office.service.app, workspace.app_token)
        handler.connect()
        courier = office.service.start()
        try:
            yield office
        finally:
            workspace.stop()
            handler.close()
            office.service.stop(courier)
