"""What people do with their own tickets: say what they meant, add, withdraw, ask why."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack import request_forms, views
from bot.slack.listening import Body, Listening, beside, form_keys, keys
from bot.tickets import Act


class TicketListeners(Listening):
    """Hears those whose tickets they are; that they are theirs is for the desk to see."""

    def register_tickets(self, app: App) -> None:
        """Tell Bolt what to call."""
        app.action("open_request")(self.on_open_request)
        app.action("only_question")(self.on_only_question)
        app.action("person_withdraw")(self.on_withdraw)
        app.action("person_add")(self.on_add)
        app.action("ticket_why")(self.on_why)
        app.view(request_forms.ADD)(self.on_added)

    def on_open_request(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody's doubtful words were meant as a request."""
        self.press(body, Act.CONFIRM, int(action["value"]), client)
        ack()

    def on_only_question(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody's doubtful words were only a question."""
        self.press(body, Act.DISCLAIM, int(action["value"]), client)
        ack()

    def on_withdraw(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody takes their request back."""
        self.press(body, Act.WITHDRAW, int(action["value"]), client)
        ack()

    def on_add(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """Somebody wants to add to their request."""
        language = self.language_for(body["user"]["id"])
        view = request_forms.add_form(self.texts, language, int(action["value"]), body["response_url"], self.now)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    def on_added(self, ack: Ack, body: Body) -> None:
        """What somebody adds to their request was sent. Slack lets blanks alone through."""
        words = views.words_of(body)
        if not words:
            self.tell_faults(ack, body, {"words": "form_words_missing"})
            return
        ticket = int(views.state_of(body)["ticket"])
        self.desk.add(form_keys(body), ticket, body["user"]["id"], words, self.answer_to(body))
        ack()

    def on_why(self, ack: Ack, body: Body, action: Body) -> None:
        """Somebody wants to know how the dates of a ticket were counted."""
        place = beside(body)
        self.desk.explain_deadline(keys(body), int(action["value"]), place.user, place, self.language_for(place.user))
        ack()
