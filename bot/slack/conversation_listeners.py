"""Listeners for questions, edits, e-mails and commands, and for the forms that start a request."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.messages import FormFaults, Message
from bot.slack import payloads, request_forms, views
from bot.slack.errors import NotSent, slack_errors
from bot.slack.listener_context import Body, ListenerContext, beside, form_keys, keys
from bot.slack.mails import has_body, mail_in

STATUS_WORDS = frozenset({"status", "läge", "mina"})
"""Words after /privacy-request that ask for one's own tickets."""
LIST_WORDS = frozenset({"list", "lista"})
"""Words after /privacy-request with which officers ask for all open tickets."""


class ConversationListeners:
    """Passes what people write to the desk."""

    def __init__(self, context: ListenerContext) -> None:
        self._context = context
        self._desk = context.desk

    def on_mention(self, body: Body, event: Body, client: WebClient) -> None:
        """Somebody mentioned the desk in a channel, or edited a message that mentions it."""
        if not payloads.is_from_person(event):
            return
        if event.get("edited"):
            self._edit(body, {"channel": event["channel"], "event_ts": event.get("event_ts"), "message": event}, client)
        else:
            self._ask(body, event, client)

    def on_message(self, body: Body, event: Body, client: WebClient) -> None:
        """A message was written, edited or deleted, or an e-mail posted, in a conversation that the desk is in."""
        if event.get("subtype") in {"message_changed", "message_deleted"}:
            self._edit(body, event, client)
        elif payloads.is_from_person(event):
            direct = event.get("channel_type") == "im"
            if direct or payloads.mentions(event, self._context.bot_user):
                self._ask(body, event, client)
        elif mail_in(event) and event.get("channel_type") != "im":
            self._mail(body, event, client)

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
                self._desk.list_open(message.keys, user, message.reply_to, language)
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
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def on_shortcut(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Somebody chose "Answer for the customer" on a message."""
        mail = self._mail_body(body["message"], client)
        self._desk.ask(payloads.shortcut(body, self._context.people.locale(body["user"]["id"]), mail))
        ack()

    def on_request_form(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody pressed the button below an answer that opens the request form."""
        right, language = self._chosen(body, action)
        rights = () if right == "none" else (right,)
        view = request_forms.request_form(self._context.texts, language, self._context.now.date(), rights=rights)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def on_request(self, ack: Ack, body: Body) -> None:
        """The request form was submitted; faults are shown at their fields."""
        try:
            self._desk.request(request_forms.read_request(body))
        except FormFaults as faults:
            self._context.tell_faults(ack, body, faults.faults)
        else:
            ack()

    def on_ask_person(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody asked for an answer from a person."""
        client.views_open(trigger_id=body["trigger_id"], view=request_forms.person_form(self._context.texts, action["value"]))
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
        return payloads.command(body, self._context.clock(), self._context.people.locale(body["user_id"]))

    def _ask(self, body: Body, event: Body, client: WebClient) -> None:
        mail = self._mail_body(event, client)
        self._desk.ask(payloads.asked(body, event, self._context.people.locale(event["user"]), mail))

    def _edit(self, body: Body, event: Body, client: WebClient) -> None:
        edit = payloads.edited(body, event, self._context.bot_user)
        if edit and (edit.for_desk or edit.was_for_desk):
            version = event["message"] if edit.after else event["previous_message"]
            locale = self._context.people.locale(version["user"])
            edit = payloads.edited(body, event, self._context.bot_user, locale, self._mail_body(version, client))
        if edit:
            self._desk.edit(edit)

    def _mail(self, body: Body, event: Body, client: WebClient) -> None:
        self._desk.mail(payloads.mailed(body, event, self._mail_body(event, client)))

    def _mail_body(self, event: Mapping[str, Any], client: WebClient) -> Mapping[str, Any] | None:
        """Return an e-mail's file object, fetched from Slack if the event left out its text."""
        mail = mail_in(event)
        if mail is None or has_body(mail):
            return mail
        try:
            with slack_errors():
                found: Mapping[str, Any] = client.files_info(file=mail["id"])["file"]
                return found
        except NotSent as error:
            if error.passing:
                raise  # no ack: Slack delivers the mail again
            return mail

    def _chosen(self, body: Body, action: Body) -> tuple[Any, str]:
        """Return the value of a button and the language of the message that it is in."""
        value, _, language = str(action["value"]).partition(" ")
        return value, language or self._context.language_for(body["user"]["id"])
