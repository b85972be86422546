"""An office to tell stories in: the real desk, connected to the stand-in for Slack, with a few people in it."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml
from slack_bolt.adapter.socket_mode import SocketModeHandler
from waitress.server import create_server

from bot.assembly import Service, build_service, load_knowledge, load_reader, load_texts, shipped
from bot.knowledge import Knowledge
from bot.settings import Secret, Settings
from bot.slack.web import web_app
from bot.store import Undelivered
from bot.texts import Texts
from bot.understanding import Reader
from bot.workspace import Ack, Message, View, Workspace, faults_in_blocks
from tests.scenarios.shown import shown

T = TypeVar("T")

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
"""Monday, 2 March 2026, twelve o'clock in Stockholm."""
SLICE = 0.05
"""Seconds between two looks at what the stand-in does not know of, such as the database."""


@cache
def knowledge() -> Knowledge:
    """What the desk knows."""
    return load_knowledge(None)


@cache
def reader() -> Reader:
    """What understands messages; it takes a second to load, and any number of offices can share it."""
    return load_reader(knowledge())


@cache
def texts() -> Texts:
    """What the desk says."""
    return load_texts(knowledge())


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
        self.desk = workspace.bot_user_id
        self.general = workspace.add_channel("general", members=[self.anna, self.bo, self.olle, self.desk])
        self.support = workspace.add_channel("support", members=[self.anna, self.bo, self.desk])
        self.officers = workspace.add_channel("privacy-officers", private=True, members=[self.olle, self.oda, self.desk])
        self.settings = Settings(
            bot_token=Secret(workspace.bot_token),
            app_token=Secret(workspace.app_token),
            signing_secret=Secret(workspace.signing_secret),
            officers_channel=self.officers,
            database_url=database,
            timezone=ZoneInfo("Europe/Stockholm"),
            api_url=workspace.url,
        )
        self.service: Service = build_service(self.settings, clock, reader())

    # What people do

    def newcomer(self, locale: str = "sv-SE") -> str:
        """Somebody whom the desk has never heard of."""
        return self.slack.add_user("new", real_name="Nina Ny", locale=locale)

    def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Somebody names the desk in a channel; the message's ts."""
        return self.slack.say(user, channel, f"<@{self.desk}> {text}", thread_ts=thread_ts)

    def ask(self, user: str, text: str) -> Message:
        """What the desk answers to a direct message."""
        channel = self.slack.dm(user)
        return self.reply(channel, self.slack.say(user, channel, text))

    def command(self, user: str, channel: str, command: str, text: str = "") -> Ack:
        """A slash command whose letters have arrived."""
        ack = self.slack.command(user, channel, command, text)
        self.at_rest()
        return ack

    def press(self, user: str, message: Message, action: str, value: str | None = None) -> bool:
        """Somebody presses a button of a message; whether the desk took it."""
        return self.slack.press(user, message.channel, message.ts, action, value=value)

    def form(self, user: str, words: str = "") -> View:
        """The form for rights, opened with a command."""
        ack = self.slack.command(user, self.general, "/privacy-request", words)
        assert ack.ok, ack.error
        return self.open_view(user)

    def open_view(self, user: str) -> View:
        """What this user has open."""
        return self.wait(lambda: self.slack.view(user))

    # What people see

    def direct(self, user: str) -> list[Message]:
        """What stands in a person's conversation with the desk."""
        return self.slack.messages(self.slack.dm(user))

    def told(self, user: str) -> list[Message]:
        """What the desk said in a person's conversation with it."""
        return [message for message in self.direct(user) if message.user == self.desk]

    def whispers(self, user: str) -> list[Message]:
        """What this user alone sees."""
        return self.slack.ephemerals(user)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """What the desk answered in a thread."""
        return [m for m in self.slack.thread(channel, ts) if m.user == self.desk and m.ts != ts]

    def reply(self, channel: str, ts: str) -> Message:
        """The desk's first answer in a thread, waited for."""
        return self.wait(lambda: self.replies(channel, ts))[0]

    def cards(self) -> list[Message]:
        """The ticket cards in the officers' channel."""
        return [m for m in self.slack.messages(self.officers) if not m.is_reply and m.user == self.desk]

    def card(self, number: int = 1) -> Message:
        """The n-th ticket card, waited for."""
        return self.wait(lambda: len(self.cards()) >= number and self.cards())[number - 1]

    def lines(self, card: Message) -> list[str]:
        """What stands in the thread under a card."""
        return [shown(message) for message in self.replies(self.officers, card.ts)]

    def posted(self) -> list[Message]:
        """Everything that the desk has said to anybody, where it can still be seen."""
        everywhere = [*self._places(), *(self.slack.dm(user) for user in self._people())]
        public = [m for channel in everywhere for m in self.slack.messages(channel) if m.user == self.desk]
        return public + [m for user in self._people() for m in self.whispers(user)]

    def _places(self) -> tuple[str, ...]:
        return self.general, self.support, self.officers

    def _people(self) -> tuple[str, ...]:
        return self.anna, self.bo, self.olle, self.oda

    def faults(self) -> list[str]:
        """What Slack would not have taken, or did not take."""
        refused = [f"{call.method}: {call.error}" for call in self.slack.calls if call.error]
        failed = [f"letter {row.id}: {row.error}" for row in self.undelivered()]
        return refused + failed + [fault for m in self.posted() for fault in faults_in_blocks(list(m.blocks))]

    # Time, and waiting for what it brings

    def wait(self, condition: Callable[[], T], timeout: float = 20.0) -> T:
        """The condition's first true value."""
        end = time.monotonic() + timeout
        while True:
            try:
                return self.slack.wait(condition, SLICE)
            except TimeoutError:
                if time.monotonic() > end:
                    raise

    def undelivered(self) -> list[Undelivered]:
        """The letters that have not arrived, those given up included."""
        return self.service.store.outbox().undelivered()

    def pending(self) -> bool:
        """Whether Slack waits for an ack, or a letter for its delivery."""
        return bool(self.slack.pending) or any(row.state != "failed" for row in self.undelivered())

    def at_rest(self) -> None:
        """Wait until all that people did is acked and every letter that can be delivered has been."""
        self.slack.settled()
        self.wait(lambda: not self.pending())

    def pass_time(self, step: timedelta) -> None:
        """Move the clock, and let everything happen that is due by then."""
        self.clock.advance(step)
        self.slack.tick()
        self.service.courier.wake()

    def pass_time_until(self, condition: Callable[[], T], step: timedelta = timedelta(seconds=1)) -> T:
        """Let time pass, a step at a time, until the condition is true."""
        for _ in range(400):
            try:
                return self.slack.wait(condition, SLICE)
            except TimeoutError:
                self.pass_time(step)
        raise TimeoutError("not so, however long one waits")

    def as_time_passes(self, act: Callable[[], T]) -> T:
        """What comes of an act that somebody waits for in vain, until Slack tells them so."""
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(act)
            self.pass_time_until(waiting.done)
            return waiting.result()


