"""Listeners for questions, edits, e-mails and commands, and for the forms that start a request."""

import logging
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.messages import FormFaults, Message
from bot.desk.ports import OfficersUnknown
from bot.slack import payloads, request_forms, views
from bot.slack.damage import entries, entry, text, time_in
from bot.slack.edit_payloads import edited
from bot.slack.listener_context import Body, ListenerContext, beside, form_keys, keys
from bot.slack.mails import is_mail, is_stub
from bot.slack.writers import is_from_person, is_outside, mentions

log = logging.getLogger("insyn.slack")

STATUS_WORDS = frozenset({"status", "läge", "mina"})
"""Words after /privacy-request that ask for one's own tickets."""
LIST_WORDS = frozenset({"list", "lista"})
"""Words after /privacy-request with which officers ask for all open tickets."""


class ConversationListeners:
    """Passes what people write to the desk."""

    def __init__(self, context: ListenerContext) -> None:
        self._context = context
        self._desk = context.desk

    def on_mention(self, body: Body, event: Body) -> None:
        """Somebody mentioned the desk in a channel, or edited a message that mentions it."""
        if not payloads.is_readable(event) or not is_from_person(event):
            return
        if event.get("edited"):
            self._edit(body, {"channel": event["channel"], "event_ts": event.get("event_ts"), "message": event})
        elif mentions(event, self._context.bot_user):
            self._ask(body, event)

    def on_message(self, body: Body, event: Body) -> None:
        """A message was written, edited or deleted, or an e-mail posted, in a conversation that the desk is in."""
        if not payloads.is_readable(event):
            log.warning("an event that cannot be read was ignored")
        elif event.get("subtype") in {"message_changed", "message_deleted"}:
            self._edit(body, event)
        elif self._is_spoken_to(event):
            self._ask(body, event)
        elif self._is_mail(event):
            self._mail(body, event)

    def may_concern(self, event: Body) -> bool:
        """Whether a message in Slack's history is for the desk, or an edited one that may have been."""
        if not payloads.is_readable(event):
            return False
        return _is_edited(event) or self._is_spoken_to(event) or self._is_mail(event)

    def on_missed(self, body: Body, event: Body) -> None:
        """A message that the desk may have missed was found in Slack's history, which has the newest words alone."""
        is_edited = _is_edited(event)
        if is_edited:
            self._edit(body, _as_edit(event), missed=True)
        if not is_edited and self._is_spoken_to(event):
            self._ask(body, event, missed=True)
        elif not self._is_spoken_to(event) and self._is_mail(event):
            self._mail(body, event, missed=True)

    def _is_spoken_to(self, event: Body) -> bool:
        return is_from_person(event) and (payloads.is_direct(event) or mentions(event, self._context.bot_user))

    def _is_mail(self, event: Body) -> bool:
        """Whether an event is an e-mail in a channel, or a file that may be one; not what another company left there."""
        if payloads.is_direct(event) or event.get("hidden") or is_outside(event, self._context.team):
            return False
        return any(is_mail(file) or (is_stub(file) and is_from_person(event)) for file in entries(event, "files"))

    def on_privacy(self, ack: Ack, body: Body) -> None:
        """/privacy, with or without a question."""
        message = self._command(body)
        if message.words.strip():
            self._desk.ask(message)
        else:
            self._desk.introduce(message.keys, message.reply_to, message.locale)
        ack()

    def on_privacy_request(self, ack: Ack, body: Body, client: WebClient) -> None:
        """/privacy-request shows tickets, or opens the request form, filled from the words after the command."""
        message = self._command(body)
        user, language = body["user_id"], self._desk.language(message.locale)
        match message.words.strip().casefold():
            case word if word in STATUS_WORDS:
                self._desk.status(message.keys, user, message.reply_to, language)
            case word if word in LIST_WORDS:
                self._list_open(message.keys, body, language)
            case _:
                self._open_request_form(message, body, client)
        ack()

    def _open_request_form(self, message: Message, body: Body, client: WebClient) -> None:
        reading = self._desk.guess_rights(message.words, message.locale)
        view = request_forms.request_form(
            self._context.texts,
            reading.language,
            self._context.now.date(),
            rights=tuple(reading.rights),
            words=message.words,
            name=reading.name,
            email=reading.email,
            for_customer=reading.for_someone_else,
        )
        self._context.open_form(body, view, client)

    def _list_open(self, delivery: tuple[str, ...], body: Body, language: str, start: int = 0) -> None:
        place = beside(body)
        try:
            self._desk.list_open(delivery, place.user, place, language, start)
        except OfficersUnknown:
            self._context.press_again(body)

    def on_more_tickets(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody wants the next page of a list; the button's value holds which list, from where on, and the language."""
        what, start, language = str(action["value"]).split()
        place = beside(body)
        if what == "open":
            self._list_open(keys(body), body, language, int(start))
        else:
            self._desk.status(keys(body), place.user, place, language, int(start))
        ack()

    def on_shortcut(self, ack: Ack, body: Body) -> None:
        """Somebody chose "Answer for the customer" on a message."""
        for message in payloads.shortcut(body, self._context.people.locale(text(entry(body, "user"), "id"))):
            self._desk.ask(message)
        ack()

    def on_request_form(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody pressed the button below an answer that opens the request form."""
        right, language = self._chosen(body, action)
        rights = () if right == "none" else (right,)
        view = request_forms.request_form(self._context.texts, language, self._context.now.date(), rights=rights)
        self._context.open_form(body, view, client)
        ack()

    def on_request(self, ack: Ack, body: Body) -> None:
        """The request form was submitted; faults are shown at their fields."""
        try:
            self._desk.request(request_forms.read_request(body, self._context.team))
        except FormFaults as faults:
            self._context.tell_faults(ack, body, faults.faults)
        else:
            ack()

    def on_ask_person(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody asked for an answer from a person."""
        self._context.open_form(body, request_forms.person_form(self._context.texts, action["value"]), client)
        ack()

    def on_person(self, ack: Ack, body: Body) -> None:
        """The question for a person was submitted. It may be blank: Slack accepts spaces in a required input."""
        words = views.words_of(body)
        if not words:
            self._context.tell_faults(ack, body, {"words": "form_words_missing"})
            return
        self._desk.hand_over(form_keys(body), body["user"]["id"], words, views.language_of(body))
        ack()

    def on_choose(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody chose which question they meant."""
        entry, languages = self._chosen(body, action)
        language, _, draft_language = languages.partition(" ")
        self._desk.choose(keys(body), entry, beside(body), language, draft_language or None)
        ack()

    def _command(self, body: Body) -> Message:
        return payloads.command(body, self._context.clock(), self._context.people.locale(text(body, "user_id")))

    def _ask(self, body: Body, event: Body, *, missed: bool = False) -> None:
        locale = self._context.people.locale(event["user"])
        for message in payloads.messages_in(body, event, locale, self._context.team):
            self._desk.ask(replace(message, missed=missed))

    def _edit(self, body: Body, event: Body, *, missed: bool = False) -> None:
        edit = edited(body, event, self._context.bot_user, self._context.team)
        if edit and (edit.for_desk or edit.was_for_desk):
            version = event["message"] if edit.after else event["previous_message"]
            locale = self._context.people.locale(text(version, "user"))
            edit = edited(body, event, self._context.bot_user, self._context.team, locale)
        if edit:
            self._desk.edit(replace(edit, after=replace(edit.after, missed=missed)) if edit.after else edit)

    def _mail(self, body: Body, event: Body, *, missed: bool = False) -> None:
        locale = self._context.people.locale(event["user"]) if is_from_person(event) else None
        for message in payloads.mailed(body, event, locale, self._context.team):
            self._desk.mail(replace(message, missed=missed))

    def _chosen(self, body: Body, action: Body) -> tuple[Any, str]:
        """Return the value of a button and the language of the message that it is in."""
        value, _, language = str(action["value"]).partition(" ")
        return value, language or self._context.language_for(body["user"]["id"])


def _is_edited(event: Body) -> bool:
    return is_from_person(event) and time_in(entry(event, "edited"), "ts") is not None


def _as_edit(event: Body) -> Body:
    """Slack's event about the last edit of a message. The words before are unknown, and of its second it is the last edit."""
    second = text(event["edited"], "ts").partition(".")[0]
    return {"channel": event["channel"], "channel_type": event["channel_type"], "event_ts": f"{second}.999999", "message": event}
