"""A pretend company: the stand-in for Slack with a few people in it, and the real desk connected to it."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.assembly import Service, build_service, shipped
from bot.settings import Secret, Settings
from bot.slack.socket_mode import connect
from bot.store import Vault
from bot.workspace import Workspace

PATIENCE = 20.0
"""Seconds after which the demo says that something is wrong instead of waiting on."""


@dataclass
class Office:
    """The company: Anna sells, Sam answers customers, Olle is the privacy officer."""

    slack: Workspace
    service: Service
    anna: str
    sam: str
    olle: str
    sales: str
    inbox: str
    """Where customers' mails come in; the desk is not there."""
    officers: str

    @property
    def names(self) -> dict[str, str]:
        """What people and channels are called, by id."""
        people = {self.anna: "Anna", self.sam: "Sam", self.olle: "Olle", self.slack.bot_user_id: "Insyn"}
        return people | {self.sales: "#sales", self.inbox: "#support-inbox", self.officers: "#privacy-officers"}

    def rest(self) -> None:
        """Return when the desk has answered everything."""
        self.slack.settled(PATIENCE)
        outbox, end = self.service.store.outbox(), time.monotonic() + PATIENCE
        while any(row.state != "failed" for row in outbox.undelivered()):
            if time.monotonic() > end:
                raise TimeoutError("the desk did not answer")
            time.sleep(0.02)


@contextmanager
def open_office() -> Iterator[Office]:
    """The company with the desk at work over Socket Mode; everything is gone when the block ends."""
    # Slack's Socket Mode client knows no NO_PROXY: it would look for the pretend Slack behind the proxy.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)
    manifest = yaml.safe_load(shipped("app.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="insyn-demo-") as folder, Workspace(manifest) as slack:
        office = _furnished(slack, Path(folder))
        disconnect = connect(office.service.app, slack.app_token)
        courier = office.service.start()
        try:
            yield office
        finally:
            slack.stop()
            disconnect()
            office.service.stop(courier)


def _furnished(slack: Workspace, folder: Path) -> Office:
    anna = slack.add_user("anna", real_name="Anna Ek", locale="sv-SE")
    sam = slack.add_user("sam", real_name="Sam Hill", locale="en-GB")
    olle = slack.add_user("olle", real_name="Olle Berg", locale="sv-SE")
    desk = slack.bot_user_id
    officers = slack.add_channel("privacy-officers", private=True, members=[olle, desk])
    settings = Settings(
        bot_token=Secret(slack.bot_token),
        app_token=Secret(slack.app_token),
        signing_secret=Secret(slack.signing_secret),
        officers_channel=officers,
        database_url=f"sqlite:///{folder / 'insyn.db'}",
        timezone=ZoneInfo("Europe/Stockholm"),
        api_url=slack.url,
        master_keys=(Secret(Vault.generate()),),  # of a database that is gone when the play is over
    )
    return Office(
        slack=slack,
        service=build_service(settings),
        anna=anna,
        sam=sam,
        olle=olle,
        sales=slack.add_channel("sales", members=[anna, sam, desk]),
        inbox=slack.add_channel("support-inbox", members=[anna, sam]),
        officers=officers,
    )
