"""Turns Slack's payloads into the desk's values. Dictionaries in, values or None out; nothing is fetched."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.desk.messages import Customer, Message
from bot.desk.places import Direct, Place, Private, Thread
from bot.slack.carried import carried, customer_of
from bot.slack.damage import DamagedPayload, entries, entry, identifier, needed_id, needed_url, text, time_in
from bot.slack.mails import customer_of_mail, has_attachments, is_mail
from bot.slack.markup import plain
from bot.slack.writers import is_from_person, is_outside

Payload = Mapping[str, Any]


def moment(ts: str) -> datetime:
    """Return the time of a message's ts."""
    return datetime.fromtimestamp(float(ts), UTC)


def is_readable(event: Payload) -> bool:
    """Whether an event has the channel and the ts without which nothing can be done about it."""
    return bool(identifier(event, "channel") and time_in(event, "ts"))


def message_key(team: str, event: Payload) -> str:
    """Return the delivery key of a message, the same for its app_mention and its message event."""
    return f"message:{team}:{event['channel']}:{event['ts']}"


def team_of(body: Payload, event: Payload, home: str) -> str:
    """Return the team of a message's key: the desk's own. In a shared channel a payload may name another company's."""
    return home or identifier(body, "team_id") or identifier(event, "team") or ""


def asked(body: Payload, event: Payload, locale: str | None = None, home: str = "") -> Message:
    """Return the question, forward or mail in an event; the first of ``messages_in``."""
    return messages_in(body, event, locale, home)[0]


def messages_in(body: Payload, event: Payload, locale: str | None = None, home: str = "") -> list[Message]:
    """Return what a person wrote; one message for each customer whose words they pass on. The event must be readable.

    ``home`` is the desk's own team. Who is of another one has no customers: what they pass on counts as their own words.
    """
    found = carried(event, _sent(event))
    first = _own(body, event, locale, home, unreadable=found.unreadable)
    if is_outside(event, home):
        return [_of_outsider(first, found.others)]
    return _apart(first, found.others)


def mailed(body: Payload, event: Payload, locale: str | None = None, home: str = "") -> list[Message]:
    """Return the e-mails that came into a channel: by themselves, without an asker, or passed on by who posted them."""
    found = carried(event, _sent(event))
    own = event if is_from_person(event) else {**event, "user": None, "text": ""}
    return _apart(_own(body, own, locale, home, unreadable=found.unreadable), [*found.mails, *found.stubs])


def with_file(message: Message, file: Payload | None) -> Message:
    """Return a message with the file that it waited for; None is one that Slack does not show to the desk."""
    keys = (f"file:{message.file}:{message.keys[-1]}",)
    if file is None or not is_mail(file):
        return replace(message, keys=keys, file=None, unreadable=True)
    customer = customer_of_mail(file, message.sent_at)
    unreadable = message.unreadable or has_attachments(file)
    return replace(message, keys=keys, file=None, customer=customer, unreadable=unreadable)


def _own(body: Payload, event: Payload, locale: str | None, home: str, *, unreadable: bool) -> Message:
    key = message_key(team_of(body, event, home), event)
    return Message(
        keys=(key,),
        about=key,
        asker=identifier(event, "user"),
        words=plain(text(event, "text"), _desk_itself(body)),
        reply_to=reply_place(event),
        sent_at=_sent(event),
        locale=locale,
        source_channel=event["channel"],
        source_ts=event["ts"],
        thread=thread_of(event),
        unreadable=unreadable,
    )


def _apart(first: Message, others: Iterable[Customer | str]) -> list[Message]:
    """The message with the first of what others wrote, and one for each of the rest, so that none hides another."""
    given: list[Customer | str | None] = [*others] or [None]
    beside = replace(first, about=None, words="", unreadable=False)
    messages = [first, *(replace(beside, keys=(f"{first.keys[-1]}:{number}",)) for number in range(2, len(given) + 1))]
    return [_with(message, item) for message, item in zip(messages, given, strict=True)]


def _with(message: Message, item: Customer | str | None) -> Message:
    return replace(message, file=item) if isinstance(item, str) else replace(message, customer=item)


def _of_outsider(message: Message, others: Iterable[Customer | str]) -> Message:
    words = [message.words, *(item.words for item in others if isinstance(item, Customer))]
    unreadable = message.unreadable or any(isinstance(item, str) for item in others)
    return replace(message, words="\n\n".join(filter(None, words)), unreadable=unreadable, outside=True)


def reply_place(event: Payload) -> Place:
    """Return the thread of a message as a place: direct in a direct message, open in a channel."""
    root = _root(event) or event["ts"]
    return Direct(event["user"], root) if is_direct(event) and event.get("user") else Thread(event["channel"], root)


def thread_of(event: Payload) -> tuple[str, str] | None:
    """Return channel and root timestamp of the thread that a direct message was written in."""
    root = _root(event)
    return (event["channel"], root) if root and root != event["ts"] and is_direct(event) else None


def thread_of_press(body: Payload) -> str | None:
    """Return the root of the thread in which a button was pressed or a shortcut chosen; None outside of threads.

    A root that has replies names itself as its thread: what is used there is used in the channel, and answered there.
    """
    container, message = entry(body, "container"), entry(body, "message")
    root = _root(container) or _root(message)
    return root if root not in {None, identifier(container, "message_ts"), identifier(message, "ts")} else None


def is_direct(event: Payload) -> bool:
    """Whether a message was written in a direct conversation with the desk; one of several people is none."""
    return event["channel_type"] == "im" if event.get("channel_type") else str(event["channel"]).startswith("D")


def shortcut(body: Payload, locale: str | None = None) -> list[Message]:
    """Return the message on which somebody chose "Answer for the customer", with one for each further customer in it.

    Raises DamagedPayload where it cannot be answered.
    """
    user, message = needed_id(entry(body, "user"), "id"), entry(body, "message")
    posted = time_in(message, "ts") or time_in(body, "message_ts") or time_in(body, "action_ts")
    if posted is None:
        raise DamagedPayload("message_ts")
    found = carried(message, posted)
    first = Message(
        keys=(f"action:{needed_id(body, 'trigger_id')}",),
        about=None,
        asker=user,
        words="",
        reply_to=Private(user, needed_url(body, "response_url"), thread_of_press(body)),
        sent_at=time_in(body, "action_ts") or posted,
        locale=locale,
        source_channel=identifier(entry(body, "channel"), "id"),
        source_ts=identifier(message, "ts"),
        unreadable=found.unreadable,
    )
    return _apart(first, found.others or [customer_of(message, posted)])


def command(body: Payload, now: datetime, locale: str | None = None) -> Message:
    """Return the question asked with /privacy. Raises DamagedPayload where it cannot be answered."""
    user = needed_id(body, "user_id")
    return Message(
        keys=(f"command:{needed_id(body, 'trigger_id')}",),
        about=None,
        asker=user,
        words=plain(text(body, "text")),
        reply_to=Private(user, needed_url(body, "response_url")),
        sent_at=now,
        locale=locale,
    )


def _sent(event: Payload) -> datetime:
    sent = time_in(event, "ts")
    if sent is None:
        raise DamagedPayload("ts")
    return sent


def _root(event: Payload) -> str | None:
    return identifier(event, "thread_ts") if time_in(event, "thread_ts") else None


def _desk_itself(body: Payload) -> str | None:
    """Return the desk's own user id, so that mentions of it can be removed."""
    return next((identifier(found, "user_id") for found in entries(body, "authorizations") if found.get("is_bot")), None)
