"""Listeners for acts on tickets: the buttons and the menu of a card, and the forms that they open.

The desk decides who may do something and when: a button stays in Slack, and may be pressed later by anybody.
"""

from contextlib import suppress

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.desk.messages import FormFaults, TicketCommand
from bot.desk.ports import OfficersUnknown
from bot.slack import act_forms, views
from bot.slack.listener_context import Body, ListenerContext, form_keys
from bot.tickets import ACTS, Act, Role, State

OFFICERS_ACTS = tuple(act for act, rows in ACTS.items() if any(Role.OFFICER in row.who for row in rows))
"""Acts that a card can offer."""
WITH_FORM = tuple(act for act in OFFICERS_ACTS if any(row.needs for row in ACTS[act] if Role.OFFICER in row.who))
"""Acts that open a form."""


class OfficerListeners:
    """Passes acts of officers, and of support who sent a letter on to a customer, to the desk."""

    def __init__(self, context: ListenerContext) -> None:
        self._context = context
        self._desk = context.desk

    def on_button(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """The button of an act was pressed; its value is the ticket's id."""
        act = Act(action["action_id"].removeprefix(act_forms.PREFIX))
        # Only a new ticket has the button for taking it. If two officers press it, the second is told so and changes nothing.
        self._context.press(body, act, int(action["value"]), client, only_in=State.OPEN if act is Act.TAKE else None)
        ack()

    def on_menu(self, ack: Ack, body: Body, action: Body, client: WebClient) -> None:
        """An act was chosen from the menu; its value holds the act and the ticket's id."""
        act, _, ticket = action["selected_option"]["value"].partition(" ")
        self._context.press(body, Act(act), int(ticket), client)
        # Slack sends nothing if the same option is chosen again; redrawing the card resets the menu.
        with suppress(OfficersUnknown):
            self._desk.redraw(int(ticket), body["user"]["id"])
        ack()

    def on_form(self, ack: Ack, body: Body) -> None:
        """The form of an act was submitted; faults are shown at their fields."""
        state = views.state_of(body)
        command = TicketCommand(
            form_keys(body),
            state["ticket"],
            Act(state["act"]),
            body["user"]["id"],
            self._context.answer_to(body),
            given=act_forms.read_act(body),
            other=act_forms.read_other(body),
        )
        try:
            self._desk.act(command)
        except FormFaults as faults:
            self._context.tell_faults(ack, body, faults.faults)
        except OfficersUnknown:
            # The form stays open with all that was written in it.
            self._context.tell_faults(ack, body, {"": "form_send_again"})
        else:
            ack()
