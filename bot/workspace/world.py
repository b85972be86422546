"""Everything that is true in the pretend workspace, behind one lock that tells waiters of each change."""

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
    """Somebody in the workspace, person or bot."""

    id: str
    name: str
    real_name: str
    locale: str = "sv-SE"
    email: str | None = None
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False


@dataclass
class Channel:
    """A place to talk; `kind` is Slack's channel_type: channel, group (private) or im."""

    id: str
    name: str
    kind: str
    created: int
    members: list[str] = field(default_factory=list)
    archived: bool = False


@dataclass
class Trigger:
    """A trigger id's state: whose it is, when it dies, and the modal that it came from."""

    user: str
    expires: float
    view: str | None
    used: bool = False


@dataclass
class ReplyAddress:
    """A response_url's state: who gets the answers, where, and the message that they may replace."""

    user: str
    channel: str
    expires: float
    original: str | None
    ephemeral: bool
    uses: int = 0


class World:
    """The state. Whoever reads or writes it holds `changed`; whoever writes calls `touch()`."""

    def __init__(self, manifest: Mapping[str, Any], clock: Callable[[], float]) -> None:
        self.manifest = manifest
        self.clock = clock
        self.changed = threading.Condition()
        self.base = ""
        self._serial = 0
        self._last_stamp = 0
        self.team_id, self.app_id = self.new_id("T"), self.new_id("A")
        self.bot_user_id, self.bot_id = self.new_id("U"), self.new_id("B")
        self.verification_token = self.new_id("V")
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
        """Wakes everybody who waits for something to become true."""
        self.changed.notify_all()

    def new_id(self, prefix: str) -> str:
        """An id that no other thing in this workspace has."""
        self._serial += 1
        return f"{prefix}0{self._serial:08X}"

    def stamp(self) -> str:
        """A message timestamp: now, and later than every one before it."""
        self._last_stamp = max(int(self.clock() * 1_000_000), self._last_stamp + 1)
        seconds, fraction = divmod(self._last_stamp, 1_000_000)
        return f"{seconds}.{fraction:06d}"

    def user(self, user: str) -> User:
        """The user of that id, for a person's own acts."""
        if user not in self.users:
            raise ImpossibleError(f"there is no user {user!r}; add_user gives an id")
        return self.users[user]

    def channel(self, channel: str) -> Channel:
        """The channel of that id, for a person's own acts."""
        if channel not in self.channels:
            raise ImpossibleError(f"there is no channel {channel!r}; add_channel and dm give an id")
        return self.channels[channel]

    def message(self, channel: str, ts: str) -> Json:
        """The raw message at that place, for a person's own acts."""
        self.channel(channel)
        if ts not in self.messages[channel]:
            raise ImpossibleError(f"there is no message {ts} in {channel}")
        return self.messages[channel][ts]

    def add_channel(self, name: str, kind: str, members: list[str]) -> Channel:
        """A new place to talk with these people in it."""
        channel = Channel(self.new_id("D" if kind == "im" else "C"), name, kind, int(self.clock()), members)
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.touch()
        return channel

    def dm(self, user: str) -> Channel:
        """The direct channel between this user and the bot, made on first use."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        return self.add_channel("directmessage", "im", [user, self.bot_user_id])

    def bot_is_in(self, channel: str) -> bool:
        """Whether the app's bot is a member of the channel."""
        return self.bot_user_id in self.channels[channel].members

    def new_trigger(self, user: str, view: str | None = None) -> str:
        """A trigger id with which the app may open one modal for this user within three seconds."""
        trigger = f"{self.new_id('')}.{self._serial}.{self._serial:032x}"
        self.triggers[trigger] = Trigger(user, self.clock() + TRIGGER_SECONDS, view)
        return trigger

    def new_response_url(self, user: str, channel: str, original: str | None = None, *, ephemeral: bool = False) -> str:
        """An address where the app may answer this interaction five times within half an hour."""
        id = self.new_id("R")
        expires = self.clock() + RESPONSE_URL_SECONDS
        self.reply_addresses[id] = ReplyAddress(user, channel, expires, original, ephemeral)
        return f"{self.base}/actions/{self.team_id}/{id}"

    def permalink(self, channel: str, ts: str) -> str:
        """The address of a message as people copy it."""
        return f"https://insyn-test.slack.com/archives/{channel}/p{ts.replace('.', '')}"
