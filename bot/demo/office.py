"""A pretend company: the stand-in for Slack with a few people in it, and the real desk connected to it."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.assembly import Service, build_service, shipped
from bot.settings import Secret, Settings
from bot.slack.socket_mode import connect
from bot.store import Vault
from bot.understanding import Reader
from bot.workspace import Workspace

ZONE = ZoneInfo("Europe/Stockholm")
PATIENCE = 20.0
"""Seconds after which the demo says that something is wrong instead of waiting on."""


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC)


@dataclass
class Office:
    """The company: Anna sells, Sam answers customers, Olle and Oda are the privacy officers."""

    slack: Workspace
    service: Service
    anna: str
    sam: str
    olle: str
    oda: str
    sales: str
    inbox: str
    """Where customers' mails come in; the desk is not there."""
    officers: str

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self.service.settings.timezone

    @property
    def first_names(self) -> dict[str, str]:
        """Everybody's id by their first name in small letters."""
        return {"anna": self.anna, "sam": self.sam, "olle": self.olle, "oda": self.oda}

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody but the desk."""
        return tuple(self.first_names.values())

    @property
    def shown(self) -> tuple[str, ...]:
        """The channels in which the desk says something: everybody's direct messages, and those that it is in."""
        return (*map(self.slack.dm, self.people), self.sales, self.officers)

    @property
    def names(self) -> dict[str, str]:
        """What people and channels are called, by id."""
        people = {user: name.capitalize() for name, user in self.first_names.items()}
        direct = {self.slack.dm(user): f"direct message with {name}" for user, name in people.items() if user != self.anna}
        places = {self.sales: "#sales", self.inbox: "#support-inbox", self.officers: "#privacy-officers"}
        return people | direct | places | {self.slack.bot_user_id: "Insyn"}

    @property
    def pressed_by(self) -> dict[str, str]:
        """Who presses the buttons of a channel where nobody else is named: in #sales it is Sam who asks."""
        return {self.slack.dm(user): user for user in self.people} | {self.sales: self.sam, self.officers: self.olle}

    def person(self, name: str) -> str:
        """The id of somebody by their first name in small letters."""
        return self.first_names[name]

    def place_of(self, user: str) -> str:
        """The channel in which somebody types commands."""
        return self.officers if user in {self.olle, self.oda} else self.sales

    def can_press(self, user: str, channel: str, owner: str) -> bool:
        """Whether somebody sees the buttons of a message that another presses by default."""
        members = {self.sales: {self.anna, self.sam}, self.officers: {self.olle, self.oda}}
        return user == owner or {user, owner} <= members.get(channel, set())

    def rest(self) -> None:
        """Return when the desk has answered everything."""
        self.slack.settled(PATIENCE)
        outbox, end = self.service.store.outbox(), time.monotonic() + PATIENCE
        while any(row.state != "failed" for row in outbox.undelivered()):
            if time.monotonic() > end:
                raise TimeoutError("the desk did not answer")
            time.sleep(0.02)


@contextmanager
def open_office(reader: Reader | None = None, clock: Callable[[], datetime] = utc_now) -> Iterator[Office]:
    """The company with the desk at work over Socket Mode; everything is gone when the block ends.

    A ``reader`` that is there already saves the time of loading another. Both the desk and the pretend Slack go by ``clock``.
    """
    # Slack's Socket Mode client knows no NO_PROXY: it would look for the pretend Slack behind the proxy.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="insyn-demo-") as folder, _workspace(clock) as slack:
        office = _furnished(slack, Path(folder), reader, clock)
        disconnect = connect(office.service.app, slack.app_token)
        courier = office.service.start()
        try:
            yield office
        finally:
            slack.stop()
            disconnect()
            office.service.stop(courier)


def _workspace(clock: Callable[[], datetime]) -> Workspace:
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    return Workspace(manifest, clock=lambda: clock().timestamp())


def _furnished(slack: Workspace, folder: Path, reader: Reader | None, clock: Callable[[], datetime]) -> Office:
    anna = slack.add_user("anna", real_name="Anna Ek", locale="sv-SE")
    sam = slack.add_user("sam", real_name="Sam Hill", locale="en-GB")
    olle = slack.add_user("olle", real_name="Olle Berg", locale="sv-SE")
    oda = slack.add_user("oda", real_name="Oda Dahl", locale="sv-SE")
    desk = slack.bot_user_id
    officers = slack.add_channel("privacy-officers", private=True, members=[olle, oda, desk])
    settings = Settings(
        bot_token=Secret(slack.bot_token),
        app_token=Secret(slack.app_token),
        signing_secret=Secret(slack.signing_secret),
        officers_channel=officers,
        database_url=f"sqlite:///{folder / 'insyn.db'}",
        timezone=ZONE,
        api_url=slack.url,
        master_keys=(Secret(Vault.generate()),),  # of a database that is gone when the play is over
    )
    return Office(
        slack=slack,
        service=build_service(settings, clock, reader),
        anna=anna,
        sam=sam,
        olle=olle,
        oda=oda,
        sales=slack.add_channel("sales", members=[anna, sam, desk]),
        inbox=slack.add_channel("support-inbox", members=[anna, sam]),
        officers=officers,
    )
