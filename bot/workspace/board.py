"""Posts, changes and removes messages, and sends the app the events that it may see."""

import copy

from .event_queue import EventQueue
from .values import Json
from .world import World

EVENT_OF_KIND = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


class Board:
    """The messages in the channels. Callers must hold the world's lock."""

    def __init__(self, world: World, queue: EventQueue) -> None:
        self.world = world
        self.queue = queue
        settings = world.manifest.get("settings", {})
        self.subscribed = frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))

    def post(self, channel: str, message: Json) -> str:
        """Post a message, set its ts and send the app an event."""
        ts = self.world.stamp()
        message = {"type": "message", "ts": ts, "team": self.world.team_id} | message
        self.world.messages[channel][ts] = message
        if message.get("thread_ts"):
            self._join_thread(channel, message)
        self._tell(channel, copy.deepcopy(message) | {"event_ts": ts})
        self._tell_mention(channel, message)
        self.world.touch()
        return ts

    def _join_thread(self, channel: str, reply: Json) -> None:
        root = self.world.messages[channel][reply["thread_ts"]]
        root["thread_ts"] = root["ts"]
        reply["parent_user_id"] = root.get("user")
        repliers = [m.get("user") for m in self.replies(channel, root["ts"])]
        root |= {
            "reply_count": len(repliers),
            "reply_users": sorted({r for r in repliers if r}),
            "latest_reply": reply["ts"],
        }

    def replies(self, channel: str, root: str) -> list[Json]:
        """Return the replies in a thread, oldest first."""
        return [m for m in self.world.messages[channel].values() if m.get("thread_ts") == root and m["ts"] != root]

    def change(self, channel: str, ts: str, changes: Json, *, editor: str | None = None) -> Json:
        """Change a message, marked as edited if there is an editor, and send the app the old and the new version."""
        before = copy.deepcopy(self.world.messages[channel][ts])
        message = self.world.messages[channel][ts]
        message.update(changes)
        stamp = self.world.stamp()
        if editor:
            message["edited"] = {"user": editor, "ts": f"{int(float(stamp))}.000000"}  # Slack gives whole seconds
        told = {
            "subtype": "message_changed",
            "hidden": True,
            "message": copy.deepcopy(message),
            "previous_message": before,
        }
        self._tell(channel, {"type": "message", "ts": stamp, "event_ts": stamp} | told)
        if editor:
            self._tell_mention(channel, message, stamp)
        self.world.touch()
        return message

    def preview(self, channel: str, ts: str) -> None:
        """Add a link preview to a message."""
        old = self.world.messages[channel][ts].get("attachments", [])
        preview = {"id": len(old) + 1, "from_url": "https://example.com/", "title": "Example", "fallback": "Example"}
        self.change(channel, ts, {"attachments": [*old, preview]})

    def remove(self, channel: str, ts: str) -> None:
        """Delete a message; a root with replies leaves a tombstone, as in Slack."""
        gone = self.world.messages[channel].pop(ts)
        stamp = self.world.stamp()
        if self.replies(channel, ts):
            tomb = {
                "type": "message",
                "subtype": "tombstone",
                "user": "USLACKBOT",
                "text": "This message was deleted.",
                "hidden": True,
            }
            kept = {
                name: gone[name] for name in ("ts", "thread_ts", "reply_count", "reply_users", "latest_reply") if name in gone
            }
            self.world.messages[channel] = dict(sorted({**self.world.messages[channel], ts: tomb | kept}.items()))
        told = {"subtype": "message_deleted", "hidden": True, "deleted_ts": ts, "previous_message": gone}
        self._tell(channel, {"type": "message", "ts": stamp, "event_ts": stamp} | told)
        self.world.touch()

    def post_ephemeral(self, user: str, channel: str, message: Json) -> str:
        """Show a message to one user only; the app gets no event."""
        ts = self.world.stamp()
        self.world.ephemerals.setdefault(user, {})[ts] = (channel, {"type": "message", "ts": ts} | message)
        self.world.touch()
        return ts

    def tell_again(self, channel: str, ts: str) -> None:
        """Send the app the event of a message's posting once more."""
        self._tell(channel, copy.deepcopy(self.world.messages[channel][ts]) | {"event_ts": ts})

    def tell_of_channel(self, channel: str, event: Json, *, named: bool = False) -> None:
        """Send the app an event about a channel that it is in, by the names that events of private channels have."""
        found = self.world.channels[channel]
        if found.kind == "group" and event["type"].startswith("channel_") and not event["type"].endswith("shared"):
            event = event | {"type": event["type"].replace("channel_", "group_")}
        about: object = {"id": channel, "name": found.name, "created": found.created} if named else channel
        if event["type"] in self.subscribed and found.kind in ("channel", "group"):
            self.queue.event({"event_ts": self.world.stamp()} | event | {"channel": about})

    def _tell(self, channel: str, event: Json) -> None:
        kind = self.world.channels[channel].kind
        if EVENT_OF_KIND[kind] in self.subscribed and self.world.bot_is_in(channel):
            self.queue.event(event | {"channel": channel, "channel_type": kind})

    def _tell_mention(self, channel: str, message: Json, stamp: str | None = None) -> None:
        mentioned = f"<@{self.world.bot_user_id}>" in message.get("text", "") and message.get("user") != self.world.bot_user_id
        reachable = self.world.bot_is_in(channel) and self.world.channels[channel].kind not in ("im", "mpim")
        if mentioned and reachable and "app_mention" in self.subscribed:
            kept = (
                "client_msg_id",
                "user",
                "bot_id",
                "app_id",
                "bot_profile",
                "workflow_id",
                "user_team",
                "source_team",
                "text",
                "ts",
                "team",
                "edited",
                "thread_ts",
                "parent_user_id",
                "blocks",
                "attachments",
                "files",
            )
            event = {name: copy.deepcopy(message[name]) for name in kept if name in message}
            self.queue.event({"type": "app_mention", "channel": channel, "event_ts": stamp or message["ts"]} | event)
