"""Channels in which Slack's rate limit asked for a pause: no letter is tried there before it is over."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk.places import Direct, Place, Private, Thread


class RestingChannels:
    """Remembers until when Slack wants no more messages in a channel, in this process alone."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._until: dict[str, tuple[datetime, float]] = {}

    def rest(self, place: Place, seconds: float) -> None:
        """Try nothing in the channel of a place for some seconds."""
        self._until[_channel(place)] = (self._clock() + timedelta(seconds=seconds), seconds)

    def seconds(self, place: Place) -> float:
        """Return the seconds that are left; 0 if the channel may be used."""
        channel = _channel(place)
        until, asked = self._until.get(channel, (None, 0.0))
        left = (until - self._clock()).total_seconds() if until else 0.0
        if 0 < left <= asked:  # more than was asked is left after the clock was set back
            return left
        self._until.pop(channel, None)
        return 0.0


def _channel(place: Place) -> str:
    match place:
        case Thread(channel=channel):
            return channel
        case Direct(user=user):
            return user
        case Private(response_url=url):
            return url
    return "officers"
