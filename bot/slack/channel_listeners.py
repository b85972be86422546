"""Listeners for what happens to the officers' channel, and for people who open the desk's messages for the first time."""

from bot.slack.damage import entry, identifier
from bot.slack.listener_context import Body, ListenerContext

CHANNEL_EVENTS = (
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
)
"""Events after which the officers' channel, or who is in it, may not be what it was."""


class ChannelListeners:
    """Takes note of events that nobody wrote."""

    def __init__(self, context: ListenerContext) -> None:
        self._context = context

    def on_channel(self, event: Body) -> None:
        """Something happened to a channel that the desk is in."""
        channel = identifier(event, "channel") or identifier(entry(event, "channel"), "id")
        if channel == self._context.officers_channel:
            self._context.channel_changed(identifier(event, "user"))

    def on_home(self, event: Body) -> None:
        """Somebody opened the desk's messages. Where nothing was said there yet, the desk introduces itself."""
        user = identifier(event, "user")
        if user and event.get("tab") == "messages":
            self._context.desk.greet(user, self._context.people.locale(user))
