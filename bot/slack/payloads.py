"""Slack's payloads as the desk's values. Dictionaries in, values or None out; nothing is fetched here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.desk.messages import Customer, Message
from bot.desk.places import Direct, Place, Private, Thread
from bot.slack.mails import customer_of_mail, mail_in
from bot.slack.markup import plain, unescaped, whole

Payload = Mapping[str, Any]

_HEARD = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes under which people's own words arrive."""


def moment(ts: str) -> datetime:
    """The time that a message's ts names."""
    return datetime.fromtimestamp(float(ts), UTC)


def message_key(team: str, event: Payload) -> str:
    """What the mention and the message event of one post have in common."""
    return f"message:{team}:{event['channel']}:{event['ts']}"


def is_from_person(event: Payload) -> bool:
    """Whether an event carries somebody's words: not a bot's, not a join or another of Slack's own remarks."""
    return event.get("subtype") in _HEARD and not event.get("bot_id") and bool(event.get("user")) and not event.get("hidden")


def mentions(event: Payload, bot_user: str) -> bool:
    """Whether the desk is spoken to by name."""
    return f"<@{bot_user}>" in (event.get("text") or "")


def asked(body: Payload, event: Payload, locale: str | None = None, mail: Payload | None = None) -> Message:
    """A question, a forward or a mail that an event brings. ``mail`` is the file entry of an e-mail, with its body."""
    team = body.get("team_id") or event.get("team") or ""
    key = message_key(team, event)
    return Message(
        keys=tuple(filter(None, (body.get("event_id") and f"event:{body['event_id']}", key))),
        about=key,
        asker=event["user"],
        words=plain(event.get("text") or "", _desk_itself(body)),
        customer=customer_in(event, mail),
        reply_to=reply_place(event),
        sent_at=moment(event["ts"]),
        locale=locale,
        source_channel=event["channel"],
        source_ts=event["ts"],
        thread=thread_of(event),
    )


def mailed(body: Payload, event: Payload, mail: Payload | None) -> Message:
    """An e-mail that came into a channel by itself; its reply stands below it."""
    return replace(asked(body, {**event, "user": None}, mail=mail), words="")


def edited(body: Payload, event: Payload, locale: str | None = None) -> Message | None:
    """A message that its writer changed; None where Slack changed it (a preview, a reply count) or a bot wrote it."""
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    if not message.get("edited") or message.get("text") == before.get("text") or not is_from_person(message):
        return None
    whole = {**message, "channel": event["channel"], "channel_type": event.get("channel_type")}
    found = asked(body, whole, locale)
    edit = f"edit:{found.about}:{message['edited']['ts']}"
    return replace(found, keys=(edit,), sent_at=moment(message["edited"]["ts"]))


def reply_place(event: Payload) -> Place:
    """The thread of the message: between two in a direct message, before everybody's eyes in a channel."""
    root = event.get("thread_ts") or event["ts"]
    return Direct(event["user"], root) if is_direct(event) else Thread(event["channel"], root)


def thread_of(event: Payload) -> tuple[str, str] | None:
    """Channel and first message of the thread below which something was written to the desk alone."""
    root = event.get("thread_ts")
    return (event["channel"], root) if root and root != event["ts"] and is_direct(event) else None


def is_direct(event: Payload) -> bool:
    """Whether it was written in a conversation between the desk and one person."""
    return event.get("channel_type") == "im" or str(event["channel"]).startswith("D")


def shortcut(body: Payload, locale: str | None = None, mail: Payload | None = None) -> Message:
    """A message that somebody chose "Answer for the customer" on."""
    message = {**body["message"], "channel": body["channel"]["id"]}
    customer = customer_in(message, mail) or Customer(words=plain(message.get("text") or ""), sent_at=moment(message["ts"]))
    return Message(
        keys=(f"action:{body['trigger_id']}",),
        about=None,
        asker=body["user"]["id"],
        words="",
        customer=customer,
        reply_to=Private(body["user"]["id"], body["response_url"]),
        sent_at=moment(body["action_ts"]),
        locale=locale,
        source_channel=body["channel"]["id"],
        source_ts=message["ts"],
    )


def command(body: Payload, now: datetime, locale: str | None = None) -> Message:
    """A question put with /privacy."""
    return Message(
        keys=(f"command:{body['trigger_id']}",),
        about=None,
        asker=body["user_id"],
        words=plain(body.get("text") or ""),
        reply_to=Private(body["user_id"], body["response_url"]),
        sent_at=now,
        locale=locale,
    )


def customer_in(event: Payload, mail: Payload | None = None) -> Customer | None:
    """The customer's words in a message: an e-mail's body, or what was forwarded; None where there are none."""
    mail = mail or mail_in(event)
    if mail:
        return customer_of_mail(mail, moment(event["ts"]))
    for attachment in event.get("attachments") or ():
        if attachment.get("is_share") or attachment.get("is_msg_unfurl"):
            return _forwarded(attachment)
    return None


def _desk_itself(body: Payload) -> str | None:
    """The desk's own user id: people name it when they speak to it, and it is not a word of theirs."""
    return next((str(found["user_id"]) for found in body.get("authorizations") or () if found.get("is_bot")), None)


def _forwarded(attachment: Payload) -> Customer | None:
    for file in attachment.get("files") or ():
        if mail := mail_in({"files": [file]}):
            return customer_of_mail(mail, moment(attachment["ts"]))
    words = plain(attachment.get("text") or "") or _text_of_blocks(attachment.get("message_blocks") or ())
    sent = moment(attachment["ts"]) if attachment.get("ts") else None
    return Customer(words=words, name=whole(attachment.get("author_name") or "") or None, sent_at=sent) if words.strip() else None


def _text_of_blocks(blocks: Sequence[Payload]) -> str:
    """The words in a forwarded message's blocks, where Slack gives no text of its own."""
    found: list[str] = []

    def walk(node: Any) -> None:
        match node:
            case {"type": "text", "text": str(text)}:  # of rich text, which carries no marks
                found.append(text)
            case {"type": "mrkdwn", "text": str(text)}:
                found.append(plain(text))
            case {"type": "plain_text", "text": str(text)}:
                found.append(unescaped(text))
            case {"type": "link", "url": str(url)}:
                found.append(str(node.get("text") or url))
            case dict():
                for value in node.values():
                    walk(value)
            case list() | tuple():
                for value in node:
                    walk(value)

    walk(list(blocks))
    return whole(re.sub(r"[^\S\n]+", " ", " ".join(found)))
