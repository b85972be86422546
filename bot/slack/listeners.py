"""What Slack calls when people do something: each listener turns a payload into a value and hands it to the desk.

The listeners ack after the desk has everything on disk, so that a failure makes Slack deliver again.
"""

from slack_bolt import App

from bot.slack import act_forms, request_forms
from bot.slack.conversation_listeners import ConversationListeners
from bot.slack.listening import Listening
from bot.slack.officer_listeners import OFFICERS_ACTS, WITH_FORM, OfficerListeners
from bot.slack.ticket_listeners import TicketListeners


def register(app: App, context: Listening) -> None:
    """Tell Bolt what to call. Everything named here stands in app.yaml too, and nothing else."""
    _register_conversations(app, ConversationListeners(context))
    _register_tickets(app, TicketListeners(context))
    _register_officers(app, OfficerListeners(context))


def _register_conversations(app: App, hears: ConversationListeners) -> None:
    app.event("app_mention")(hears.on_mention)
    app.event("message")(hears.on_message)
    app.command("/privacy")(hears.on_privacy)
    app.command("/privacy-request")(hears.on_privacy_request)
    app.shortcut({"type": "message_action", "callback_id": "answer_for_customer"})(hears.on_shortcut)
    app.action("request_form")(hears.on_request_form)
    app.action("ask_person")(hears.on_ask_person)
    app.action("choose")(hears.on_choose)
    app.view(request_forms.REQUEST)(hears.on_request)
    app.view(request_forms.PERSON)(hears.on_person)


def _register_tickets(app: App, hears: TicketListeners) -> None:
    app.action("open_request")(hears.on_open_request)
    app.action("only_question")(hears.on_only_question)
    app.action("person_withdraw")(hears.on_withdraw)
    app.action("person_add")(hears.on_add)
    app.action("ticket_why")(hears.on_why)
    app.view(request_forms.ADD)(hears.on_added)


def _register_officers(app: App, hears: OfficerListeners) -> None:
    app.action("ticket_menu")(hears.on_menu)
    for act in OFFICERS_ACTS:
        app.action(act_forms.callback(act))(hears.on_button)
    for act in WITH_FORM:
        app.view(act_forms.callback(act))(hears.on_form)
