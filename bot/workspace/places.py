"""The workspace's people, channels and files."""

from collections.abc import Mapping, Sequence
from typing import Any

from .core import Core
from .values import Json
from .world import User, World


def new_file(world: World, channel: str, user: str, given: Mapping[str, Any]) -> Json:
    """Add a file to the workspace; `content` in `given` is what a download returns."""
    file_id = world.new_id("F")
    content = given.get("content", "")
    world.contents[file_id] = content if isinstance(content, bytes) else str(content).encode()
    name = given.get("name", "file.txt")
    url = f"{world.base}/files-pri/{file_id}/{'file' if given.get('filetype') == 'email' else name}"
    usual = {"id": file_id, "created": int(world.clock()), "timestamp": int(world.clock()), "name": name, "title": name}
    usual |= {
        "mimetype": "text/plain",
        "filetype": "text",
        "mode": "hosted",
        "user": user,
        "size": len(world.contents[file_id]),
    }
    usual |= {
        "url_private": url,
        "url_private_download": url,
        "is_external": False,
        "file_access": "visible",
        "channels": [channel],
    }
    file: Json = usual | {key: value for key, value in given.items() if key != "content"}
    world.files[file["id"]] = file
    return file


class Places(Core):
    """Sets up users and channels."""

    def add_user(
        self,
        name: str,
        *,
        real_name: str | None = None,
        locale: str = "sv-SE",
        email: str | None = None,
        is_bot: bool = False,
        is_restricted: bool = False,
        deleted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        team: str | None = None,
    ) -> str:
        """Add a user and return their id; ``team`` is that of somebody from another company."""
        with self._world.changed:
            user = User(self._world.new_id("U"), name, real_name or name, locale, email, is_bot, is_restricted, deleted)
            user.is_ultra_restricted, user.is_stranger, user.team = is_ultra_restricted, is_stranger, team
            self._world.users[user.id] = user
            self._world.touch()
            return user.id

    def add_channel(self, name: str, *, private: bool = False, members: Sequence[str] = ()) -> str:
        """Add a channel and return its id. The bot is a member only if it is named among the members."""
        with self._world.changed:
            for member in members:
                self._world.user(member)
            return self._world.add_channel(name, "group" if private else "channel", list(members)).id

    def add_group_dm(self, members: Sequence[str]) -> str:
        """Add a direct conversation of several people and return its id. The bot is in it only if it is named."""
        with self._world.changed:
            names = "--".join(self._world.user(member).name for member in members)
            return self._world.add_channel(f"mpdm-{names}-1", "mpim", list(members)).id

    def dm(self, user: str) -> str:
        """Return the id of the direct channel between a user and the bot."""
        with self._world.changed:
            return self._world.dm(self._world.user(user).id).id

    def join(self, channel: str, user: str) -> None:
        """Make a user or the bot a member, without a join message. The app hears of it where it is in the channel."""
        with self._world.changed:
            members = self._world.channel(channel).members
            if self._world.user(user).id not in members:
                members.append(user)
                self._tell_membership("member_joined_channel", channel, user)
            self._world.touch()

    def _tell_membership(self, kind: str, channel: str, user: str) -> None:
        if self._world.bot_is_in(channel):
            letter = {"channel": "C", "group": "G"}.get(self._world.channel(channel).kind, "")
            self._board.tell_of_channel(channel, {"type": kind, "user": user, "channel_type": letter})

    def leave(self, channel: str, user: str) -> None:
        """Remove a user or the bot from a channel. The app hears that somebody left it, or that it was removed itself."""
        with self._world.changed:
            self._world.channel(channel).members.remove(user)
            if user == self._world.bot_user_id:
                self._board.tell_of_channel(channel, {"type": "channel_left"})
            else:
                self._tell_membership("member_left_channel", channel, user)
            self._world.touch()

    def deactivate(self, user: str) -> None:
        """Deactivate a user: they are removed from all channels, and no direct channel with them can be opened.

        Messages to a direct channel that was open before are accepted, as in Slack (python-slack-sdk issue 1156).
        """
        with self._world.changed:
            self._world.user(user).deleted = True
            for channel in self._world.channels.values():
                if channel.kind != "im" and user in channel.members:
                    channel.members.remove(user)
                    self._tell_membership("member_left_channel", channel.id, user)
            self._world.touch()

    def rename(self, channel: str, name: str) -> None:
        """Rename a channel; its id stays the same."""
        with self._world.changed:
            self._world.channel(channel).name = name
            self._tell_if_in(channel, {"type": "channel_rename"}, named=True)
            self._world.touch()

    def archive(self, channel: str) -> None:
        """Archive a channel, which then accepts no messages."""
        with self._world.changed:
            self._world.channel(channel).archived = True
            self._tell_if_in(channel, {"type": "channel_archive"})
            self._world.touch()

    def unarchive(self, channel: str) -> None:
        """Take a channel out of the archive."""
        with self._world.changed:
            self._world.channel(channel).archived = False
            self._tell_if_in(channel, {"type": "channel_unarchive"})
            self._world.touch()

    def invite_strangers(self, channel: str) -> None:
        """Invite another company to a channel (Slack Connect). No event tells the app."""
        with self._world.changed:
            self._world.channel(channel).invites_strangers = True
            self._world.touch()

    def share_in_organisation(self, channel: str) -> None:
        """Share a channel with another workspace of the same organisation."""
        with self._world.changed:
            self._world.channel(channel).is_org_shared = True
            self._tell_if_in(channel, {"type": "channel_shared", "connected_team_id": "E0ORG"})
            self._world.touch()

    def make_public(self, channel: str, *, public: bool = True) -> None:
        """Make a private channel public, or private again. No event tells the app."""
        with self._world.changed:
            self._world.channel(channel).kind = "channel" if public else "group"
            self._world.touch()

    def open_messages(self, user: str) -> None:
        """Open the tab with the user's messages to the app."""
        with self._world.changed:
            event = {"type": "app_home_opened", "user": self._world.user(user).id, "tab": "messages"}
            if event["type"] in self._board.subscribed:
                stamp = self._world.stamp()
                self._queue.event(event | {"channel": self._world.dm(user).id, "event_ts": stamp})

    def _tell_if_in(self, channel: str, event: Json, *, named: bool = False) -> None:
        if self._world.bot_is_in(channel):
            self._board.tell_of_channel(channel, event, named=named)
