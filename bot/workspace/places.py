"""The workspace's people, channels and files."""

from collections.abc import Mapping, Sequence
from typing import Any

from .core import Core
from .values import Json
from .world import User, World


def new_file(world: World, channel: str, user: str, given: Mapping[str, Any]) -> Json:
    """A file of the workspace; `content` in what is given becomes what a download gives."""
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
    """Sets up who and what there is."""

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
    ) -> str:
        """The id of a new user."""
        with self._world.changed:
            user = User(self._world.new_id("U"), name, real_name or name, locale, email, is_bot, is_restricted, deleted)
            self._world.users[user.id] = user
            self._world.touch()
            return user.id

    def add_channel(self, name: str, *, private: bool = False, members: Sequence[str] = ()) -> str:
        """The id of a new channel; the bot is in it only when it is among the members."""
        with self._world.changed:
            for member in members:
                self._world.user(member)
            return self._world.add_channel(name, "group" if private else "channel", list(members)).id

    def dm(self, user: str) -> str:
        """The id of the direct channel between this user and the bot."""
        with self._world.changed:
            return self._world.dm(self._world.user(user).id).id

    def join(self, channel: str, user: str) -> None:
        """Makes somebody (or the bot) a member, without a line about it in the channel."""
        with self._world.changed:
            members = self._world.channel(channel).members
            if self._world.user(user).id not in members:
                members.append(user)
            self._world.touch()

    def leave(self, channel: str, user: str) -> None:
        """Takes somebody (or the bot) out of the channel."""
        with self._world.changed:
            self._world.channel(channel).members.remove(user)
            self._world.touch()

    def deactivate(self, user: str) -> None:
        """Somebody leaves the company: they are in no channel any more, and nobody can open a conversation with them.

        What is posted into a conversation that was open before is taken, as Slack does (python-slack-sdk issue 1156).
        """
        with self._world.changed:
            self._world.user(user).deleted = True
            for channel in self._world.channels.values():
                if channel.kind != "im" and user in channel.members:
                    channel.members.remove(user)
            self._world.touch()

    def rename(self, channel: str, name: str) -> None:
        """Gives a channel another name; its id stays."""
        with self._world.changed:
            self._world.channel(channel).name = name
            self._world.touch()

    def archive(self, channel: str) -> None:
        """Closes a channel for new messages."""
        with self._world.changed:
            self._world.channel(channel).archived = True
            self._world.touch()
