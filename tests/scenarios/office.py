"""An office to tell stories in: the real desk, connected to the stand-in for Slack, with a few people in it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.assembly import shipped
from bot.service import Service
from bot.settings import Secret, Settings
from bot.store import Undelivered
from bot.tickets import Event, Ticket
from bot.workspace import Ack, ShownMessage, View, Workspace, faults_in_blocks
from tests.keys import MASTER
from tests.scenarios.at_work import DeskAtWork
from tests.scenarios.clock import STOCKHOLM, SteppingClock, local
from tests.scenarios.shown import is_card, shown
from tests.shipped import knowledge, reader, texts
from tests.sqlite import new_database

__all__ = ["Office", "knowledge", "open_office", "reader", "texts"]

T = TypeVar("T")

SLICE = 0.05
"""Seconds between two looks at what the stand-in does not know of, such as the database."""


class Office:
    """Anna and Bo work here, Olle and Oda are the privacy officers."""

    def __init__(self, workspace: Workspace, clock: SteppingClock, database: str, rules: dict[str, Any]) -> None:
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
        settings = Settings(
            bot_token=Secret(workspace.bot_token),
            app_token=Secret(workspace.app_token),
            signing_secret=Secret(workspace.signing_secret),
            officers_channel=self.officers,
            database_url=database,
            timezone=STOCKHOLM,
            master_keys=(Secret(MASTER),),
            api_url=workspace.url,
        )
        self.settings = replace(settings, **rules)
        self.desks: list[DeskAtWork] = []

    @property
    def service(self) -> Service:
        """Return the desk, or the first of its replicas."""
        return self.desks[0].service

    def open(self, *, http: bool = False) -> None:
        """Start a desk, or one more replica of it."""
        self.desks.append(DeskAtWork(self.settings, self.clock, self.slack, http=http))

    def restart(self) -> None:
        """End the desk's process, and start another one on the same database."""
        self.desks.pop().leave()
        self.open()

    # What people do

    def newcomer(self, locale: str = "sv-SE") -> str:
        """Add a user whom the desk does not know yet, and return their id."""
        return self.slack.add_user("new", real_name="Nina Ny", locale=locale)

    def mention(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Mention the desk in a channel, and return the message's ts."""
        return self.slack.say(user, channel, f"<@{self.desk}> {text}", thread_ts=thread_ts)

    def ask(self, user: str, text: str) -> ShownMessage:
        """Send a direct message, and return what the desk answers."""
        channel = self.slack.dm(user)
        return self.reply(channel, self.slack.say(user, channel, text))

    def command(self, user: str, channel: str, command: str, text: str = "") -> Ack:
        """Use a slash command, and wait for its letters to arrive."""
        ack = self.slack.command(user, channel, command, text)
        self.at_rest()
        return ack

    def press(self, user: str, message: ShownMessage, action: str, value: str | None = None) -> bool:
        """Press a button of a message. Return whether the desk acked it."""
        return self.slack.press(user, message.channel, message.ts, action, value=value)

    def form(self, user: str, words: str = "") -> View:
        """Open the request form with a command, and return it."""
        ack = self.slack.command(user, self.general, "/privacy-request", words)
        assert ack.ok, ack.error
        return self.open_view(user)

    def open_view(self, user: str) -> View:
        """Return the modal that a user has open."""
        view = self.wait(lambda: self.slack.view(user))
        assert view is not None
        return view

    # What people see

    def direct(self, user: str) -> list[ShownMessage]:
        """Return the messages in a person's conversation with the desk."""
        return self.slack.messages(self.slack.dm(user))

    def told(self, user: str) -> list[ShownMessage]:
        """Return the desk's messages in a person's conversation with it."""
        return [message for message in self.direct(user) if message.user == self.desk]

    def whispers(self, user: str) -> list[ShownMessage]:
        """Return the messages that only this user sees."""
        return self.slack.ephemerals(user)

    def replies(self, channel: str, ts: str) -> list[ShownMessage]:
        """Return the desk's answers in a thread."""
        return [m for m in self.slack.thread(channel, ts) if m.user == self.desk and m.ts != ts]

    def reply(self, channel: str, ts: str) -> ShownMessage:
        """Wait for the desk's first answer in a thread, and return it."""
        return self.wait(lambda: self.replies(channel, ts))[0]

    def cards(self) -> list[ShownMessage]:
        """Return the ticket cards in the officers' channel."""
        return [message for message in self._to_officers() if is_card(message)]

    def notices(self) -> list[str]:
        """Return the desk's other messages in the officers' channel."""
        return [shown(message) for message in self._to_officers() if not is_card(message)]

    def _to_officers(self) -> list[ShownMessage]:
        return [m for m in self.slack.messages(self.officers) if not m.is_reply and m.user == self.desk]

    def card(self, number: int = 1) -> ShownMessage:
        """Wait for the n-th ticket card, and return it."""
        return self.wait(lambda: self.cards()[number - 1 :])[0]

    def lines(self, card: ShownMessage) -> list[str]:
        """Return the messages in the thread below a card."""
        return [shown(message) for message in self.replies(self.officers, card.ts)]

    def ticket(self, number: int = 1) -> Ticket:
        """Return a ticket as stored."""
        found = self.service.store.ticket(number)
        assert found is not None
        return found

    def log(self, number: int = 1) -> list[Event]:
        """Return a ticket's log."""
        return self.service.store.events(number)

    def posted(self) -> list[ShownMessage]:
        """Return all messages of the desk that are still visible to anybody."""
        everywhere = [*self._places(), *(self.slack.dm(user) for user in self._people())]
        public = [m for channel in everywhere for m in self.slack.messages(channel) if m.user == self.desk]
        return public + [m for user in self._people() for m in self.whispers(user)]

    def _places(self) -> tuple[str, ...]:
        return self.general, self.support, self.officers

    def _people(self) -> tuple[str, ...]:
        return self.anna, self.bo, self.olle, self.oda

    def faults(self) -> list[str]:
        """Return what Slack refused, or would refuse."""
        refused = [f"{call.method}: {call.error}" for call in self.slack.calls if call.error]
        failed = [f"letter {row.id}: {row.error}" for row in self.undelivered()]
        return refused + failed + [fault for m in self.posted() for fault in faults_in_blocks(list(m.blocks))]

    # Time, and waiting for what it brings

    def wait(self, condition: Callable[[], T], timeout: float = 20.0) -> T:
        """Wait until the condition is true, and return its value."""
        end = time.monotonic() + timeout
        while True:
            try:
                return self.slack.wait(condition, SLICE)
            except TimeoutError:
                if time.monotonic() > end:
                    raise

    def undelivered(self) -> list[Undelivered]:
        """Return the letters that have not arrived, including those given up."""
        return self.service.store.outbox().undelivered()

    def pending(self) -> bool:
        """Whether Slack waits for an ack, or a letter for its delivery."""
        return bool(self.slack.pending) or any(row.state != "failed" for row in self.undelivered())

    def at_rest(self) -> None:
        """Wait until everything that people did is acked and every letter that can be delivered has been."""
        self.slack.settled()
        self.wait(lambda: not self.pending())

    def pass_time(self, step: timedelta) -> None:
        """Move the clock, and let everything happen that is due by then."""
        self._tick(step)
        self.run_due()

    def go_to(self, moment: str) -> None:
        """Let time pass until a local time, such as ``2026-03-06 18:30``."""
        self.pass_time(local(moment) - self.clock())

    def run_due(self) -> None:
        """Run every desk's scheduler, and deliver what it queues."""
        for desk in self.desks:
            desk.service.run_due()
        self.at_rest()

    def _tick(self, step: timedelta) -> None:
        self.clock.advance(step)
        self.slack.tick()
        for desk in self.desks:
            desk.service.courier.wake()

    def pass_time_until(self, condition: Callable[[], T], step: timedelta = timedelta(seconds=1)) -> T:
        """Let time pass, a step at a time, until the condition is true."""
        for _ in range(400):
            try:
                return self.slack.wait(condition, SLICE)
            except TimeoutError:
                self._tick(step)
        raise TimeoutError("not so, however long one waits")

    def as_time_passes(self, act: Callable[[], T]) -> T:
        """Return the result of an act that the desk never acknowledges: time passes until Slack gives up."""
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(act)
            self.pass_time_until(waiting.done)
            return waiting.result()


@contextmanager
def open_office(
    folder: Path, *, database: str | None = None, http: bool = False, desks: int = 1, grid: bool = False, **rules: Any
) -> Iterator[Office]:
    """An office with the desk at work, or several replicas of it; ``rules`` are desk rules.

    The clock stands still until a test moves it, so Slack's rate limits would never be over: here there are none.
    """
    clock = SteppingClock()
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with Workspace(manifest, clock=clock.seconds, rate_limits=False, grid=grid) as workspace:
        office = Office(workspace, clock, database or new_database(folder / "desk.db"), rules)
        for _ in range(desks):
            office.open(http=http)
        try:
            yield office
        finally:
            workspace.stop()
            for desk in office.desks:
                desk.stop()
