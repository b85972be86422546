"""Registers all listeners with Bolt. Each turns a payload into a value and passes it to the desk.

Listeners ack after the desk has stored everything, so after a failure Slack delivers again.
"""

from slack_bolt import App

from bot.slack import act_forms, request_forms
from bot.slack.channel_listeners import CHANNEL_EVENTS, ChannelListeners
from bot.slack.conversation_listeners import ConversationListeners
from bot.slack.listener_context import ListenerContext
from bot.slack.officer_listeners import OFFICERS_ACTS, WITH_FORM, OfficerListeners
from bot.slack.ticket_listeners import TicketListeners


def register(app: App, context: ListenerContext) -> None:
    """Register every listener. The names are the same as in app.yaml, which a test checks."""
    _register_conversations(app, ConversationListeners(context))
    _register_tickets(app, TicketListeners(context))
    _register_officers(app, OfficerListeners(context))
    _register_channel(app, ChannelListeners(context))


def _register_conversations(app: App, listeners: ConversationListeners) -> None:
    app.event("app_mention")(listeners.on_mention)
    app.event("message")(listeners.on_message)
    app.command("/privacy")(listeners.on_privacy)
    app.command("/privacy-request")(listeners.on_privacy_request)
    app.shortcut({"type": "message_action", "callback_id": "answer_for_customer"})(listeners.on_shortcut)
    app.action("request_form")(listeners.on_request_form)
    app.action("ask_person")(listeners.on_ask_person)
    app.action("choose")(listeners.on_choose)
    app.action("more_tickets")(listeners.on_more_tickets)
    app.view(request_forms.REQUEST)(listeners.on_request)
    app.view(request_forms.PERSON)(listeners.on_person)


def _register_tickets(app: App, listeners: TicketListeners) -> None:
    app.action("open_request")(listeners.on_open_request)
    app.action("only_question")(listeners.on_only_question)
    app.action("person_withdraw")(listeners.on_withdraw)
    app.action("person_add")(listeners.on_add)
    app.action("ticket_why")(listeners.on_why)
    app.view(request_forms.ADD)(listeners.on_added)


def _register_officers(app: App, listeners: OfficerListeners) -> None:
    app.action("ticket_menu")(listeners.on_menu)
    for act in OFFICERS_ACTS:
        app.action(act_forms.callback(act))(listeners.on_button)
    for act in WITH_FORM:
        app.view(act_forms.callback(act))(listeners.on_form)


def _register_channel(app: App, listeners: ChannelListeners) -> None:
    app.event("app_home_opened")(listeners.on_home)
    for event in CHANNEL_EVENTS:
        app.event(event)(listeners.on_channel)
