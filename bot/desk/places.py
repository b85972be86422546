"""Where letters go. Who can see a letter follows from its place alone."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in a channel: everybody in the channel sees it."""

    channel: str
    ts: str
    kind: Literal["thread"] = "thread"


@dataclass(frozen=True, slots=True)
class Private:
    """The ephemeral reply to a command or a button: only the person who used it sees it."""

    user: str
    response_url: str
    thread: str | None = None
    """Timestamp of the first message of the thread in which a button was used; None outside of threads."""
    kind: Literal["private"] = "private"


@dataclass(frozen=True, slots=True)
class Direct:
    """The direct messages of the desk and one person; ``ts`` is the message that is answered, None for a new one."""

    user: str
    ts: str | None = None
    kind: Literal["direct"] = "direct"


@dataclass(frozen=True, slots=True)
class OfficersChannel:
    """A new message in the officers' channel."""

    kind: Literal["officers"] = "officers"


@dataclass(frozen=True, slots=True)
class TicketThread:
    """The thread under a ticket's card in the officers' channel."""

    ticket: int
    kind: Literal["ticket"] = "ticket"


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No place in Slack: what goes here is work that nobody sees, one piece for each ``key``."""

    key: str
    kind: Literal["nowhere"] = "nowhere"


Place = Thread | Private | Direct | OfficersChannel | TicketThread | Nowhere


def lane(place: Place, ticket: int | None = None) -> str:
    """The lane of a letter to a place, about a ticket or none. Letters of one lane are delivered in the order of their queueing.

    Each ticket has a lane of its own, so that trouble with one holds up no other.
    """
    match place:
        case Thread(channel=channel):
            return f"thread:{channel}"
        case Private(user=user) | Direct(user=user):
            return f"person:{user}"
        case TicketThread(ticket=number):
            return f"ticket:{number}"
        case OfficersChannel():
            return "officers" if ticket is None else f"ticket:{ticket}"
        case Nowhere(key=key):
            return f"work:{key}"