@contextmanager
def open_office(folder: Path, *, database: str | None = None, http: bool = False) -> Iterator[Office]:
    """An office with the desk at work, over Socket Mode or over signed HTTP requests."""
    clock = SteppingClock()
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=clock.seconds) as workspace:
        office = Office(workspace, clock, database or f"sqlite:///{folder / 'desk.db'}")
        disconnect = (_over_http if http else _over_socket)(office)
        courier = office.service.start()
        try:
            yield office
        finally:
            workspace.stop()
            disconnect()
            office.service.stop(courier)


def _over_socket(office: Office) -> Callable[[], None]:
    # The client looks at its connection often, so that a story with a cut connection is a short one.
    handler = SocketModeHandler(office.service.app, office.slack.app_token, ping_interval=0.5)
    handler.connect()

    def close() -> None:
        # The client's reader must have seen the end first: it closes the same socket, without looking again.
        handler.client.auto_reconnect_enabled = False
        handler.client.current_session_runner.shutdown()
        handler.close()

    # Closing waits up to a second for the client's own queue; no test needs to wait for that.
    return threading.Thread(target=close).start


def _over_http(office: Office) -> Callable[[], None]:
    server: Any = create_server(web_app(office.service.app), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    office.slack.request_url = f"http://127.0.0.1:{server.effective_port}/slack/events"

    def close() -> None:
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=1)
        server.close()
        thread.join(5)

    return close
