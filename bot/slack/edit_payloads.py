"""Turns Slack's events about edited and deleted messages into the desk's values."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.desk.messages import DELETED, Edit, Message
from bot.slack.damage import Payload, entry, identifier, text, time_in
from bot.slack.payloads import asked, is_direct, message_key, moment, team_of
from bot.slack.writers import is_from_person, mentions

AT_ONCE = timedelta(seconds=60)
"""Time within which Slack tells of an edit. A later change of an edited message is Slack's own, such as a preview."""


def edited(body: Payload, event: Payload, bot_user: str, home: str = "", locale: str | None = None) -> Edit | None:
    """Return a message that was edited or deleted.

    None if Slack changed it (a preview, a reply count) or a bot wrote it. Slack may leave out how it read before.
    """
    message, before = entry(event, "message"), entry(event, "previous_message")
    if text(event, "subtype") == "message_deleted" or text(message, "subtype") == "tombstone":
        return _deleted(body, event, bot_user, home, locale)
    second = time_in(entry(message, "edited"), "ts")
    if second is None or not time_in(message, "ts") or not is_from_person(message):
        return None
    told = _told(event) or second
    if text(message, "text") == text(before, "text") or (not before and told - second > AT_ONCE):
        return None
    now, was = _versions(event, message, before)
    # Slack gives the moment of an edit in whole seconds; the event's own stamp orders the edits of one second.
    version = f"{text(message['edited'], 'ts')} {told.timestamp():.6f}"
    return replace(
        _edit(body, now, was, bot_user, version, home),
        after=replace(asked(body, now, locale, home), sent_at=second),
        before=_before(body, was, locale, home),
        for_desk=_is_for_desk(now, bot_user),
    )


def _deleted(body: Payload, event: Payload, bot_user: str, home: str, locale: str | None) -> Edit | None:
    """Return a message that was deleted; a root with replies is told of as a change into a tombstone."""
    before = entry(event, "previous_message")
    given = ((event, "deleted_ts"), (entry(event, "message"), "ts"), (before, "ts"))
    ts = next((text(payload, name) for payload, name in given if time_in(payload, name)), None)
    if ts is None:
        return None
    now, was = _versions(event, {"ts": ts}, before if is_from_person(before) else {})
    return replace(_edit(body, now, was, bot_user, DELETED, home), before=_before(body, was, locale, home))


def _before(body: Payload, was: Payload, locale: str | None, home: str) -> Message | None:
    return asked(body, was, locale, home) if was else None


def _told(event: Payload) -> datetime | None:
    """Return when Slack told of an edit."""
    return time_in(event, "event_ts") or time_in(event, "ts")


def _versions(event: Payload, message: Payload, before: Payload) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both versions of an edited message as if each had been written so; the earlier one is empty if it is unknown."""
    where = {"channel": event["channel"], "channel_type": event.get("channel_type")}
    same = {name: message[name] for name in ("user", "ts", "thread_ts") if name in message}
    return {**message, **where}, {**before, **same, **where} if before else {}


def _edit(body: Payload, now: Payload, was: Payload, bot_user: str, version: str, home: str) -> Edit:
    about = message_key(team_of(body, now, home), now)
    id = identifier(body, "event_id")
    return Edit(
        keys=tuple(filter(None, (id and f"event:{id}", f"edit:{about}:{version}"))),
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
