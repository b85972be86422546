"""Listeners for people's own tickets: confirm or reject a suspected one, add, withdraw, ask how dates were counted."""

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.ports import OfficersUnknown
from bot.slack import request_forms, views
from bot.slack.listener_context import Body, ListenerContext, beside, form_keys, keys
from bot.tickets import Act


class TicketListeners:
    """Passes what people do with their own tickets to the desk, which checks whose they are."""

    def __init__(self, context: ListenerContext) -> None:
        self._context = context
        self._desk = context.desk

    def on_open_request(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """The words of a suspected ticket were meant as a request."""
        self._context.press(body, Act.CONFIRM, int(action["value"]), client)
        ack()

    def on_only_question(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """The words of a suspected ticket were only a question."""
        self._context.press(body, Act.DISCLAIM, int(action["value"]), client)
        ack()

    def on_withdraw(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody withdraws their request."""
        self._context.press(body, Act.WITHDRAW, int(action["value"]), client)
        ack()

    def on_add(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody opens the form for adding to their request."""
        language = self._context.language_for(body["user"]["id"])
        view = request_forms.add_form(self._context.texts, language, int(action["value"]), beside(body), self._context.now)
        self._context.open_form(body, view, client)
        ack()

    def on_added(self, ack: Ack, body: Body) -> None:
        """The form for adding was submitted. It may be blank: Slack accepts spaces in a required input."""
        words = views.words_of(body)
        if not words:
            self._context.tell_faults(ack, body, {"words": "form_words_missing"})
            return
        ticket = int(views.state_of(body)["ticket"])
        self._desk.add(form_keys(body), ticket, body["user"]["id"], words, self._context.answer_to(body))
        ack()

    def on_why(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody asks how the dates of a ticket were counted."""
        place = beside(body)
        language = self._context.language_for(place.user)
        try:
            self._desk.explain_deadline(keys(body), int(action["value"]), place.user, place, language)
        except OfficersUnknown:
            self._context.press_again(body)
        ack()
