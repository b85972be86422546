"""What people write: messages, edits, forwarded messages and e-mails."""

import copy
from collections.abc import Sequence

from .core import Core
from .mails import mail_message, stub
from .payloads import rich_text
from .places import new_file
from .values import ImpossibleError, Json


class Talking(Core):
    """What a person writes. Methods that post return the message's ts."""

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[Json] | None = None,
        attachments: Sequence[Json] | None = None,
    ) -> str:
        """Post a message of a user, in a thread if `thread_ts` names its root."""
        with self._world.changed:
            self._need_member(user, channel)
            message: Json = {"user": user, "text": text, "client_msg_id": self._world.new_id("m"), **self._team(user)}
            if text:
                message["blocks"] = [rich_text(self._world, text)]
            if files:
                made = [new_file(self._world, channel, user, file) for file in files]
                message |= {"files": made, "subtype": "file_share", "upload": False}
            if attachments:
                message["attachments"] = copy.deepcopy(list(attachments))
            return self._board.post(channel, message | self._in_thread(channel, thread_ts))

    def _need_member(self, user: str, channel: str) -> None:
        self._world.user(user)
        if user not in self._world.channel(channel).members:
            raise ImpossibleError(f"{user} is not a member of {channel}; join() makes it one")

    def _team(self, user: str) -> Json:
        """Return what Slack Connect adds to a message of somebody from another company."""
        team = self._world.user(user).team
        return {"user_team": team, "source_team": team, "team": team} if team else {}

    def post(self, channel: str, message: Json) -> str:
        """Post a message as it is, such as one of Slackbot, a workflow or an app."""
        with self._world.changed:
            self._world.channel(channel)
            return self._board.post(channel, copy.deepcopy(message))

    def _in_thread(self, channel: str, thread_ts: str | None) -> Json:
        if thread_ts is None:
            return {}
        root = self._world.message(channel, thread_ts)
        return {"thread_ts": root.get("thread_ts", root["ts"])}

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change a message's text as its author."""
        with self._world.changed:
            self._own(user, channel, ts)
            self._board.change(channel, ts, {"text": text, "blocks": [rich_text(self._world, text)]}, editor=user)

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete a message as its author."""
        with self._world.changed:
            self._own(user, channel, ts)
            self._board.remove(channel, ts)

    def take_down(self, channel: str, ts: str) -> None:
        """Delete a message as an administrator."""
        with self._world.changed:
            self._world.message(channel, ts)
            self._board.remove(channel, ts)

    def _own(self, user: str, channel: str, ts: str) -> None:
        if self._world.message(channel, ts).get("user") != user:
            raise ImpossibleError(f"message {ts} in {channel} is not {user}'s own")

    def unfurl(self, channel: str, ts: str) -> None:
        """Add a link preview to a message, as Slack does: a change without an editor."""
        with self._world.changed:
            self._world.message(channel, ts)
            self._board.preview(channel, ts)

    def forward(self, user: str, channel_from: str, ts: str, channel_to: str, comment: str = "") -> str:
        """Share a message into another channel, with an optional comment."""
        with self._world.changed:
            self._need_member(user, channel_to)
            shared = self._shared(channel_from, self._world.message(channel_from, ts))
            message: Json = {
                "user": user,
                "text": comment,
                "client_msg_id": self._world.new_id("m"),
                "attachments": [shared],
            }
            if comment:
                message["blocks"] = [rich_text(self._world, comment)]
            return self._board.post(channel_to, message)

    def _shared(self, channel: str, message: Json) -> Json:
        author = self._world.users.get(str(message.get("user")))
        name = author.real_name if author else "app"
        link = self._world.permalink(channel, message["ts"])
        inner = {"team": self._world.team_id, "channel": channel, "ts": message["ts"]}
        inner["message"] = {"blocks": copy.deepcopy(message.get("blocks", []))}
        told = {
            "id": 1,
            "ts": message["ts"],
            "is_share": True,
            "is_msg_unfurl": True,
            "author_name": name,
            "author_subname": name,
        }
        told |= {
            "author_id": message.get("user"),
            "author_link": link,
            "channel_id": channel,
            "channel_team": self._world.team_id,
        }
        told |= {
            "channel_name": self._world.channels[channel].name,
            "from_url": link,
            "original_url": link,
            "mrkdwn_in": ["text"],
        }
        told |= {
            "text": message.get("text", ""),
            "fallback": f"[date] {name}: {message.get('text', '')}",
            "footer": "Slack Conversation",
        }
        files = {"files": copy.deepcopy(message["files"])} if message.get("files") else {}
        return told | {"message_blocks": [inner]} | files

    def mail(
        self,
        channel: str,
        *,
        sender: str,
        sender_name: str,
        subject: str,
        body: str,
        html: str | None = None,
        date: str = "",
        attachments: Sequence[Json] = (),
        body_in_event: bool = True,
        posted_by: str | None = None,
        text: str = "",
        as_stub: bool = False,
    ) -> str:
        """Post an e-mail into a channel as Slack does, or as ``posted_by`` does with a ``text`` of their own.

        With `body_in_event=False` only files.info has its text, with `as_stub=True` all of it, as in Slack Connect.
        """
        with self._world.changed:
            self._world.channel(channel)
            letter: Json = {
                "subject": subject,
                "plain_text": body,
                "html": html or f"<html><body><p>{body}</p></body></html>",
            }
            letter |= {"from": {"address": sender, "name": sender_name}, "date": date, "attachments": list(attachments)}
            message = mail_message(self._world, channel, letter, body_in_event=body_in_event)
            if as_stub:
                message["files"] = [stub(file) for file in message["files"]]
            if posted_by:
                self._need_member(posted_by, channel)
                message = {"user": posted_by, "text": text, "subtype": "file_share", "files": message["files"]}
                message |= self._team(posted_by)
            return self._board.post(channel, message)

    def join_message(self, channel: str, user: str) -> str:
        """Post Slack's own message that somebody has joined."""
        with self._world.changed:
            self._world.channel(channel)
            text = f"<@{self._world.user(user).id}> has joined the channel"
            return self._board.post(channel, {"subtype": "channel_join", "user": user, "text": text})

    def bot_says(self, channel: str, text: str, *, thread_ts: str | None = None, metadata: Json | None = None) -> str:
        """Post a message of another app's bot, whose metadata every app may read."""
        with self._world.changed:
            self._world.channel(channel)
            marks: Json = {"subtype": "bot_message", "bot_id": self._world.new_id("B"), "username": "another bot", "text": text}
            if metadata:  # only an app with a user of its own can add any
                marks |= {"user": self._world.new_id("U"), "metadata": copy.deepcopy(metadata)}
            return self._board.post(channel, marks | self._in_thread(channel, thread_ts))
