"""What people do with their own tickets: say what they meant, add, withdraw, ask why."""

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.slack import request_forms, views
from bot.slack.listening import Body, Listening, beside, form_keys, keys
from bot.tickets import Act


class TicketListeners:
    """Hears those whose tickets they are; that they are theirs is for the desk to see."""

    def __init__(self, context: Listening) -> None:
        self._context = context
        self._desk = context.desk

    def on_open_request(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody's doubtful words were meant as a request."""
        self._context.press(body, Act.CONFIRM, int(action["value"]), client)
        ack()

    def on_only_question(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody's doubtful words were only a question."""
        self._context.press(body, Act.DISCLAIM, int(action["value"]), client)
        ack()

    def on_withdraw(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody takes their request back."""
        self._context.press(body, Act.WITHDRAW, int(action["value"]), client)
        ack()

    def on_add(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody wants to add to their request."""
        language = self._context.language_for(body["user"]["id"])
        view = request_forms.add_form(
            self._context.texts, language, int(action["value"]), body["response_url"], self._context.now
        )
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def on_added(self, ack: Ack, body: Body) -> None:
        """What somebody adds to their request was sent. Slack lets blanks alone through."""
        words = views.words_of(body)
        if not words:
            self._context.tell_faults(ack, body, {"words": "form_words_missing"})
            return
        ticket = int(views.state_of(body)["ticket"])
        self._desk.add(form_keys(body), ticket, body["user"]["id"], words, self._context.answer_to(body))
        ack()

    def on_why(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody wants to know how the dates of a ticket were counted."""
        place = beside(body)
        self._desk.explain_deadline(keys(body), int(action["value"]), place.user, place, self._context.language_for(place.user))
        ack()
