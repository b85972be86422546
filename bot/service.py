"""The running desk: what is started, looked after and ended together."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.desk.desk import Desk
    from bot.desk.ports import Clock
    from bot.settings import Settings
    from bot.slack.authorization import Authorization
    from bot.slack.conversation_order import Backlog
    from bot.slack.courier import Courier
    from bot.slack.form_opener import FormOpener
    from bot.slack.hearing import Hearing
    from bot.slack.officers import ChannelOfficers
    from bot.slack.people import UserLocales
    from bot.slack.readiness import Readiness
    from bot.slack.watch import Watch
    from bot.slack.web import WebApp
    from bot.store import SqlStore


@dataclass(frozen=True)
class Service:
    """The desk with everything that it needs to run."""

    app: App
    desk: Desk
    store: SqlStore
    courier: Courier
    settings: Settings
    clock: Clock
    authorization: Authorization
    readiness: Readiness
    people: UserLocales
    backlog: Backlog
    hearing: Hearing
    officers: ChannelOfficers
    watch: Watch
    forms: FormOpener
    endings: list[Callable[[], None]] = field(default_factory=list)
    """What ends the threads that ``start`` began."""

    def web(self) -> WebApp:
        """Return what HTTP mode serves: signed requests and the health checks."""
        from bot.slack.web import WebApp

        self.hearing.over_http()
        return WebApp(self.app, self.settings.signing_secret, self.readiness.is_ready, self.hearing.payload)

    def start(self) -> threading.Thread:
        """Start the courier in a thread, and return the thread. Letters that were given up are queued again.

        Who the officers are and whether the desk is ready is looked at in threads of their own.
        Call this before payloads come in, and ``catch_up`` once they do.
        """
        self.hearing.begin()
        self.endings.extend((self.officers.start(), self.readiness.start(), self.forms.close))
        outbox = self.store.outbox()
        for letter in outbox.undelivered():
            if letter.state == "failed":
                outbox.requeue(letter.id)
        thread = threading.Thread(target=self.courier.run, name="courier", daemon=True)
        thread.start()
        return thread

    def catch_up(self) -> None:
        """Watch in a thread whether everything is heard, and read what was missed."""
        self.hearing.start()

    def run_due(self) -> None:
        """Do everything that is due: suspected tickets that open, reminders, the digest, retention.

        Raises LostDatabase where the database is no longer the one that was opened.
        """
        self.store.check_same()
        try:
            self.desk.scheduler.run_due()
        finally:
            self.watch.look()

    def tidy(self) -> None:
        """Remove delivery keys and sent letters that are no longer needed."""
        self.store.tidy(self.clock())

    def stop(self, courier: threading.Thread) -> None:
        """Let the courier finish its current letter, for up to 15 seconds, and close the database."""
        self.hearing.stop()
        self.people.close()
        for end in self.endings:
            end()
        self.courier.stop()
        courier.join(timeout=15)
        self.store.close()
