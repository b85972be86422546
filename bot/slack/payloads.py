"""Turns Slack's payloads into the desk's values. Dictionaries in, values or None out; nothing is fetched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.desk.messages import DELETED, Customer, Edit, Message
from bot.desk.places import Direct, Place, Private, Thread
from bot.slack.mails import customer_of_mail, mail_in
from bot.slack.markup import plain, unescaped, whole

Payload = Mapping[str, Any]

_PEOPLES_SUBTYPES = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of message events that carry a person's own words."""

AT_ONCE = 60.0
"""Seconds within which Slack tells of an edit. A later change of an edited message is Slack's own, such as a preview."""


def moment(ts: str) -> datetime:
    """Return the time of a message's ts."""
    return datetime.fromtimestamp(float(ts), UTC)


def message_key(team: str, event: Payload) -> str:
    """Return the delivery key of a message, the same for its app_mention and its message event."""
    return f"message:{team}:{event['channel']}:{event['ts']}"


def is_from_person(event: Payload) -> bool:
    """Whether an event carries a person's words, and is not from a bot or one of Slack's own notices, such as a join."""
    return (
        event.get("subtype") in _PEOPLES_SUBTYPES
        and not event.get("bot_id")
        and bool(event.get("user"))
        and not event.get("hidden")
    )


def mentions(event: Payload, bot_user: str) -> bool:
    """Whether an event mentions the desk."""
    return f"<@{bot_user}>" in (event.get("text") or "")


def asked(body: Payload, event: Payload, locale: str | None = None, mail: Payload | None = None) -> Message:
    """Return the question, forward or mail in an event. ``mail`` is an e-mail's file object, with its body."""
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
    """Return an e-mail that arrived in a channel; it is answered in its thread."""
    return replace(asked(body, {**event, "user": None}, mail=mail), words="")


def edited(body: Payload, event: Payload, bot_user: str, locale: str | None = None, mail: Payload | None = None) -> Edit | None:
    """Return a message that was edited or deleted.

    None if Slack changed it (a preview, a reply count) or a bot wrote it. Slack may leave out how it read before.
    """
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    if event.get("subtype") == "message_deleted" or message.get("subtype") == "tombstone":
        return deleted(body, event, bot_user, locale, mail)
    if not message.get("edited") or message.get("text") == before.get("text") or not is_from_person(message):
        return None
    if not before and _told(event, message) - float(message["edited"]["ts"]) > AT_ONCE:
        return None
    now, was = _versions(event, message, before)
    after, second = asked(body, now, locale, mail), message["edited"]["ts"]
    # Slack gives the moment of an edit in whole seconds; the event's own stamp orders the edits of one second.
    version = f"{second} {_told(event, message):.6f}"
    edit = _edit(body, now, was, bot_user, version)
    return replace(
        edit,
        after=replace(after, sent_at=moment(second)),
        before=asked(body, was, locale, mail) if was else None,
        for_desk=_is_for_desk(now, bot_user),
    )


def deleted(body: Payload, event: Payload, bot_user: str, locale: str | None = None, mail: Payload | None = None) -> Edit | None:
    """Return a message that was deleted; a root with replies is told of as a change into a tombstone."""
    before = event.get("previous_message") or {}
    ts = event.get("deleted_ts") or (event.get("message") or {}).get("ts") or before.get("ts")
    if not ts:
        return None
    now, was = _versions(event, {"ts": ts}, before if is_from_person(before) else {})
    edit = _edit(body, now, was, bot_user, DELETED)
    return replace(edit, before=asked(body, was, locale, mail)) if was else edit


def _told(event: Payload, message: Payload) -> float:
    """Return when Slack told of an edit."""
    return float(event.get("event_ts") or event.get("ts") or message["edited"]["ts"])


def _versions(event: Payload, message: Payload, before: Payload) -> tuple[Payload, Payload]:
    """Return both versions of an edited message as if each had been written so; the earlier one is empty if it is unknown."""
    where = {"channel": event["channel"], "channel_type": event.get("channel_type")}
    same = {name: message[name] for name in ("user", "ts", "thread_ts") if name in message}
    return {**message, **where}, {**before, **same, **where} if before else {}


def _edit(body: Payload, now: Payload, was: Payload, bot_user: str, version: str) -> Edit:
    about = message_key(body.get("team_id") or now.get("team") or "", now)
    return Edit(
        keys=tuple(filter(None, (body.get("event_id") and f"event:{body['event_id']}", f"edit:{about}:{version}"))),
        about=about,
        version=version,
        channel=now["channel"],
        ts=now["ts"],
        written_at=moment(now["ts"]),
        after=None,
        before=None,
        for_desk=False,
        was_for_desk=_is_for_desk(was or {**now, "text": ""}, bot_user),
    )


def _is_for_desk(event: Payload, bot_user: str) -> bool:
    return is_direct(event) or mentions(event, bot_user)


def reply_place(event: Payload) -> Place:
    """Return the thread of a message as a place: direct in a direct message, open in a channel."""
    root = event.get("thread_ts") or event["ts"]
    return Direct(event["user"], root) if is_direct(event) else Thread(event["channel"], root)


def thread_of(event: Payload) -> tuple[str, str] | None:
    """Return channel and root timestamp of the thread that a direct message was written in."""
    root = event.get("thread_ts")
    return (event["channel"], root) if root and root != event["ts"] and is_direct(event) else None


def is_direct(event: Payload) -> bool:
    """Whether a message was written in a direct conversation with the desk."""
    return event.get("channel_type") == "im" or str(event["channel"]).startswith("D")


def shortcut(body: Payload, locale: str | None = None, mail: Payload | None = None) -> Message:
    """Return the message on which somebody chose "Answer for the customer"."""
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
    """Return the question asked with /privacy."""
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
    """Return the customer's words in a message: an e-mail's body or a forwarded message; None if there are none."""
    mail = mail or mail_in(event)
    if mail:
        return customer_of_mail(mail, moment(event["ts"]))
    for attachment in event.get("attachments") or ():
        if attachment.get("is_share") or attachment.get("is_msg_unfurl"):
            return _forwarded(attachment)
    return None


def _desk_itself(body: Payload) -> str | None:
    """Return the desk's own user id, so that mentions of it can be removed."""
    return next((str(found["user_id"]) for found in body.get("authorizations") or () if found.get("is_bot")), None)


def _forwarded(attachment: Payload) -> Customer | None:
    for file in attachment.get("files") or ():
        if mail := mail_in({"files": [file]}):
            return customer_of_mail(mail, moment(attachment["ts"]))
    words = plain(attachment.get("text") or "") or _text_of_blocks(attachment.get("message_blocks") or ())
    sent = moment(attachment["ts"]) if attachment.get("ts") else None
    return Customer(words=words, name=whole(attachment.get("author_name") or "") or None, sent_at=sent) if words.strip() else None


def _text_of_blocks(blocks: Sequence[Payload]) -> str:
    """Return the words in a forwarded message's blocks, for messages without a text of their own."""
    found: list[str] = []

    def walk(node: Any) -> None:
        match node:
            case {"type": "text", "text": str(text)}:  # a text element of rich text, which is not escaped
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
