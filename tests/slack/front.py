"""The listeners with stand-ins for the desk and Slack that record every call."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from bot.assembly import shipped
from bot.desk.messages import FormFaults
from bot.slack.form_opener import FormOpener
from bot.slack.listener_context import ListenerContext
from bot.slack.listeners import register
from bot.texts import Texts
from bot.tickets import Ticket
from bot.workspace import faults_in_view
from tests.slack.filled_in import NOW, REQUEST, URL

TEXTS = Texts(shipped("locales"), ["sv", "en"])
AT = NOW.astimezone(UTC)


@dataclass
class Calls:
    """Records calls, in place of the desk, Slack and the users' locales."""

    made: list[tuple[Any, ...]] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        def call(*values: Any, **named: Any) -> None:
            self.made.append((name, *values, *named.items()))
            if name == "act" and self.faults:
                raise FormFaults(self.faults)

        return call

    def language(self, locale: str | None) -> str:
        return (locale or "sv")[:2]

    def locale(self, _user: str) -> str:
        return "en-GB"

    def guess_rights(self, words: str, locale: str | None) -> Any:
        self.made.append(("guess_rights", words, locale))
        return SimpleNamespace(language="sv", rights=("erasure",), name=None, email=None, for_someone_else=False)


class Directly(Executor):
    """Does at once what others do in the background."""

    def submit(self, work: Any, /, *values: Any, **named: Any) -> Future[Any]:
        work(*values, **named)
        return Future()


@dataclass
class Ack:
    """What a payload was answered with."""

    said: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, **named: Any) -> None:
        self.said.append(named)


@dataclass
class Front:
    """The listeners, and the calls that they make."""

    ticket: Ticket = REQUEST
    now: datetime = AT
    desk: Calls = field(default_factory=Calls)
    slack: Calls = field(default_factory=Calls)
    ack: Ack = field(default_factory=Ack)

    @property
    def listeners(self) -> "Registered":
        zone, app = ZoneInfo("Europe/Stockholm"), Registered()
        context = ListenerContext(
            self.desk,
            Calls(),
            TEXTS,
            "sv",
            "U0INSYN",
            lambda: self.now,
            zone,
            lambda _: self.ticket,
            forms=FormOpener(Directly()),
        )
        register(app, context)
        return app

    def command(self, body: dict[str, Any]) -> None:
        """Somebody sends a command."""
        self.listeners.commands[body["command"]](self.ack, body, self.slack)

    def write(self, event: dict[str, Any]) -> None:
        """Somebody writes a message."""
        self.listeners.events["message"]({"team_id": "T0ACME", "event_id": "Ev1"}, event)

    def press(self, action: str, value: str, channel: str = "C0OFFICERS") -> None:
        """Somebody presses a button."""
        self._heard(action, channel, {"action_id": action, "value": value})

    def choose(self, value: str) -> None:
        """Somebody chooses from a card's menu."""
        self._heard("ticket_menu", "C0OFFICERS", {"action_id": "ticket_menu", "selected_option": {"value": value}})

    def _heard(self, name: str, channel: str, action: dict[str, Any]) -> None:
        body = {"user": {"id": "U0OLLE"}, "channel": {"id": channel}, "trigger_id": "13.7.abc", "response_url": URL}
        known = {"ack": self.ack, "body": body, "action": action, "client": self.slack}
        listener = self.listeners.actions[name]
        listener(**{name: known[name] for name in listener.__code__.co_varnames[1 : listener.__code__.co_argcount]})

    def send(self, body: dict[str, Any]) -> None:
        """Somebody sends a form."""
        self.listeners.views[body["view"]["callback_id"]](self.ack, body)

    def opened(self) -> Iterator[dict[str, Any]]:
        """The forms that were opened."""
        for name, *named in self.slack.made:
            facts = dict(named)
            assert (name, facts["trigger_id"]) == ("views_open", "13.7.abc")
            assert faults_in_view(facts["view"]) == []
            yield facts["view"]


@dataclass
class Registered:
    """Records the listeners that are registered with Bolt, by name."""

    actions: dict[str, Any] = field(default_factory=dict)
    views: dict[str, Any] = field(default_factory=dict)
    events: dict[str, Any] = field(default_factory=dict)
    commands: dict[str, Any] = field(default_factory=dict)

    def action(self, name: str) -> Any:
        return lambda listener: self.actions.setdefault(name, listener)

    def view(self, name: str) -> Any:
        return lambda listener: self.views.setdefault(name, listener)

    def event(self, name: str) -> Any:
        return lambda listener: self.events.setdefault(name, listener)

    def command(self, name: str) -> Any:
        return lambda listener: self.commands.setdefault(name, listener)

    def shortcut(self, _name: dict[str, str]) -> Any:
        return lambda listener: listener
