"""What Slack calls when people do something: each listener turns a payload into a value and hands it to the desk.

The listeners ack after the desk has everything on disk, so that a failure makes Slack deliver again.
"""

from slack_bolt import App

from bot.slack.conversation_listeners import ConversationListeners
from bot.slack.officer_listeners import OfficerListeners
from bot.slack.ticket_listeners import TicketListeners


class Listeners(ConversationListeners, TicketListeners, OfficerListeners):
    """The desk's ears in Slack."""

    def register(self, app: App) -> None:
        """Tell Bolt what to call. Everything named here stands in app.yaml too, and nothing else."""
        self.register_conversations(app)
        self.register_tickets(app)
        self.register_officers(app)
