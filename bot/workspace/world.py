"""The whole state of the workspace, behind one condition that notifies waiting threads of each change."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .values import Call, ImpossibleError, Json

TRIGGER_SECONDS = 3
RESPONSE_URL_SECONDS = 30 * 60
SLACKBOT = "USLACKBOT"


@dataclass
class User:
    """A user of the workspace, person or bot."""

    id: str
    name: str
    real_name: str
    locale: str = "sv-SE"
    email: str | None = None
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    team: str | None = None
    """The team of somebody from another company; None for a member of this workspace."""


@dataclass
class Channel:
    """A channel; `kind` is Slack's channel_type: channel, group (private), im or mpim (a direct message of several)."""

    id: str
    name: str
    kind: str
    created: int
    members: list[str] = field(default_factory=list)
    archived: bool = False
    invites_strangers: bool = False
    """Whether another company was invited to it (Slack Connect) and has not joined yet."""
    is_org_shared: bool = False


@dataclass
class Trigger:
    """The state of a trigger id: its user, when it expires, and the modal that it came from."""

    user: str
    expires: float
    view: str | None
    used: bool = False


@dataclass
class ReplyAddress:
    """The state of a response_url: who sees the answers, where, and the message that they may replace."""

    user: str
    channel: str
    expires: float
    original: str | None
    ephemeral: bool
    uses: int = 0


class World:
    """The state. Readers and writers must hold `changed`; writers must call `touch()`."""

    def __init__(self, manifest: Mapping[str, Any], clock: Callable[[], float], *, grid: bool = False) -> None:
        self.manifest = manifest
        self.clock = clock
        self.changed = threading.Condition()
        self.base = ""
        self._serial = 0
        self._last_stamp = 0
        self.team_id, self.app_id = self.new_id("T"), self.new_id("A")
        self.bot_user_id, self.bot_id = self.new_id("U"), self.new_id("B")
        self.verification_token = self.new_id("V")
        self.enterprise_id = self.new_id("E") if grid else None
        """The Enterprise Grid that the workspace is a part of, if any."""
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Json]] = {}
        self.ephemerals: dict[str, dict[str, tuple[str, Json]]] = {}
        self.chosen: dict[tuple[str, str], dict[str, dict[str, Json]]] = {}
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.views: dict[str, Json] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.typed: dict[str, dict[str, dict[str, Json]]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.reply_addresses: dict[str, ReplyAddress] = {}
        self.calls: list[Call] = []
        self.calls_under_way = 0
        name = manifest.get("features", {}).get("bot_user", {}).get("display_name") or manifest["display_information"]["name"]
        self.users[self.bot_user_id] = User(self.bot_user_id, name.lower(), name, "en-US", is_bot=True)
        self.users[SLACKBOT] = User(SLACKBOT, "slackbot", "Slackbot", "en-US")

    def touch(self) -> None:
        """Wake all threads that wait for a change."""
        self.changed.notify_all()

    def new_id(self, prefix: str) -> str:
        """Return a new unique id."""
        self._serial += 1
        return f"{prefix}0{self._serial:08X}"

    def stamp(self) -> str:
        """Return a message timestamp: now, and later than any before."""
        self._last_stamp = max(int(self.clock() * 1_000_000), self._last_stamp + 1)
        seconds, fraction = divmod(self._last_stamp, 1_000_000)
        return f"{seconds}.{fraction:06d}"

    def user(self, user: str) -> User:
        """Return the user with an id. ImpossibleError if there is none."""
        if user not in self.users:
            raise ImpossibleError(f"there is no user {user!r}; add_user gives an id")
        return self.users[user]

    def channel(self, channel: str) -> Channel:
        """Return the channel with an id. ImpossibleError if there is none."""
        if channel not in self.channels:
            raise ImpossibleError(f"there is no channel {channel!r}; add_channel and dm give an id")
        return self.channels[channel]

    def message(self, channel: str, ts: str) -> Json:
        """Return the raw message at a place. ImpossibleError if there is none."""
        self.channel(channel)
        if ts not in self.messages[channel]:
            raise ImpossibleError(f"there is no message {ts} in {channel}")
        return self.messages[channel][ts]

    def add_channel(self, name: str, kind: str, members: list[str]) -> Channel:
        """Add a channel with these members."""
        channel = Channel(self.new_id({"im": "D", "mpim": "G"}.get(kind, "C")), name, kind, int(self.clock()), members)
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.touch()
        return channel

    def dm(self, user: str) -> Channel:
        """Return the direct channel between a user and the bot, created on first use."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        return self.add_channel("directmessage", "im", [user, self.bot_user_id])

    def is_shared(self, channel: str) -> bool:
        """Whether somebody of another company is in the channel (Slack Connect)."""
        members = self.channels[channel].members if channel in self.channels else []
        return any(self.users[member].team for member in members if member in self.users)

    def bot_is_in(self, channel: str) -> bool:
        """Whether the app's bot is a member of the channel."""
        return self.bot_user_id in self.channels[channel].members

    def new_trigger(self, user: str, view: str | None = None) -> str:
        """Return a trigger id with which the app may open one modal for this user within three seconds."""
        trigger = f"{self.new_id('')}.{self._serial}.{self._serial:032x}"
        self.triggers[trigger] = Trigger(user, self.clock() + TRIGGER_SECONDS, view)
        return trigger

    def new_response_url(self, user: str, channel: str, original: str | None = None, *, ephemeral: bool = False) -> str:
        """Return a URL where the app may answer this interaction up to five times within half an hour."""
        id = self.new_id("R")
        expires = self.clock() + RESPONSE_URL_SECONDS
        self.reply_addresses[id] = ReplyAddress(user, channel, expires, original, ephemeral)
        return f"{self.base}/actions/{self.team_id}/{id}"

    def permalink(self, channel: str, ts: str) -> str:
        """Return the URL of a message."""
        return f"https://insyn-test.slack.com/archives/{channel}/p{ts.replace('.', '')}"
