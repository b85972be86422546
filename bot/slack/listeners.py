"""What Slack calls when people do something: each listener turns a payload into a value and hands it to the desk.

The listeners ack after the desk has everything on disk, so that a failure makes Slack deliver again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.desk.desk import Desk
from bot.desk.messages import FormFaults
from bot.desk.places import Private
from bot.slack import forms, payloads
from bot.slack.errors import NotSent, slack_errors
from bot.slack.mails import has_body, mail_in
from bot.slack.markup import plain
from bot.slack.people import People
from bot.texts import Texts
from bot.tickets import Act

Body = dict[str, Any]


@dataclass(frozen=True)
class Listeners:
    """The desk's ears in Slack."""

    desk: Desk
    people: People
    texts: Texts
    officers_language: str
    bot_user: str
    clock: Callable[[], datetime]
    zone: ZoneInfo

    def register(self, app: App) -> None:
        """Tell Bolt what to call. Everything named here stands in app.yaml too, and nothing else."""
        app.event("app_mention")(self.on_mention)
        app.event("message")(self.on_message)
        app.command("/privacy")(self.on_privacy)
        app.command("/privacy-request")(self.on_privacy_request)
        app.shortcut({"type": "message_action", "callback_id": "answer_for_customer"})(self.on_shortcut)
        app.action("open_request")(self.on_open_request)
        app.action("request_form")(self.on_request_form)
        app.action("ask_person")(self.on_ask_person)
        app.action("choose")(self.on_choose)
        for act in Act:
            app.action(f"ticket_{act}")(self.on_ticket_button)
        for act in (Act.NOTE, Act.REFUSE):
            app.view(f"ticket_{act}")(self.on_ticket_words)
        app.view(forms.REQUEST)(self.on_request)
        app.view(forms.PERSON)(self.on_person)

    def on_mention(self, body: Body, event: Body, client: WebClient) -> None:
        """Somebody named the desk in a channel."""
        if payloads.is_from_person(event):
            self._ask(body, event, client)

    def on_message(self, body: Body, event: Body, client: WebClient) -> None:
        """Something was written, changed or posted where the desk is."""
        if event.get("subtype") == "message_changed":
            self._edit(body, event)
        elif payloads.is_from_person(event):
            direct = event.get("channel_type") == "im"
            if direct or payloads.mentions(event, self.bot_user):
                self._ask(body, event, client)
        elif mail_in(event) and event.get("channel_type") != "im":
            self._mail(body, event, client)

    def on_privacy(self, ack: Ack, body: Body) -> None:
        """/privacy, with a question or alone."""
        message = payloads.command(body, self.clock(), self.people.locale(body["user_id"]))
        if message.words.strip():
            self.desk.ask(message)
        else:
            self.desk.explain(message.keys, message.reply_to, message.locale)
        ack()

    def on_privacy_request(self, ack: Ack, body: Body, client: WebClient) -> None:
        """/privacy-request opens the form, with what the words after it say filled in."""
        words, locale = plain(body.get("text") or ""), self.people.locale(body["user_id"])
        reading = self.desk.guess_rights(words, locale)
        view = forms.request_form(
            self.texts,
            reading.language,
            self._today(),
            rights=tuple(reading.rights),
            words=words,
            name=reading.name,
            email=reading.email,
            for_customer=reading.for_someone_else,
        )
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def on_shortcut(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Somebody wants an answer for the customer who wrote a message."""
        mail = self._mail_body(body["message"], client)
        self.desk.ask(payloads.shortcut(body, self.people.locale(body["user"]["id"]), mail))
        ack()

    def on_open_request(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody's doubtful words were meant as a request."""
        place = _beside(body)
        language = self.desk.language(self.people.locale(place.user))
        self.desk.accept(_keys(body), int(action["value"]), place.user, place, language)
        ack()

    def on_request_form(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody wants to exercise a right after reading an answer."""
        right, language = self._chosen(body, action)
        rights = () if right == "none" else (right,)
        view = forms.request_form(self.texts, language, self._today(), rights=rights)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def on_request(self, ack: Ack, body: Body) -> None:
        """The form was sent; what is wrong is said at its field."""
        form = forms.read_request(body)
        try:
            self.desk.request(form)
        except FormFaults as faults:
            errors = {field: self.texts.say(form.language, text) for field, text in faults.faults.items()}
            ack(response_action="errors", errors=errors)
        else:
            ack()

    def on_ask_person(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody wants a person to answer."""
        client.views_open(trigger_id=body["trigger_id"], view=forms.person_form(self.texts, action["value"]))
        ack()

    def on_person(self, ack: Ack, body: Body) -> None:
        """The question for a person was sent."""
        if not forms.words_of(body):
            self._no_words(ack, body)
            return
        keys = (f"view:{body['view']['id']}",)
        self.desk.hand_over(keys, body["user"]["id"], forms.words_of(body), forms.language_of(body))
        ack()

    def on_choose(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody says which question they meant."""
        entry, languages = self._chosen(body, action)
        language, _, draft_language = languages.partition(" ")
        self.desk.choose(_keys(body), entry, _beside(body), language, draft_language or None)
        ack()

    def on_ticket_button(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """An officer's button: what needs words opens a form, anything else is done."""
        act, place = Act(action["action_id"].removeprefix("ticket_")), _beside(body)
        if act in {Act.NOTE, Act.REFUSE}:
            view = forms.ticket_form(self.texts, self.officers_language, act, action["value"], place.response_url)
            client.views_open(trigger_id=body["trigger_id"], view=view)
        else:
            self.desk.act(_keys(body), int(action["value"]), act, place.user, place)
        ack()

    def on_ticket_words(self, ack: Ack, body: Body) -> None:
        """The words for an officer's act."""
        if not forms.words_of(body):
            self._no_words(ack, body)
            return
        state, user = forms.state_of(body), body["user"]["id"]
        act = Act(body["view"]["callback_id"].removeprefix("ticket_"))
        place = Private(user, state["response_url"])
        self.desk.act((f"view:{body['view']['id']}",), state["ticket"], act, user, place, forms.words_of(body))
        ack()

    def _ask(self, body: Body, event: Body, client: WebClient) -> None:
        mail = self._mail_body(event, client)
        self.desk.ask(payloads.asked(body, event, self.people.locale(event["user"]), mail))

    def _edit(self, body: Body, event: Body) -> None:
        message = payloads.edited(body, event)
        if message:
            self.desk.edit(message)

    def _mail(self, body: Body, event: Body, client: WebClient) -> None:
        self.desk.mail(payloads.mailed(body, event, self._mail_body(event, client)))

    def _mail_body(self, event: Mapping[str, Any], client: WebClient) -> Mapping[str, Any] | None:
        """The file entry of an e-mail with its text, which Slack leaves out of events now and then."""
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
        """What a button stands for, and the language of the message that it is in."""
        value, _, language = str(action["value"]).partition(" ")
        return value, language or self.desk.language(self.people.locale(body["user"]["id"]))

    def _no_words(self, ack: Ack, body: Body) -> None:
        """Blanks alone, which Slack lets through."""
        ack(response_action="errors", errors={"words": self.texts.say(forms.language_of(body), "form_words_missing")})

    def _today(self) -> Any:
        return self.clock().astimezone(self.zone).date()


def _beside(body: Mapping[str, Any]) -> Private:
    return Private(body["user"]["id"], body["response_url"])


def _keys(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"action:{body['trigger_id']}",)
