"""The demo's company: the stand-in for Slack with a few people, and the real desk connected to it."""

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

from bot.assembly import build_service, shipped
from bot.service import Service
from bot.settings import Secret, Settings, new_key
from bot.slack.socket_mode import connect
from bot.understanding import Reader
from bot.workspace import Workspace

ZONE = ZoneInfo("Europe/Stockholm")
PATIENCE = 20.0
"""Seconds after which the demo stops waiting and reports an error."""


def utc_now() -> datetime:
    """Return the current time in UTC."""
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
    """Channel that customers' mails are posted into; the desk is not a member."""
    officers: str

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return self.service.settings.timezone

    @property
    def first_names(self) -> dict[str, str]:
        """User ids by first name in lower case."""
        return {"anna": self.anna, "sam": self.sam, "olle": self.olle, "oda": self.oda}

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of everybody but the desk."""
        return tuple(self.first_names.values())

    @property
    def shown(self) -> tuple[str, ...]:
        """The channels to print: everybody's direct messages, and those that the desk is in."""
        return (*map(self.slack.dm, self.people), self.sales, self.officers)

    @property
    def names(self) -> dict[str, str]:
        """Names of users and channels by id."""
        people = {user: name.capitalize() for name, user in self.first_names.items()}
        direct = {self.slack.dm(user): f"direct message with {name}" for user, name in people.items() if user != self.anna}
        places = {self.sales: "#sales", self.inbox: "#support-inbox", self.officers: "#privacy-officers"}
        return people | direct | places | {self.slack.bot_user_id: "Insyn"}

    @property
    def pressed_by(self) -> dict[str, str]:
        """Who presses the buttons of a channel by default: in #sales it is Sam."""
        return {self.slack.dm(user): user for user in self.people} | {self.sales: self.sam, self.officers: self.olle}

    def person(self, name: str) -> str:
        """Return a user's id by first name in lower case."""
        return self.first_names[name]

    def place_of(self, user: str) -> str:
        """Return the channel in which a user types commands."""
        return self.officers if user in {self.olle, self.oda} else self.sales

    def can_press(self, user: str, channel: str, owner: str) -> bool:
        """Whether a user sees the buttons of a message that ``owner`` presses by default."""
        members = {self.sales: {self.anna, self.sam}, self.officers: {self.olle, self.oda}}
        return user == owner or {user, owner} <= members.get(channel, set())

    def rest(self) -> None:
        """Wait until the desk has answered everything."""
        self.slack.settled(PATIENCE)
        self.service.forms.finish()
        outbox, end = self.service.store.outbox(), time.monotonic() + PATIENCE
        while any(row.state != "failed" for row in outbox.undelivered()):
            if time.monotonic() > end:
                raise TimeoutError("the desk did not answer")
            time.sleep(0.02)


@contextmanager
def open_office(reader: Reader | None = None, clock: Callable[[], datetime] = utc_now) -> Iterator[Office]:
    """Run the company with the desk connected over Socket Mode; everything is deleted when the block ends.

    Passing an existing ``reader`` saves loading another. Both the desk and the stand-in for Slack use ``clock``.
    """
    # Slack's Socket Mode client ignores NO_PROXY, and would look for the stand-in behind the proxy.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="insyn-demo-") as folder, _workspace(clock) as slack:
        office = _new_office(slack, Path(folder), reader, clock)
        courier = office.service.start()
        disconnect = connect(office.service.app, slack.app_token)
        try:
            yield office
        finally:
            slack.stop()
            disconnect()
            office.service.stop(courier)


def _workspace(clock: Callable[[], datetime]) -> Workspace:
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    # Slack's limits are no part of what the demo shows, and its story is told faster than they allow.
    return Workspace(manifest, clock=lambda: clock().timestamp(), rate_limits=False)


def _new_office(slack: Workspace, folder: Path, reader: Reader | None, clock: Callable[[], datetime]) -> Office:
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
        master_keys=(Secret(new_key()),),  # of a database that is deleted when the demo ends
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
